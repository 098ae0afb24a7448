import { unknown, type SourceLocation, type Unknown } from "../../values";
import type { Environment } from "../environment";
import type { UnreadCode } from "../sdk-call";
import { decide } from "./conditions";
import { elementsIn, keysIn, putItem } from "./containers";
import { findField, frameOf } from "./declarations";
import { evaluateExpression, indexOf } from "./expressions";
import { fingerprint, generalised } from "./fingerprint";
import type { Completion, FoundCall, LanguageRules, Machine } from "./machine";
import { callMemberOf, memberOf } from "./members";
import { assignName, callNamed, callSuperOf, resolveName } from "./names";
import { argumentsFor, constructObject, constructUnknown, initialiseStatic } from "./objects";
import type { Expression, FieldDeclaration, FunctionDeclaration, Statement, TypeDeclaration, TypeName } from "./program";
import { childScope } from "./scopes";
import { executeStatement } from "./statements";
import { choose, Store } from "./store";
import { castValue, refineValue, resolveType } from "./types";
import { alternativesOf, atRunTime, data, zero, type Call, type Frame, type FunctionValue, type ListContent, type ListValue, type MapValue, type ObjectValue, type ProgramValue, type Slots, type Type } from "./values";

/** Bounds of one analysis; beyond each, what is left is reported. */
const bounds = { steps: 1_200_000, depth: 600, activations: 3, stepsOfOne: 60_000, callsOfOne: 400, memoAfter: 12 } as const;

interface History {
  active: number;
  calls: number;
  steps: number;
  readonly results: Map<string, ProgramValue>;
}

/** Follows a program from its entry point without running it: evaluates what is known, and keeps what is not as unknown with its reason. */
export class Follower implements Machine {
  readonly store = new Store();
  readonly calls: FoundCall[] = [];
  readonly reasons: UnreadCode[] = [];
  readonly followed = new Set<FunctionDeclaration>();
  private steps = 0;
  private depth = 0;
  private undecidedDepth = 0;
  private readonly histories = new Map<FunctionDeclaration, History>();
  private readonly statics = new Map<TypeDeclaration, Slots>();
  private readonly surrendered = new Set<string>();
  private readonly unknownObjects = new Map<TypeDeclaration, ProgramValue>();
  private readonly building = new Set<TypeDeclaration>();

  constructor(
    readonly language: LanguageRules,
    readonly environment: Environment,
  ) {}

  found(call: FoundCall): void {
    this.calls.push(call);
  }

  unread(reason: UnreadCode): void {
    this.reasons.push(reason);
  }

  get undecidable(): boolean {
    return this.undecidedDepth > 0;
  }

  undecided<T>(body: () => T): T {
    this.undecidedDepth += 1;
    try {
      return body();
    } finally {
      this.undecidedDepth -= 1;
    }
  }

  /** What another event would find changed is followed again with it. */
  event(body: () => void): void {
    this.store.pass += 1;
    this.surrendered.clear();
    body();
  }

  evaluate(node: Expression, frame: Frame): ProgramValue {
    return this.deeper(node.at, atRunTime(node.code), () => evaluateExpression(this, node, frame));
  }

  execute(body: readonly Statement[], frame: Frame): Completion {
    for (const statement of body) {
      const completion = this.deeper<Completion>(statement.at, "left", () => executeStatement(this, statement, frame));
      if (completion !== "on") return completion;
    }
    return "on";
  }

  private deeper<T>(at: SourceLocation, otherwise: T, body: () => T): T {
    this.steps += 1;
    if (this.steps > bounds.steps || this.depth > bounds.depth) {
      if (this.steps === bounds.steps + 1 || this.depth > bounds.depth) this.unread({ message: `The code is too ${this.depth > bounds.depth ? "deeply nested" : "large"} to be followed to its end.`, at, services: "any" });
      return otherwise;
    }
    this.depth += 1;
    try {
      return body();
    } finally {
      this.depth -= 1;
    }
  }

  condition(node: Expression, frame: Frame): boolean | undefined {
    return decide(this, node, frame);
  }

