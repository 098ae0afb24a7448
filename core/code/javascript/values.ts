import type * as babel from "@babel/types";
import { literal, unknown, type SourceLocation, type Symbolic, type SymbolicBoolean, type SymbolicJson, type SymbolicNull, type SymbolicNumber, type SymbolicString, type Unknown } from "../../values";

export interface UndefinedValue {
  readonly kind: "undefined";
}

/** A primitive, or text that encodes JSON. */
export interface DataValue {
  readonly kind: "data";
  readonly value: SymbolicNull | SymbolicBoolean | SymbolicNumber | SymbolicString | SymbolicJson;
}

/** Something that only the running function knows, or that could not be followed; its detail grows with each property that is read of it. */
export interface UnknownValue {
  readonly kind: "unknown";
  readonly unknown: Unknown;
  /** What a call of it does, where it is a method of something unknown. */
  readonly called?: (call: NativeCall) => JsValue;
  /** It stands for values that were left out, and code was in one of them: who calls it calls something that was not followed. */
  readonly hidesCode?: boolean;
}

export interface ObjectValue {
  readonly kind: "object";
  readonly properties: Map<string, JsValue>;
  readonly getters: Map<string, JsValue>;
  /** Where what is not found here is looked up: the prototype, or what a native superclass made. */
  proto?: JsValue;
  base?: JsValue;
  /** Present where unknown further properties may exist. */
  rest?: UnknownValue;
  /** How deep in undecided conditions it was made: a write at the same depth replaces, a deeper one adds. */
  readonly depth: number;
}

export interface ArrayValue {
  readonly kind: "array";
  readonly items: JsValue[];
  /** What unknown further elements are. */
  rest?: JsValue;
  /** Of what a generator makes: the value that it returns in the end. */
  readonly returned?: JsValue;
}

export type FunctionNode = babel.FunctionDeclaration | babel.FunctionExpression | babel.ArrowFunctionExpression | babel.ObjectMethod | babel.ClassMethod | babel.ClassPrivateMethod;

export interface FunctionValue {
  readonly kind: "function";
  readonly node: FunctionNode;
  readonly scope: Scope;
  /** What `super.x` is looked up in, of methods. */
  readonly superOf?: JsValue;
  /** Its own `prototype` and properties, made when they are first asked for. */
  members?: ObjectValue;
}

export interface ClassValue {
  readonly kind: "class";
  readonly node: babel.Class;
  readonly scope: Scope;
  readonly parent?: JsValue;
  readonly prototype: ObjectValue;
  readonly statics: ObjectValue;
}

/** A variable. */
export interface Cell {
  value: JsValue;
  /** How deep in undecided conditions it was declared. */
  readonly depth: number;
  /** Written once, so that a condition on it may be decided. */
  isStable: boolean;
  /** For imports: makes the value when it is first read. */
  lazy?: () => JsValue;
}

/** Of functions that have their own: `this`, where `super.x` is looked up, and what `super(…)` constructs. */
export interface Receiver {
  readonly self: JsValue;
  readonly superOf?: JsValue;
  readonly classOf?: ClassValue;
}

/** The variables of a block, function or module, and what surrounds it. */
export class Scope {
  private readonly cells = new Map<string, Cell>();

  constructor(
    readonly parent: Scope | undefined,
    readonly receiver?: Receiver,
    readonly module: ModuleContext | undefined = parent?.module,
  ) {}

  declare(name: string, value: JsValue, depth: number, isStable = false): Cell {
    const cell: Cell = { value, depth, isStable };
    this.cells.set(name, cell);
    return cell;
  }

  own(name: string): Cell | undefined {
    return this.cells.get(name);
  }

  find(name: string): Cell | undefined {
    return this.cells.get(name) ?? this.parent?.find(name);
  }

  findReceiver(): Receiver | undefined {
    return this.receiver ?? this.parent?.findReceiver();
  }
}

/** What code needs to know of the module it stands in. */
export interface ModuleContext {
  /** Path in the tree. */
  readonly file: string;
  /** As it is reported. */
  readonly shown: string;
  /** Its text; bundles are told by it. */
  readonly text?: string;
  /** A minified bundle, whose top level runs where it is needed. */
  readonly isLazy?: boolean;
  /** Names that bundled libraries declare, which were left out of what is parsed: what they are. */
  readonly vendored?: ReadonlyMap<string, VendoredName>;
}

