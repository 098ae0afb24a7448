import type { Machine } from "../program/machine";
import type { TypeDeclaration } from "../program/program";
import { emit, inputWith, type ClientSettings } from "../program/sdk-client";
import { choose } from "../program/store";
import { alternativesOf, atRunTime, method, native, type Call, type NativeValue, type ProgramValue } from "../program/values";
import { memberNamed } from "./java-builders";
import { settingsOfClient } from "./java-sdk-v2";

const MAPPER = "com.amazonaws.services.dynamodbv2.datamodeling.";
const DOCUMENT = "com.amazonaws.services.dynamodbv2.document.";

const mapperOperations: Readonly<Record<string, readonly string[]>> = {
  save: ["UpdateItem", "PutItem"],
  load: ["GetItem"],
  delete: ["DeleteItem"],
  query: ["Query"],
  queryPage: ["Query"],
  count: ["Query", "Scan"],
  scan: ["Scan"],
  scanPage: ["Scan"],
  parallelScan: ["Scan"],
  batchLoad: ["BatchGetItem"],
  batchSave: ["BatchWriteItem"],
  batchWrite: ["BatchWriteItem"],
  batchDelete: ["BatchWriteItem"],
  transactionWrite: ["TransactWriteItems"],
  transactionLoad: ["TransactGetItems"],
};

/** Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBMapper.Methods.html */
function mapper(machine: Machine, settings: ClientSettings, override: ProgramValue | undefined): NativeValue {
  return native("DynamoDB mapper", {
    services: settings.isOtherIdentity ? [] : ["dynamodb"],
    member: (name) => {
      const operations = Object.hasOwn(mapperOperations, name) ? mapperOperations[name]! : [];
      return method(name, (call) => {
        const tables = override ? [override] : call.args.flatMap((one) => tablesOf(machine, one, call));
        const table = tables.length > 0 ? choose(tables) : atRunTime("the table of a mapped class");
        const counted = name === "count" ? operations.filter((operation) => operation === (/Scan/.test(typeNameOf(call.args[1])) ? "Scan" : "Query")) : operations;
        for (const operation of counted) emit(machine, call, settings, operation, inputFor(machine, operation, table));
        return atRunTime(`the result of ${name}()`);
      });
    },
  });
}

function typeNameOf(value: ProgramValue | undefined): string {
  const [one] = alternativesOf(value);
  return one?.kind === "object" && one.type?.kind === "external" ? one.type.path : "";
}

function inputFor(machine: Machine, operation: string, table: ProgramValue): ReturnType<typeof inputWith> {
  if (!operation.startsWith("Batch")) return inputWith({ TableName: table });
  const items = machine.makeMap();
  machine.setItem(items, table, machine.makeObject(undefined));
  return inputWith({ RequestItems: items });
}

/** The table that a class says it is kept in. */
function tablesOf(machine: Machine, value: ProgramValue, call: Call): ProgramValue[] {
  return alternativesOf(value).flatMap((one): ProgramValue[] => {
    if (one.kind === "list") return machine.elementsOf(one).items.flatMap((item) => tablesOf(machine, item, call));
    const type = one.kind === "type" || one.kind === "object" || one.kind === "data" ? one.type : undefined;
    return type?.kind === "local" ? tableOf(machine, type.declaration, call) : [];
  });
}

function tableOf(machine: Machine, declaration: TypeDeclaration, call: Call): ProgramValue[] {
  const annotation = declaration.annotations.find((one) => one.name === "DynamoDBTable");
  const name = annotation?.values.get("tableName") ?? annotation?.values.get("value");
  return name ? [machine.evaluate(name, { ...call.frame, unit: declaration.unit, owner: declaration })] : [];
}

const tableOperations: Readonly<Record<string, string>> = { getItem: "GetItem", getItemOutcome: "GetItem", putItem: "PutItem", updateItem: "UpdateItem", deleteItem: "DeleteItem", query: "Query", scan: "Scan", describe: "DescribeTable", delete: "DeleteTable", updateTable: "UpdateTable", waitForActive: "DescribeTable", waitForDelete: "DescribeTable" };