  name(name: string, frame: Frame): ProgramValue | undefined {
    return resolveName(this, name, frame);
  }

  callName(name: string, call: Call, frame: Frame): ProgramValue {
    return callNamed(this, name, call, frame);
  }

  callSuper(name: string, call: Call, frame: Frame): ProgramValue {
    return callSuperOf(this, name, call, frame);
  }

  assignName(name: string, value: ProgramValue, frame: Frame): void {
    assignName(this, name, value, frame);
  }

  declare(name: string, value: ProgramValue, frame: Frame, type?: Type): void {
    if (name === "_") return;
    this.store.set(frame.scope.slots, name, value);
    if (type) frame.scope.types.set(name, type);
  }

  member(object: ProgramValue, name: string, frame: Frame): ProgramValue {
    return memberOf(this, object, name, frame);
  }

  callMember(object: ProgramValue, name: string, call: Call): ProgramValue {
    return callMemberOf(this, object, name, call);
  }

  call(callee: ProgramValue, call: Call): ProgramValue {
    const alternatives = alternativesOf(callee);
    if (alternatives.length === 0) {
      this.surrender(call.args, call);
      return atRunTime(`the result of ${call.code}`);
    }
    return choose(alternatives.map((one) => this.callOne(one, call)));
  }

  private callOne(one: ProgramValue, call: Call): ProgramValue {
    switch (one.kind) {
      case "function":
        return this.invoke(one, call.args, call);
      case "native":
        if (one.call) return one.call(call);
        break;
      case "external":
        return this.language.callExternal(this, one.path, call);
      case "type":
        return one.type.kind === "external" ? this.language.callExternal(this, one.type.path, call) : this.cast(call.args[0] ?? zero, one.type);
      case "data":
        if (one.type?.kind === "function") {
          this.surrender(call.args, call);
          return this.opaque(one.type.result, unknown("decided-at-run-time", `the result of ${call.code}`));
        }
        break;
    }
    this.surrender(call.args, call);
    return atRunTime(`the result of ${call.code}`);
  }

  invoke(fn: FunctionValue, args: readonly ProgramValue[], call: Call): ProgramValue {
    const { declaration } = fn;
    // `Type::method` takes its object first.
    if (this.language.hasMethodsApartFromFields && declaration.owner && !declaration.isStatic && !fn.self && args.length === declaration.parameters.length + 1) return this.callMember(args[0]!, declaration.name, { ...call, args: args.slice(1) });
    if (!declaration.body && !declaration.value) return this.results(declaration, `the result of ${declaration.name}()`, fn.self);
    const history = this.historyOf(declaration);
    if (history.active >= bounds.activations) return this.results(declaration, `the result of ${declaration.name}()`, fn.self);
    const isTooMuch = history.calls > bounds.callsOfOne || history.steps > bounds.stepsOfOne;
    const given = isTooMuch ? generalised(args, declaration.name) : args;
    const key = history.calls >= bounds.memoAfter ? `${this.store.pass}|${this.undecidable ? "u" : "d"}|${fingerprint([fn.frame ? fn : undefined, fn.self, ...given])}` : undefined;
    const known = key === undefined ? undefined : history.results.get(key);
    if (known) return known;
    // Objects that are new in each call would never be the same: in the end only what they are counts.
    if (isTooMuch && history.calls > bounds.callsOfOne * 2) {
      if (history.calls === bounds.callsOfOne * 2 + 1) this.unread({ message: `${declaration.name} is called in too many ways to follow each.`, at: declaration.at, services: "any" });
      history.calls += 1;
      return this.results(declaration, `the result of ${declaration.name}()`, fn.self);
    }
    const result = this.run(fn, given, call, history);
    if (key !== undefined) history.results.set(key, result);
    return result;
  }

  private historyOf(declaration: FunctionDeclaration): History {
    let history = this.histories.get(declaration);
    if (!history) this.histories.set(declaration, (history = { active: 0, calls: 0, steps: 0, results: new Map() }));
    return history;
  }

