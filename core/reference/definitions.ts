/** How AWS classifies what an action does. */
export type AccessLevel = "List" | "Read" | "Write" | "Tagging" | "Permissions management";

/** A resource type that an action works on. */
export interface ActionResourceType {
  readonly name: string;
  /** AWS asks for a resource of this type whenever the action is used. */
  readonly isRequired: boolean;
  readonly conditionKeys: readonly string[];
  readonly dependentActions: readonly string[];
}

/** An IAM action, as the Service Authorization Reference describes it. */
export interface ActionDefinition {
  /** The prefix: `s3`. */
  readonly service: string;
  /** In IAM's own case: `GetObject`. */
  readonly name: string;
  readonly accessLevel: AccessLevel;
  readonly resourceTypes: readonly ActionResourceType[];
  readonly conditionKeys: readonly string[];
  /** Further actions that the caller needs too, `iam:PassRole`: some of them only with certain parameters. */
  readonly dependentActions: readonly string[];
}

/** A kind of resource that policies can name. */
export interface ResourceTypeDefinition {
  readonly name: string;
  /** `arn:${Partition}:s3:::${BucketName}/${ObjectName}` */
  readonly arnFormat: string;
  readonly conditionKeys: readonly string[];
}

/** The type of the values that a condition key has in a request. */
export type ConditionKeyType = "String" | "ArrayOfString" | "Bool" | "ArrayOfBool" | "ARN" | "ArrayOfARN" | "Date" | "Numeric" | "IPAddress";

/** A condition key, or a family of them. */
export interface ConditionKeyDefinition {
  /** In IAM's own case; a family keeps its hole: `aws:ResourceTag/${TagKey}`. */
  readonly key: string;
  readonly type: ConditionKeyType;
  readonly isGlobal: boolean;
}

/** All that IAM knows by one service prefix. */
export interface ServiceDefinition {
  readonly prefix: string;
  readonly name: string;
  /** By lower-case name. */
  readonly actions: ReadonlyMap<string, ActionDefinition>;
  /** By the name that `ActionResourceType.name` has. */
  readonly resourceTypes: ReadonlyMap<string, ResourceTypeDefinition>;
  /** By lower-case key. */
  readonly conditionKeys: ReadonlyMap<string, ConditionKeyDefinition>;
}

/** The date on which each part of the reference data was current. */
export interface DataVersions {
  readonly actions: string;
  readonly managedPolicies: string;
  readonly operations: string;
}