function document(machine: Machine, settings: ClientSettings): NativeValue {
  return native("DynamoDB document client", {
    services: settings.isOtherIdentity ? [] : ["dynamodb"],
    member: (name) => {
      if (name === "getTable") return method(name, (call) => table(machine, settings, call.args[0] ?? atRunTime("a table")));
      const operation = ({ batchGetItem: "BatchGetItem", batchWriteItem: "BatchWriteItem", batchGetItemUnprocessed: "BatchGetItem", batchWriteItemUnprocessed: "BatchWriteItem", listTables: "ListTables", createTable: "CreateTable" } as Readonly<Record<string, string>>)[name];
      if (!operation) return method(name, () => atRunTime(name));
      return method(name, (call) => {
        const names = call.args.flatMap((one) => memberNamed(one, "TableName") ?? []);
        const table = names.length > 0 ? choose(names) : atRunTime("a table");
        return emit(machine, call, settings, operation, inputFor(machine, operation, table));
      });
    },
  });
}

function table(machine: Machine, settings: ClientSettings, name: ProgramValue, index?: ProgramValue): NativeValue {
  return native("DynamoDB table", {
    services: settings.isOtherIdentity ? [] : ["dynamodb"],
    member: (member) => {
      if (member === "getIndex") return method(member, (call) => table(machine, settings, name, call.args[0]));
      if (member === "getTableName") return method(member, () => name);
      const operation = Object.hasOwn(tableOperations, member) ? tableOperations[member] : undefined;
      return method(member, (call) => (operation ? emit(machine, call, settings, operation, inputWith({ TableName: name, IndexName: index })) : atRunTime(member)));
    },
  });
}

export function constructV1DynamoDb(machine: Machine, path: string, call: Call): ProgramValue | undefined {
  const settings = (): ClientSettings => settingsOfClient(call.args[0], "dynamodb");
  if (path === `${MAPPER}DynamoDBMapper`) return mapper(machine, settings(), tableOverride(call.args[1]));
  if (path === `${DOCUMENT}DynamoDB`) return document(machine, settings());
  if (path.startsWith(DOCUMENT) && /TableWriteItems|TableKeysAndAttributes/.test(path)) {
    const object = machine.makeObject({ kind: "external", path, args: [] });
    machine.store.set(object.slots, "TableName", call.args[0] ?? atRunTime("a table"));
    return object;
  }
  if (path === `${MAPPER}DynamoDBMapperConfig.TableNameOverride`) return call.args[0];
  return undefined;
}

function tableOverride(config: ProgramValue | undefined): ProgramValue | undefined {
  return memberNamed(config, "tableNameOverride");
}

export function objectOfV1DynamoDb(machine: Machine, path: string): ProgramValue | undefined {
  if (/^com\.amazonaws\.services\.dynamodbv2\.datamodeling\.(DynamoDBMapper|IDynamoDBMapper)$/.test(path)) return mapper(machine, { service: "dynamodb" }, undefined);
  if (path === `${DOCUMENT}DynamoDB`) return document(machine, { service: "dynamodb" });
  return path === `${DOCUMENT}Table` ? table(machine, { service: "dynamodb" }, atRunTime("a table")) : undefined;
}

/** `TableNameOverride.withTableNameReplacement(name)` */
export function callV1DynamoDb(_machine: Machine, path: string, call: Call): ProgramValue | undefined {
  return path.endsWith("TableNameOverride.withTableNameReplacement") ? call.args[0] : undefined;
}

/** The first version's transfer manager. Source: https://docs.aws.amazon.com/sdk-for-java/v1/developer-guide/examples-s3-transfermanager.html */
export function v1TransferManager(machine: Machine, settings: ClientSettings): NativeValue {
  const places: Readonly<Record<string, string>> = { upload: "PutObject", uploadDirectory: "PutObject", uploadFileList: "PutObject", download: "GetObject", downloadDirectory: "GetObject", copy: "CopyObject" };
  return native("S3 transfer manager", {
    services: settings.isOtherIdentity ? [] : ["s3"],
    member: (name) => {
      const operation = Object.hasOwn(places, name) ? places[name] : undefined;
      return method(name, (call) => {
        if (!operation) return atRunTime(name);
        const [first, second, third, fourth] = call.args;
        const isRequest = alternativesOf(first).some((one) => one.kind === "object");
        const place = isRequest ? { Bucket: memberNamed(first, "Bucket"), Key: memberNamed(first, "Key") } : operation === "CopyObject" ? { SourceBucket: first, SourceKey: second, Bucket: third, Key: fourth } : { Bucket: first, Key: name.includes("Directory") ? undefined : second };
        if (operation === "GetObject") emit(machine, call, settings, name === "download" ? "HeadObject" : "ListObjects", inputWith(name === "download" ? place : { Bucket: first }));
        return emit(machine, call, settings, operation, inputWith(place));
      });
    },
  });
}
