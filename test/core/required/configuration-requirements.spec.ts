import { expect } from "chai";
import { leastPrivilegePolicy, policyDisproof } from "../../../core/remedy";
import { requiredPermissions } from "../../../core/required";
import { known, literal, reference, unknown } from "../../../core/values";
import { arn, configured, deployment, lambda, resource, shown, source, text } from "./building";

const nothingRead = { status: "read", files: [], reasons: [], calls: [] } as const;
const queue = arn("sqs", "jobs");
const stream = arn("dynamodb", "table/orders/stream/2026");

describe("required: configuration", () => {
  it("writes to its own log group, and makes it where the deployment does not", () => {
    const rows = shown(requiredPermissions(lambda(), deployment(), nothingRead));
    const group = "arn:aws:logs:us-east-1:*:log-group:/aws/lambda/worker:*";
    expect(rows).to.deep.equal([`logs:CreateLogGroup ${group}`, `logs:CreateLogStream ${group}`, `logs:PutLogEvents ${group}`]);
  });

  it("does not make a log group that the deployment has", () => {
    const group = resource("aws_cloudwatch_log_group.own", arn("logs", "log-group:/aws/lambda/worker"), "/aws/lambda/worker");
    const rows = requiredPermissions(lambda(), deployment([group]), nothingRead);
    expect(rows.map((row) => row.action)).to.deep.equal(["logs:CreateLogStream", "logs:PutLogEvents"]);
  });

  it("does not make a log group that is named after the function, whose own name is not known yet", () => {
    const random = reference("random_string.r", "id");
    const fn = { ...lambda(), name: unknown("computed-at-apply") };
    const own = resource(fn.address, reference(fn.address, "arn"), "", { name: text("worker-", random), attributes: new Map([["function_name", text("worker-", random)]]) });
    const after = resource("aws_cloudwatch_log_group.after", reference("aws_cloudwatch_log_group.after", "arn"), "", { name: text("/aws/lambda/", reference(fn.address, "function_name")) });
    const rows = requiredPermissions(fn, deployment([own, after]), nothingRead);
    expect(rows.map((row) => row.action)).to.deep.equal(["logs:CreateLogStream", "logs:PutLogEvents"]);
    const another = resource("aws_cloudwatch_log_group.another", reference("aws_cloudwatch_log_group.another", "arn"), "", { name: text("/aws/lambda/", random) });
    expect(requiredPermissions(fn, deployment([own, another]), nothingRead).map((row) => row.action)).to.include("logs:CreateLogGroup");
  });

  it("names a log group in terms of what its name is made of, as grants on it are", () => {
    const random = reference("random_string.r", "id");
    const fn = { ...lambda(), name: unknown("computed-at-apply") };
    const own = resource(fn.address, reference(fn.address, "arn"), "", { name: text("worker-", random), attributes: new Map([["function_name", text("worker-", random)]]) });
    const after = resource("aws_cloudwatch_log_group.after", text("arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/", reference(fn.address, "function_name")), "", { name: text("/aws/lambda/", reference(fn.address, "function_name")) });
    const has = deployment([own, after]);
    const required = requiredPermissions(fn, has, nothingRead);
    expect(shown(required)).to.include("logs:PutLogEvents arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/worker-${random_string.r.id}:*");
    expect(policyDisproof(leastPrivilegePolicy(required, has), required, has)).to.equal(undefined);
  });

  it("writes to the log group of its own region where several have groups of the same name", () => {
    const inRegion = (service: string, region: string, rest: string): string => `arn:aws:${service}:${region}:111122223333:${rest}`;
    const groups = ["eu-west-1", "us-east-1"].map((region) => resource(`aws_cloudwatch_log_group.${region}`, inRegion("logs", region, "log-group:/aws/lambda/worker"), "/aws/lambda/worker"));
    const own = resource("aws_lambda_function.worker", inRegion("lambda", "us-east-1", "function:worker"), "worker");
    expect(shown(requiredPermissions(lambda(), deployment([...groups, own]), nothingRead))).to.include("logs:PutLogEvents arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/worker:*");
  });

  it("writes to the log group of its settings", () => {
    const rows = shown(requiredPermissions(lambda({ logGroup: literal("/shop/all") }), deployment(), nothingRead));
    expect(rows[1]).to.equal("logs:CreateLogStream arn:aws:logs:us-east-1:*:log-group:/shop/all:*");
  });

  it("names the log group by the function where its name is not known yet", () => {
    const fn = { ...lambda(), name: unknown("computed-at-apply") };
    const rows = shown(requiredPermissions(fn, deployment(), nothingRead));
    expect(rows[1]).to.equal("logs:CreateLogStream arn:aws:logs:us-east-1:*:log-group:/aws/lambda/${aws_lambda_function.worker.function_name}:*");
  });

  it("needs nothing else where nothing is set", () => expect(configured({})).to.deep.equal([]));
  it("needs nothing for its environment's key", () => expect(configured({ environmentKey: reference("aws_kms_key.env", "arn") })).to.deep.equal([]));
  it("traces", () => expect(configured({ tracing: true })).to.deep.equal(["xray:PutTelemetryRecords *", "xray:PutTraceSegments *"]));
  it("may trace", () => expect(configured({ tracing: unknown("computed-at-apply") })).to.deep.equal(["xray:PutTelemetryRecords (possible) *", "xray:PutTraceSegments (possible) *"]));

  it("attaches network interfaces in a VPC", () => {
    const rows = configured({ vpc: true });
    expect(rows.filter((row) => !row.includes("(possible)"))).to.deep.equal(["ec2:CreateNetworkInterface *", "ec2:DeleteNetworkInterface *", "ec2:DescribeNetworkInterfaces *"]);
    expect(rows.filter((row) => row.includes("(possible)")).length).to.equal(3);
  });

  it("sends to its dead-letter queue and destinations, by their kind", () => {
    expect(configured({ deadLetterTarget: queue, destinations: [arn("sns", "t"), reference("aws_lambda_function.next", "arn"), arn("events", "event-bus/b")] })).to.deep.equal([
      "events:PutEvents arn:aws:events:us-east-1:*:event-bus/b",
      "lambda:InvokeFunction ${aws_lambda_function.next.arn}",
      "sns:Publish arn:aws:sns:us-east-1:*:t",
      "sqs:SendMessage arn:aws:sqs:us-east-1:*:jobs",
    ]);
  });

  it("may send anywhere where its destination cannot be told", () => {
    expect(configured({ destinations: [unknown("computed-at-apply")] })).to.include("sqs:SendMessage (possible) ?");
  });

  it("mounts the file system that its access point names", () => {
    const id = reference("aws_efs_file_system.fs", "id");
    const system = resource("aws_efs_file_system.fs", text("arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/", id), "", { attributes: new Map([["id", id]]) });
    const point = resource("aws_efs_access_point.a", reference("aws_efs_access_point.a", "arn"), "", { attributes: new Map([["file_system_id", id]]) });
    const fn = lambda({ fileSystemAccessPoints: [reference("aws_efs_access_point.a", "arn")] });
    expect(shown(requiredPermissions(fn, deployment([system, point]), nothingRead))).to.include("elasticfilesystem:ClientMount (possible) arn:aws:elasticfilesystem:us-east-1:111122223333:file-system/${aws_efs_file_system.fs.id}");
  });

  it("mounts its file system", () => {
    expect(configured({ fileSystemAccessPoints: [reference("aws_efs_access_point.a", "arn")] })).to.deep.equal([
      "elasticfilesystem:ClientMount (possible) ${aws_efs_access_point.a.file_system_arn}",
      "elasticfilesystem:ClientWrite (possible) ${aws_efs_access_point.a.file_system_arn}",
    ]);
  });

  it("keeps its own durable executions", () => {
    expect(configured({ durable: true })).to.deep.equal([
      "lambda:CheckpointDurableExecution arn:aws:lambda:us-east-1:*:function:worker:*",
      "lambda:GetDurableExecutionState arn:aws:lambda:us-east-1:*:function:worker:*",
    ]);
  });
});