/** A name of a bundled library. */
export interface VendoredName {
  /** The library's file: `@aws-sdk/client-s3/dist-cjs/index.js`. */
  readonly specifier: string;
  readonly name: string;
}

/** A call that the interpreter makes of a native value. */
export interface NativeCall {
  readonly self: JsValue;
  readonly args: readonly JsValue[];
  readonly at: SourceLocation;
}

/** Something that is not interpreted but known: built-ins, packages, SDK clients and commands. */
export interface NativeValue {
  readonly kind: "native";
  /** For people: `fs.readFileSync`, `S3 client`. */
  readonly name: string;
  readonly get?: (property: string, at: SourceLocation) => JsValue | undefined;
  readonly set?: (property: string, value: JsValue) => void;
  readonly call?: (call: NativeCall) => JsValue;
  readonly construct?: (call: NativeCall) => JsValue;
  /** Called where code that is not read gets hold of it. */
  readonly escape?: (to: string, at: SourceLocation) => void;
  readonly keys?: () => readonly string[];
  /** Of an SDK client class: an instance can be supposed where the type says so. */
  readonly isClientClass?: boolean;
  /** Of an SDK client: the botocore service id. */
  readonly client?: string;
  readonly command?: CommandInfo;
}

/** An SDK v3 command object. */
export interface CommandInfo {
  readonly service: string;
  readonly operation: string;
  readonly input: JsValue;
  readonly call: string;
  readonly at: SourceLocation;
  readonly via?: string;
  sent: boolean;
}

export interface ChoiceValue {
  readonly kind: "choice";
  readonly alternatives: readonly JsValue[];
}

/** What an expression can be, as far as it can be told without running it. Promises are what they resolve to. */
export type JsValue = UndefinedValue | DataValue | UnknownValue | ObjectValue | ArrayValue | FunctionValue | ClassValue | NativeValue | ChoiceValue;

export const undefinedValue: UndefinedValue = { kind: "undefined" };
export const nullValue: DataValue = { kind: "data", value: { kind: "null" } };

export function textValue(text: string | SymbolicString): DataValue {
  return { kind: "data", value: typeof text === "string" ? literal(text) : text };
}

export function numberValue(value: number): DataValue {
  return { kind: "data", value: { kind: "number", value } };
}

export function booleanValue(value: boolean): DataValue {
  return { kind: "data", value: { kind: "boolean", value } };
}

export function objectValue(properties: Iterable<readonly [string, JsValue]> = [], depth = 0): ObjectValue {
  return { kind: "object", properties: new Map(properties), getters: new Map(), depth };
}

/** Elements that are told apart; lists that are doubled in loops would grow without end. */
const maxElements = 2000;

export function arrayValue(items: readonly JsValue[], rest?: JsValue): ArrayValue {
  if (items.length > maxElements) return { kind: "array", items: items.slice(0, maxElements), rest: choose([...items.slice(maxElements), ...(rest ? [rest] : [])]) };
  return { kind: "array", items: [...items], ...(rest ? { rest } : {}) };
}

export function runTime(detail: string, at?: SourceLocation): UnknownValue {
  return { kind: "unknown", unknown: unknown("decided-at-run-time", detail, [], at) };
}

export function unreadable(detail: string, at?: SourceLocation): UnknownValue {
  return { kind: "unknown", unknown: unknown("unreadable", detail, [], at) };
}

export function nativeFunction(name: string, call: (call: NativeCall) => JsValue, more: Partial<NativeValue> = {}): NativeValue {
  return { kind: "native", name, call, ...more };
}

/** More than this many alternatives tell nobody anything; what can be called is kept, whatever its number. */
const maxAlternatives = 16;

/** Any of the values. Equal primitives are one; of too many, those that are only data become unknown. */
export function choose(values: readonly JsValue[]): JsValue {
  if (values.length === 1) return values[0]!;
  const code = new Set<JsValue>();
  const data: JsValue[] = [];
  let isFull = false;
  let hidesCode = false;
  for (const value of values) {
    for (const one of value.kind === "choice" ? value.alternatives : [value]) {
      if (one.kind === "function" || one.kind === "class" || one.kind === "native" || (one.kind === "object" && holdsCode(one))) code.add(one);
      else if (data.some((other) => isSame(one, other))) continue;
      else if (data.length < maxAlternatives) data.push(one);
      else {
        isFull = true;
        hidesCode ||= carriesCode(one, 0);
      }
    }
  }
  if (isFull) {
    hidesCode ||= data.slice(maxAlternatives / 2).some((one) => carriesCode(one, 0));
    data.length = maxAlternatives / 2;
    data.push({ ...unreadable("one of many values"), ...(hidesCode ? { hidesCode } : {}) });
  }
  const found = [...data, ...code];
  if (found.length === 0) return undefinedValue;
  return found.length === 1 ? found[0]! : { kind: "choice", alternatives: found };
}

