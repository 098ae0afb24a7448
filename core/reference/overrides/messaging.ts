import { needs, type OverrideTable } from "./override";

/** Queues, topics, events, mail, functions and logs. */
export const messagingOverrides: OverrideTable = {
  sqs: {
    CancelMessageMoveTask: needs("sqs:CancelMessageMoveTask sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes"),
    ChangeMessageVisibilityBatch: needs("sqs:ChangeMessageVisibility"),
    DeleteMessageBatch: needs("sqs:DeleteMessage"),
    ListMessageMoveTasks: needs("sqs:ListMessageMoveTasks sqs:GetQueueAttributes"),
    SendMessageBatch: needs("sqs:SendMessage"),
    StartMessageMoveTask: needs("sqs:StartMessageMoveTask sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes", {}, "sqs:SendMessage"),
  },
  sns: {
    CreateTopic: needs("sns:CreateTopic", { Tags: "sns:TagResource", DataProtectionPolicy: "sns:PutDataProtectionPolicy" }),
    PublishBatch: needs("sns:Publish"),
    SetSMSAttributes: needs("sns:SetSMSAttributes", {}, "iam:PassRole"),
    SetSubscriptionAttributes: needs("sns:SetSubscriptionAttributes", {}, "iam:PassRole"),
    Subscribe: needs("sns:Subscribe", {}, "iam:PassRole"),
  },
  lambda: {
    Invoke: needs("lambda:InvokeFunction"),
    InvokeAsync: needs("lambda:InvokeAsync", {}, "lambda:InvokeFunction"),
    InvokeWithResponseStream: needs("lambda:InvokeFunction"),
    GetFunction: needs("lambda:GetFunction", {}, "lambda:ListTags"),
    CreateFunction: needs("lambda:CreateFunction", {
      Role: "iam:PassRole",
      Layers: "lambda:GetLayerVersion",
      Tags: "lambda:TagResource",
      "Code.S3Bucket": "s3:GetObject",
      "CapacityProviderConfig.LambdaManagedInstancesCapacityProviderConfig.CapacityProviderArn": "lambda:PassCapacityProvider",
    }),
    PublishLayerVersion: needs("lambda:PublishLayerVersion", { "Content.S3Bucket": "s3:GetObject" }),
    UpdateFunctionCode: needs("lambda:UpdateFunctionCode", { S3Bucket: "s3:GetObject" }),
    UpdateFunctionConfiguration: needs("lambda:UpdateFunctionConfiguration", { Role: "iam:PassRole", Layers: "lambda:GetLayerVersion" }, "lambda:PassCapacityProvider"),
  },
  kinesis: { CreateStream: needs("kinesis:CreateStream", { Tags: "kinesis:AddTagsToStream" }) },
  // Data of a WebSocket or HTTP API, which IAM keeps apart from API Gateway's own.
  apigatewaymanagementapi: {
    DeleteConnection: needs("execute-api:ManageConnections"),
    GetConnection: needs("execute-api:ManageConnections"),
    PostToConnection: needs("execute-api:ManageConnections"),
  },
  // Tags of a message are no tags of a resource.
  sesv2: {
    SendBulkEmail: needs("ses:SendBulkEmail", {}, "ses:SendBulkTemplatedEmail"),
    SendEmail: needs("ses:SendEmail", { "Content.Raw": "ses:SendRawEmail", "Content.Template": "ses:SendTemplatedEmail" }),
  },
  logs: {
    CreateLogGroup: needs("logs:CreateLogGroup", { tags: "logs:TagResource" }, "logs:TagLogGroup"),
    FilterLogEvents: needs("logs:FilterLogEvents", { unmask: "logs:Unmask" }),
    GetLogEvents: needs("logs:GetLogEvents", { unmask: "logs:Unmask" }),
    GetLogRecord: needs("logs:GetLogRecord", { unmask: "logs:Unmask" }),
  },
  secretsmanager: {
    BatchGetSecretValue: needs("secretsmanager:BatchGetSecretValue secretsmanager:GetSecretValue", { Filters: "secretsmanager:ListSecrets" }),
    CreateSecret: needs("secretsmanager:CreateSecret", { Tags: "secretsmanager:TagResource", AddReplicaRegions: "secretsmanager:ReplicateSecretToRegions" }),
    RotateSecret: needs("secretsmanager:RotateSecret", { RotationLambdaARN: "lambda:InvokeFunction", ExternalSecretRotationRoleArn: "iam:PassRole" }),
    ValidateResourcePolicy: needs("secretsmanager:ValidateResourcePolicy secretsmanager:PutResourcePolicy"),
  },
};
