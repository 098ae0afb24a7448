import { ancestorsOf } from "./attributes";
import { requestFor } from "./batch-writer";
import { emit, roleSettings } from "./aws-calls";
import { method } from "./container-methods";
import { op, record } from "./library-calls";
import type { Call } from "./machine";
import type { InheritedModel, ModelTable } from "./models";
import { unknown } from "../../values";
import { alternativesOf, atRunTime, none, type ClassValue, type InstanceValue, type NativeValue, type PyValue } from "./values";

const via = "pynamodb";

/** The table that a model's `Meta` names, its own or a base's. */
function tableOf(cls: ClassValue): PyValue {
  return metaOf(cls, "table_name") ?? atRunTime(`the table of ${cls.name}`);
}

function metaOf(cls: ClassValue, name: string): PyValue | undefined {
  for (const one of [cls, ...ancestorsOf(cls)]) {
    const meta = one.kind === "class" ? one.slots.map.get("Meta") : undefined;
    const found = meta?.kind === "class" ? meta.slots.map.get(name) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Operations by method. Source: https://pynamodb.readthedocs.io/en/stable/api.html */
const modelMethods: Readonly<Record<string, readonly string[]>> = {
  get: ["GetItem"],
  refresh: ["GetItem"],
  save: ["PutItem"],
  update: ["UpdateItem"],
  delete: ["DeleteItem"],
  query: ["Query"],
  scan: ["Scan"],
  rate_limited_scan: ["Scan"],
  count: ["Query", "Scan"],
  exists: ["DescribeTable"],
  describe_table: ["DescribeTable"],
  create_table: ["DescribeTable", "CreateTable", "UpdateTimeToLive"],
  delete_table: ["DeleteTable"],
  update_ttl: ["DescribeTimeToLive", "UpdateTimeToLive"],
};

/** Methods that give the object, or several of them. */
function resultOf(cls: ClassValue, name: string, call: Call): PyValue {
  if (name === "get") return call.machine.blankInstance(cls);
  if (name === "query" || name === "scan" || name === "rate_limited_scan" || name === "batch_get") return several(cls, call);
  return atRunTime(`the result of ${name}()`);
}

function several(cls: ClassValue, call: Call): NativeValue {
  const each = call.machine.blankInstance(cls);
  return { kind: "native", label: "items of a table", services: [], iterate: () => ({ items: [], rest: each }), attribute: () => atRunTime("a property of a result") };
}

const model: InheritedModel = (cls, object, name) => {
  if (name === "batch_write") return method(name, () => batchWrite(cls));
  if (name === "batch_get") {
    return method(name, (call) => {
      emit(call, "dynamodb", "BatchGetItem", requestFor(tableOf(cls), { kind: "map", entries: new Map() }), { ...roleSettings, via });
      return several(cls, call);
    });
  }
  const operations = Object.hasOwn(modelMethods, name) ? modelMethods[name] : undefined;
  if (operations) {
    return method(name, (call) => {
      record(call, via, operations.map((operation) => op("dynamodb", operation)), { TableName: tableOf(cls) });
      return resultOf(cls, name, call);
    });
  }
  return object ? atRunTime(`${cls.name}.${name}`) : undefined;
};

function batchWrite(cls: ClassValue): NativeValue {
  const write = (kind: string) => (call: Call) => {
    emit(call, "dynamodb", "BatchWriteItem", requestFor(tableOf(cls), { kind: "map", entries: new Map([[kind, unknown("decided-at-run-time", "the items")]]) }), { ...roleSettings, via });
    return none;
  };
  const batch: NativeValue = { kind: "native", label: "batch", services: ["dynamodb"], enter: () => batch, attribute: (name) => (name === "save" ? method(name, write("PutRequest")) : name === "delete" ? method(name, write("DeleteRequest")) : undefined) };
  return batch;
}

/** An index is queried through the model that it stands in. */
const index: InheritedModel = (cls, object, name) => {
  const operations = name === "query" || name === "scan" || name === "count" ? modelMethods[name] : undefined;
  if (!operations) return undefined;
  return method(name, (call) => {
    const owner = ownerOf(object);
    record(call, via, operations.map((operation) => op("dynamodb", operation)), { TableName: owner ? tableOf(owner) : atRunTime("the table of an index"), IndexName: metaOf(cls, "index_name") ?? atRunTime("the name of an index") });
    return owner ? several(owner, call) : atRunTime("items of an index");
  });
};

function ownerOf(object: InstanceValue | undefined): ClassValue | undefined {
  const owner = object?.slots.map.get("__owner__");
  const [cls] = owner ? alternativesOf(owner) : [];
  return cls?.kind === "class" ? cls : undefined;
}

/** Tables as classes. Source: https://pynamodb.readthedocs.io/ */
export const pynamodbModels: ModelTable = {
  inherited: [
    [/^pynamodb\.indexes\./, index],
    [/^pynamodb\.(models|mappers)\./, model],
  ],
};