describe("required: event sources", () => {
  it("takes messages from a queue", () => {
    expect(configured({}, deployment([], [source("sqs", queue)]))).to.deep.equal([
      "sqs:DeleteMessage arn:aws:sqs:us-east-1:*:jobs",
      "sqs:GetQueueAttributes arn:aws:sqs:us-east-1:*:jobs",
      "sqs:ReceiveMessage arn:aws:sqs:us-east-1:*:jobs",
    ]);
  });

  it("opens an encrypted queue", () => {
    const sealed = resource("aws_sqs_queue.jobs", queue, "jobs", { encryptionKey: reference("aws_kms_key.q", "arn") });
    expect(configured({}, deployment([sealed], [source("sqs", queue)]))).to.include("kms:Decrypt ${aws_kms_key.q.arn}");
  });

  it("reads a table's stream, and tells of what it could not", () => {
    expect(configured({}, deployment([], [source("dynamodb", stream, { onFailure: arn("sns", "failed") })]))).to.deep.equal([
      "dynamodb:DescribeStream arn:aws:dynamodb:us-east-1:*:table/orders/stream/2026",
      "dynamodb:GetRecords arn:aws:dynamodb:us-east-1:*:table/orders/stream/2026",
      "dynamodb:GetShardIterator arn:aws:dynamodb:us-east-1:*:table/orders/stream/2026",
      "dynamodb:ListStreams (possible) *",
      "sns:Publish arn:aws:sns:us-east-1:*:failed",
    ]);
  });

  it("subscribes to a stream with a consumer, and reads the stream behind it", () => {
    const rows = configured({}, deployment([], [source("kinesis", arn("kinesis", "stream/s/consumer/c:1"))]));
    expect(rows).to.include("kinesis:SubscribeToShard arn:aws:kinesis:us-east-1:*:stream/s/consumer/c:1");
    expect(rows).to.include("kinesis:GetRecords arn:aws:kinesis:us-east-1:*:stream/s");
  });

  it("opens a broker with its secret", () => {
    const rows = configured({}, deployment([], [source("mq", reference("aws_mq_broker.b", "arn"), { secrets: [reference("aws_secretsmanager_secret.s", "arn")], inVpc: false })]));
    expect(rows).to.deep.equal(["mq:DescribeBroker ${aws_mq_broker.b.arn}", "secretsmanager:GetSecretValue ${aws_secretsmanager_secret.s.arn}"]);
  });

  it("needs nothing for what calls it", () => expect(configured({}, deployment([], [source("s3", literal("arn:aws:s3:::b"), { delivery: "push" })]))).to.deep.equal([]));
  it("needs nothing for another function's source", () => expect(configured({}, deployment([], [source("sqs", queue, { function: known("aws_lambda_function.other") })]))).to.deep.equal([]));

  it("takes the one resource that a plan without sources names", () => {
    const jobs = resource("aws_sqs_queue.jobs", queue, "jobs");
    const open = text(reference("aws_sqs_queue.jobs", "arn"), unknown("computed-at-apply", "text around a reference", ["aws_sqs_queue.jobs.arn"]));
    const failed = unknown("computed-at-apply", undefined, ["aws_sqs_queue.jobs.arn"]);
    const rows = configured({}, deployment([jobs], [source("sqs", open, { onFailure: failed })]));
    expect(rows).to.deep.equal(["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:SendMessage"].map((action) => `${action} \${aws_sqs_queue.jobs.arn}`));
  });

  it("may poll a source whose function cannot be told", () => {
    expect(configured({}, deployment([], [source("sqs", queue, { function: unknown("computed-at-apply") })]))).to.include("sqs:ReceiveMessage (possible) arn:aws:sqs:us-east-1:*:jobs");
  });

  it("may need what any source needs where its kind cannot be told", () => {
    const rows = configured({}, deployment([], [source("sqs", unknown("computed-at-apply"), { service: unknown("computed-at-apply") })]));
    expect(rows).to.include("sqs:ReceiveMessage (possible) ?");
    expect(rows).to.include("kinesis:GetRecords (possible) ?");
  });
});
