import type { PolicyDocument } from "../iam";
import type { SourceLocation, Symbolic, SymbolicString, Unknown, Value } from "../values";
import type { NamedResources } from "./named-resources";

/** What the plan or preview is about to do with a resource; `no-op` is there already and stays as it is. Deleted resources are in `Deployment.before` only. */
export type Change = "create" | "update" | "replace" | "no-op";

/** Everything about one deployment that the rules look at, whichever toolchain it came from. Immutable. */
export interface Deployment {
  readonly input: DeploymentInput;
  /** Sorted by address, as are the other lists. */
  readonly functions: readonly LambdaFunction[];
  /** The execution roles of `functions`, and only these. */
  readonly executionRoles: readonly ExecutionRole[];
  readonly functionPermissions: readonly FunctionPermission[];
  readonly functionUrls: readonly FunctionUrl[];
  readonly eventSources: readonly EventSource[];
  /** Resource-based policies of queues, topics, buckets, keys and secrets. */
  readonly resourcePolicies: readonly ResourcePolicy[];
  /** All resources with an ARN, and how ARNs and names of one resource are brought to one form. */
  readonly resources: NamedResources;
  /** Suppression comments found in the sources. */
  readonly suppressions: readonly SuppressionComment[];
  /** What a person should be told once about the input itself: sources that do not match the plan, a role outside it. */
  readonly notices: readonly Notice[];
  /** The same deployment as it stands now, where the input tells. */
  readonly before?: Deployment;
}

export interface DeploymentInput {
  readonly toolchain: "terraform" | "opentofu" | "pulumi";
  readonly kind: "plan" | "state" | "sources" | "preview" | "update";
  /** Of the toolchain; `null` where the input does not tell. */
  readonly version: string | null;
}

export interface Notice {
  readonly message: string;
  readonly at?: SourceLocation;
}

export interface SuppressionComment {
  readonly ruleId: string;
  /** Absent where the comment has none, which is an error. */
  readonly reason?: string;
  /** ISO date after which it no longer holds. */
  readonly expires?: string;
  readonly at: SourceLocation;
  /** The lines it silences. */
  readonly covers: { readonly file: string; readonly line: number; readonly endLine: number };
}

/** A Lambda function. */
export interface LambdaFunction {
  readonly address: string;
  readonly name: Value<string>;
  /** `nodejs22.x`; known `null` for a container image. */
  readonly runtime: Value<string | null>;
  /** `app.handler`; known `null` for a container image. */
  readonly handler: Value<string | null>;
  readonly packageType: "Zip" | "Image";
  /** Address of its execution role in this deployment. Unknown, with the role's ARN as detail, where the role is outside. */
  readonly role: Value<string>;
  /** Each variable by itself. `rest` in the map says that there may be more. */
  readonly environment: Symbolic;
  readonly code: CodeSource;
  readonly layers: readonly CodeSource[];
  readonly configuration: FunctionConfiguration;
  readonly change: Change;
  readonly at?: SourceLocation;
}

/** Settings of a function that need permissions of its role, each absent where it is not used. */
export interface FunctionConfiguration {
  readonly vpc?: boolean | Unknown;
  /** `Active` tracing. */
  readonly tracing?: boolean | Unknown;
  readonly deadLetterTarget?: SymbolicString | Unknown;
  /** On-failure and on-success destinations of asynchronous invocations. */
  readonly destinations?: readonly (SymbolicString | Unknown)[];
  readonly environmentKey?: SymbolicString | Unknown;
  readonly fileSystemAccessPoints?: readonly (SymbolicString | Unknown)[];
  readonly durable?: boolean;
  /** The name of the log group it writes to where that is not `/aws/lambda/NAME`. */
  readonly logGroup?: SymbolicString | Unknown;
}

/**
 * Where the code of a function or layer is. Paths are relative to the root that `--source` (Terraform) or Pulumi.yaml names, unless absolute.
 * - `path`: a folder, a file, a zip or a jar;
 * - `inline`: files given as text, by their path in the package;
 * - `image`: a container image; `remote`: an object in a bucket whose source is not in the deployment; `unknown`: could not be found, and why.
 */
export type CodeSource =
  | { readonly kind: "path"; readonly path: string; readonly prefix?: string; readonly at?: SourceLocation }
  | { readonly kind: "inline"; readonly files: ReadonlyMap<string, string>; readonly at?: SourceLocation }
  | { readonly kind: "several"; readonly sources: readonly CodeSource[] }
  | { readonly kind: "image"; readonly image: Value<string> }
  | { readonly kind: "remote"; readonly bucket: SymbolicString | Unknown; readonly key: SymbolicString | Unknown }
  | Unknown;