  private run(fn: FunctionValue, args: readonly ProgramValue[], call: Call, history: History): ProgramValue {
    const { declaration } = fn;
    this.followed.add(declaration);
    history.calls += 1;
    history.active += 1;
    const before = this.steps;
    try {
      const frame = this.enter(fn, args, call);
      if (declaration.annotations?.length) this.language.beforeRun?.(this, declaration, call);
      if (declaration.value) return this.evaluate(declaration.value, frame);
      const completion = this.execute(declaration.body ?? [], frame);
      return this.resultOf(declaration, frame, completion);
    } finally {
      history.active -= 1;
      history.steps += this.steps - before;
    }
  }

  private enter(fn: FunctionValue, args: readonly ProgramValue[], call: Call): Frame {
    const { declaration, self } = fn;
    const owner = declaration.owner ?? fn.frame?.owner;
    const inherited = argumentsFor(this, declaration, self);
    const own = new Map((declaration.typeParameters ?? []).flatMap((name, index) => (call.types?.[index] ? [[name, call.types[index]] as const] : [])));
    const typeArguments = new Map([...(fn.frame?.typeArguments ?? []), ...inherited, ...own]);
    const frame: Frame = { scope: childScope(this.store, fn.frame?.scope), unit: declaration.unit, returns: [], typeArguments, ...(owner ? { owner } : {}), ...(self ? { self } : {}) };
    if (declaration.receiver && self) this.declare(declaration.receiver, self, frame);
    const given = call.names ? inOrder(declaration, args, call.names) : args;
    declaration.parameters.forEach((parameter, index) => {
      const type = this.typeOf(parameter.type, frame);
      const value = parameter.isRest ? this.restOf(given.slice(index).filter((one) => one !== undefined), type) : (given[index] ?? (parameter.initial ? this.evaluate(parameter.initial, frame) : zero));
      this.declare(parameter.name, this.refine(value, parameter.isRest ? undefined : type), frame, parameter.isRest ? undefined : type);
    });
    for (const result of declaration.results) if (result.name !== "_") this.declare(result.name, zero, frame, this.typeOf(result.type, frame));
    return frame;
  }

  private restOf(args: readonly ProgramValue[], type: Type | undefined): ProgramValue {
    const [only] = args;
    return args.length === 1 && only?.kind === "list" && type?.kind !== "list" ? only : this.makeList(args, undefined, type);
  }

  private resultOf(declaration: FunctionDeclaration, frame: Frame, completion: Completion): ProgramValue {
    const named = declaration.results.filter((result) => result.name !== "_");
    const values = frame.returns.map((value) => (value.kind === "zero" && named.length > 0 ? this.namedResults(declaration, frame) : value));
    if (completion === "on" && named.length > 0) values.push(this.namedResults(declaration, frame));
    const result = choose(values);
    const types = declaration.results.map((one) => this.typeOf(one.type, frame));
    if (result.kind === "tuple") return { kind: "tuple", items: result.items.map((item, index) => this.refine(item, types[index])) };
    return types.length === 1 ? this.refine(result, types[0]) : result;
  }

  private namedResults(declaration: FunctionDeclaration, frame: Frame): ProgramValue {
    const items = declaration.results.map((result) => frame.scope.slots.map.get(result.name) ?? zero);
    return items.length === 1 ? items[0]! : { kind: "tuple", items };
  }

  results(declaration: FunctionDeclaration, why: string, self?: ProgramValue): ProgramValue {
    const frame = { ...frameOf(this, declaration), typeArguments: argumentsFor(this, declaration, self) };
    const items = declaration.results.map((result) => this.opaque(this.typeOf(result.type, frame), unknown("decided-at-run-time", why)));
    if (items.length === 0) return atRunTime(why);
    return items.length === 1 ? items[0]! : { kind: "tuple", items };
  }

  typeOf(name: TypeName | undefined, frame: Frame): Type | undefined {
    return resolveType(this.language, name, frame);
  }

  refine(value: ProgramValue, type: Type | undefined): ProgramValue {
    return refineValue(this, value, type);
  }

  cast(value: ProgramValue, type: Type | undefined): ProgramValue {
    return castValue(this, value, type);
  }

