import type { SourceLocation } from "../../values";
import type { Interpreter } from "./interpreter";
import { recordCall } from "./sdk/sdk-calls";
import { alternativesOf, nativeFunction, objectValue, runTime, undefinedValue, type JsValue, type NativeCall, type NativeValue } from "./values";

/** Object mappers over one DynamoDB table: an entity's methods are operations on its table. */
export function objectMapper(run: Interpreter, specifier: string): NativeValue | undefined {
  if (/^dynamodb-toolbox(\/.*)?$/.test(specifier)) return toolbox(run);
  if (specifier === "electrodb") return electro(run);
  return undefined;
}

interface Entity {
  readonly table: JsValue;
  readonly via: string;
}

function record(run: Interpreter, entity: Entity, operations: readonly string[], call: string, at: SourceLocation): void {
  const index = objectValue([["TableName", entity.table]], run.depth);
  for (const operation of operations) recordCall(run, { service: "dynamodb", operation, input: index, call, at, via: entity.via });
}

/** Methods of dynamodb-toolbox's Table and Entity up to version 0.9, and of entity repositories in later ones. */
const toolboxMethods: Readonly<Record<string, readonly string[]>> = {
  get: ["GetItem"], put: ["PutItem"], update: ["UpdateItem"], delete: ["DeleteItem"], query: ["Query"], scan: ["Scan"],
  batchGet: ["BatchGetItem"], batchWrite: ["BatchWriteItem"], transactGet: ["TransactGetItems"], transactWrite: ["TransactWriteItems"], updateItem: ["UpdateItem"], putItem: ["PutItem"], getItem: ["GetItem"], deleteItem: ["DeleteItem"],
};
/** Actions of dynamodb-toolbox 1 and later, used as `entity.build(GetItemCommand)`. */
const toolboxActions: Readonly<Record<string, readonly string[]>> = {
  GetItemCommand: ["GetItem"], PutItemCommand: ["PutItem"], UpdateItemCommand: ["UpdateItem"], UpdateAttributesCommand: ["UpdateItem"], DeleteItemCommand: ["DeleteItem"], QueryCommand: ["Query"], ScanCommand: ["Scan"],
  BatchGetRequest: ["BatchGetItem"], BatchPutRequest: ["BatchWriteItem"], BatchDeleteRequest: ["BatchWriteItem"], GetTransaction: ["TransactGetItems"], PutTransaction: ["PutItem"], UpdateTransaction: ["UpdateItem"], DeleteTransaction: ["DeleteItem"], ConditionCheck: ["ConditionCheckItem"],
  DeletePartitionCommand: ["Query", "BatchWriteItem"],
};

function toolbox(run: Interpreter): NativeValue {
  const via = "dynamodb-toolbox";
  const tableClass: NativeValue = { kind: "native", name: "Table", construct: ({ args: [options], at }) => toolboxEntity(run, { table: run.get(options ?? undefinedValue, "name", at), via }) };
  const entityClass: NativeValue = {
    kind: "native",
    name: "Entity",
    construct: ({ args: [options], at }) => {
      const table = run.get(options ?? undefinedValue, "table", at);
      return toolboxEntity(run, { table: run.get(table, "tableName", at), via });
    },
  };
  const root: NativeValue = {
    kind: "native",
    name: via,
    get: (property) => {
      if (property === "default") return root;
      if (property === "Table") return tableClass;
      if (property === "Entity") return entityClass;
      if (Object.hasOwn(toolboxActions, property)) return { kind: "native", name: property };
      return property === "then" || property === "__esModule" ? undefined : chain(run, property);
    },
  };
  return root;
}

function toolboxEntity(run: Interpreter, entity: Entity): NativeValue {
  const self: NativeValue = {
    kind: "native",
    name: "a dynamodb-toolbox entity",
    get: (property) => {
      if (property === "tableName" || property === "name") return entity.table;
      if (property === "table") return self;
      if (property === "build") return nativeFunction("build", (call) => build(run, entity, call));
      const operations = Object.hasOwn(toolboxMethods, property) ? toolboxMethods[property] : undefined;
      if (!operations) return property === "then" ? undefined : chain(run, property);
      return nativeFunction(property, ({ at }) => {
        record(run, entity, operations, property, at);
        return runTime(`result of ${operations[0]}`, at);
      });
    },
  };
  return self;
}

