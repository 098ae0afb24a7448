import { literal, unknown, type Symbolic, type Unknown } from "../../values";
import type { Call, CallSite } from "./machine";
import type { SourceText, Syntax } from "./syntax";

/** Mutable places by name: variables of a scope, fields of an instance, entries of a dict. Written through the Store only. */
export class Slots<T = PyValue> {
  readonly map = new Map<string, T>();
  /** Local variables of one activation: nobody sees them any more when the activation ends by `return` or `raise`. */
  constructor(
    readonly isLocal = false,
    /** Pass of the analysis in which it was made; what older ones hold may also be what an earlier event left there. */
    readonly pass = 0,
  ) {}
}

/** A value without behaviour of interest, known or unknown. */
export interface DataValue {
  readonly kind: "data";
  readonly value: Symbolic;
  /** Where it comes from, for a person: `environment variable TABLE_NAME`. */
  readonly sources?: readonly string[];
  /** Whether it may be an object of the code (a client, a function) that was lost from sight, and not only data. */
  readonly isLost?: boolean;
  /** Set for what an AWS call answered, and what is inside of it. */
  readonly response?: ResponseOrigin;
  /** For an attribute of an unknown value: the value and the name, should it be called. */
  readonly receiver?: DataValue;
  readonly attribute?: string;
}

/** A part of the answer of an AWS operation. */
export interface ResponseOrigin {
  readonly service: string;
  readonly operation: string;
  readonly path: readonly string[];
}

/** A list, tuple, set or generator. */
export interface ListValue {
  readonly kind: "list";
  /** One slot, `content`, replaced as a whole. */
  readonly slots: Slots<ListContent>;
}

export interface ListContent {
  readonly items: readonly PyValue[];
  /** Any further elements, as many as there may be. */
  readonly rest?: PyValue;
}

/** A dict; entries with keys that are not known are in `rest`. */
export interface DictValue {
  readonly kind: "dict";
  readonly slots: Slots;
  readonly rest: Slots;
}

/** A function or lambda with the scope it closes over. */
export interface FunctionValue {
  readonly kind: "function";
  readonly name: string;
  readonly node: Syntax;
  readonly scope: Scope;
  readonly defaults: ReadonlyMap<string, PyValue>;
  /** The class in whose body it stands. */
  readonly owner?: ClassValue;
  readonly role?: "property" | "staticmethod" | "classmethod";
  /** Attributes that the code set on it. */
  readonly attributes?: Slots;
}

/** A function with its first arguments already given: a method, a `functools.partial`. */
export interface BoundValue {
  readonly kind: "bound";
  readonly callee: PyValue;
  readonly positional: readonly PyValue[];
  readonly keywords: ReadonlyMap<string, PyValue>;
}

export interface ClassValue {
  readonly kind: "class";
  readonly name: string;
  readonly bases: readonly PyValue[];
  readonly slots: Slots;
  readonly node: Syntax;
  /** Annotated names of the body in order, for generated constructors. */
  readonly annotated: readonly string[];
  readonly decorators: readonly PyValue[];
}

export interface InstanceValue {
  readonly kind: "instance";
  readonly cls: ClassValue;
  readonly slots: Slots;
}

/** A module of the source. */
export interface ModuleValue {
  readonly kind: "module";
  readonly name: string;
  /** Path in the tree, and whether it is a package's `__init__.py`; a namespace package has no file. */
  readonly file?: string;
  readonly isPackage: boolean;
  readonly folder: string;
  readonly slots: Slots;
  readonly source?: SourceText;
}

/** Something of a module that is not in the source, by its dotted path; results of its calls end in `()`. */
export interface ExternalValue {
  readonly kind: "external";
  readonly path: string;
  /** Attributes that the code set on it. */
  readonly slots: Slots;
  /** Objects that were handed to it and that it may hand back. */
  readonly held: Slots<readonly PyValue[]>;
}

/** An object whose behaviour is modelled here: an AWS client, a paginator, a bound method of a list. */
export interface NativeValue {
  readonly kind: "native";
  /** `s3 client`, `dynamodb.Table`. */
  readonly label: string;
  /** What it could be used for in code that is not read. */
  readonly services: readonly string[] | "any";
  readonly call?: (call: Call) => PyValue;
  /** As a member of a class it is a method, and gets the instance first. */
  readonly isDescriptor?: boolean;
  readonly attribute?: (name: string, site: CallSite) => PyValue | undefined;
  readonly iterate?: (site: CallSite) => ListContent;
  readonly item?: (key: PyValue, site: CallSite) => PyValue;
  /** For `dataclasses.field` and its kind: what the field is by default, and the name it has outside. */
  readonly defaultOf?: (site: CallSite) => PyValue | undefined;
  readonly alias?: string;
  /** For an open file its text, for a path object its path. */
  readonly content?: PyValue;
  readonly location?: PyValue;
  /** For what a library uses on its own when it runs: a store, a model. */
  readonly use?: (call: Call) => void;
  /** What `with` binds; itself where absent. */
  readonly enter?: (site: CallSite) => PyValue;
}

/** One of several. */
export interface ChoiceValue {
  readonly kind: "choice";
  readonly alternatives: readonly PyValue[];
}

/** No value: in a choice, an entry or variable that may not be there. */
export interface AbsentValue {
  readonly kind: "absent";
}

export type PyValue = DataValue | ListValue | DictValue | FunctionValue | BoundValue | ClassValue | InstanceValue | ModuleValue | ExternalValue | NativeValue | ChoiceValue | AbsentValue;

/** Variables of a module, class body or activation. */
export interface Scope {
  readonly slots: Slots;
  readonly parent?: Scope;
  readonly kind: "module" | "class" | "function";
  readonly module: ModuleValue;
  readonly globals: Set<string>;
  readonly nonlocals: Set<string>;
}

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
