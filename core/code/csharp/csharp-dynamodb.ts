import type { Machine } from "../program/machine";
import type { TypeDeclaration } from "../program/program";
import { frameOf } from "../program/declarations";
import { emit, inputWith, type ClientSettings } from "../program/sdk-client";
import { choose, everything } from "../program/store";
import { joinTexts } from "../program/text";
import { alternativesOf, atRunTime, method, native, text, type Call, type NativeValue, type ObjectValue, type ProgramValue, type Type } from "../program/values";
import { apply, functionIn } from "./csharp-collections";
import { settingsOfClient } from "./csharp-identity";
import { lastOf } from "./csharp-names";

/** Tables that the code or its configuration gives to classes, beside what the classes say. */
export interface TableNames {
  /** `AWSConfigsDynamoDB.Context.TypeMappings` */
  mappings: ProgramValue | undefined;
}

const contextOperations: Readonly<Record<string, readonly string[]>> = {
  Save: ["UpdateItem"],
  Load: ["GetItem"],
  Delete: ["DeleteItem"],
  Query: ["Query"],
  FromQuery: ["Query"],
  Scan: ["Scan"],
  FromScan: ["Scan"],
  CreateBatchGet: ["BatchGetItem"],
  CreateBatchWrite: ["BatchWriteItem"],
  CreateTransactGet: ["TransactGetItems"],
  CreateTransactWrite: ["TransactWriteItems"],
};

interface Context {
  readonly settings: ClientSettings;
  readonly names: TableNames;
  readonly config: ProgramValue | undefined;
}

/** The object persistence model. Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DotNetSDKHighLevel.html */
function persistence(machine: Machine, context: Context): NativeValue {
  return native("DynamoDB context", {
    services: context.settings.isOtherIdentity ? [] : ["dynamodb"],
    key: context.config === undefined ? `csharp:context:${JSON.stringify(context.settings)}` : undefined!,
    member: (written) => {
      const name = written.replace(/Async$/, "");
      if (/^(Dispose|RegisterTableDefinition|ToDocument|FromDocument|FromDocuments|ConverterCache|ExecuteBatch\w*|ExecuteTransact\w*|CreateMultiTable\w*)$/.test(name)) return method(name, (call) => ((functionIn(call.args) && apply(machine, functionIn(call.args), atRunTime("a value"), call), atRunTime(`the result of ${name}()`))));
      if (name === "GetTargetTable") return method(name, (call) => document(machine, context.settings, tableOf(machine, context, call)));
      const operations = Object.hasOwn(contextOperations, name) ? contextOperations[name]! : undefined;
      if (!operations) return undefined;
      return method(name, (call) => {
        const table = tableOf(machine, context, call);
        if (!isOn(context.config, "DisableFetchingTableMetadata")) emit(machine, call, context.settings, "DescribeTable", inputWith({ TableName: table }), "the context asks for the table's keys");
        const index = call.args.flatMap((one) => memberNamed(one, "IndexName") ?? [])[0];
        for (const operation of operations) emit(machine, call, context.settings, operation, inputFor(machine, operation, table, index));
        return /^Create/.test(name) ? batch(name) : found(machine, call, name);
      });
    },
  });
}

/** What was read is of the class that was asked for. */
function found(machine: Machine, call: Call, name: string): ProgramValue {
  const [type] = call.types ?? [];
  const why = { kind: "unknown" as const, reason: "decided-at-run-time" as const, detail: `the result of ${name}()`, references: [] };
  const one = type?.kind === "local" ? { kind: "data" as const, value: why, type } : atRunTime(why.detail);
  return /Query|Scan/.test(name) ? search(machine, one) : one;
}

function search(machine: Machine, element: ProgramValue): NativeValue {
  return native("DynamoDB search", { member: (name) => (/^Get(Remaining|NextSet)/.test(name) ? method(name, () => machine.makeList([], element)) : name === "IsDone" ? atRunTime("a condition") : undefined) });
}

function batch(name: string): NativeValue {
  return native(name, { member: (member) => method(member, () => atRunTime(member)) });
}

function isOn(config: ProgramValue | undefined, name: string): boolean {
  const value = memberNamed(config, name);
  return value?.kind === "data" && value.value.kind === "boolean" && value.value.value;
}

function memberNamed(object: ProgramValue | undefined, name: string): ProgramValue | undefined {
  return alternativesOf(object).flatMap((one) => (one.kind === "object" ? (one.slots.map.get(name) ?? []) : []))[0];
}

/** The table of a call: what the call says, else what its class says. */
function tableOf(machine: Machine, { names, config }: Context, call: Call): ProgramValue {
  const override = call.args.flatMap((one) => memberNamed(one, "OverrideTableName") ?? [])[0];
  if (override) return override;
  const types: Type[] = [...(call.types ?? []), ...call.args.flatMap((one) => alternativesOf(one).flatMap((value) => ((value.kind === "object" || value.kind === "data") && value.type ? [value.type] : value.kind === "list" && value.of ? [value.of] : [])))];
  const type = types.find((one) => one.kind === "local");
  if (type?.kind !== "local") return atRunTime("the table of a mapped class");
  const prefix = call.args.flatMap((one) => memberNamed(one, "TableNamePrefix") ?? [])[0] ?? memberNamed(config, "TableNamePrefix");
  const table = mapped(machine, names, type.declaration) ?? tableName(machine, type.declaration, 0) ?? text(type.declaration.name);
  return prefix && prefix.kind !== "zero" ? joinTexts([prefix, table]) : table;
}

