import type { SourceLocation, SymbolicMap, SymbolicString, Unknown } from "../../values";
import type { Environment } from "../environment";
import type { UnreadCode } from "../sdk-call";
import type { Expression, FieldDeclaration, FunctionDeclaration, Statement, TypeDeclaration, TypeName, Unit } from "./program";
import type { Store } from "./store";
import type { Call, Frame, FunctionValue, ListValue, MapValue, ObjectValue, ProgramValue, Slots, Type } from "./values";

/** A call of an operation that was found. */
export interface FoundCall {
  readonly service: string;
  readonly operation: string;
  readonly input: SymbolicMap;
  readonly at: SourceLocation;
  readonly code: string;
  readonly via?: string;
  readonly isPossible?: boolean;
  readonly region?: SymbolicString | Unknown;
  readonly endpoint?: SymbolicString | Unknown;
  readonly note?: string;
}

/** How a block ended: it went on, jumped out of a loop or switch, or left the function. */
export type Completion = "on" | "jumped" | "left";

/** What libraries and languages ask of the one who follows the code. */
export interface Machine {
  readonly store: Store;
  readonly environment: Environment;
  readonly language: LanguageRules;
  found(call: FoundCall): void;
  unread(reason: UnreadCode): void;
  /** Follows one event: what was made before it keeps what it held beside what is written. */
  event(body: () => void): void;
  call(callee: ProgramValue, call: Call): ProgramValue;
  callMember(object: ProgramValue, name: string, call: Call): ProgramValue;
  member(object: ProgramValue, name: string, frame: Frame, at: SourceLocation): ProgramValue;
  invoke(fn: FunctionValue, args: readonly ProgramValue[], call: Call): ProgramValue;
  /** What a name stands for; `undefined` where nothing has it. */
  name(name: string, frame: Frame): ProgramValue | undefined;
  callName(name: string, call: Call, frame: Frame): ProgramValue;
  /** The value as one of the type: what cannot be of it is left out. */
  cast(value: ProgramValue, type: Type | undefined): ProgramValue;
  /** A value of a type of which nothing more is known. */
  opaque(type: Type | undefined, why: Unknown): ProgramValue;
  /** The value, with what a declaration says of it. */
  refine(value: ProgramValue, type: Type | undefined): ProgramValue;
  typeOf(name: TypeName | undefined, frame: Frame): Type | undefined;
  evaluate(node: Expression, frame: Frame): ProgramValue;
  construct(declaration: TypeDeclaration, call: Call, args?: readonly Type[]): ProgramValue;
  makeList(items: readonly ProgramValue[], rest?: ProgramValue, of?: Type): ListValue;
  makeMap(of?: Type): MapValue;
  makeObject(type: Type | undefined, rest?: Unknown): ObjectValue;
  setMember(object: ProgramValue, name: string, value: ProgramValue): void;
  /** `object[key]` */
  item(object: ProgramValue, key: ProgramValue): ProgramValue;
  setItem(object: ProgramValue, key: ProgramValue, value: ProgramValue): void;
  /** What a library was given may come back filled; `overwrites` where also what is set may be replaced. */
  fill(value: ProgramValue, why: Unknown, overwrites: boolean): void;
  condition(node: Expression, frame: Frame): boolean | undefined;
  assignName(name: string, value: ProgramValue, frame: Frame): void;
  declare(name: string, value: ProgramValue, frame: Frame, type?: Type): void;
  execute(body: readonly Statement[], frame: Frame): Completion;
  /** Runs what is true of some runs only: no condition is taken for decided in it. */
  undecided<T>(body: () => T): T;
  /** Whether no condition may be taken for decided here. */
  readonly undecidable: boolean;
  /** A key or index of a collection. */
  keysOf(value: ProgramValue): ProgramValue;
  /** Elements of a collection; `rest` stands for those that are not known one by one. */
  elementsOf(value: ProgramValue): { readonly items: readonly ProgramValue[]; readonly rest?: ProgramValue };
  /** Everything that an object of the program could be made to do by whoever gets hold of it. */
  surrender(values: readonly ProgramValue[], call: Call): void;
  staticSlots(declaration: TypeDeclaration): Slots;
  staticField(owner: TypeDeclaration, field: FieldDeclaration, type: Type | undefined): ProgramValue;
  /** What a function answers that was not followed. */
  results(declaration: FunctionDeclaration, why: string, self?: ProgramValue): ProgramValue;
  callSuper(name: string, call: Call, frame: Frame): ProgramValue;
  /** The names that the function takes the arguments under, as values of which nothing is known. */
  unknownArguments(declaration: FunctionDeclaration, frame: Frame, names?: readonly string[]): ProgramValue[];
}

