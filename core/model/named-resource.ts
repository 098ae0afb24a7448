import type { SourceLocation, SymbolicString } from "../values";

/** A resource of the deployment that has an ARN. */
export interface NamedResource {
  /** Terraform address or Pulumi URN. */
  readonly address: string;
  /** Terraform's name of the type, for Pulumi too: `aws_s3_bucket`. */
  readonly type: string;
  /** Its name, literal or symbolic; for an unknown name a reference to the attribute that will hold it. */
  readonly name: SymbolicString;
  /** The canonical ARN, synthesised from the name where the real one is not known yet. */
  readonly arn: SymbolicString;
  /** Its attributes in terms of canonical values: `arn`, `id`, `bucket`, `url`, `stream_arn`, … */
  readonly attributes: ReadonlyMap<string, SymbolicString>;
  /** The customer managed KMS key that encrypts what is in it, canonical. */
  readonly encryptionKey?: SymbolicString;
  /** `possible` where it may as well be AWS's own key, which needs no permission. */
  readonly encryptionKeyCertainty?: "possible";
  readonly at?: SourceLocation;
}
