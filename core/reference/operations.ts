/** A member of an operation's input. */
export interface InputMember {
  /** In the API's own spelling: `TableName`. */
  readonly name: string;
  readonly isRequired: boolean;
  readonly type: "string" | "number" | "boolean" | "timestamp" | "blob" | "list" | "map" | "structure";
}

/** An operation of an AWS API, and what IAM asks of whoever calls it. */
export interface OperationDefinition {
  /** Botocore service id: `s3`. */
  readonly service: string;
  /** In AWS's own spelling: `GetObject`. */
  readonly operation: string;
  /** Prefix of the service's IAM actions: `states` for `stepfunctions`. */
  readonly iamPrefix: string;
  /** Actions that every call needs, whatever its parameters: `["s3:GetObject"]`. Empty where what is needed depends on the parameters alone, or nothing is. */
  readonly actions: readonly string[];
  /** Actions that some calls need too, depending on their parameters: `iam:PassRole`. */
  readonly dependentActions: readonly string[];
  /** AWS lets everybody call it: `sts:GetCallerIdentity`. */
  readonly needsNoPermission: boolean;
  readonly inputMembers: readonly InputMember[];
  /** Names of the input members that say which resource is meant: `["Bucket", "Key"]`. */
  readonly resourceMembers: readonly string[];
}

/** What a paginator or a waiter of an SDK calls. */
export interface OperationHelper {
  /** `list_objects_v2`'s paginator is `ListObjectsV2`; a waiter has its own name: `BucketExists`. */
  readonly name: string;
  readonly operation: string;
}

/** The operations of one API. */
export interface OperationService {
  /** Botocore service id. */
  readonly service: string;
  /** Prefix of its IAM actions. */
  readonly iamPrefix: string;
  /** By lower-case name. */
  readonly operations: ReadonlyMap<string, OperationDefinition>;
  /** Operations that have a paginator. */
  readonly paginators: ReadonlySet<string>;
  /** Waiter name (`BucketExists`) → the operation that it polls (`HeadBucket`). */
  readonly waiters: ReadonlyMap<string, string>;
}

/** The SDKs whose clients have names of their own. */
export type Sdk = "javascript-v3" | "javascript-v2" | "python" | "go-v2" | "go-v1" | "java-v2" | "java-v1" | "csharp" | "ruby" | "rust";

/** The API with this botocore service id. */
export function findOperationService(_service: string): OperationService | undefined {
  return undefined;
}

/** The operation in its own spelling or any other case. */
export function findOperation(service: string, operation: string): OperationDefinition | undefined {
  return findOperationService(service)?.operations.get(operation.toLowerCase());
}

/** The operation behind a method of a client: `get_object` (Python, Ruby, Rust), `getObject` (JavaScript, Java), `GetObject` (Go). */
export function findOperationByMethod(service: string, method: string): OperationDefinition | undefined {
  return findOperation(service, method.replaceAll("_", ""));
}

/** The operation that a waiter polls: `bucket_exists`, `waitUntilBucketExists` and `BucketExists` alike. */
export function findWaiterOperation(_service: string, _waiter: string): OperationDefinition | undefined {
  return undefined;
}

/** The botocore service id behind a client of an SDK: `javascript-v3`, `@aws-sdk/client-sfn` → `stepfunctions`. */
export function findSdkService(_sdk: Sdk, _name: string): string | undefined {
  return undefined;
}
