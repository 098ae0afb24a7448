/** Kinds of input members by the letter that follows their name in the data files; a string has none. */
export const memberTypes = { n: "number", b: "boolean", t: "timestamp", x: "blob", l: "list", m: "map", s: "structure" } as const;

/**
 * `members`: names separated by spaces, `!` behind a required one, `#` and a letter for its type: `Bucket! Key! Metadata#m`.
 * `actions` is 0 where it is the one action of the operation's own name, 1 where AWS asks nobody for a permission, and empty or left out where none is known.
 * `conditional`: actions needed where a member is given: `["iam:PassRole", "Targets[].RoleArn"]`.
 * `arnHoles`: which member tells the hole of an ARN format: `["BucketName", "Bucket"]`. Empty lists at the end are left out.
 */
export type OperationRecord = [name: string, members: string, actions?: 0 | 1 | string[], dependents?: string[], arnHoles?: [hole: string, member: string][], conditional?: [action: string, member: string][]];

/** `operations/<botocore service id>.json`. */
export interface OperationServiceRecord {
  readonly prefix: string;
  readonly operations: OperationRecord[];
  readonly paginators: string[];
  readonly waiters: [name: string, operation: string][];
}

/** `sdk-services.json`: what the names of an API's clients are made from. */
export type SdkServiceRecord = [service: string, serviceId: string, fullName: string];
