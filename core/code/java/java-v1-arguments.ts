/** Methods of the S3 client that are not named after their operation. Source: https://docs.aws.amazon.com/AWSJavaSDK/latest/javadoc/com/amazonaws/services/s3/AmazonS3.html */
export const specialMethods: Readonly<Record<string, string>> = {
  doesObjectExist: "HeadObject",
  doesBucketExist: "HeadBucket",
  doesBucketExistV2: "HeadBucket",
  headBucket: "HeadBucket",
  getObjectMetadata: "HeadObject",
  getObjectAsString: "GetObject",
  listNextBatchOfObjects: "ListObjects",
  listObjects: "ListObjects",
  listVersions: "ListObjectVersions",
  deleteVersion: "DeleteObject",
  setObjectAcl: "PutObjectAcl",
  setObjectTagging: "PutObjectTagging",
  initiateMultipartUpload: "CreateMultipartUpload",
  copyPart: "UploadPartCopy",
  getBucketVersioningConfiguration: "GetBucketVersioning",
  setBucketVersioningConfiguration: "PutBucketVersioning",
  getBucketLifecycleConfiguration: "GetBucketLifecycleConfiguration",
  setBucketLifecycleConfiguration: "PutBucketLifecycleConfiguration",
  getBucketNotificationConfiguration: "GetBucketNotificationConfiguration",
  setBucketNotificationConfiguration: "PutBucketNotificationConfiguration",
  getBucketTaggingConfiguration: "GetBucketTagging",
  setBucketTaggingConfiguration: "PutBucketTagging",
  getBucketCrossOriginConfiguration: "GetBucketCors",
  setBucketCrossOriginConfiguration: "PutBucketCors",
  getS3AccountOwner: "ListBuckets",
  restoreObject: "RestoreObject",
  restoreObjectV2: "RestoreObject",
};

type Members = readonly string[];

/** What the short forms of requests and calls take, where it is more than what the operation cannot do without, or in another order. */
const forms: Readonly<Record<string, Members>> = {
  "s3 PutObject": ["Bucket", "Key", "Body", "Metadata"],
  "s3 GetObject": ["Bucket", "Key", "VersionId"],
  "s3 HeadObject": ["Bucket", "Key"],
  "s3 GetObjectMetadata": ["Bucket", "Key"],
  "s3 DeleteObject": ["Bucket", "Key"],
  "s3 DeleteVersion": ["Bucket", "Key", "VersionId"],
  "s3 DeleteObjects": ["Bucket"],
  "s3 CopyObject": ["SourceBucket", "SourceKey", "Bucket", "Key"],
  "s3 ListObjects": ["Bucket", "Prefix"],
  "s3 ListObjectsV2": ["Bucket", "Prefix"],
  "s3 ListObjectVersions": ["Bucket", "Prefix"],
  "s3 GeneratePresignedUrl": ["Bucket", "Key", "Method"],
  "s3 InitiateMultipartUpload": ["Bucket", "Key"],
  "s3 PutObjectAcl": ["Bucket", "Key", "ACL"],
  "s3 PutObjectTagging": ["Bucket", "Key", "Tagging"],
  "s3 CreateBucket": ["Bucket"],
  "dynamodb PutItem": ["TableName", "Item", "ReturnValues"],
  "dynamodb GetItem": ["TableName", "Key", "ConsistentRead"],
  "dynamodb DeleteItem": ["TableName", "Key", "ReturnValues"],
  "dynamodb UpdateItem": ["TableName", "Key", "AttributeUpdates", "ReturnValues"],
  "dynamodb Query": ["TableName"],
  "dynamodb Scan": ["TableName", "AttributesToGet"],
  "dynamodb BatchWriteItem": ["RequestItems"],
  "dynamodb BatchGetItem": ["RequestItems"],
  "sqs SendMessage": ["QueueUrl", "MessageBody"],
  "sqs SendMessageBatch": ["QueueUrl", "Entries"],
  "sqs ReceiveMessage": ["QueueUrl"],
  "sqs DeleteMessage": ["QueueUrl", "ReceiptHandle"],
  "sqs GetQueueUrl": ["QueueName"],
  "sqs GetQueueAttributes": ["QueueUrl", "AttributeNames"],
  "sqs ChangeMessageVisibility": ["QueueUrl", "ReceiptHandle", "VisibilityTimeout"],
  "sns Publish": ["TopicArn", "Message", "Subject"],
  "sns Subscribe": ["TopicArn", "Protocol", "Endpoint"],
  "kinesis PutRecord": ["StreamName", "Data", "PartitionKey"],
};

/** Names of the members that come in this order; `undefined` where no form is known. */
export function positionalMembers(service: string, operation: string, count: number, method?: string): Members | undefined {
  // generatePresignedUrl(bucket, key, expiration, method)
  if (operation === "GeneratePresignedUrl" && count >= 3 && method === undefined) return count === 3 ? ["Bucket", "Key", "Method"] : ["Bucket", "Key", "Expiration", "Method"];
  return forms[`${service} ${operation}`];
}