function mapped(machine: Machine, { mappings }: TableNames, declaration: TypeDeclaration): ProgramValue | undefined {
  const all = mappings ? everything(machine.elementsOf(mappings)) : [];
  const own = all.filter((one) => alternativesOf(memberNamed(one, "(0)")).some((type) => type.kind === "type" && type.type.kind === "local" && type.type.declaration === declaration));
  const tables = own.flatMap((one) => memberNamed(one, "(1)") ?? []);
  return tables.length > 0 ? choose(tables) : undefined;
}

/** `[DynamoDBTable("orders")]` */
function tableName(machine: Machine, declaration: TypeDeclaration, depth: number): ProgramValue | undefined {
  const annotation = declaration.annotations.find((one) => one.name === "DynamoDBTable");
  const written = annotation?.values.get("(0)") ?? annotation?.values.get("tableName");
  if (written) return machine.evaluate(written, frameOf(machine, declaration));
  for (const name of depth < 5 ? declaration.supertypes : []) {
    const type = machine.typeOf(name, frameOf(machine, declaration));
    const inherited = type?.kind === "local" ? tableName(machine, type.declaration, depth + 1) : undefined;
    if (inherited) return inherited;
  }
  return undefined;
}

function inputFor(machine: Machine, operation: string, table: ProgramValue, index?: ProgramValue): ReturnType<typeof inputWith> {
  if (operation.startsWith("Transact")) {
    const step = machine.makeObject(undefined);
    machine.store.set(step.slots, "TableName", table);
    const steps = (operation === "TransactGetItems" ? ["Get"] : ["Put", "Update", "Delete"]).map((name) => {
      const item = machine.makeObject(undefined);
      machine.store.set(item.slots, name, step);
      return item;
    });
    return inputWith({ TransactItems: machine.makeList(steps) });
  }
  if (!operation.startsWith("Batch")) return inputWith({ TableName: table, IndexName: index });
  const items = machine.makeMap();
  machine.setItem(items, table, machine.makeObject(undefined));
  return inputWith({ RequestItems: items });
}

const tableOperations: Readonly<Record<string, string>> = { ...contextNames("PutItem GetItem UpdateItem DeleteItem Query Scan"), TryPutItem: "PutItem", CreateBatchGet: "BatchGetItem", CreateBatchWrite: "BatchWriteItem", CreateTransactGet: "TransactGetItems", CreateTransactWrite: "TransactWriteItems" };

function contextNames(list: string): Record<string, string> {
  return Object.fromEntries(list.split(" ").map((name) => [name, name]));
}

/** The document model. Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DotNetSDKMidLevel.html */
function document(machine: Machine, settings: ClientSettings, name: ProgramValue): NativeValue {
  return native("DynamoDB table", {
    services: settings.isOtherIdentity ? [] : ["dynamodb"],
    member: (written) => {
      const member = written.replace(/Async$/, "");
      if (member === "TableName") return name;
      const operation = Object.hasOwn(tableOperations, member) ? tableOperations[member] : undefined;
      if (!operation) return undefined;
      return method(member, (call) => {
        const index = call.args.flatMap((one) => memberNamed(one, "IndexName") ?? [])[0];
        const answer = emit(machine, call, settings, operation, inputFor(machine, operation, name, index));
        if (operation === "Query" || operation === "Scan") return search(machine, atRunTime("a document"));
        return /^Create/.test(member) ? batch(member) : answer;
      });
    },
  });
}

export function objectOfDynamoDbType(machine: Machine, path: string, names: TableNames): ProgramValue | undefined {
  const simple = lastOf(path);
  if (/^I?DynamoDBContext$/.test(simple)) return persistence(machine, { settings: { service: "dynamodb" }, names, config: undefined });
  return /^I?Table$/.test(simple) && /^(Amazon|AWSSDK)\./.test(path) ? document(machine, { service: "dynamodb" }, atRunTime("a table")) : undefined;
}

export function constructDynamoDb(machine: Machine, path: string, call: Call, names: TableNames): ProgramValue | undefined {
  const simple = lastOf(path);
  if (simple === "DynamoDBContext") return persistence(machine, { settings: settingsOfClient(call.args, "dynamodb"), names, config: call.args.find((one) => alternativesOf(one).some((value) => value.kind === "object")) });
  if (simple === "DynamoDBContextBuilder") return builder(machine, (parts) => persistence(machine, { settings: settingsOfClient(parts.values, "dynamodb"), names, config: parts.config }));
  if (simple === "TableBuilder") return builder(machine, () => document(machine, settingsOfClient(call.args, "dynamodb"), call.args[1] ?? atRunTime("a table")));
  return undefined;
}

interface Parts {
  readonly values: readonly ProgramValue[];
  readonly config: ObjectValue;
}

/** A builder: each of its methods is told something, and gives it back. */
function builder(machine: Machine, finish: (parts: Parts) => ProgramValue): NativeValue {
  const values: ProgramValue[] = [];
  const config = machine.makeObject({ kind: "external", path: "Amazon.DynamoDBContextConfig", args: [] });
  const self: NativeValue = native("DynamoDB builder", {
    member: (name) =>
      method(name, (call) => {
        if (name === "Build") return finish({ values, config });
        const fn = functionIn(call.args);
        values.push(...(fn ? [apply(machine, fn, config, call)] : call.args));
        return self;
      }),
  });
  return self;
}

/** `Table.LoadTable(client, name)` asks for the table's keys. */
export function callDynamoDbStatic(machine: Machine, path: string, call: Call): ProgramValue | undefined {
  const [, name] = /(?:^|\.)Table\.((?:Try)?LoadTable)(?:Async)?$/.exec(path) ?? [];
  if (name === undefined) return undefined;
  const settings = settingsOfClient(call.args, "dynamodb");
  const config = call.args[1];
  const table = memberNamed(config, "TableName") ?? config ?? atRunTime("a table");
  emit(machine, call, settings, "DescribeTable", inputWith({ TableName: table }));
  return document(machine, settings, table);
}
