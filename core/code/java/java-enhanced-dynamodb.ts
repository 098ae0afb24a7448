import type { Symbolic } from "../../values";
import type { Machine } from "../program/machine";
import { emit, inputWith, type ClientSettings } from "../program/sdk-client";
import { toSymbolic } from "../program/to-symbolic";
import { alternativesOf, atRunTime, method, native, type Call, type NativeValue, type ProgramValue } from "../program/values";
import { makeBuilder, memberNamed, requestOf } from "./java-builders";
import { settingsOfClient } from "./java-sdk-v2";

const PREFIX = "software.amazon.awssdk.enhanced.dynamodb.";

const tableOperations: Readonly<Record<string, string>> = {
  getItem: "GetItem",
  getItemWithResponse: "GetItem",
  putItem: "PutItem",
  putItemWithResponse: "PutItem",
  updateItem: "UpdateItem",
  updateItemWithResponse: "UpdateItem",
  deleteItem: "DeleteItem",
  deleteItemWithResponse: "DeleteItem",
  query: "Query",
  scan: "Scan",
  createTable: "CreateTable",
  deleteTable: "DeleteTable",
  describeTable: "DescribeTable",
};

/** Tables by the values that stand for them, so that batches can name them. */
const names = new WeakMap<NativeValue, ProgramValue>();

/** Source: https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/dynamodb-enhanced-client.html */
export function enhancedClient(machine: Machine, settings: ClientSettings): NativeValue {
  const label = "DynamoDB enhanced client";
  const self: NativeValue = native(label, {
    services: settings.isOtherIdentity ? [] : ["dynamodb"],
    key: `java2:enhanced:${JSON.stringify(settings)}`,
    member: (name) => {
      if (name === "table") return method(name, (call) => table(machine, settings, call.args[0] ?? atRunTime("a table")));
      if (name === "batchGetItem") return method(name, (call) => batch(machine, settings, "BatchGetItem", "readBatches", call));
      if (name === "batchWriteItem") return method(name, (call) => batch(machine, settings, "BatchWriteItem", "writeBatches", call));
      if (name === "transactGetItems" || name === "transactWriteItems") return method(name, (call) => transaction(machine, settings, name === "transactGetItems" ? "TransactGetItems" : "TransactWriteItems", call));
      return method(name, () => (/^(get|join|orElse)/.test(name) ? self : atRunTime(name)));
    },
  });
  return self;
}

export function table(machine: Machine, settings: ClientSettings, name: ProgramValue, index?: ProgramValue): NativeValue {
  const made: NativeValue = native("DynamoDB table", {
    services: settings.isOtherIdentity ? [] : ["dynamodb"],
    member: (member) => {
      if (member === "index") return method(member, (call) => table(machine, settings, name, call.args[0]));
      if (member === "tableName") return method(member, () => name);
      const operation = Object.hasOwn(tableOperations, member) ? tableOperations[member] : undefined;
      if (operation) return method(member, (call) => emit(machine, call, settings, operation, inputWith({ TableName: name, IndexName: index })));
      return method(member, () => atRunTime(member));
    },
  });
  names.set(made, name);
  return made;
}

function tableNames(value: ProgramValue | undefined): ProgramValue[] {
  return alternativesOf(value).flatMap((one) => (one.kind === "native" && names.has(one) ? [names.get(one)!] : []));
}

/** A batch names its tables; what it does with each is not told apart. */
function batch(machine: Machine, settings: ClientSettings, operation: string, member: string, call: Call): ProgramValue {
  const request = requestOf(machine, call.args[0], call);
  const added = memberNamed(request, member) ?? memberNamed(request, member.replace(/es$/, "").replace(/^/, "add"));
  const batches = added ? machine.elementsOf(added).items.concat(alternativesOf(added).filter((one) => one.kind === "object")) : [];
  const tables = batches.flatMap((one) => tableNames(memberNamed(one, "mappedTableResource")));
  const items = machine.makeMap();
  for (const name of tables) machine.setItem(items, name, machine.makeObject(undefined));
  if (tables.length === 0) machine.setItem(items, atRunTime("a table"), machine.makeObject(undefined));
  return emit(machine, call, settings, operation, inputWith({ RequestItems: items }));
}

const transactSteps: Readonly<Record<string, string>> = { addPutItem: "Put", addUpdateItem: "Update", addDeleteItem: "Delete", addConditionCheck: "ConditionCheck", addGetItem: "Get" };

function transaction(machine: Machine, settings: ClientSettings, operation: string, call: Call): ProgramValue {
  const request = requestOf(machine, call.args[0], call);
  const steps: Symbolic[] = [];
  for (const [name, step] of Object.entries(transactSteps)) {
    const added = memberNamed(request, name);
    for (const item of added ? machine.elementsOf(added).items : []) {
      const first = item.kind === "list" ? machine.elementsOf(item).items[0] : item;
      for (const tableName of tableNames(first)) steps.push({ kind: "map", entries: new Map([[step, { kind: "map", entries: new Map([["TableName", toSymbolic(tableName)]]) }]]) });
    }
  }
  const known: Symbolic = { kind: "list", items: steps };
  return emit(machine, call, settings, operation, { input: { kind: "map", entries: new Map(steps.length > 0 ? [["TransactItems", known]] : []) } });
}

export function callEnhanced(machine: Machine, path: string): ProgramValue | undefined {
  if (!path.startsWith(PREFIX)) return undefined;
  const type = path.slice(0, path.lastIndexOf("."));
  const name = path.slice(path.lastIndexOf(".") + 1);
  const isClient = /\.DynamoDbEnhanced(Async)?Client$/.test(type);
  if (name === "builder") return makeBuilder(machine, type, undefined, (object) => (isClient ? enhancedClient(machine, settingsOfClient(memberNamed(object, "dynamoDbClient"), "dynamodb")) : object));
  if (name === "create" && isClient) return enhancedClient(machine, { service: "dynamodb" });
  return undefined;
}

export function objectOfEnhancedType(machine: Machine, path: string): ProgramValue | undefined {
  if (/\.DynamoDbEnhanced(Async)?Client$/.test(path)) return enhancedClient(machine, { service: "dynamodb" });
  if (/^software\.amazon\.awssdk\.enhanced\.dynamodb\.DynamoDb(Async)?(Table|Index)$/.test(path)) return table(machine, { service: "dynamodb" }, atRunTime("a table"));
  return undefined;
}
