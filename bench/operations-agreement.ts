import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { findOperation, findOperationService, type OperationDefinition } from "../core/reference";

/**
 * Compares the operation table with AWS's Service Reference:
 * `node -r ts-node/register/transpile-only bench/operations-agreement.ts service-operations.json.gz [--list] [SERVICE…]`.
 * That file lists by what an operation may be authorised, so a narrower table can be right; each line that is left is a decision
 * (docs/decisions/operation-table.md).
 */
type Oracle = Record<string, Record<string, { a: (string | [string, unknown])[]; sdk?: { Name: string; Package: string }[] }>>;

/** The services whose clients Lambda functions make most. */
const services = (
  "s3 dynamodb dynamodbstreams sqs sns lambda stepfunctions events scheduler pipes secretsmanager ssm sts kms kinesis firehose logs cloudwatch xray ses sesv2 " +
  "apigatewaymanagementapi apigateway apigatewayv2 cognito-idp cognito-identity ec2 ecs ecr eks iam rds rds-data redshift-data athena glue bedrock bedrock-runtime " +
  "bedrock-agent bedrock-agent-runtime rekognition textract comprehend translate transcribe polly sagemaker sagemaker-runtime iot iot-data appconfig appconfigdata appsync " +
  "cloudformation cloudfront route53 codepipeline codebuild batch elbv2 autoscaling opensearch opensearchserverless elasticache timestream-write timestream-query location " +
  "pinpoint organizations s3control s3tables s3vectors resourcegroupstaggingapi servicediscovery mediaconvert quicksight acm wafv2 verifiedpermissions"
).split(" ");

type Verdict = "same" | "narrower" | "different" | "silent";

const [path, ...rest] = process.argv.slice(2);
if (path === undefined) throw new Error("which file? service-operations.json.gz");
const list = rest.includes("--list");
const chosen = rest.filter((argument) => !argument.startsWith("--"));
const oracle = JSON.parse(gunzipSync(readFileSync(path)).toString("utf8")) as Oracle;
const totals = new Map<Verdict, number>();

for (const service of chosen.length > 0 ? chosen : services) {
  if (!findOperationService(service)) throw new Error(`no service ${service}`);
  const counts: Record<Verdict, number> = { same: 0, narrower: 0, different: 0, silent: 0 };
  const lines: string[] = [];
  for (const [name, allowed] of operationsOf(service)) {
    const operation = findOperation(service, name);
    const verdict = operation ? compare(operation, allowed) : "different";
    counts[verdict] += 1;
    if (verdict === "different" || verdict === "narrower") lines.push(describe(name, verdict, operation, allowed));
  }
  for (const verdict of Object.keys(counts) as Verdict[]) totals.set(verdict, (totals.get(verdict) ?? 0) + counts[verdict]);
  print(`${service.padEnd(26)} ${Object.entries(counts).map(([verdict, count]) => `${verdict} ${String(count).padStart(4)}`).join("  ")}`);
  if (list) lines.forEach(print);
}
print(`total ${[...totals].map(([verdict, count]) => `${verdict} ${count}`).join(", ")}`);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function* operationsOf(service: string): Iterable<[string, string[]]> {
  for (const operations of Object.values(oracle)) {
    for (const [name, { a, sdk = [] }] of Object.entries(operations)) {
      if (sdk.some((client) => client.Package === "Boto3" && client.Name === service)) yield [name, [...new Set(a.map((action) => (typeof action === "string" ? action : action[0])))]];
    }
  }
}

/** `same`: every action named there is known here as needed or dependent, and none besides as needed; `narrower`: some are not mentioned. */
function compare({ actions, dependentActions, needsNoPermission }: OperationDefinition, allowed: readonly string[]): Verdict {
  if (allowed.length === 0) return actions.length === 0 || needsNoPermission ? "same" : "silent";
  const theirs = new Set(allowed.map((action) => action.toLowerCase()));
  const mentioned = new Set([...actions, ...dependentActions].map((action) => action.toLowerCase()));
  if (actions.some((action) => !theirs.has(action.toLowerCase()))) return "different";
  if (actions.length === 0 && ![...mentioned].some((action) => theirs.has(action))) return "different";
  return [...theirs].every((action) => mentioned.has(action)) ? "same" : "narrower";
}

function describe(name: string, verdict: Verdict, operation: OperationDefinition | undefined, allowed: readonly string[]): string {
  const ours = operation ? `${operation.actions.join(" ") || "-"}${operation.dependentActions.length > 0 ? ` (${operation.dependentActions.join(" ")})` : ""}` : "no such operation";
  return `  ${verdict.padEnd(9)} ${name}: ${ours} | ${allowed.join(" ")}`;
}