/** What one language does in its own way. */
export interface LanguageRules {
  /** A name that is no variable. */
  lookUp(machine: Machine, name: string, frame: Frame): ProgramValue | undefined;
  /** What a name of a type stands for in a file. */
  resolveType(name: string, unit: Unit, owner: TypeDeclaration | undefined): Type | undefined;
  /** What is found under a name of a package or type of a library. */
  externalMember(machine: Machine, path: string, name: string): ProgramValue;
  callExternal(machine: Machine, path: string, call: Call): ProgramValue;
  /** A new object of a library's type. */
  constructExternal(machine: Machine, path: string, call: Call, entries: ReadonlyMap<string, ProgramValue> | undefined): ProgramValue;
  /** A value of a library's type of which nothing else is known; `undefined` where it is mere data. */
  opaqueExternal(machine: Machine, path: string, why: Unknown, args: readonly Type[]): ProgramValue | undefined;
  packageMember(machine: Machine, path: string, name: string): ProgramValue | undefined;
  packageSlots(machine: Machine, path: string, name: string): Slots | undefined;
  /** A method of data, a list, a map or an object of a library's type; `undefined` where nothing is known of it. */
  callOnData(machine: Machine, value: ProgramValue, name: string, call: Call): ProgramValue | undefined;
  /** A method of what may be nothing; `undefined` where nothing has no methods. */
  callOnNothing?(machine: Machine, name: string, call: Call): ProgramValue | undefined;
  memberOfData(machine: Machine, value: ProgramValue, name: string): ProgramValue | undefined;
  /** A method that a class of the program does not have itself. */
  callInherited(machine: Machine, object: ProgramValue, declaration: TypeDeclaration, name: string, call: Call): ProgramValue | undefined;
  /** A method that the program gives to a type of a library. */
  extended?(machine: Machine, self: ProgramValue, name: string, call: Call): ProgramValue | undefined;
  /** What a framework hands out where the type is asked for. */
  provided?(machine: Machine, type: Type): ProgramValue | undefined;
  /** What annotations of a function do before it runs. */
  beforeRun?(machine: Machine, declaration: FunctionDeclaration, call: Call): void;
  /** What a framework makes an object with that nothing else makes. */
  injectedArguments?(machine: Machine, constructor: FunctionDeclaration): ProgramValue[];
  /** What a framework sets a field to that the code leaves empty. */
  injected?(machine: Machine, owner: TypeDeclaration, field: FieldDeclaration): ProgramValue | undefined;
  /** Makes an object of a class that says nothing of how it is made. */
  constructWithout(machine: Machine, object: ObjectValue, declaration: TypeDeclaration, call: Call): void;
  /** Types of the program that can stand where the type is asked for, itself excluded. */
  subtypesOf(declaration: TypeDeclaration): readonly TypeDeclaration[];
  /** Methods of the object that others may call once they have it. */
  callableByOthers(declaration: TypeDeclaration): readonly FunctionDeclaration[];
  /** What holds a name that is declared outside of functions, so that it can be assigned. */
  globalSlots(machine: Machine, name: string, frame: Frame): Slots | undefined;
  /** Whether an unknown object of the class is made like any other, so that what its fields begin with is known. */
  buildsUnknown(declaration: TypeDeclaration): boolean;
  /** Which of several declarations of a name takes the arguments. */
  select(candidates: readonly FunctionDeclaration[], args: readonly ProgramValue[], machine: Machine): FunctionDeclaration | undefined;
  /** Whether a variable of the type holds an object from the start: a struct. */
  readonly hasValueTypes: boolean;
  /** How a field of an unknown object is spoken of. */
  describeMember(detail: string, name: string): string;
  /** Whether setting a field may run code. */
  readonly hasAccessors?: boolean;
  /** Fields and methods of one name are two things. */
  readonly hasMethodsApartFromFields: boolean;
}
