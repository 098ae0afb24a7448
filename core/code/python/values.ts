import { literal, unknown, type Symbolic, type Unknown } from "../../values";
import type { AbsentValue, DataValue, PyValue } from "./machine";

export { Slots } from "./machine";
export type {
  AbsentValue,
  BoundValue,
  ChoiceValue,
  ClassValue,
  DataValue,
  DictValue,
  ExternalValue,
  FunctionValue,
  InstanceValue,
  ListContent,
  ListValue,
  ModuleValue,
  NativeValue,
  PyValue,
  ResponseOrigin,
  Scope,
} from "./machine";

export const absent: AbsentValue = { kind: "absent" };
export const none: DataValue = { kind: "data", value: { kind: "null" } };

export function data(value: Symbolic, sources?: readonly string[]): DataValue {
  return sources && sources.length > 0 ? { kind: "data", value, sources } : { kind: "data", value };
}

export function text(value: string): DataValue {
  return data(literal(value));
}

export function truth(value: boolean): DataValue {
  return data({ kind: "boolean", value });
}

export function number(value: number): DataValue {
  return data({ kind: "number", value });
}

/** Data that only the running function knows; `detail` names the event field or expression. */
export function atRunTime(detail: string): DataValue {
  return data(unknown("decided-at-run-time", detail));
}

/** Something that was lost from sight: it may be more than data. */
export function lost(detail: string): DataValue {
  return { kind: "data", value: unknown("unreadable", detail), isLost: true };
}

export function unknownOf(value: PyValue): Unknown | undefined {
  return value.kind === "data" && value.value.kind === "unknown" ? value.value : undefined;
}

/** The text where all of it is known. */
export function knownText(value: PyValue | undefined): string | undefined {
  if (value?.kind !== "data" || value.value.kind !== "string") return undefined;
  const parts = value.value.parts;
  if (parts.length === 0) return "";
  return parts.length === 1 && parts[0]!.kind === "literal" ? parts[0]!.text : undefined;
}

export function isNone(value: PyValue): boolean {
  return value.kind === "data" && value.value.kind === "null";
}

/** The values that it may be, without those that stand for nothing. */
export function alternativesOf(value: PyValue): readonly PyValue[] {
  return value.kind === "choice" ? value.alternatives.filter((one) => one.kind !== "absent") : value.kind === "absent" ? [] : [value];
}

/** Whether it is, or holds directly, more than data: code that gets hold of it could call AWS or be called. */
export function isObject(value: PyValue): boolean {
  return value.kind !== "data" && value.kind !== "absent" && value.kind !== "external" && value.kind !== "module";
}
