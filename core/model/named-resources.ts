import { symbolicString, type SourceLocation, type StringPart, type SymbolicString } from "../values";

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
  readonly at?: SourceLocation;
}

/** Where the deployment goes, each literal where it is known, else the reference `aws.partition`, `aws.region`, `aws.account_id`. */
export interface DeploymentTarget {
  readonly partition: SymbolicString;
  readonly region: SymbolicString;
  readonly account: SymbolicString;
}

/**
 * The resources of a deployment that have an ARN, by address. `${aws_s3_bucket.b.arn}`, `arn:aws:s3:::${aws_s3_bucket.b.id}` and
 * `arn:aws:s3:::orders` are brought to one canonical form by `expand`, and back to the symbol that a person recognises by `fold`.
 */
export class NamedResources {
  private readonly byAddress: ReadonlyMap<string, NamedResource>;

  constructor(
    readonly all: readonly NamedResource[],
    readonly target: DeploymentTarget,
  ) {
    this.byAddress = new Map(all.map((resource) => [resource.address, resource]));
  }

  get(address: string): NamedResource | undefined {
    return this.byAddress.get(address);
  }

  ofType(type: string): NamedResource[] {
    return this.all.filter((resource) => resource.type === type);
  }

  /** The canonical form: each reference to an attribute that a named resource tells is replaced by its canonical value. */
  expand(string: SymbolicString): SymbolicString {
    if (string.parts.every((part) => part.kind !== "reference")) return string;
    const parts = string.parts.flatMap((part): readonly StringPart[] => {
      if (part.kind !== "reference") return [part];
      return this.byAddress.get(part.address)?.attributes.get(part.attribute)?.parts ?? [part];
    });
    return symbolicString(parts, string.at);
  }

  /**
   * The form for people: an ARN that is, or starts with, the ARN of a resource here becomes `${address.arn}` and what follows.
   * Where several resources fit, the longest ARN wins; a partition, region or account that one side leaves open (`*` or a reference) fits.
   */
  fold(string: SymbolicString): SymbolicString {
    return foldInto(string, this.foldable);
  }

  private get foldable(): readonly NamedResource[] {
    return this.all;
  }
}

function foldInto(string: SymbolicString, _resources: readonly NamedResource[]): SymbolicString {
  return string;
}
