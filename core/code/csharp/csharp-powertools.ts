import type { Machine } from "../program/machine";
import { emit, inputWith, type ClientSettings } from "../program/sdk-client";
import { alternativesOf, atRunTime, method, native, type Call, type NativeValue, type ProgramValue } from "../program/values";
import { apply, functionIn } from "./csharp-collections";
import { lastOf } from "./csharp-names";

const VIA = "Powertools for AWS Lambda (.NET)";

const services: Readonly<Record<string, string>> = { Ssm: "ssm", Secrets: "secretsmanager", DynamoDB: "dynamodb", AppConfig: "appconfigdata" };

function kindIn(name: string): string | undefined {
  return Object.keys(services).find((kind) => new RegExp(`^I?${kind}Provider`, "i").test(name));
}

/** Source: https://docs.powertools.aws.dev/lambda/dotnet/utilities/parameters/ */
function provider(machine: Machine, kind: string, table?: ProgramValue): NativeValue {
  const self: NativeValue = native(`${kind} provider`, {
    services: [services[kind]!],
    member: (written) => {
      const name = written.replace(/Async$/, "");
      if (name === "UseTable") return method(name, (call) => provider(machine, kind, call.args[0]));
      if (name !== "Get" && name !== "GetMultiple" && name !== "IsFeatureToggleEnabled") return method(name, () => self);
      return method(name, (call) => (read(machine, kind, name === "GetMultiple", call, table), atRunTime("a parameter")));
    },
  });
  return self;
}

function read(machine: Machine, kind: string, isMultiple: boolean, call: Call, table: ProgramValue | undefined): void {
  const [key] = call.args;
  const settings: ClientSettings = { service: services[kind]!, via: VIA };
  if (kind === "Ssm") emit(machine, call, settings, isMultiple ? "GetParametersByPath" : "GetParameter", inputWith(isMultiple ? { Path: key } : { Name: key }));
  else if (kind === "Secrets") emit(machine, call, settings, "GetSecretValue", inputWith({ SecretId: key }));
  else if (kind === "DynamoDB") emit(machine, call, settings, isMultiple ? "Query" : "GetItem", inputWith({ TableName: table ?? atRunTime("a table") }));
  else for (const operation of ["StartConfigurationSession", "GetLatestConfiguration"]) emit(machine, call, settings, operation, inputWith({}));
}

/** What keeps track of requests that were handled. Source: https://docs.powertools.aws.dev/lambda/dotnet/utilities/idempotency/ */
function persisted(machine: Machine, table: ProgramValue, call: Call): void {
  for (const operation of ["GetItem", "PutItem", "UpdateItem", "DeleteItem"]) emit(machine, call, { service: "dynamodb", via: VIA }, operation, inputWith({ TableName: table }));
}

/** What `Idempotency.Configure` hands to the function that it is given. */
function idempotencyBuilder(machine: Machine): NativeValue {
  const self: NativeValue = native("idempotency builder", {
    member: (name) =>
      method(name, (call) => {
        const fn = functionIn(call.args);
        if (name === "UseDynamoDb" || name === "WithTableName") {
          if (fn) apply(machine, fn, self, call);
          else persisted(machine, call.args[0] ?? atRunTime("a table"), call);
        } else if (fn) apply(machine, fn, self, call);
        return self;
      }),
  });
  return self;
}

export function memberOfPowertools(machine: Machine, path: string, name: string): ProgramValue | undefined {
  const kind = lastOf(path) === "ParametersManager" ? kindIn(name) : undefined;
  return kind === undefined ? undefined : provider(machine, kind);
}

export function callPowertools(machine: Machine, path: string, call: Call): ProgramValue | undefined {
  const [, type, name] = /(?:^|\.)(\w+)\.(\w+)$/.exec(path) ?? [];
  if (type === "ParametersManager" && name !== undefined) {
    const kind = kindIn(name.replace(/^Create/, ""));
    return kind === undefined ? undefined : provider(machine, kind);
  }
  if (type === "Idempotency" && name === "Configure") return apply(machine, functionIn(call.args), idempotencyBuilder(machine), call);
  return undefined;
}

export function constructPowertools(machine: Machine, path: string): ProgramValue | undefined {
  const simple = lastOf(path);
  if (simple === "DynamoDBPersistenceStoreBuilder") return idempotencyBuilder(machine);
  const kind = kindIn(simple);
  return kind !== undefined && simple.endsWith("Provider") ? provider(machine, kind) : undefined;
}

/** Handlers of records, which an attribute names: `[BatchProcessor(RecordHandler = typeof(Orders))]`. */
export function recordHandlers(machine: Machine, values: Iterable<ProgramValue>, call: Call): void {
  for (const value of values) {
    for (const one of alternativesOf(value)) {
      if (one.kind !== "type" || one.type.kind !== "local") continue;
      const made = machine.opaque(one.type, { kind: "unknown", reason: "decided-at-run-time", detail: "a record handler", references: [] });
      for (const name of ["HandleAsync", "CreateHandler"]) if (one.type.declaration.methods.has(name)) machine.surrender([machine.member(made, name, call.frame, call.at)], call);
    }
  }
}