function build(run: Interpreter, entity: Entity, { args: [action], at }: NativeCall): JsValue {
  for (const one of alternativesOf(action ?? undefinedValue)) {
    const operations = one.kind === "native" && Object.hasOwn(toolboxActions, one.name) ? toolboxActions[one.name] : undefined;
    if (operations) record(run, entity, operations, one.kind === "native" ? one.name : "build", at);
    else if (one.kind !== "native") run.unread({ message: "Which action dynamodb-toolbox builds is decided while the function runs.", at, services: ["dynamodb"] });
  }
  return chain(run, "an action");
}

/** A fluent interface: every method gives the same again. */
function chain(run: Interpreter, name: string): NativeValue {
  const self: NativeValue = {
    kind: "native",
    name,
    get: (property) => (property === "then" || property === "catch" || property === "finally" || property === "prototype" ? undefined : /^(Items?|Attributes|Responses|data|cursor|Count)$/.test(property) ? runTime(`the result's ${property}`) : chain(run, property)),
    call: ({ args, at }) => {
      for (const arg of args) if (arg.kind === "function") run.maybe(() => run.escape(arg, name, at));
      return self;
    },
    construct: () => self,
  };
  return self;
}

/** Methods of electrodb's Entity; a call does its work when `.go()` ends the chain, which it always does. Source: https://electrodb.dev */
const electroMethods: Readonly<Record<string, readonly string[]>> = {
  get: ["GetItem"], put: ["PutItem"], create: ["PutItem"], upsert: ["UpdateItem"], update: ["UpdateItem"], patch: ["UpdateItem"], delete: ["DeleteItem"], remove: ["DeleteItem"], scan: ["Scan"], query: ["Query"], find: ["Query"], match: ["Query", "Scan"], collections: ["Query"],
};

function electro(run: Interpreter): NativeValue {
  const via = "electrodb";
  const entityClass = (name: string): NativeValue => ({
    kind: "native",
    name,
    construct: ({ args, at }) => {
      const [first, second] = args;
      const given = run.get(second ?? undefinedValue, "table", at);
      const members = name === "Service" && first ? alternativesOf(first).flatMap((one) => (one.kind === "object" ? [...one.properties.values()] : [])) : [];
      const table = given.kind !== "undefined" ? given : members.map((one) => run.get(one, "tableName", at)).find((one) => one.kind !== "undefined");
      return electroEntity(run, { table: table ?? runTime("the entity's table", at), via }, first);
    },
  });
  const [entity, service] = [entityClass("Entity"), entityClass("Service")];
  return { kind: "native", name: via, get: (property) => (property === "Entity" ? entity : property === "Service" ? service : property === "default" ? undefined : property === "then" || property === "__esModule" ? undefined : chain(run, property)) };
}

function electroEntity(run: Interpreter, entity: Entity, members: JsValue | undefined): NativeValue {
  return {
    kind: "native",
    name: "an electrodb entity",
    get: (property, at) => {
      if (property === "tableName") return entity.table;
      if (property === "entities" && members) return members;
      if (property === "transaction") return transaction(run, entity);
      const operations = Object.hasOwn(electroMethods, property) ? electroMethods[property] : undefined;
      if (!operations) return property === "then" ? undefined : chain(run, property);
      if (property === "query" || property === "scan" || property === "collections") {
        record(run, entity, operations, property, at);
        return chain(run, property);
      }
      return nativeFunction(property, (call) => {
        const isBatch = call.args[0]?.kind === "array";
        record(run, entity, isBatch ? [property === "get" ? "BatchGetItem" : "BatchWriteItem"] : operations, property, call.at);
        return chain(run, property);
      });
    },
  };
}

function transaction(run: Interpreter, entity: Entity): NativeValue {
  return {
    kind: "native",
    name: "transaction",
    get: (property) =>
      nativeFunction(property, ({ args, at }) => {
        record(run, entity, property === "get" ? ["TransactGetItems"] : ["PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"], `transaction.${property}`, at);
        for (const arg of args) if (arg.kind === "function") run.maybe(() => run.escape(arg, "a transaction", at));
        return chain(run, property);
      }),
  };
}