  opaque(type: Type | undefined, why: Unknown): ProgramValue {
    const element: Unknown = { ...why, detail: `${why.detail ?? "a value"}[]` };
    switch (type?.kind) {
      case undefined:
        return data(why);
      case "external":
        return this.language.opaqueExternal(this, type.path, why, type.args) ?? { kind: "data", value: why, type };
      case "list":
        return this.makeList([], this.opaque(type.of, element), type.of);
      case "map": {
        const map = this.makeMap(type.of);
        this.store.set(map.others, "", this.opaque(type.of, element));
        return map;
      }
      case "local":
        return this.language.provided?.(this, type) ?? this.unknownObject(type.declaration, why) ?? { kind: "data", value: why, type };
      default:
        return { kind: "data", value: why, type };
    }
  }

  /** An object that a framework makes is one like any other. */
  private unknownObject(declaration: TypeDeclaration, why: Unknown): ProgramValue | undefined {
    const known = this.unknownObjects.get(declaration);
    if (known) return known;
    if (this.building.has(declaration) || !this.language.buildsUnknown(declaration)) return undefined;
    this.building.add(declaration);
    let made: ProgramValue = zero;
    this.store.once(() => {
      const frame = frameOf(this, declaration);
      made = constructUnknown(this, declaration, { args: [], at: declaration.at, code: declaration.name, frame }, why.detail ?? declaration.name);
    });
    this.building.delete(declaration);
    this.unknownObjects.set(declaration, made);
    return made;
  }

  construct(declaration: TypeDeclaration, call: Call, args: readonly Type[] = []): ProgramValue {
    return constructObject(this, declaration, call, args);
  }

  staticSlots(declaration: TypeDeclaration): Slots {
    let slots = this.statics.get(declaration);
    if (slots) return slots;
    this.store.once(() => {
      slots = this.store.slots();
      this.statics.set(declaration, slots);
      initialiseStatic(this, declaration, slots);
    });
    return slots!;
  }

  staticField(owner: TypeDeclaration, field: FieldDeclaration, type: Type | undefined): ProgramValue {
    if (field.getter) return this.invoke({ kind: "function", declaration: field.getter }, [], { args: [], at: field.at, code: field.name, frame: frameOf(this, owner) });
    const value = this.staticSlots(owner).map.get(field.name) ?? zero;
    if (value.kind !== "zero" || !type) return value;
    const why = unknown("decided-at-run-time", `${owner.name}.${field.name}`);
    if (type.kind === "external") return this.language.opaqueExternal(this, type.path, why, type.args) ?? value;
    return type.kind === "local" ? this.opaque(type, why) : value;
  }

  makeList(items: readonly ProgramValue[], rest?: ProgramValue, of?: Type): ListValue {
    const slots = this.store.slots<ListContent>();
    this.store.setContent(slots, { items, ...(rest ? { rest } : {}) });
    return { kind: "list", slots, ...(of ? { of } : {}) };
  }

  makeMap(of?: Type): MapValue {
    return { kind: "map", slots: this.store.slots(), others: this.store.slots(), keys: new Map(), ...(of ? { of } : {}) };
  }

  makeObject(type: Type | undefined, rest?: Unknown): ObjectValue {
    const object: ObjectValue = { kind: "object", slots: this.store.slots(), ...(type ? { type } : {}) };
    if (rest) this.store.set(object.slots, "", data(rest));
    return object;
  }

  setMember(object: ProgramValue, name: string, value: ProgramValue): void {
    const targets = alternativesOf(object);
    for (const one of targets) {
      if (one.kind === "object") {
        const setter = this.setterOf(one, name);
        if (setter) this.invoke({ kind: "function", declaration: setter, self: one }, [value], { args: [value], at: setter.at, code: name, frame: frameOf(this, setter) });
        else if (targets.length === 1) this.store.set(one.slots, name, value);
        else this.store.add(one.slots, name, value);
      } else if (one.kind === "native") one.assign?.(name, value);
      else if (one.kind === "type" && one.type.kind === "local") this.store.set(this.staticSlots(one.type.declaration), name, value);
      else if (one.kind === "package") {
        const slots = this.language.packageSlots(this, one.path, name);
        if (slots) this.store.set(slots, name, value);
      }
    }
  }

