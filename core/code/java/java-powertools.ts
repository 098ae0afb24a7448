import { literal } from "../../values";
import type { Machine } from "../program/machine";
import { emit, inputWith, type ClientSettings } from "../program/sdk-client";
import { atRunTime, data, method, native, type Call, type NativeValue, type ProgramValue } from "../program/values";
import { makeBuilder, memberNamed } from "./java-builders";

const PREFIX = "software.amazon.lambda.powertools.";
const VIA = "Powertools for AWS Lambda (Java)";

/** Providers of parameters by a word in the name of their class or of the method that gives them. Source: https://docs.powertools.aws.dev/lambda/java/latest/utilities/parameters/ */
function provider(machine: Machine, kind: string, table?: ProgramValue): NativeValue {
  const self: NativeValue = native(`${kind} provider`, {
    services: [serviceOf(kind)],
    member: (name) => {
      if (/^(with|default)/.test(name)) return method(name, () => self);
      if (name !== "get" && name !== "getMultiple") return method(name, () => atRunTime(name));
      return method(name, (call) => {
        read(machine, kind, name === "getMultiple", call, table);
        return atRunTime("a parameter");
      });
    },
  });
  return self;
}

function serviceOf(kind: string): string {
  return { SSM: "ssm", Secrets: "secretsmanager", DynamoDb: "dynamodb", AppConfig: "appconfigdata" }[kind]!;
}

function read(machine: Machine, kind: string, isMultiple: boolean, call: Call, table: ProgramValue | undefined): void {
  const [key] = call.args;
  const settings: ClientSettings = { service: serviceOf(kind), via: VIA };
  if (kind === "SSM") emit(machine, call, settings, isMultiple ? "GetParametersByPath" : "GetParameter", inputWith(isMultiple ? { Path: key } : { Name: key }));
  else if (kind === "Secrets") emit(machine, call, settings, "GetSecretValue", inputWith({ SecretId: key }));
  else if (kind === "DynamoDb") emit(machine, call, settings, isMultiple ? "Query" : "GetItem", inputWith({ TableName: table ?? atRunTime("a table") }));
  else for (const operation of ["StartConfigurationSession", "GetLatestConfiguration"]) emit(machine, call, settings, operation, inputWith({}));
}

function kindIn(name: string): string | undefined {
  if (/ssm/i.test(name)) return "SSM";
  if (/secret/i.test(name)) return "Secrets";
  if (/dynamo/i.test(name)) return "DynamoDb";
  return /appconfig/i.test(name) ? "AppConfig" : undefined;
}

/** Messages whose body is in a bucket: it is fetched, and removed afterwards. Source: https://docs.powertools.aws.dev/lambda/java/latest/utilities/large_messages/ */
export function largeMessage(machine: Machine, call: Call, isRemoved: boolean): void {
  for (const operation of isRemoved ? ["GetObject", "DeleteObject"] : ["GetObject"]) {
    emit(machine, call, { service: "s3", via: VIA }, operation, inputWith({ Bucket: atRunTime("the bucket that a message names"), Key: atRunTime("the key that a message names") }));
  }
}

export function callPowertools(machine: Machine, path: string, call: Call): ProgramValue | undefined {
  if (!path.startsWith(PREFIX)) return undefined;
  const type = path.slice(0, path.lastIndexOf("."));
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (/\.(LargeMessages\.processLargeMessage|SqsUtils\.enrichedMessageFromS3)$/.test(path)) {
    largeMessage(machine, call, !call.args.some((one) => one.kind === "data" && one.value.kind === "boolean" && !one.value.value));
    return undefined;
  }
  if (path.startsWith(`${PREFIX}parameters.`)) {
    const kind = kindIn(type.endsWith("ParamManager") ? name : type.slice(type.lastIndexOf(".") + 1));
    if (kind === undefined) return undefined;
    if (name === "builder") return makeBuilder(machine, type, undefined, (object) => provider(machine, kind, memberNamed(object, "table") ?? memberNamed(object, "tableName")));
    return provider(machine, kind, call.args.find((one) => one.kind === "data"));
  }
  if (/\.DynamoDBPersistenceStore$/.test(type) && name === "builder") return makeBuilder(machine, type, undefined, (object, at) => persistence(machine, memberNamed(object, "tableName") ?? atRunTime("a table"), at));
  return undefined;
}

/** What keeps track of requests that were handled. Source: https://docs.powertools.aws.dev/lambda/java/latest/utilities/idempotency/ */
function persistence(machine: Machine, table: ProgramValue, call: Call): ProgramValue {
  for (const operation of ["GetItem", "PutItem", "UpdateItem", "DeleteItem"]) emit(machine, call, { service: "dynamodb", via: VIA }, operation, inputWith({ TableName: table }));
  return atRunTime("a persistence store");
}

export function objectOfPowertoolsType(machine: Machine, path: string): ProgramValue | undefined {
  if (!path.startsWith(`${PREFIX}parameters.`) || !/Provider$/.test(path)) return undefined;
  const kind = kindIn(path.slice(path.lastIndexOf(".") + 1));
  return kind === undefined ? undefined : provider(machine, kind);
}

/** Fields that Powertools fills: `@SSMParam(key = "/x")`. */
export function injectParameter(machine: Machine, annotation: string, key: ProgramValue | undefined, call: Call): boolean {
  const kind = { SSMParam: "SSM", SecretsParam: "Secrets", DynamoDbParam: "DynamoDb", AppConfigParam: "AppConfig" }[annotation];
  if (kind === undefined) return false;
  read(machine, kind, false, { ...call, args: [key ?? data(literal(""))] }, undefined);
  return true;
}
