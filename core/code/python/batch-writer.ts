import { unknown, type Symbolic, type SymbolicMap } from "../../values";
import { emit, type ClientSettings } from "./aws-calls";
import { method } from "./container-methods";
import type { Call } from "./machine";
import { inputOf, toSymbolic } from "./to-symbolic";
import { alternativesOf, knownText, none, type NativeValue, type PyValue } from "./values";

/** `table.batch_writer()`: puts and deletes are collected and written by BatchWriteItem. */
export function batchWriter(table: PyValue, settings: ClientSettings): NativeValue {
  const write = (kind: string) => (call: Call) => {
    emit(call, "dynamodb", "BatchWriteItem", requestFor(table, { kind: "map", entries: new Map([[kind, inputOf(call.arguments)]]) }), settings, "written in batches");
    return none;
  };
  const writer: NativeValue = {
    kind: "native",
    label: "batch writer",
    services: settings.isOtherIdentity ? [] : ["dynamodb"],
    enter: () => writer,
    attribute: (name) => {
      if (name === "put_item") return method(name, write("PutRequest"));
      return name === "delete_item" ? method(name, write("DeleteRequest")) : undefined;
    },
  };
  return writer;
}

/** The request for one table; a name that is not plain text is given beside the map's keys. */
export function requestFor(table: PyValue, item: Symbolic): SymbolicMap {
  const entries = new Map<string, Symbolic>();
  const keys: SymbolicMap["symbolicKeys"] = new Map();
  const list: Symbolic = { kind: "list", items: [item] };
  let rest: SymbolicMap["rest"];
  for (const one of alternativesOf(table)) {
    const known = knownText(one);
    const symbolic = toSymbolic(one);
    if (known !== undefined) entries.set(known, list);
    else if (symbolic.kind === "string") setSymbolic(entries, keys as Map<string, typeof symbolic>, symbolic, list);
    else rest = symbolic.kind === "unknown" ? symbolic : unknown("unreadable", "the name of a table");
  }
  const requests: Symbolic = { kind: "map", entries, ...(keys.size > 0 ? { symbolicKeys: keys } : {}), ...(rest ? { rest } : {}) };
  return { kind: "map", entries: new Map([["RequestItems", requests]]) };
}

function setSymbolic<T extends { readonly kind: "string" }>(entries: Map<string, Symbolic>, keys: Map<string, T>, key: T, value: Symbolic): void {
  const name = `\${${entries.size}}`;
  entries.set(name, value);
  keys.set(name, key);
}
