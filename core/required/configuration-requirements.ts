import { findAction } from "../reference";
import type { Deployment, LambdaFunction, NamedResource } from "../model";
import { formatSymbolic, isSameSymbolic, literal, reference, type SourceLocation, type SymbolicString, type Unknown } from "../values";
import { anyResource, arnFields, asPattern, joinPattern } from "./arn-pattern";
import { encryptionNeeds } from "./encryption-needs";
import { sendingNeeds } from "./destination-needs";
import { eventSourceNeeds } from "./event-source-needs";
import { functionArn, functionName, regionalArn } from "./function-arn";
import type { FoundNeed } from "./merge-needs";
import { certainly, type Need } from "./need";
import { triggersOf } from "./triggers";

type Text = SymbolicString | Unknown;

/** What the role must allow for the function to run as it is configured, whatever its code does. */
export function needsOfConfiguration(fn: LambdaFunction, deployment: Deployment): FoundNeed[] {
  const settings = [...logNeeds(fn, deployment), ...networkNeeds(fn), ...tracingNeeds(fn), ...targetNeeds(fn, deployment), ...fileSystemNeeds(fn, deployment), ...durableNeeds(fn, deployment)];
  const own = settings.map(({ setting, need, note }) => found(need, setting, fn.at, note));
  const ofSources = triggersOf(fn, deployment).flatMap(({ source, certainty }) =>
    eventSourceNeeds(source, deployment).map((need) => found({ ...need, certainty: certainty === "certain" ? need.certainty : "possible" }, source.address, source.at)),
  );
  return [...own, ...ofSources].flatMap((one) => [one, ...encryptionNeeds(one.need, "", deployment.resources).map((need) => found(need, one.evidence.call, one.evidence.at))]);
}

interface SettingNeed {
  readonly setting: string;
  readonly need: Need;
  readonly note?: string;
}

function found(need: Need, call: string, at?: SourceLocation, note?: string): FoundNeed {
  const notes = [note, need.reason].filter((one) => one !== undefined);
  return { need, origin: "configuration", evidence: { ...(at ? { at } : {}), call, ...(notes.length > 0 ? { note: notes.join("; ") } : {}) } };
}

/** Source: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html */
function logNeeds(fn: LambdaFunction, deployment: Deployment): SettingNeed[] {
  const name = logGroupName(fn, deployment);
  const group = name.kind === "unknown" ? undefined : groupNamed(name, fn, deployment);
  const arn = (group && deployment.resources.expand(group.arn)) ?? (name.kind === "unknown" ? name : regionalArn(deployment, "logs", "log-group:", name));
  const streams = arn.kind === "unknown" ? arn : joinPattern(arn, ":*");
  const actions = group ? ["logs:CreateLogStream", "logs:PutLogEvents"] : ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
  const note = group ? `its log group is ${group.address}` : "its log group is not in the deployment";
  return actions.map((action) => ({ setting: "logging", need: { action, resources: [certainly(streams)], certainty: "certain" }, note }));
}

/** Both names in terms of what they are made of: a group may be named after the function's attribute, or from the same text. Each region has its own. */
function groupNamed(name: SymbolicString, fn: LambdaFunction, deployment: Deployment): NamedResource | undefined {
  const { resources } = deployment;
  const wanted = resources.expand(name);
  const region = regionIn(functionArn(fn, deployment), deployment);
  const groups = resources.ofType("aws_cloudwatch_log_group").filter((one) => isSameSymbolic(asPattern(resources.expand(one.name)), wanted));
  return groups.find((one) => regionIn(one.arn, deployment) === region) ?? groups[0];
}

function regionIn(arn: SymbolicString, { resources }: Deployment): string | undefined {
  const region = arnFields(resources.expand(arn))?.[3];
  return region && formatSymbolic(region);
}

function logGroupName(fn: LambdaFunction, deployment: Deployment): Text {
  const { logGroup } = fn.configuration;
  if (logGroup?.kind === "string") return asPattern(deployment.resources.expand(logGroup));
  if (logGroup) return logGroup;
  return joinPattern("/aws/lambda/", functionName(fn, deployment));
}

/** Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions */
function networkNeeds(fn: LambdaFunction): SettingNeed[] {
  const { vpc } = fn.configuration;
  if (vpc === undefined || vpc === false) return [];
  const need = (action: string, isSure: boolean): SettingNeed => ({ setting: "vpc_config", need: { action, resources: [certainly(anyResource)], certainty: isSure && vpc === true ? "certain" : "possible" } });
  return [
    ...["CreateNetworkInterface", "DescribeNetworkInterfaces", "DeleteNetworkInterface"].map((name) => need(`ec2:${name}`, true)),
    ...["DescribeSubnets", "AssignPrivateIpAddresses", "UnassignPrivateIpAddresses"].map((name) => need(`ec2:${name}`, false)),
  ];
}

/** Source: https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html */
function tracingNeeds(fn: LambdaFunction): SettingNeed[] {
  const { tracing } = fn.configuration;
  if (tracing === undefined || tracing === false) return [];
  return ["xray:PutTraceSegments", "xray:PutTelemetryRecords"].map((action) => ({ setting: "tracing_config", need: { action, resources: [certainly(anyResource)], certainty: tracing === true ? "certain" : "possible" } }));
}

/** Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function targetNeeds(fn: LambdaFunction, deployment: Deployment): SettingNeed[] {
  const { deadLetterTarget, destinations = [] } = fn.configuration;
  const deadLetters = deadLetterTarget ? sendingNeeds(deadLetterTarget, deployment).map((need) => ({ setting: "dead_letter_config", need })) : [];
  return [...deadLetters, ...destinations.flatMap((target) => sendingNeeds(target, deployment)).map((need) => ({ setting: "destination_config", need }))];
}

/** Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem.html */
function fileSystemNeeds(fn: LambdaFunction, deployment: Deployment): SettingNeed[] {
  return (fn.configuration.fileSystemAccessPoints ?? []).flatMap((accessPoint) => {
    const resources = [certainly(fileSystemOf(accessPoint, deployment))];
    return [
      { setting: "file_system_config", need: { action: "elasticfilesystem:ClientMount", resources, certainty: "possible" } },
      { setting: "file_system_config", need: { action: "elasticfilesystem:ClientWrite", resources, certainty: "possible", reason: "unless it only reads" } },
    ] satisfies SettingNeed[];
  });
}

function fileSystemOf(accessPoint: Text, deployment: Deployment): Text {
  if (accessPoint.kind === "unknown") return accessPoint;
  const [first] = accessPoint.parts;
  const address = first?.kind === "reference" ? first.address : deployment.resources.all.find((one) => one.type === "aws_efs_access_point" && isSameSymbolic(one.arn, deployment.resources.expand(accessPoint)))?.address;
  if (address !== undefined && address !== "aws") return fileSystemBehind(address, deployment);
  return regionalArn(deployment, "elasticfilesystem", "file-system/", literal("*"));
}

/** The file system that the access point names, else what the access point will say of it. */
function fileSystemBehind(accessPoint: string, { resources }: Deployment): SymbolicString {
  const id = resources.expand(reference(accessPoint, "file_system_id"));
  const system = resources.ofType("aws_efs_file_system").find((one) => isSameSymbolic(resources.expand(reference(one.address, "id")), id));
  return system ? resources.expand(system.arn) : resources.expand(reference(accessPoint, "file_system_arn"));
}

/** Source: https://docs.aws.amazon.com/lambda/latest/dg/durable-security.html */
function durableNeeds(fn: LambdaFunction, deployment: Deployment): SettingNeed[] {
  if (!fn.configuration.durable) return [];
  const own = functionArn(fn, deployment);
  return ["lambda:CheckpointDurableExecution", "lambda:GetDurableExecutionState"]
    .filter((action) => findAction(action))
    .map((action) => ({ setting: "durable_config", need: { action, resources: [certainly(joinPattern(own, ":*"))], certainty: "certain" } }));
}
