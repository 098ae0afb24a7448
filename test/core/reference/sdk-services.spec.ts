import { expect } from "chai";
import { findSdkService, operationServices, type Sdk } from "../../../core/reference";
import { sdkNames } from "../../../core/reference/sdk-names";

describe("reference: findSdkService", () => {
  const table: Record<Sdk, Record<string, string>> = {
    "javascript-v3": {
      "@aws-sdk/client-s3": "s3", "@aws-sdk/client-sfn": "stepfunctions", "@aws-sdk/client-cloudwatch-logs": "logs", "@aws-sdk/client-eventbridge": "events", "@aws-sdk/client-cloudwatch-events": "events",
      "@aws-sdk/client-cognito-identity-provider": "cognito-idp", "@aws-sdk/client-apigatewaymanagementapi": "apigatewaymanagementapi", "@aws-sdk/client-api-gateway": "apigateway", "@aws-sdk/client-iot-data-plane": "iot-data",
      "@aws-sdk/client-elastic-load-balancing-v2": "elbv2", "@aws-sdk/client-rds-data": "rds-data", "@aws-sdk/lib-dynamodb": "dynamodb", "@aws-sdk/lib-storage": "s3", SFNClient: "stepfunctions", DynamoDBDocumentClient: "dynamodb", S3: "s3",
    },
    "javascript-v2": {
      S3: "s3", DynamoDB: "dynamodb", StepFunctions: "stepfunctions", DocumentClient: "dynamodb", CloudWatchLogs: "logs", CognitoIdentityServiceProvider: "cognito-idp", IotData: "iot-data", SSM: "ssm", ELBv2: "elbv2",
      "AWS.SecretsManager": "secretsmanager", "aws-sdk/clients/sqs": "sqs", "aws-sdk/clients/cloudwatchevents": "events", SES: "ses", LexRuntime: "lex-runtime", RDSDataService: "rds-data",
    },
    python: { s3: "s3", stepfunctions: "stepfunctions", logs: "logs", events: "events", "bedrock-runtime": "bedrock-runtime", ssm: "ssm" },
    "go-v2": { "github.com/aws/aws-sdk-go-v2/service/sfn": "stepfunctions", "github.com/aws/aws-sdk-go-v2/service/dynamodb/types": "dynamodb", cloudwatchlogs: "logs", eventbridge: "events", "github.com/aws/aws-sdk-go-v2/feature/s3/manager": "s3" },
    "go-v1": { "github.com/aws/aws-sdk-go/service/s3/s3manager": "s3", sfn: "stepfunctions", elbv2: "elbv2", cloudwatchevents: "events", transcribeservice: "transcribe", rdsdataservice: "rds-data", cognitoidentityprovider: "cognito-idp" },
    "java-v2": { "software.amazon.awssdk.services.sfn": "stepfunctions", "software.amazon.awssdk.services.dynamodb.model": "dynamodb", S3AsyncClient: "s3", DynamoDbEnhancedClient: "dynamodb", cloudwatchlogs: "logs", config: "config" },
    "java-v1": {
      "com.amazonaws.services.dynamodbv2": "dynamodb", "com.amazonaws.services.s3.AmazonS3": "s3", AWSLambdaClientBuilder: "lambda", AWSSimpleSystemsManagement: "ssm", AmazonSimpleEmailService: "ses", AmazonSQSAsync: "sqs", securitytoken: "sts",
      simplesystemsmanagement: "ssm", cognitoidp: "cognito-idp", kinesisfirehose: "firehose",
    },
    csharp: { "Amazon.S3": "s3", "Amazon.DynamoDBv2": "dynamodb", "Amazon.DynamoDBv2.DocumentModel": "dynamodb", IAmazonDynamoDB: "dynamodb", AmazonSimpleNotificationServiceClient: "sns", "AWSSDK.SQS": "sqs", "Amazon.SimpleSystemsManagement": "ssm", AmazonSecurityTokenServiceClient: "sts" },
    ruby: { "Aws::S3": "s3", "Aws::S3::Client": "s3", "Aws::States": "stepfunctions", "aws-sdk-dynamodb": "dynamodb", "::Aws::CloudWatchLogs": "logs" },
    rust: { aws_sdk_s3: "s3", "aws-sdk-sfn": "stepfunctions", "aws_sdk_dynamodb::Client": "dynamodb", aws_sdk_secretsmanager: "secretsmanager" },
  };

  for (const [sdk, names] of Object.entries(table) as [Sdk, Record<string, string>][]) {
    for (const [name, service] of Object.entries(names)) it(`${sdk} ${name} is ${service}`, () => expect(findSdkService(sdk, name)).to.equal(service));
    for (const unknown of ["", "nope", "Credentials", "@aws-sdk/credential-providers", "constructor"]) it(`${sdk} knows no ${JSON.stringify(unknown)}`, () => expect(findSdkService(sdk, unknown)).to.equal(undefined));
  }

  it("takes Python's names as they are", () => {
    expect(findSdkService("python", "StepFunctions")).to.equal(undefined);
    expect(findSdkService("python", "sfn")).to.equal(undefined);
  });

  it("leads to services that exist", () => {
    for (const names of Object.values(sdkNames)) for (const service of Object.values(names!)) expect(operationServices()).to.include(service);
  });
});
