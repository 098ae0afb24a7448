import { formatSymbolic, isLiteral, unknown, type Symbolic, type SymbolicMap, type SymbolicString, type Unknown } from "../../values";
import { emit, type ClientSettings } from "./aws-calls";
import { method } from "./container-methods";
import type { Call } from "./machine";
import { inputOf, toSymbolic } from "./to-symbolic";
import { alternativesOf, none, type NativeValue, type PyValue } from "./values";

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

/** The request for one table, whose name may be a reference. */
export function requestFor(table: PyValue, item: Symbolic): SymbolicMap {
  const entries = new Map<string, Symbolic>();
  const symbolicKeys = new Map<string, SymbolicString>();
  let rest: Unknown | undefined;
  for (const one of alternativesOf(table)) {
    const name = toSymbolic(one);
    if (name.kind !== "string" || name.parts.some((part) => part.kind === "unknown-text")) {
      rest = name.kind === "unknown" ? name : unknown("unreadable", "the name of a table");
      continue;
    }
    const shown = formatSymbolic(name);
    entries.set(shown, { kind: "list", items: [item] });
    if (!isLiteral(name)) symbolicKeys.set(shown, name);
  }
  const requests: Symbolic = { kind: "map", entries, ...(symbolicKeys.size > 0 ? { symbolicKeys } : {}), ...(rest ? { rest } : {}) };
  return { kind: "map", entries: new Map([["RequestItems", requests]]) };
}
