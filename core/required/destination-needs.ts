import type { Deployment } from "../model";
import { unknown, type SymbolicString, type Unknown } from "../values";
import { arnFields, joinPattern } from "./arn-pattern";
import { configuredArn } from "./configured-arn";
import { certainly, type Need } from "./need";

const sendingActions: Readonly<Record<string, string>> = { sqs: "sqs:SendMessage", sns: "sns:Publish", lambda: "lambda:InvokeFunction", events: "events:PutEvents", s3: "s3:PutObject", kafka: "kafka-cluster:WriteData" };

/** What sending a record to a target needs, by the kind of target. */
export function sendingNeeds(target: SymbolicString | Unknown, deployment: Deployment): Need[] {
  const arn = configuredArn(target, deployment);
  const service = arn.kind === "unknown" ? undefined : serviceOf(arn, deployment);
  const action = service === undefined ? undefined : sendingActions[service];
  if (action) return [{ action, resources: [certainly(service === "s3" ? joinPattern(arn as SymbolicString, "/*") : arn)], certainty: "certain" }];
  const value = arn.kind === "unknown" ? arn : unknown("unreadable", "a destination of a kind that is not known", [], arn.at);
  return ["sqs:SendMessage", "sns:Publish", "lambda:InvokeFunction", "events:PutEvents", "s3:PutObject"].map((one) => ({ action: one, resources: [certainly(value)], certainty: "possible" }));
}

const serviceOfType: Readonly<Record<string, string>> = { aws_sqs_queue: "sqs", aws_sns_topic: "sns", aws_lambda_function: "lambda", aws_lambda_alias: "lambda", aws_cloudwatch_event_bus: "events", aws_s3_bucket: "s3" };

function serviceOf(arn: SymbolicString, deployment: Deployment): string | undefined {
  const service = arnFields(arn)?.[2]?.parts[0];
  if (service?.kind === "literal") return service.text;
  const [first] = arn.parts;
  if (first?.kind !== "reference") return undefined;
  const type = deployment.resources.get(first.address)?.type ?? /(?:^|\.)(aws_[a-z0-9_]+)\.[^.]+$/.exec(first.address)?.[1];
  return type === undefined ? undefined : serviceOfType[type];
}
