import type { SourceLocation, Symbolic, SymbolicMap, SymbolicString, Unknown } from "../../values";
import type { EnvironmentValue } from "../environment";
import type { UnreadCode } from "../sdk-call";
import type { SourceText, Syntax } from "../syntax";

// Values hold objects whose behaviour needs the machine, and the machine works on values: their types are one circle, and one file.

/** Mutable places by name: variables of a scope, fields of an instance, entries of a dict. Written through the Store only. */
export class Slots<T = PyValue> {
  static count = 0;
  readonly map = new Map<string, T>();
  /** Grows with every object, so that those which a branch has made are told from those that were there before. */
  readonly serial = (Slots.count += 1);
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
  /** A method that the object is not known to have. */
  readonly isGuess?: boolean;
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

/** How a branch went: what the slots that it wrote held at its end, and whether the code after it is reached. */
export interface BranchOutcome {
  readonly written: ReadonlyMap<Slots<unknown>, ReadonlyMap<string, unknown>>;
  /** Serial of the last object that was there before it. */
  readonly startedAt: number;
  readonly isLeft: boolean;
}

/** All that changes while code is followed; see Store. */
export interface State {
  /** 0 while modules are loaded, then the number of the event that is followed. */
  readonly pass: number;
  set(slots: Slots, name: string, value: PyValue): void;
  /** Writes beside what is there. */
  add(slots: Slots, name: string, value: PyValue): void;
  setContent(slots: Slots<ListContent>, content: ListContent): void;
  /** Notes an object that may be handed back. */
  hold(slots: Slots<readonly PyValue[]>, value: PyValue): void;
  delete(slots: Slots, name: string): void;
  /** Runs `body`, and takes back what it wrote. */
  branch(body: () => boolean): BranchOutcome;
  /** Leaves what any of the branches may have left; whether anything changed. */
  merge(outcomes: readonly BranchOutcome[]): boolean;
  /** Runs what happens once and for all, in whichever branch it happens first. */
  once(body: () => void): void;
}

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
  readonly store: State;
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
