/** A member of an operation's input. */
export interface InputMember {
  /** In the API's own spelling: `TableName`. */
  readonly name: string;
  readonly isRequired: boolean;
  readonly type: "string" | "number" | "boolean" | "timestamp" | "blob" | "list" | "map" | "structure";
}

/** An action that a call needs where it gives a member of the input. */
export interface ConditionalAction {
  readonly action: string;
  /** Path of the member: `Tags`, `Targets[].RoleArn`. For `iam:PassRole` it holds the role that is passed (or its instance profile). */
  readonly member: string;
}

/** An operation of an AWS API, and what IAM asks of whoever calls it. */
export interface OperationDefinition {
  /** Botocore service id: `s3`. */
  readonly service: string;
  /** In AWS's own spelling: `GetObject`. */
  readonly operation: string;
  /** Prefix of the service's IAM actions: `states` for `stepfunctions`. */
  readonly iamPrefix: string;
  /** Actions that every call needs, whatever its parameters: `["s3:GetObject"]`. */
  readonly actions: readonly string[];
  /** Actions that some calls need too, depending on their parameters or on the account's state; those of `conditionalActions` among them. */
  readonly dependentActions: readonly string[];
  /** Of the dependent actions, those of which one member tells whether they are needed. */
  readonly conditionalActions: readonly ConditionalAction[];
  /** AWS lets everybody call it: `sts:GetCallerIdentity`, or what takes a token instead of credentials. */
  readonly needsNoPermission: boolean;
  /** Nothing is known of what it needs: neither an action of its own name nor a mapping. Never to be taken for "nothing". */
  readonly isUnmapped: boolean;
  readonly inputMembers: readonly InputMember[];
  /**
   * Which member tells each hole of the ARN formats of its actions, by name, URL or ARN: `BucketName` → `Bucket`, `QueueName` → `QueueUrl`,
   * `EventBusName` → `Entries[].EventBusName`.
   */
  readonly arnHoles: ReadonlyMap<string, string>;
  /** Names of the input members that say which resource is meant: `["Bucket", "Key"]`. */
  readonly resourceMembers: readonly string[];
}

/** The operations of one API. */
export interface OperationService {
  /** Botocore service id. */
  readonly service: string;
  /** Prefix of its IAM actions. */
  readonly iamPrefix: string;
  /** By lower-case name. */
  readonly operations: ReadonlyMap<string, OperationDefinition>;
  /** Operations that have a paginator, in their own spelling. */
  readonly paginators: ReadonlySet<string>;
  /** Waiter (`BucketExists`) → the operation that it polls (`HeadBucket`). */
  readonly waiters: ReadonlyMap<string, string>;
}