  private setterOf({ type }: ObjectValue, name: string): FunctionDeclaration | undefined {
    return type?.kind === "local" && this.language.hasAccessors ? findField(this, type.declaration, name)?.field.setter : undefined;
  }

  item(object: ProgramValue, key: ProgramValue): ProgramValue {
    return indexOf(this, object, key);
  }

  setItem(object: ProgramValue, key: ProgramValue, value: ProgramValue): void {
    putItem(this.store, object, key, value);
  }

  elementsOf(value: ProgramValue): { readonly items: readonly ProgramValue[]; readonly rest?: ProgramValue } {
    return elementsIn(this, value);
  }

  keysOf(value: ProgramValue): ProgramValue {
    return keysIn(value);
  }

  fill(value: ProgramValue, why: Unknown, overwrites: boolean): void {
    for (const one of alternativesOf(value)) {
      if (one.kind === "object") {
        this.store.set(one.slots, "", data(why));
        if (!overwrites) continue;
        for (const [name, held] of [...one.slots.map]) if (name !== "" && held.kind === "data") this.store.add(one.slots, name, data(why));
      } else if (one.kind === "map" && overwrites) this.store.add(one.others, "", this.opaque(one.of, why));
      else if (one.kind === "list" && overwrites) this.store.setContent(one.slots, { items: [], rest: choose([...this.elementsOf(one).items, this.opaque(one.of, why)]) });
    }
  }

  surrender(values: readonly ProgramValue[], call: Call): void {
    for (const one of values.flatMap(alternativesOf)) {
      if (one.kind === "function") this.surrenderFunction(one, call);
      else if (one.kind === "object" && one.type?.kind === "local") {
        for (const declaration of this.language.callableByOthers(one.type.declaration)) this.surrenderFunction({ kind: "function", declaration, self: one, ...(one.frame ? { frame: one.frame } : {}) }, call);
      } else if (one.kind === "object" && one.type?.kind === "external") {
        this.surrender([...one.slots.map.values()].flatMap(alternativesOf).filter((held) => held.kind === "function"), call);
      } else if (one.kind === "native" && (one.services === "any" || one.services.length > 0)) {
        this.unread({ message: `The ${one.label} is given to ${call.code}, which is not in the code that was read.`, at: call.at, services: one.services });
      } else if (one.kind === "list") this.surrender([...this.elementsOf(one).items], call);
    }
  }

  private surrenderFunction(fn: FunctionValue, call: Call): void {
    const key = fingerprint([fn]);
    if (this.surrendered.has(key)) return;
    this.surrendered.add(key);
    const frame = fn.frame ?? frameOf(this, fn.declaration);
    // Whoever has it may call it or not.
    const outcome = this.store.branch(() => {
      this.undecided(() => this.invoke(fn, this.unknownArguments(fn.declaration, frame), call));
      return false;
    });
    this.store.merge([outcome, { written: new Map(), isLeft: false }]);
  }

  unknownArguments(declaration: FunctionDeclaration, frame: Frame, names?: readonly string[]): ProgramValue[] {
    const inside: Frame = { ...frame, unit: declaration.unit, ...(declaration.owner ? { owner: declaration.owner } : {}) };
    return declaration.parameters.map((parameter, index) => this.opaque(this.typeOf(parameter.type, inside), unknown("decided-at-run-time", names?.[index] ?? parameter.name)));
  }
}

/** Arguments in the order of the parameters; a gap is left where none is given. */
function inOrder({ parameters }: FunctionDeclaration, args: readonly ProgramValue[], names: readonly (string | undefined)[]): readonly (ProgramValue | undefined)[] {
  if (names.length !== args.length) return args;
  const ordered: (ProgramValue | undefined)[] = parameters.map(() => undefined);
  args.forEach((value, index) => {
    const at = names[index] === undefined ? index : parameters.findIndex((parameter) => parameter.name === names[index]);
    ordered[at < 0 ? index : at] = value;
  });
  return ordered;
}