/** Whether the value leads to something that could call AWS. */
export function carriesCode(value: JsValue, depth: number): boolean {
  if (depth > 3) return false;
  switch (value.kind) {
    case "native":
      return value.escape !== undefined;
    case "function":
    case "class":
      return true;
    case "choice":
      return value.alternatives.some((one) => carriesCode(one, depth + 1));
    case "array":
      return value.items.some((one) => carriesCode(one, depth + 1));
    case "object":
      return [...value.properties.values()].some((one) => carriesCode(one, depth + 1));
    case "unknown":
      return value.hidesCode === true;
    default:
      return false;
  }
}

function holdsCode(value: ObjectValue): boolean {
  if (value.proto || value.base) return true;
  for (const member of value.properties.values()) if (member.kind === "function" || member.kind === "class" || member.kind === "native") return true;
  return false;
}

export function alternativesOf(value: JsValue): readonly JsValue[] {
  return value.kind === "choice" ? value.alternatives : [value];
}

function isSame(a: JsValue, b: JsValue): boolean {
  if (a === b) return true;
  if (a.kind === "undefined") return b.kind === "undefined";
  if (a.kind === "unknown") return b.kind === "unknown" && a.unknown.reason === b.unknown.reason && a.unknown.detail === b.unknown.detail;
  if (a.kind !== "data" || b.kind !== "data") return false;
  return isSameData(a.value, b.value);
}

function isSameData(a: Symbolic, b: Symbolic): boolean {
  if (a === b) return true;
  if (a.kind === "null") return b.kind === "null";
  if (a.kind === "boolean" || a.kind === "number") return a.kind === b.kind && a.value === b.value;
  if (a.kind !== "string" || b.kind !== "string" || a.parts.length !== b.parts.length) return false;
  return a.parts.every((part, index) => {
    const other = b.parts[index]!;
    if (part.kind === "literal") return other.kind === "literal" && part.text === other.text;
    if (part.kind === "reference") return other.kind === "reference" && part.address === other.address && part.attribute === other.attribute;
    return other.kind === "unknown-text" && part.unknown.detail === other.unknown.detail;
  });
}

/** Whether the value counts as true in a condition; `undefined` where that cannot be told. */
export function truthOf(value: JsValue): boolean | undefined {
  switch (value.kind) {
    case "undefined":
      return false;
    case "data":
      return truthOfData(value.value);
    case "unknown":
      return isFilledIn(value) ? true : undefined;
    case "choice": {
      const truths = new Set(value.alternatives.map(truthOf));
      return truths.size === 1 ? [...truths][0] : undefined;
    }
    default:
      return true;
  }
}

function truthOfData(value: DataValue["value"]): boolean | undefined {
  switch (value.kind) {
    case "null":
      return false;
    case "boolean":
      return value.value;
    case "number":
      return value.value !== 0 && !Number.isNaN(value.value);
    case "json":
      return true;
    case "string":
      if (value.parts.length === 0) return false;
      // A name or ARN that the deployment will fill in is never empty.
      return value.parts.some((part) => part.kind !== "unknown-text") ? true : undefined;
  }
}

export function isNullish(value: JsValue): boolean | undefined {
  if (value.kind === "undefined") return true;
  if (value.kind === "data") return value.value.kind === "null";
  if (value.kind === "unknown") return isFilledIn(value) ? false : undefined;
  if (value.kind !== "choice") return false;
  const answers = new Set(value.alternatives.map(isNullish));
  return answers.size === 1 ? [...answers][0] : undefined;
}

/** Whether it is a setting that the deployment fills in: it will be there, only its text is not known yet. */
function isFilledIn(value: UnknownValue): boolean {
  return value.unknown.reason === "computed-at-apply" || value.unknown.reason === "secret";
}
