import type { SourceLocation, SymbolicMap, SymbolicString, Unknown } from "../../values";
import type { EnvironmentValue } from "../environment";
import type { UnreadCode } from "../sdk-call";
import type { Store } from "./store";
import type { Syntax } from "./syntax";
import type { ClassValue, ExternalValue, FunctionValue, InstanceValue, ListContent, ModuleValue, NativeValue, PyValue, Scope, Slots } from "./values";

/** The place in the code where something is done. */
export interface CallSite {
  readonly node: Syntax;
  readonly frame: Frame;
}

/** Arguments as they are passed; `*args` and `**kwargs` of unknown content are in the rests. */
export interface Arguments {
  readonly positional: readonly PyValue[];
  readonly keywords: ReadonlyMap<string, PyValue>;
  /** Further positional arguments, any number. */
  readonly restPositional?: PyValue;
  /** Further keyword arguments. */
  readonly restKeywords?: PyValue;
}

/** A call of something that is modelled. */
export interface Call {
  readonly machine: Machine;
  readonly arguments: Arguments;
  readonly site: CallSite;
}

/** What is being executed: a module, a class body or an activation of a function. */
export interface Frame {
  readonly scope: Scope;
  readonly module: ModuleValue;
  readonly activation?: Activation;
  /** The class in whose body, or in whose method, this is. */
  readonly owner?: ClassValue;
}

export interface Activation {
  readonly callee: FunctionValue;
  readonly self?: PyValue;
  readonly returns: PyValue[];
  readonly yields: PyValue[];
}

/** How a block was left: run to its end, left for good (return, raise), or for the loop around it (break, continue). */
export type Completion = "done" | "left" | "loop";

/** An AWS call that was found. */
export interface FoundCall {
  readonly service: string;
  readonly operation: string;
  readonly input: SymbolicMap;
  readonly site: CallSite;
  readonly call?: string;
  readonly via?: string;
  readonly region?: SymbolicString | Unknown;
  readonly endpoint?: SymbolicString | Unknown;
  readonly note?: string;
  readonly isPossible?: boolean;
}

/** The parts of the interpreter as they see each other. */
export interface Machine {
  readonly store: Store;
  readonly modules: ModuleLoader;
  environment(name: string, at: SourceLocation): EnvironmentValue;
  execute(block: Syntax, frame: Frame): Completion;
  evaluate(node: Syntax, frame: Frame): PyValue;
  assign(target: Syntax, value: PyValue, frame: Frame): void;
  call(callee: PyValue, args: Arguments, site: CallSite): PyValue;
  callFunction(callee: FunctionValue, args: Arguments, site: CallSite, self?: PyValue): PyValue;
  /** The member of a class or of the nearest of its bases that has one. */
  findMember(cls: ClassValue, name: string): MemberLookup | undefined;
  instantiate(cls: ClassValue, args: Arguments, site: CallSite): PyValue;
  attribute(object: PyValue, name: string, site: CallSite): PyValue;
  setAttribute(object: PyValue, name: string, value: PyValue): void;
  item(object: PyValue, key: PyValue, site: CallSite): PyValue;
  setItem(object: PyValue, key: PyValue, value: PyValue): void;
  /** Puts the entries of another mapping into a dict. */
  update(object: PyValue, entries: PyValue): void;
  /** Any element or part of it. */
  someOf(object: PyValue, site: CallSite): PyValue;
  /** What Python itself calls by that name. */
  builtin(name: string, frame: Frame): PyValue | undefined;
  iterate(object: PyValue, site: CallSite): ListContent;
  /** What `with` binds. */
  enter(object: PyValue, site: CallSite): PyValue;
  callMethod(object: InstanceValue, name: string, values: readonly PyValue[]): PyValue;
  /** Whether calls of the external path are modelled. */
  isModelled(path: string): boolean;
  /** Whether the package of the external path makes no AWS call with what it is given. */
  isHarmless(path: string): boolean;
  externalAttribute(object: ExternalValue, name: string, site: CallSite): PyValue | undefined;
  /** Whether the module is, by its name, one of Python's or of a known package, also where a copy is in the source. */
  isElsewhere(name: string): boolean;
  /** Reports the import of a module that is not in the source, if that matters. */
  importsElsewhere(name: string, at: SourceLocation, from: ModuleValue): void;
  /** The attributes that the code set on a module outside the source. */
  externalModule(name: string): Slots;
  /** `from module import *` of a module outside the source. */
  importAll(module: ExternalValue, frame: Frame): void;
  /** An attribute that a class of the source has from a modelled base. */
  inheritedAttribute(base: PyValue, cls: ClassValue, object: InstanceValue | undefined, name: string, site: CallSite): PyValue | undefined;
  /** An instance of which nothing is known but its class. */
  blankInstance(cls: ClassValue): PyValue;
  /** An exception of unknown kind. */
  someException(): PyValue;
  /** Whether it holds as a condition; `undefined` where that cannot be told. */
  truthOf(value: PyValue): boolean | undefined;
  /** The value is handed to code that is not read: functions may be called from there, with anything. */
  escape(value: PyValue, site: CallSite, receiver: Receiver): void;
  /** Runs at the end of the event, with nothing known about the arguments. */
  callLater(callee: PyValue, site: CallSite): void;
  found(call: FoundCall): void;
  unread(reason: UnreadCode): void;
  note(service: string): void;
}

/** Code that is not read: `isKnown` where it makes no AWS call of its own with what it is given. */
export interface Receiver {
  readonly name: string;
  readonly isHarmless: boolean;
}

/** The modules of the source. */
export interface ModuleLoader {
  /** The module of the source with the absolute name, loaded; `undefined` where the source has none. */
  load(name: string): ModuleValue | undefined;
  /** A file that stands beside the code, for configuration read at start. */
  readText(path: string, from: ModuleValue): string | undefined;
}

/** The methods of a class and its bases by name, nearest first. */
export interface MemberLookup {
  readonly value: PyValue;
  readonly owner: ClassValue;
}

export type { ClassValue, FunctionValue, InstanceValue, ListContent, ModuleValue, NativeValue, PyValue };
