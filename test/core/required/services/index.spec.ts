import { expect } from "chai";
import { known, literal, reference, unknown } from "../../../../core/values";
import { requiredPermissions } from "../../../../core/required";
import { arn, atRunTime, bare, call, deployment, lambda, needed, resource, text } from "../building";

const cases: Readonly<Record<string, readonly [string, Parameters<typeof call>, readonly string[]][]>> = {
  sqs: [
    ["a queue URL", ["sqs", "SendMessage", { QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/jobs" }], ["sqs:SendMessage arn:aws:sqs:us-east-1:123456789012:jobs"]],
    ["a URL of this account", ["sqs", "SendMessage", { QueueUrl: text("https://sqs.", reference("aws", "region"), ".amazonaws.com/", atRunTime("context.invokedFunctionArn"), "/jobs") }], ["sqs:SendMessage arn:aws:sqs:*:*:jobs"]],
    ["a batch", ["sqs", "SendMessageBatch", { QueueUrl: "jobs" }], ["sqs:SendMessage arn:aws:sqs:*:*:jobs"]],
    ["a queue that the event names", ["sqs", "SendMessage", { QueueUrl: atRunTime() }], ["sqs:SendMessage ?"]],
    ["a name", ["sqs", "GetQueueUrl", { QueueName: "jobs" }], ["sqs:GetQueueUrl arn:aws:sqs:*:*:jobs"]],
    ["all queues", ["sqs", "ListQueues"], ["sqs:ListQueues *"]],
  ],
  "requests that are signed by hand": [
    ["an API whose host is known", ["execute-api", "Invoke", { host: "a1.execute-api.us-east-1.amazonaws.com" }], ["execute-api:Invoke arn:aws:execute-api:us-east-1:*:a1/*"]],
    ["an API that the environment names", ["execute-api", "Invoke"], ["execute-api:Invoke ?"]],
    ["a collection, an API, a service of a network, a cluster", ["aoss", "APIAccessAll"], ["aoss:APIAccessAll ?"]],
  ],
  sns: [
    ["a topic", ["sns", "Publish", { TopicArn: "arn:aws:sns:eu-west-1:123456789012:t" }], ["sns:Publish arn:aws:sns:eu-west-1:123456789012:t"]],
    ["a phone", ["sns", "Publish", { PhoneNumber: atRunTime() }], ["sns:Publish *"]],
    ["an ARN put together", ["sns", "Publish", { TopicArn: text("arn:aws:sns:", reference("aws", "region"), ":", reference("aws", "account_id"), ":", atRunTime(), "-alerts") }], ["sns:Publish arn:aws:sns:*:*:*-alerts"]],
  ],
  lambda: [
    ["a name", ["lambda", "Invoke", { FunctionName: "f" }], ["lambda:InvokeFunction arn:aws:lambda:*:*:function:f"]],
    ["a name with an account", ["lambda", "Invoke", { FunctionName: "123456789012:function:f" }], ["lambda:InvokeFunction arn:aws:lambda:*:*:function:f"]],
    ["an alias", ["lambda", "Invoke", { FunctionName: "f", Qualifier: "live" }], ["lambda:InvokeFunction arn:aws:lambda:*:*:function:f:live"]],
    ["a name with a hole", ["lambda", "Invoke", { FunctionName: text("tenant-", atRunTime()) }], ["lambda:InvokeFunction arn:aws:lambda:*:*:function:tenant-*"]],
    [
      "a new function",
      ["lambda", "CreateFunction", { FunctionName: "f", Role: "arn:aws:iam::123456789012:role/r", Code: { S3Bucket: "b", S3Key: "k.zip" } }],
      ["iam:PassRole arn:aws:iam::123456789012:role/r", "lambda:CreateFunction arn:aws:lambda:*:*:function:f", "s3:GetObject arn:aws:s3:::b/k.zip"],
    ],
    ["a list", ["lambda", "ListFunctions"], ["lambda:ListFunctions *"]],
  ],
  stepfunctions: [
    ["a start", ["stepfunctions", "StartExecution", { stateMachineArn: "arn:aws:states:us-east-1:1:stateMachine:m" }], ["states:StartExecution arn:aws:states:us-east-1:1:stateMachine:m"]],
    ["an answer to a task", ["stepfunctions", "SendTaskSuccess", { taskToken: atRunTime() }], ["states:SendTaskSuccess *"]],
    ["an execution that only the event knows", ["stepfunctions", "DescribeExecution", { executionArn: atRunTime() }], ["states:DescribeExecution ?"]],
  ],
  events: [
    ["entries of two buses", ["events", "PutEvents", { Entries: [{ EventBusName: "audit" }, { Source: "x" }] }], ["events:PutEvents arn:aws:events:*:*:event-bus/audit arn:aws:events:*:*:event-bus/default"]],
    ["entries that the event makes", ["events", "PutEvents", { Entries: atRunTime() }], ["events:PutEvents ?"]],
    ["a rule", ["events", "PutRule", { Name: "r" }], ["events:PutRule arn:aws:events:*:*:rule/r"]],
    [
      "targets on another bus",
      ["events", "PutTargets", { Rule: "r", EventBusName: "b", Targets: [{ RoleArn: "arn:aws:iam::1:role/t" }] }],
      ["events:PutTargets arn:aws:events:*:*:rule/b/r", "iam:PassRole arn:aws:iam::1:role/t"],
    ],
  ],
  streams: [
    ["records", ["kinesis", "PutRecords", { StreamName: "clicks" }], ["kinesis:PutRecords arn:aws:kinesis:*:*:stream/clicks"]],
    ["a delivery stream", ["firehose", "PutRecordBatch", { DeliveryStreamName: "d" }], ["firehose:PutRecordBatch arn:aws:firehose:*:*:deliverystream/d"]],
  ],
  secretsmanager: [
    ["a name", ["secretsmanager", "GetSecretValue", { SecretId: "db" }], ["secretsmanager:GetSecretValue arn:aws:secretsmanager:*:*:secret:db-??????"]],
    ["an ARN", ["secretsmanager", "GetSecretValue", { SecretId: "arn:aws:secretsmanager:eu-central-1:1:secret:db-Ab12Cd" }], ["secretsmanager:GetSecretValue arn:aws:secretsmanager:eu-central-1:1:secret:db-Ab12Cd"]],
    ["an ARN without its end", ["secretsmanager", "GetSecretValue", { SecretId: "arn:aws:secretsmanager:eu-central-1:1:secret:db" }], ["secretsmanager:GetSecretValue arn:aws:secretsmanager:eu-central-1:1:secret:db-??????"]],
    [
      "several",
      ["secretsmanager", "BatchGetSecretValue", { SecretIdList: ["a", "b"] }],
      ["secretsmanager:BatchGetSecretValue *", "secretsmanager:GetSecretValue arn:aws:secretsmanager:*:*:secret:a-?????? arn:aws:secretsmanager:*:*:secret:b-??????"],
    ],
    ["a password", ["secretsmanager", "GetRandomPassword"], ["secretsmanager:GetRandomPassword *"]],
  ],
  ssm: [
    ["a name with a slash", ["ssm", "GetParameter", { Name: "/shop/limit" }], ["ssm:GetParameter arn:aws:ssm:*:*:parameter/shop/limit"]],
    ["a name without", ["ssm", "GetParameter", { Name: "limit:3" }], ["ssm:GetParameter arn:aws:ssm:*:*:parameter/limit"]],
    ["several", ["ssm", "GetParameters", { Names: ["/a", "/b"] }], ["ssm:GetParameters arn:aws:ssm:*:*:parameter/a arn:aws:ssm:*:*:parameter/b"]],
    ["a path", ["ssm", "GetParametersByPath", { Path: "/shop" }], ["ssm:GetParametersByPath arn:aws:ssm:*:*:parameter/shop", "ssm:GetParametersByPath (possible) arn:aws:ssm:*:*:parameter/shop/*"]],
    ["a parameter of AWS", ["ssm", "GetParameter", { Name: "/aws/service/ami" }], ["ssm:GetParameter arn:aws:ssm:*::parameter/aws/service/ami"]],
    [
      "a secret as a parameter",
      ["ssm", "GetParameter", { Name: "/aws/reference/secretsmanager/db" }],
      ["secretsmanager:GetSecretValue arn:aws:secretsmanager:*:*:secret:db-??????", "ssm:GetParameter arn:aws:ssm:*:*:parameter/aws/reference/secretsmanager/db"],
    ],
  ],
  kms: [
    ["a key", ["kms", "Encrypt", { KeyId: "arn:aws:kms:us-east-1:1:key/k" }], ["kms:Encrypt arn:aws:kms:us-east-1:1:key/k"]],
    ["an id", ["kms", "Encrypt", { KeyId: "1234abcd-12ab-34cd-56ef-1234567890ab" }], ["kms:Encrypt arn:aws:kms:*:*:key/1234abcd-12ab-34cd-56ef-1234567890ab"]],
    ["an alias", ["kms", "Encrypt", { KeyId: "alias/app" }], ["kms:Encrypt arn:aws:kms:*:*:key/*"]],
    ["the key of a ciphertext", ["kms", "Decrypt", { CiphertextBlob: atRunTime() }], ["kms:Decrypt ?"]],
  ],
  logs: [
    ["a group", ["logs", "PutLogEvents", { logGroupName: "/app", logStreamName: "s" }], ["logs:PutLogEvents arn:aws:logs:*:*:log-group:/app:*"]],
    ["a query", ["logs", "StartQuery", { logGroupNames: ["/a", "/b"] }], ["logs:StartQuery arn:aws:logs:*:*:log-group:/a:* arn:aws:logs:*:*:log-group:/b:*"]],
    ["metrics", ["cloudwatch", "PutMetricData", { Namespace: "n" }], ["cloudwatch:PutMetricData *"]],
  ],
  bedrock: [
    ["a model", ["bedrock-runtime", "InvokeModel", { modelId: "amazon.nova-micro-v1:0" }], ["bedrock:InvokeModel arn:aws:bedrock:*::foundation-model/amazon.nova-micro-v1:0"]],
    [
      "an inference profile",
      ["bedrock-runtime", "ConverseStream", { modelId: "us.anthropic.claude-x" }],
      ["bedrock:InvokeModelWithResponseStream arn:aws:bedrock:*:*:inference-profile/us.anthropic.claude-x arn:aws:bedrock:*::foundation-model/anthropic.claude-x"],
    ],
    ["a model elsewhere", ["bedrock-runtime", "InvokeModel", { modelId: "amazon.nova-micro-v1:0" }, { region: literal("us-west-2") }], ["bedrock:InvokeModel arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-micro-v1:0"]],
    [
      "a video that is made into a bucket",
      ["bedrock-runtime", "StartAsyncInvoke", { modelId: "amazon.nova-reel-v1:1", outputDataConfig: { s3OutputDataConfig: { s3Uri: text("s3://films/videos/", atRunTime(), "/") } } }],
      ["bedrock:InvokeModel arn:aws:bedrock:*::foundation-model/amazon.nova-reel-v1:1", "s3:PutObject arn:aws:s3:::films/videos/*/*"],
    ],
    ["an agent", ["bedrock-agent-runtime", "InvokeAgent", { agentId: "A", agentAliasId: "B" }], ["bedrock:InvokeAgent arn:aws:bedrock:*:*:agent-alias/A/B"]],
    [
      "a guardrail",
      ["bedrock-runtime", "Converse", { modelId: "m", guardrailConfig: { guardrailIdentifier: "g" } }],
      ["bedrock:ApplyGuardrail arn:aws:bedrock:*:*:guardrail/g", "bedrock:InvokeModel arn:aws:bedrock:*::foundation-model/m"],
    ],
    [
      "a search with an answer",
      ["bedrock-agent-runtime", "RetrieveAndGenerate", { retrieveAndGenerateConfiguration: { knowledgeBaseConfiguration: { knowledgeBaseId: "K", modelArn: "m" } } }],
      ["bedrock:InvokeModel arn:aws:bedrock:*::foundation-model/m", "bedrock:Retrieve arn:aws:bedrock:*:*:knowledge-base/K", "bedrock:RetrieveAndGenerate *"],
    ],
  ],
  "machine learning": [
    ["an image in a bucket", ["rekognition", "DetectLabels", { Image: { S3Object: { Bucket: "b", Name: atRunTime() } } }], ["rekognition:DetectLabels *", "s3:GetObject arn:aws:s3:::b/*"]],
    ["an image in bytes", ["rekognition", "DetectLabels", { Image: { Bytes: atRunTime() } }], ["rekognition:DetectLabels *"]],
    ["a search in a collection", ["rekognition", "SearchFacesByImage", { CollectionId: "c", Image: { Bytes: "x" } }], ["rekognition:SearchFacesByImage arn:aws:rekognition:*:*:collection/c"]],
    [
      "a document",
      ["textract", "StartDocumentAnalysis", { DocumentLocation: { S3Object: { Bucket: "b", Name: "d.pdf" } }, NotificationChannel: { RoleArn: "arn:aws:iam::1:role/n" } }],
      ["iam:PassRole arn:aws:iam::1:role/n", "s3:GetObject arn:aws:s3:::b/d.pdf", "textract:StartDocumentAnalysis *"],
    ],
    [
      "a recording",
      ["transcribe", "StartTranscriptionJob", { Media: { MediaFileUri: text("s3://in/", atRunTime()) }, OutputBucketName: "out" }],
      ["s3:GetObject arn:aws:s3:::in/*", "s3:PutObject arn:aws:s3:::out/*", "transcribe:StartTranscriptionJob *"],
    ],
    ["speech", ["polly", "SynthesizeSpeech", { Text: "x" }], ["polly:SynthesizeSpeech *"]],
    ["a translation", ["translate", "TranslateText", { Text: "x" }], ["translate:TranslateText *"]],
    ["an endpoint", ["sagemaker-runtime", "InvokeEndpoint", { EndpointName: "e" }], ["sagemaker:InvokeEndpoint arn:aws:sagemaker:*:*:endpoint/e"]],
  ],
  data: [
    [
      "a statement",
      ["rds-data", "ExecuteStatement", { resourceArn: "arn:aws:rds:us-east-1:1:cluster:c", secretArn: "arn:aws:secretsmanager:us-east-1:1:secret:s-abcdef" }],
      ["rds-data:ExecuteStatement arn:aws:rds:us-east-1:1:cluster:c", "secretsmanager:GetSecretValue arn:aws:secretsmanager:us-east-1:1:secret:s-abcdef"],
    ],
    ["a crawler", ["glue", "StartCrawler", { Name: "c" }], ["glue:StartCrawler arn:aws:glue:*:*:crawler/c"]],
    ["a job", ["glue", "StartJobRun", { JobName: "j" }], ["glue:StartJobRun arn:aws:glue:*:*:job/j"]],
    ["a table", ["glue", "GetTable", { DatabaseName: "d", Name: "t" }], ["glue:GetTable arn:aws:glue:*:*:catalog arn:aws:glue:*:*:database/d arn:aws:glue:*:*:table/d/t"]],
    [
      "an export",
      ["dynamodb", "ExportTableToPointInTime", { TableArn: "arn:aws:dynamodb:us-east-1:1:table/t", S3Bucket: "b" }],
      ["dynamodb:ExportTableToPointInTime arn:aws:dynamodb:us-east-1:1:table/t", "s3:AbortMultipartUpload arn:aws:s3:::b/*", "s3:PutObject arn:aws:s3:::b/*"],
    ],
    ["the results of a query", ["athena", "GetQueryResults", { QueryExecutionId: atRunTime() }], ["athena:GetQueryResults arn:aws:athena:*:*:workgroup/*", "s3:GetObject ?"]],
  ],
  compute: [
    ["a task in a family", ["ecs", "RunTask", { cluster: "c", taskDefinition: "t", overrides: { taskRoleArn: "arn:aws:iam::1:role/r" } }], ["ecs:RunTask arn:aws:ecs:*:*:task-definition/t:*", "iam:PassRole arn:aws:iam::1:role/r", "iam:PassRole (possible) ?"]],
    ["a job", ["batch", "SubmitJob", { jobQueue: "q", jobDefinition: "d:2" }], ["batch:SubmitJob arn:aws:batch:*:*:job-definition/d:2 arn:aws:batch:*:*:job-queue/q"]],
    ["instances", ["ec2", "StopInstances", { InstanceIds: ["i-1"] }], ["ec2:StopInstances arn:aws:ec2:*:*:instance/i-1"]],
    ["a description", ["ec2", "DescribeInstances"], ["ec2:DescribeInstances *"]],
    [
      "a schedule",
      ["scheduler", "CreateSchedule", { Name: text("r-", atRunTime()), GroupName: "g", Target: { RoleArn: "arn:aws:iam::1:role/s" } }],
      ["iam:PassRole arn:aws:iam::1:role/s", "scheduler:CreateSchedule arn:aws:scheduler:*:*:schedule/g/r-*"],
    ],
    ["a stack", ["cloudformation", "DescribeStacks", { StackName: "s" }], ["cloudformation:DescribeStacks arn:aws:cloudformation:*:*:stack/s/*"]],
    ["a pipeline's job", ["codepipeline", "PutJobSuccessResult", { jobId: atRunTime() }], ["codepipeline:PutJobSuccessResult *"]],
    ["a distribution", ["cloudfront", "CreateInvalidation", { DistributionId: "E1" }], ["cloudfront:CreateInvalidation arn:aws:cloudfront::*:distribution/E1"]],
    ["a zone", ["route53", "ChangeResourceRecordSets", { HostedZoneId: "Z1" }], ["route53:ChangeResourceRecordSets arn:aws:route53:::hostedzone/Z1"]],
  ],
  identity: [
    ["a role", ["sts", "AssumeRole", { RoleArn: "arn:aws:iam::2:role/r" }], ["sts:AssumeRole arn:aws:iam::2:role/r"]],
    ["nobody's permission", ["sts", "GetCallerIdentity"], []],
    ["a user of a pool", ["cognito-idp", "AdminGetUser", { UserPoolId: "eu-west-1_A", Username: "u" }], ["cognito-idp:AdminGetUser arn:aws:cognito-idp:*:*:userpool/eu-west-1_A"]],
    ["a mail", ["sesv2", "SendEmail", { FromEmailAddress: "Shop <a@b.example>", Content: { Simple: {} } }], ["ses:SendEmail (possible) arn:aws:ses:*:*:identity/a@b.example arn:aws:ses:*:*:identity/b.example"]],
    ["a shadow", ["iot-data", "UpdateThingShadow", { thingName: atRunTime() }], ["iot:UpdateThingShadow ?"]],
    ["a message", ["iot-data", "Publish", { topic: text("t/", atRunTime()) }], ["iot:Publish arn:aws:iot:*:*:topic/t/*"]],
    ["a connection", ["apigatewaymanagementapi", "PostToConnection", {}, { endpoint: literal("https://abc.execute-api.eu-west-1.amazonaws.com/prod") }], ["execute-api:ManageConnections arn:aws:execute-api:eu-west-1:*:abc/prod/*"]],
    ["a trace", ["xray", "PutTraceSegments"], ["xray:PutTraceSegments *"]],
  ],
};

describe("required: services", () => {
  for (const [group, rows] of Object.entries(cases)) {
    describe(group, () => {
      for (const [title, args, expected] of rows) it(title, () => expect(bare(call(...args))).to.deep.equal(expected));
    });
  }
});

describe("required: resources of the deployment", () => {
  const queue = resource("aws_sqs_queue.jobs", arn("sqs", "jobs"), "jobs", { attributes: new Map([["url", text("https://sqs.us-east-1.amazonaws.com/", reference("aws", "account_id"), "/jobs")]]) });
  const secret = resource("aws_secretsmanager_secret.db", reference("aws_secretsmanager_secret.db", "arn"), "db");

  it("finds a queue by its URL, however it is given", () => {
    const where = deployment([queue]);
    for (const url of [reference("aws_sqs_queue.jobs", "url"), reference("aws_sqs_queue.jobs", "id"), literal("jobs")]) {
      expect(needed(where, call("sqs", "SendMessage", { QueueUrl: url }))).to.deep.equal(["sqs:SendMessage ${aws_sqs_queue.jobs.arn}"]);
    }
  });

  it("finds a secret by its name, whose ARN only AWS makes", () => {
    expect(needed(deployment([secret]), call("secretsmanager", "GetSecretValue", { SecretId: "db" }))).to.deep.equal(["secretsmanager:GetSecretValue ${aws_secretsmanager_secret.db.arn}"]);
  });

  it("takes the ARN of a resource that is not among the named ones", () => {
    const id = reference("aws_bedrockagent_knowledge_base.k", "id");
    expect(needed(deployment(), call("bedrock-agent-runtime", "Retrieve", { knowledgeBaseId: id }))).to.deep.equal(["bedrock:Retrieve ${aws_bedrockagent_knowledge_base.k.arn}"]);
  });

  it("takes the one resource of the kind that an unknown value is made of, and either of two", () => {
    const other = resource("aws_sqs_queue.late", arn("sqs", "late"), "late");
    const where = deployment([queue, other, secret]);
    const madeOf = (...references: string[]) => needed(where, call("sqs", "SendMessage", { QueueUrl: unknown("computed-at-apply", undefined, references) }));
    expect(madeOf("aws_sqs_queue.jobs.url", "aws_secretsmanager_secret.db.arn")).to.deep.equal(["sqs:SendMessage ${aws_sqs_queue.jobs.arn}"]);
    expect(madeOf("aws_sqs_queue.jobs", "aws_sqs_queue.late")).to.deep.equal(["sqs:SendMessage (possible) ${aws_sqs_queue.jobs.arn} ${aws_sqs_queue.late.arn}"]);
    expect(madeOf("aws_secretsmanager_secret.db.arn")).to.deep.equal(["sqs:SendMessage ?"]);
  });

  it("takes the queue of a URL from the call that looked it up", () => {
    const calls = [call("sqs", "GetQueueUrl", { QueueName: "jobs" }), call("sqs", "SendMessage", { QueueUrl: atRunTime("sqs.get_queue_url()['QueueUrl']") })];
    expect(needed(deployment([queue]), ...calls)).to.deep.equal(["sqs:GetQueueUrl ${aws_sqs_queue.jobs.arn}", "sqs:SendMessage ${aws_sqs_queue.jobs.arn}"]);
  });

  it("may open a secret with any key where nothing tells which secret it is", () => {
    const secretOf = (detail: string) => bare(call("secretsmanager", "GetSecretValue", { SecretId: atRunTime(detail) }));
    expect(secretOf("the content of config.json.secret")).to.deep.equal(["kms:Decrypt (possible) ?", "secretsmanager:GetSecretValue ?"]);
    expect(secretOf("event.secret")).to.deep.equal(["secretsmanager:GetSecretValue ?"]);
    const sealed = { ...secret, encryptionKey: reference("aws_kms_key.s", "arn") };
    const read = call("secretsmanager", "GetSecretValue", { SecretId: atRunTime("the content of config.json.secret") });
    expect(needed(deployment([sealed, queue]), read)).to.deep.equal(["kms:Decrypt (possible) ${aws_kms_key.s.arn}", "secretsmanager:GetSecretValue ?"]);
    expect(needed(deployment([queue]), read)).to.deep.equal(["secretsmanager:GetSecretValue ?"]);
  });

  it("reads back what it encrypted itself", () => {
    const key = "arn:aws:kms:us-east-1:1:key/k";
    const put = call("s3", "PutObject", { Bucket: "b", Key: "k", SSEKMSKeyId: key });
    expect(bare(put, call("s3", "GetObject", { Bucket: "b", Key: "k" }))).to.include(`kms:Decrypt (possible) ${key}`);
    expect(bare(put, call("s3", "GetObject", { Bucket: "other", Key: "k" }))).to.not.include(`kms:Decrypt (possible) ${key}`);
  });

  it("opens parameters only where the call asks for it", () => {
    const sealed = resource("aws_ssm_parameter.p", arn("ssm", "parameter/p"), "/p", { encryptionKey: reference("aws_kms_key.p", "arn") });
    const where = deployment([sealed]);
    expect(needed(where, call("ssm", "GetParameter", { Name: "/p" }))).to.deep.equal(["ssm:GetParameter ${aws_ssm_parameter.p.arn}"]);
    expect(needed(where, call("ssm", "GetParameter", { Name: "/p", WithDecryption: true }))).to.deep.equal(["kms:Decrypt ${aws_kms_key.p.arn}", "ssm:GetParameter ${aws_ssm_parameter.p.arn}"]);
  });

  it("takes the account that the code looks up for the deployment's own", () => {
    const topic = resource("aws_sns_topic.t", arn("sns", "t"), "t");
    const account = atRunTime('sts.get_caller_identity()["Account"]');
    const rows = needed(deployment([topic]), call("sns", "Publish", { TopicArn: text("arn:aws:sns:us-east-1:", account, ":t") }));
    expect(rows).to.deep.equal(["sns:Publish ${aws_sns_topic.t.arn}"]);
    const elsewhere = requiredPermissions(lambda(), deployment([topic]), { status: "read", files: [], reasons: [], calls: [call("sns", "Publish", { TopicArn: text("arn:aws:sns:us-east-1:", atRunTime("event.account"), ":t") })] });
    expect(elsewhere.find((row) => row.action === "sns:Publish")!.resources).to.deep.equal([literal("arn:aws:sns:us-east-1:*:t")]);
  });

  it("rotates the secret that lets it in", () => {
    const permission = { address: "aws_lambda_permission.p", function: known("aws_lambda_function.worker"), action: literal("lambda:InvokeFunction"), principal: literal("secretsmanager.amazonaws.com"), change: "create" as const };
    const rotating = (resources: Parameters<typeof deployment>[0]) => ({ ...deployment(resources), functionPermissions: [permission] });
    const read = call("secretsmanager", "GetSecretValue", { SecretId: atRunTime("event['SecretId']") });
    expect(needed(rotating([secret]), read)).to.deep.equal(["secretsmanager:GetSecretValue ${aws_secretsmanager_secret.db.arn}"]);
    const other = resource("aws_secretsmanager_secret.other", reference("aws_secretsmanager_secret.other", "arn"), "other");
    expect(needed(rotating([secret, other]), read)).to.deep.equal(["secretsmanager:GetSecretValue ?"]);
  });

  it("leaves a name open that must not be shown", () => {
    expect(needed(deployment(), call("rds", "GenerateDBAuthToken", { DBUsername: unknown("secret") }))).to.deep.equal(["rds-db:connect arn:aws:rds-db:us-east-1:*:dbuser:*/*"]);
  });

  it("opens what an alias seals with the key behind it", () => {
    const key = resource("aws_kms_key.k", reference("aws_kms_key.k", "arn"), "k");
    const alias = resource("aws_kms_alias.a", arn("kms", "alias/a"), "alias/a", { attributes: new Map([["target_key_id", reference("aws_kms_key.k", "arn")]]) });
    const sealed = { ...queue, encryptionKey: arn("kms", "alias/a") };
    const receive = call("sqs", "ReceiveMessage", { QueueUrl: "jobs" });
    expect(needed(deployment([sealed, alias, key]), receive)[0]).to.equal("kms:Decrypt ${aws_kms_key.k.arn}");
    expect(needed(deployment([sealed]), receive)[0]).to.equal("kms:Decrypt arn:aws:kms:us-east-1:*:key/*");
  });

  it("invokes itself", () => {
    const where = deployment();
    expect(needed(where, call("lambda", "Invoke", { FunctionName: atRunTime("context.functionName") }))).to.deep.equal(["lambda:InvokeFunction arn:aws:lambda:us-east-1:*:function:worker"]);
  });

  it("needs both actions on the key of an encrypted queue", () => {
    const sealed = { ...queue, encryptionKey: reference("aws_kms_key.q", "arn") };
    expect(needed(deployment([sealed]), call("sqs", "SendMessage", { QueueUrl: "jobs" }))).to.deep.equal([
      "kms:Decrypt ${aws_kms_key.q.arn}",
      "kms:GenerateDataKey ${aws_kms_key.q.arn}",
      "sqs:SendMessage ${aws_sqs_queue.jobs.arn}",
    ]);
  });
});
