import type { OperationDefinition } from "../core/reference";

/** An operation of which AWS's Service Reference says something else than the table. */
export interface Difference {
  readonly service: string;
  readonly name: string;
  readonly operation: OperationDefinition | undefined;
  readonly allowed: readonly string[];
  /** Actions that AWS lists and the table does not mention. */
  readonly unmentioned: readonly string[];
}

/** Why a kind of difference is left as it is. The first that matches counts. */
export interface Decision {
  readonly title: string;
  readonly reason: string;
  matches(difference: Difference): boolean;
}

const all = (pattern: RegExp) => (difference: Difference) => difference.unmentioned.length > 0 && difference.unmentioned.every((action) => pattern.test(action)) && isNarrower(difference);
const isNarrower = ({ operation, allowed }: Difference) => operation !== undefined && operation.actions.every((action) => allowed.includes(action));

export const decisions: readonly Decision[] = [
  {
    title: "Calls without a signature",
    reason: "AWS's API models mark them as unsigned: they carry a token or nothing, no identity is known, so no policy of the role is asked. The role needs nothing for them.",
    matches: ({ service, operation }) => operation?.needsNoPermission === true && ["cognito-idp", "cognito-identity", "sso", "sso-oidc", "signin"].includes(service),
  },
  {
    title: "Calls that everybody may make",
    reason: "GetCallerIdentity and GetSessionToken work even where a policy denies them; DescribeEndpoints is asked by SDKs of their own accord.",
    matches: ({ operation }) => operation?.needsNoPermission === true,
  },
  {
    title: "Operations that no current SDK has",
    reason: "They belong to APIs of before 2015, or to the console.",
    matches: ({ operation }) => operation === undefined,
  },
  {
    title: "Endpoint discovery",
    reason: "SDKs must ask Timestream for the endpoint before the first call, and that call is authorised by itself: timestream:DescribeEndpoints is needed with every operation.",
    matches: ({ service }) => service.startsWith("timestream-"),
  },
  {
    title: "S3 on Outposts and account settings",
    reason: "The operations of S3 Control that have the name of an S3 operation work on Outposts buckets (s3-outposts:*) or on the account's public access block.",
    matches: ({ service, operation }) => service === "s3control" && !!operation && operation.actions.some((action) => /^s3-outposts:|Account/.test(action)),
  },
  {
    title: "Other kinds of buckets and access points",
    reason: "s3-object-lambda:* and s3express:* apply where the bucket that is named is an Object Lambda access point or a directory bucket; the resource decides, not the operation.",
    matches: all(/^(?:s3-object-lambda|s3express):|^s3:Get(?:ObjectLegalHold|ObjectRetention|ObjectTagging|ObjectAcl)$/),
  },
  {
    title: "The action of the operation's own name",
    reason: "The Service Authorization Reference has an action of exactly this name, which AWS's operation file leaves out; it stays needed, what that file lists is kept as dependent.",
    matches: ({ operation, allowed }) => !!operation && operation.actions.length === 1 && operation.actions[0] === `${operation.iamPrefix}:${operation.operation}` && !allowed.includes(operation.actions[0]),
  },
  {
    title: "All that the documentation asks for",
    reason: "The operation's page names further actions than the file: GetObjectAttributes needs both GetObject and GetObjectAttributes; restoring a table reads and writes items; UpdateDistributionWithStagingConfig its own action too.",
    matches: ({ operation, allowed }) => !!operation && operation.actions.length > 1 && operation.actions.some((action) => allowed.includes(action)) && operation.actions.some((action) => !allowed.includes(action)),
  },
  {
    title: "Nothing known",
    reason: "The API is newer than the published actions, or only the console calls it; the table says so (isUnmapped), and whoever asks treats the call as not understood.",
    matches: ({ operation }) => operation?.isUnmapped === true,
  },
  {
    title: "Bearer tokens and tools of models",
    reason: "bedrock:CallWithBearerToken is for callers with an API key instead of credentials, which a function's role is not. System tools and reasoning policies are named in the request's body and are asked for by themselves.",
    matches: all(/:CallWithBearerToken$|^bedrock:(?:InvokeTool|InvokeAutomatedReasoningPolicy|InvokeModel)$/),
  },
  {
    title: "Replication of global tables",
    reason: "DynamoDB's service-linked role does it; a caller who reads or writes items needs only the item action. A table that is created or updated with replicas is kept as a dependent where the request names them.",
    matches: ({ service, ...difference }) => service.startsWith("dynamodb") && isNarrower({ service, ...difference }),
  },
  {
    title: "Former names",
    reason: "es:…Elasticsearch… are the names of before 2021; both are accepted, the current one is written.",
    matches: all(/^es:.*Elasticsearch|^es:.*CrossClusterSearch|^logs:TagLogGroup$|^lambda:(?:GetPolicy|AddPermission|RemovePermission)$|^logs:DescribeLogGroups$/),
  },
  {
    title: "Roles inside documents",
    reason: "iam:PassRole is conditional where a member of the input holds the role. In templates, patch operations and automation documents it is not a member, and the call is too rare in functions for a guess.",
    matches: all(/^(?:iam:(?:PassRole|CreateServiceLinkedRole|GetRole|PutRolePolicy)|es:.*|[a-z-]+:(?:TagResource|UntagResource|AddTags.*))$/),
  },
  {
    title: "What a log query reads",
    reason: "The query's own action is enough for its log groups; the further ones belong to the SOURCE command, to saved queries, lookup tables and masked data.",
    matches: ({ service, ...difference }) => service === "logs" && isNarrower({ service, ...difference }),
  },
  {
    title: "Further actions of control planes",
    reason:
      "Creating, changing or deleting infrastructure can ask for more, depending on what it is connected with. The table has what policy documentation and the input tell; these are not claimed as needed. They matter where a function builds infrastructure, " +
      "which then shows as a grant that nothing is seen to need.",
    matches: (difference) => isNarrower(difference),
  },
  {
    title: "One HTTP method for several",
    reason: "API Gateway's control plane is authorised by the method of the request; the file adds those of the resources it touches besides.",
    matches: ({ service }) => service.startsWith("apigateway"),
  },
  { title: "Deprecated asynchronous invocation", reason: "lambda:InvokeAsync is the action of its own name.", matches: ({ name }) => name === "InvokeAsync" },
];