/** The role that one or more functions run as. */
export interface ExecutionRole {
  readonly address: string;
  readonly name: Value<string>;
  /** Unknown where what the role trusts could not be read. */
  readonly trustPolicy: Policy;
  /** Inline, customer managed and AWS managed policies, all that the deployment shows to be attached. */
  readonly policies: readonly Policy[];
  /** Attachments that exist but lead to no known policy: they grant something that nobody can tell. */
  readonly unresolvedPolicies: readonly UnresolvedPolicy[];
  readonly permissionsBoundary?: Policy | Unknown;
  readonly change: Change;
  /** Whose it is where the author of the program cannot change it: the component or module that made it. */
  readonly owner?: string;
  readonly at?: SourceLocation;
}

export interface UnresolvedPolicy {
  /** The attachment, or the role itself for an element of `managed_policy_arns`. */
  readonly address: string;
  readonly path?: string;
  readonly unknown: Unknown;
  readonly at?: SourceLocation;
}

export type PolicyKind = "inline" | "customer-managed" | "aws-managed" | "trust" | "boundary";

/** An IAM policy and how it comes to the role. */
export interface Policy {
  /** The resource that carries the document: the role policy, the customer policy, the role for inline blocks and trust; the attachment for an AWS managed policy. */
  readonly address: string;
  readonly kind: PolicyKind;
  /** `AmazonS3FullAccess`, or the name in the deployment. */
  readonly name: Value<string>;
  /** Present for managed policies. */
  readonly arn?: SymbolicString | Unknown;
  /** Prefix of paths where the document is one attribute of several in its resource: `inline_policy[NAME]`, `assume_role_policy`, `managed_policy_arns[0]`. */
  readonly pathPrefix?: string;
  /** The attachment that brings a customer managed policy to the role. */
  readonly attachment?: { readonly address: string; readonly path?: string; readonly at?: SourceLocation };
  readonly document: Value<PolicyDocument>;
  /** What attached it without the author asking for it: `aws.lambda.CallbackFunction`. */
  readonly defaultedBy?: string;
  readonly change: Change;
  readonly at?: SourceLocation;
}

/** A policy on a resource that names who may use it. */
export interface ResourcePolicy {
  readonly address: string;
  /** ARN or address of the resource that it guards. */
  readonly resource: SymbolicString | Unknown;
  /** `sqs`, `sns`, `s3`, `kms`, `secretsmanager`, … */
  readonly service: string;
  readonly document: Value<PolicyDocument>;
  readonly change: Change;
  readonly at?: SourceLocation;
}

/** An entry of a function's resource-based policy (`aws_lambda_permission`). */
export interface FunctionPermission {
  readonly address: string;
  /** Address of the function in this deployment, or unknown. */
  readonly function: Value<string>;
  readonly action: SymbolicString | Unknown;
  readonly principal: SymbolicString | Unknown;
  /** Absent where it is not set (`null` in a plan means absent). */
  readonly sourceArn?: SymbolicString | Unknown;
  readonly sourceAccount?: SymbolicString | Unknown;
  readonly principalOrgId?: SymbolicString | Unknown;
  readonly functionUrlAuthType?: SymbolicString | Unknown;
  /** For Alexa skills. */
  readonly eventSourceToken?: SymbolicString | Unknown;
  readonly change: Change;
  readonly at?: SourceLocation;
}

export interface FunctionUrl {
  readonly address: string;
  readonly function: Value<string>;
  readonly authorizationType: SymbolicString | Unknown;
  readonly change: Change;
  readonly at?: SourceLocation;
}

/**
 * What triggers a function. For `poll` sources (event source mappings) Lambda reads with the function's role;
 * `push` sources (S3 notifications, SNS subscriptions, EventBridge targets) call the function themselves.
 */
export interface EventSource {
  readonly address: string;
  readonly function: Value<string>;
  readonly delivery: "poll" | "push";
  /** `sqs`, `kinesis`, `dynamodb`, `kafka` (MSK), `self-managed-kafka`, `mq`, `documentdb`, `s3`, `sns`, `events`, … */
  readonly service: Value<string>;
  readonly source: SymbolicString | Unknown;
  /** Of a poll source. */
  readonly onFailure?: SymbolicString | Unknown;
  /** Secrets named in the source's access configuration. */
  readonly secrets?: readonly (SymbolicString | Unknown)[];
  readonly inVpc?: boolean | Unknown;
  readonly change: Change;
  readonly at?: SourceLocation;
}
