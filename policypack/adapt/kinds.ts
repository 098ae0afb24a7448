/** What the adapter distinguishes, and the tokens of both AWS providers for it. */
const tokens = {
  function: ["aws:lambda/function:Function", "aws-native:lambda:Function"],
  alias: ["aws:lambda/alias:Alias", "aws-native:lambda:Alias"],
  version: ["aws-native:lambda:Version"],
  layer: ["aws:lambda/layerVersion:LayerVersion", "aws-native:lambda:LayerVersion"],
  permission: ["aws:lambda/permission:Permission", "aws-native:lambda:Permission"],
  url: ["aws:lambda/functionUrl:FunctionUrl", "aws-native:lambda:Url"],
  eventSourceMapping: ["aws:lambda/eventSourceMapping:EventSourceMapping", "aws-native:lambda:EventSourceMapping"],
  invokeConfig: ["aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "aws-native:lambda:EventInvokeConfig"],
  role: ["aws:iam/role:Role", "aws-native:iam:Role"],
  policy: ["aws:iam/policy:Policy", "aws-native:iam:ManagedPolicy"],
  rolePolicy: ["aws:iam/rolePolicy:RolePolicy", "aws-native:iam:RolePolicy"],
  /** AWS::IAM::Policy: an inline policy for several principals at once. */
  sharedInlinePolicy: ["aws-native:iam:Policy"],
  rolePolicyAttachment: ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"],
  policyAttachment: ["aws:iam/policyAttachment:PolicyAttachment"],
  exclusiveAttachments: ["aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive"],
  exclusiveNames: ["aws:iam/rolePoliciesExclusive:RolePoliciesExclusive"],
  bucket: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2", "aws-native:s3:Bucket"],
  bucketObject: ["aws:s3/bucketObject:BucketObject", "aws:s3/bucketObjectv2:BucketObjectv2"],
  bucketNotification: ["aws:s3/bucketNotification:BucketNotification"],
  topicSubscription: ["aws:sns/topicSubscription:TopicSubscription", "aws-native:sns:Subscription"],
  eventTarget: ["aws:cloudwatch/eventTarget:EventTarget"],
  eventRule: ["aws:cloudwatch/eventRule:EventRule", "aws-native:events:Rule"],
  queuePolicy: ["aws:sqs/queuePolicy:QueuePolicy", "aws-native:sqs:QueuePolicy"],
  topicPolicy: ["aws:sns/topicPolicy:TopicPolicy", "aws-native:sns:TopicPolicy"],
  bucketPolicy: ["aws:s3/bucketPolicy:BucketPolicy", "aws-native:s3:BucketPolicy"],
  keyPolicy: ["aws:kms/keyPolicy:KeyPolicy"],
  secretPolicy: ["aws:secretsmanager/secretPolicy:SecretPolicy", "aws-native:secretsmanager:ResourcePolicy"],
  queue: ["aws:sqs/queue:Queue", "aws-native:sqs:Queue"],
  topic: ["aws:sns/topic:Topic", "aws-native:sns:Topic"],
  key: ["aws:kms/key:Key", "aws-native:kms:Key"],
  secret: ["aws:secretsmanager/secret:Secret", "aws-native:secretsmanager:Secret"],
} as const;

export type ResourceKind = keyof typeof tokens;

const kindByToken: ReadonlyMap<string, ResourceKind> = new Map(
  Object.entries(tokens).flatMap(([kind, list]) => list.map((token): [string, ResourceKind] => [token, kind as ResourceKind])),
);

/** The kind of a resource by the token of its type; `undefined` where the adapter has no use for it. */
export function kindOfToken(token: string): ResourceKind | undefined {
  return kindByToken.get(token);
}
