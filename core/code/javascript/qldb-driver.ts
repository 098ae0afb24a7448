import type { Interpreter } from "./interpreter";
import { recordCall } from "./sdk/sdk-calls";
import { nativeFunction, objectValue, runTime, undefinedValue, type JsValue, type NativeValue } from "./values";

const via = "amazon-qldb-driver-nodejs";

/** `new QldbDriver(ledger).executeLambda(async (txn) => txn.execute(statement))`: each statement goes through one and the same operation. */
export function qldbDriver(run: Interpreter): NativeValue {
  const send = (ledger: JsValue, statement: JsValue | undefined, call: string, at: Parameters<NonNullable<NativeValue["get"]>>[1]): JsValue => {
    const input = objectValue([["LedgerName", ledger], ...(statement ? [["Statement", statement] as [string, JsValue]] : [])], run.depth);
    recordCall(run, { service: "qldb-session", operation: "SendCommand", input, call, at, via });
    return runTime("the result of a statement", at);
  };
  const transaction = (ledger: JsValue): NativeValue => ({
    kind: "native",
    name: "a QLDB transaction",
    get: (property) => (/^execute/.test(property) ? nativeFunction(property, ({ args: [statement], at }) => send(ledger, statement ?? runTime("a statement", at), property, at)) : undefined),
  });
  const driver = (ledger: JsValue): NativeValue => ({
    kind: "native",
    name: "a QLDB driver",
    get: (property) => {
      if (property === "getTableNames") return nativeFunction(property, ({ at }) => send(ledger, undefined, property, at));
      if (property !== "executeLambda") return undefined;
      return nativeFunction(property, ({ args: [work], at }) => (work?.kind === "function" ? run.call(work, undefinedValue, [transaction(ledger)], at) : send(ledger, undefined, property, at)));
    },
  });
  const made: NativeValue = { kind: "native", name: "QldbDriver", construct: ({ args: [ledger], at }) => driver(ledger ?? runTime("a ledger", at)) };
  const library: NativeValue = { kind: "native", name: via, get: (property) => (property === "QldbDriver" ? made : property === "default" ? library : property === "then" || property === "__esModule" ? undefined : nativeFunction(property, ({ at }) => runTime(property, at))) };
  return library;
}
