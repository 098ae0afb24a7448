import type { Machine } from "../program/machine";
import { choose } from "../program/store";
import { alternativesOf, atRunTime, data, detailOf, knownText, unknownOf, zero, type Call, type ProgramValue } from "../program/values";
import { apply } from "./java-collections";
import { holderMethods } from "./java-sdk-v2";

/** Methods that give a value as it is, or in another shape. */
const transparent = new Set("stream parallelStream iterator toList collect toString asText textValue asString stringValue trim strip parallel sorted distinct limit skip values subscribe toCompletableFuture toFuture whenComplete filter peek doOnNext onErrorResume exceptionally orTimeout publishOn subscribeOn cache clone self".split(" "));

/** Methods whose result is that of the function that they are given. */
const mapping = /^(map|flatMap|then|thenApply|thenCompose|handle|supplyAsync|apply|compose|andThen|execute|call|run|submit|invoke|let|transform|concatMap|computeIfAbsent|orElseGet|reduce)/;

/** A method of something of which little is known: an Optional, a future, JSON, an event. */
export function callOnAnything(machine: Machine, value: ProgramValue, name: string, call: Call): ProgramValue | undefined {
  const fn = call.args.find((one) => alternativesOf(one).some((given) => given.kind === "function"));
  if (fn) {
    const result = apply(machine, fn, value, call);
    machine.surrender(call.args.filter((one) => one !== fn), call);
    if (name === "orElseGet") return isKnown(value) ? value : choose([value, result]);
    return mapping.test(name) ? result : value;
  }
  if (name === "orElse") return isKnown(value) ? value : choose([value, call.args[0] ?? zero]);
  if (transparent.has(name) || (holderMethods.has(name) && (call.args.length === 0 || unknownOf(value)?.detail === undefined || name !== "get"))) return value;
  const key = knownText(call.args[0]);
  if (key !== undefined && /^(get|path|opt|at|find|required)/.test(name)) return withKey(value, key);
  return holderMethods.has(name) ? value : undefined;
}

function isKnown(value: ProgramValue): boolean {
  return value.kind === "data" && value.value.kind !== "unknown";
}

/** A method of an Optional, or of what stands for one, that holds nothing. */
export function callOnNothing(machine: Machine, name: string, call: Call): ProgramValue | undefined {
  if (name === "orElse") return call.args[0] ?? zero;
  if (name === "orElseGet" || name === "or") return machine.call(call.args[0] ?? zero, { ...call, args: [] });
  if (!/^(map|flatMap|filter|ifPresent|orElseThrow)$/.test(name)) return undefined;
  machine.surrender(call.args, call);
  return zero;
}

/** `node.get("key")` */
function withKey(value: ProgramValue, key: string): ProgramValue {
  const reason = unknownOf(value);
  return reason ? { ...data({ ...reason, detail: `${detailOf(value)}.${key}` }), ...(value.kind === "data" && value.answer ? { answer: value.answer } : {}) } : atRunTime(key);
}
