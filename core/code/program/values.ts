import { literal, unknown, type SourceLocation, type Symbolic, type SymbolicString, type Unknown } from "../../values";
import type { FunctionDeclaration, TypeDeclaration, Unit } from "./program";

/** What a written type stands for. */
export type Type =
  | { readonly kind: "local"; readonly declaration: TypeDeclaration; readonly args: readonly Type[] }
  /** Of a library: `github.com/aws/aws-sdk-go-v2/service/s3.Client`. */
  | { readonly kind: "external"; readonly path: string; readonly args: readonly Type[] }
  | { readonly kind: "list"; readonly of?: Type; /** Others may put elements into it at any time. */ readonly isStream?: boolean }
  | { readonly kind: "map"; readonly of?: Type }
  | { readonly kind: "function"; readonly result?: Type }
  /** Text, numbers and the like. */
  | { readonly kind: "plain"; readonly name: string };

/** Something that can change: variables, fields, elements. Its content is written through the store alone. */
export class Slots<T = ProgramValue> {
  readonly map = new Map<string, T>();
  constructor(
    /** The event that it was made in; 0 before the first. */
    readonly pass: number,
    readonly isLocal = false,
    /** Counts up: what was made later has a higher one. */
    readonly serial = 0,
  ) {}
}

/** Data; where it is unknown, `type` is what it was declared to be. */
export interface DataValue {
  readonly kind: "data";
  readonly value: Symbolic;
  readonly type?: Type;
  /** Where it comes from, for a person: `environment variable TABLE`. */
  readonly sources?: readonly string[];
  /** Which operation's answer it is a part of. */
  readonly answer?: { readonly service: string; readonly operation: string };
}

/** An object or struct of which the fields are known as far as they were seen to be set. */
export interface ObjectValue {
  readonly kind: "object";
  readonly type?: Type;
  /** Under `""`: what the fields are that were not seen to be set and may be set all the same. */
  readonly slots: Slots;
  /** Where its class is declared inside of a function. */
  readonly frame?: Frame;
  /** What its class inherits from a library. */
  readonly base?: ProgramValue;
}

export interface ListContent {
  readonly items: readonly ProgramValue[];
  /** What further elements are. */
  readonly rest?: ProgramValue;
}

export interface ListValue {
  readonly kind: "list";
  readonly slots: Slots<ListContent>;
  readonly of?: Type;
}

/** A map; what is under a key that is not known is under `""` of `others`. */
export interface MapValue {
  readonly kind: "map";
  readonly slots: Slots;
  readonly others: Slots;
  readonly keys: Map<string, SymbolicString>;
  readonly of?: Type;
}

export interface FunctionValue {
  readonly kind: "function";
  readonly declaration: FunctionDeclaration;
  readonly frame?: Frame;
  readonly self?: ProgramValue;
}

/** Something of a library whose behaviour is known. */
export interface NativeValue {
  readonly kind: "native";
  readonly label: string;
  /** Services of AWS that can be called through it. */
  readonly services: readonly string[] | "any";
  readonly member?: (name: string, call: Call | undefined) => ProgramValue | undefined;
  readonly call?: (call: Call) => ProgramValue;
  readonly assign?: (name: string, value: ProgramValue) => void;
  /** `native[key]` */
  readonly item?: (key: ProgramValue) => ProgramValue;
  /** As data, where it is passed to a call. */
  readonly symbolic?: () => Symbolic;
  /** Equal for those that behave alike. */
  readonly key?: string;
}

/** A package, a type or a function of a library, by its full name. */
export interface ExternalValue {
  readonly kind: "external";
  readonly path: string;
}

/** A package of the program itself. */
export interface PackageValue {
  readonly kind: "package";
  readonly path: string;
}

export interface TypeValue {
  readonly kind: "type";
  readonly type: Type;
}

/** Several results. */
export interface TupleValue {
  readonly kind: "tuple";
  readonly items: readonly ProgramValue[];
}

export interface ChoiceValue {
  readonly kind: "choice";
  readonly alternatives: readonly ProgramValue[];
}

/** Nothing: `nil`, `null`, a variable that was not given a value. */
export interface ZeroValue {
  readonly kind: "zero";
}

export type ProgramValue = DataValue | ObjectValue | ListValue | MapValue | FunctionValue | NativeValue | ExternalValue | PackageValue | TypeValue | TupleValue | ChoiceValue | ZeroValue;

export interface Scope {
  readonly slots: Slots;
  readonly types: Map<string, Type>;
  readonly declarations: Map<string, TypeDeclaration>;
  readonly parent?: Scope;
}

/** Where code is being followed. */
export interface Frame {
  readonly scope: Scope;
  readonly unit: Unit;
  /** The object whose method it is. */
  readonly self?: ProgramValue;
  /** The type that the code is written in. */
  readonly owner?: TypeDeclaration;
  /** The type parameters of the function or type that are known. */
  readonly typeArguments?: ReadonlyMap<string, Type>;
  readonly returns: ProgramValue[];
  /** What the function returns, inside of a block that has a value of its own. */
  readonly outerReturns?: ProgramValue[];
}

/** A call as a library sees it. */
export interface Call {
  readonly args: readonly ProgramValue[];
  readonly at: SourceLocation;
  /** What is called, as it is written. */
  readonly code: string;
  readonly frame: Frame;
  readonly types?: readonly Type[];
  /** The names that arguments are given by; those without one are in order. */
  readonly names?: readonly (string | undefined)[];
}

export const zero: ZeroValue = { kind: "zero" };

export function data(value: Symbolic, sources?: readonly string[]): DataValue {
  return sources && sources.length > 0 ? { kind: "data", value, sources } : { kind: "data", value };
}

export function text(value: string): DataValue {
  return data(literal(value));
}

export function truth(value: boolean): DataValue {
  return data({ kind: "boolean", value });
}

/** Data that only the running function knows; `detail` names the event field or expression. */
export function atRunTime(detail: string): DataValue {
  return data(unknown("decided-at-run-time", detail));
}

export function native(label: string, parts: Omit<NativeValue, "kind" | "label" | "services"> & { services?: NativeValue["services"] }): NativeValue {
  return { kind: "native", label, services: [], ...parts };
}

/** A function of a library. */
export function method(label: string, call: (call: Call) => ProgramValue): NativeValue {
  return native(label, { call });
}

/** The values that it may be, without those that stand for nothing. */
export function alternativesOf(value: ProgramValue | undefined): readonly Exclude<ProgramValue, ChoiceValue | ZeroValue>[] {
  if (!value || value.kind === "zero") return [];
  if (value.kind !== "choice") return [value];
  return value.alternatives.flatMap(alternativesOf);
}

/** The text where all of it is known. */
export function knownText(value: ProgramValue | undefined): string | undefined {
  if (value?.kind !== "data" || value.value.kind !== "string") return undefined;
  const { parts } = value.value;
  if (parts.length === 0) return "";
  return parts.length === 1 && parts[0]!.kind === "literal" ? parts[0]!.text : undefined;
}

export function unknownOf(value: ProgramValue): Unknown | undefined {
  return value.kind === "data" && value.value.kind === "unknown" ? value.value : undefined;
}

/** How an unknown value is spoken of. */
export function detailOf(value: ProgramValue): string {
  const reason = unknownOf(value);
  if (reason) return reason.detail ?? "a value";
  return value.kind === "native" ? value.label : "a value";
}
