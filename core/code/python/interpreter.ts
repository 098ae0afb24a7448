import type { SourceLocation } from "../../values";
import type { Environment, EnvironmentValue } from "../environment";
import type { UnreadCode } from "../sdk-call";
import { allArguments, anyArguments, positional } from "./arguments";
import { attributeOf, findMemberOf, setAttributeOf, unknownAttributeCall } from "./attributes";
import { contentOf, externalPart, itemOf, iterateOver, makeList, setItemOf, someOf, truthOfValue, updateWith, valuesOf } from "./containers";
import { evaluateExpression } from "./expressions";
import { activate } from "./functions";
import { fingerprint, generalised, matters, surrendered } from "./generalise";
import { blank, callAllLater, instantiateClass, newInstance, superOf } from "./instances";
import type { Arguments, CallSite, Completion, FoundCall, Frame, Machine, MemberLookup, ModuleLoader, Receiver } from "./machine";
import type { ExternalModels } from "./models";
import { packageKind } from "./packages";
import { assignVariable } from "./scopes";
import { executeBlock } from "./statements";
import { choose, Store } from "./store";
import { field, locationOf, shorten, textOf, type Syntax } from "../syntax";
import { alternativesOf, atRunTime, isObject, lost, none, Slots, type BoundValue, type ClassValue, type ExternalValue, type FunctionValue, type InstanceValue, type ListContent, type ModuleValue, type PyValue } from "./values";

/** Bounds of one analysis; beyond each, what is left is reported. */
const bounds = { steps: 600_000, depth: 400, activations: 3, activationsInDetail: 24, summariesOfOne: 24, later: 400 } as const;

/** Follows Python code from its entry point without running it: evaluates what is known, and keeps what is not as unknown with its reason. */
export class Interpreter implements Machine {
  readonly store = new Store();
  readonly calls: FoundCall[] = [];
  readonly reasons: UnreadCode[] = [];
  /** Services of which the code has made a client. */
  readonly services = new Set<string>();
  readonly activated = new Set<Syntax>();
  private steps = 0;
  private depth = 0;
  private readonly active = new Map<Syntax, number>();
  private readonly activations = new Map<Syntax, number>();
  private readonly summaries = new Map<Syntax, Map<string, PyValue>>();
  private readonly waiting: { readonly callee: PyValue; readonly site: CallSite }[] = [];
  private readonly externals = new Map<string, Slots>();

  constructor(
    readonly modules: ModuleLoader,
    private readonly models: ExternalModels,
    private readonly variables: Environment,
  ) {}

  environment(name: string, at: SourceLocation): EnvironmentValue {
    return this.variables.get(name, at);
  }

  execute(block: Syntax, frame: Frame): Completion {
    return this.deeper(block, "left" as Completion, () => executeBlock(this, block, frame));
  }

  evaluate(node: Syntax, frame: Frame): PyValue {
    return this.deeper(node, lost(shorten(textOf(node))) as PyValue, () => evaluateExpression(this, node, frame));
  }

  /** Counts what is done, and gives up with a reason where it is too much. */
  private deeper<T>(node: Syntax, otherwise: T, body: () => T): T {
    this.steps += 1;
    if (this.steps > bounds.steps || this.depth > bounds.depth) {
      if (this.steps <= bounds.steps + 1 || this.depth > bounds.depth) this.unread({ message: `The code is too ${this.depth > bounds.depth ? "deeply nested" : "large"} to be followed to its end.`, at: locationOf(node), services: "any" });
      return otherwise;
    }
    this.depth += 1;
    try {
      return body();
    } finally {
      this.depth -= 1;
    }
  }

  assign(target: Syntax, value: PyValue, frame: Frame): void {
    switch (target.type) {
      case "identifier":
        return assignVariable(this, textOf(target), value, frame.scope);
      case "attribute":
        return this.setAttribute(this.evaluate(field(target, "object")!, frame), textOf(field(target, "attribute")!), value);
      case "subscript": {
        const object = this.evaluate(field(target, "value")!, frame);
        const key = field(target, "subscript");
        return this.setItem(object, key ? this.evaluate(key, frame) : none, value);
      }
      case "list_splat_pattern":
      case "list_splat":
        return target.children[0] && this.assign(target.children[0], value, frame);
      case "pattern_list":
      case "tuple_pattern":
      case "list_pattern":
      case "tuple":
      case "list":
      case "expression_list":
        return this.destructure(target, value, frame);
      default:
        // `(x)`, `as (x)`
        for (const child of target.children) this.assign(child, value, frame);
    }
  }

  private destructure(target: Syntax, value: PyValue, frame: Frame): void {
    const site = { node: target, frame };
    const { items, rest } = this.iterate(value, site);
    const starred = target.children.findIndex((child) => child.type.startsWith("list_splat"));
    const after = starred === -1 ? 0 : target.children.length - starred - 1;
    target.children.forEach((child, index) => {
      if (starred === -1 || index < starred) return this.assign(child, items[index] ?? rest ?? atRunTime(`a part of ${shorten(textOf(target))}`), frame);
      if (index === starred) return this.assign(child, makeList(this, rest ? items.slice(starred) : items.slice(starred, items.length - after), rest), frame);
      const fromEnd = rest ? undefined : items[items.length - (target.children.length - index)];
      return this.assign(child, fromEnd ?? choose([...items.slice(starred), ...(rest ? [rest] : [none])]), frame);
    });
  }

  call(callee: PyValue, args: Arguments, site: CallSite): PyValue {
    switch (callee.kind) {
      case "choice":
        return choose(alternativesOf(callee).map((one) => (isNothing(one) ? none : this.call(one, args, site))));
      case "function":
        return this.callFunction(callee, args, site);
      case "bound":
        return this.callBound(callee, args, site);
      case "class":
        return this.instantiate(callee, args, site);
      case "instance":
        return this.callInstance(callee, args, site);
      case "native":
        if (callee.call) return callee.call({ machine: this, arguments: args, site });
        return lost(`the call of ${callee.label}`);
      case "external":
        return this.callExternal(callee, args, site);
      case "data":
        return this.callUnknown(callee, args, site);
      default:
        return lost(shorten(textOf(site.node)));
    }
  }

  private callBound(callee: BoundValue, args: Arguments, site: CallSite): PyValue {
    const keywords = new Map([...callee.keywords, ...args.keywords]);
    const [self, ...others] = callee.positional;
    if (callee.callee.kind === "function" && self && callee.callee.owner) return this.callFunction(callee.callee, { ...args, positional: [...others, ...args.positional], keywords }, site, self);
    return this.call(callee.callee, { ...args, positional: [...callee.positional, ...args.positional], keywords }, site);
  }

  private callInstance(callee: InstanceValue, args: Arguments, site: CallSite): PyValue {
    if (this.findMember(callee.cls, "__call__")) return this.call(this.attribute(callee, "__call__", site), args, site);
    for (const value of allArguments(args)) this.escape(value, site, { name: `a ${callee.cls.name}`, isHarmless: false });
    return lost(`the call of a ${callee.cls.name}`);
  }

  private callExternal(callee: ExternalValue, args: Arguments, site: CallSite): PyValue {
    const modelled = this.models.call(callee, { machine: this, arguments: args, site });
    if (modelled) return modelled;
    const receiver: Receiver = { name: callee.path, isHarmless: this.isHarmless(callee.path) };
    const result = externalPart({ ...callee, held: new Slots(false, this.store.pass) }, "()");
    for (const held of callee.held.map.get("held") ?? []) if (result.kind === "external") this.store.hold(result.held, held);
    for (const value of allArguments(args)) {
      this.escape(value, site, receiver);
      for (const one of alternativesOf(value)) {
        if (packageKind(callee.path) === "aws" || !isObject(one) || one.kind === "function" || one.kind === "bound" || one.kind === "class" || !matters(one)) continue;
        if (result.kind === "external") this.store.hold(result.held, one);
        this.store.hold(callee.held, one);
      }
    }
    return result;
  }

  private callUnknown(callee: Extract<PyValue, { kind: "data" }>, args: Arguments, site: CallSite): PyValue {
    const detail = callee.value.kind === "unknown" ? (callee.value.detail ?? "a value") : "a plain value";
    for (const value of allArguments(args)) this.escape(value, site, { name: detail, isHarmless: !callee.isLost });
    if (callee.isLost && callee.attribute !== undefined) this.models.callOnLost(callee.attribute, { machine: this, arguments: args, site }, this.services);
    if (callee.isLost) return { ...lost(`${detail}()`) };
    const method = unknownAttributeCall(callee);
    return method ? this.call(method, args, site) : atRunTime(`${detail}()`);
  }

  callFunction(callee: FunctionValue, args: Arguments, site: CallSite, self?: PyValue): PyValue {
    const active = this.active.get(callee.node) ?? 0;
    if (active >= bounds.activations) return lost(`the result of ${callee.name}, which calls itself`);
    const count = (this.activations.get(callee.node) ?? 0) + 1;
    this.activations.set(callee.node, count);
    this.activated.add(callee.node);
    const run = (given: Arguments): PyValue => {
      this.active.set(callee.node, active + 1);
      try {
        return activate(this, callee, given, self, site);
      } finally {
        this.active.set(callee.node, active);
      }
    };
    return count <= bounds.activationsInDetail ? run(args) : this.callGeneralised(callee, args, self, run);
  }

  /** A function that is called again and again is followed once for all plain values that it may be given. */
  private callGeneralised(callee: FunctionValue, args: Arguments, self: PyValue | undefined, run: (args: Arguments) => PyValue): PyValue {
    const known = this.summaries.get(callee.node) ?? new Map<string, PyValue>();
    this.summaries.set(callee.node, known);
    let general = generalised(args, callee.name);
    let key = fingerprint(general, self);
    if (known.size >= bounds.summariesOfOne && !known.has(key)) {
      general = surrendered(args, callee.name);
      key = fingerprint(general, undefined);
    }
    const before = known.get(key);
    if (before) return before;
    known.set(key, lost(`the result of ${callee.name}, which calls itself`));
    const result = run(general);
    known.set(key, result);
    return result;
  }

  instantiate(cls: ClassValue, args: Arguments, site: CallSite): PyValue {
    return instantiateClass(this, cls, args, site);
  }

  findMember(cls: ClassValue, name: string): MemberLookup | undefined {
    return findMemberOf(cls, name);
  }

  callMethod(object: InstanceValue, name: string, values: readonly PyValue[]): PyValue {
    const member = this.findMember(object.cls, name);
    return member?.value.kind === "function" ? this.callFunction(member.value, positional(...values), { node: member.value.node, frame: { scope: member.value.scope, module: member.value.scope.module } }, object) : none;
  }

  attribute(object: PyValue, name: string, site: CallSite): PyValue {
    return attributeOf(this, object, name, site);
  }

  setAttribute(object: PyValue, name: string, value: PyValue): void {
    setAttributeOf(this, object, name, value);
  }

  item(object: PyValue, key: PyValue, site: CallSite): PyValue {
    return itemOf(this, object, key, site);
  }

  setItem(object: PyValue, key: PyValue, value: PyValue): void {
    setItemOf(this, object, key, value);
  }

  update(object: PyValue, entries: PyValue): void {
    updateWith(this, object, entries);
  }

  someOf(object: PyValue, site: CallSite): PyValue {
    return someOf(this, object, site);
  }

  iterate(object: PyValue, site: CallSite): ListContent {
    return iterateOver(this, object, site);
  }

  enter(object: PyValue, site: CallSite): PyValue {
    return choose(alternativesOf(object).map((one) => this.enterOne(one, site)));
  }

  private enterOne(object: PyValue, site: CallSite): PyValue {
    if (object.kind === "native") return object.enter?.(site) ?? object;
    // A generator made into a context manager gives what it yields.
    if (object.kind === "list") return choose([...contentOf(object).items, ...(contentOf(object).rest ? [contentOf(object).rest!] : [])]);
    if (object.kind !== "instance") return object;
    for (const name of ["__exit__", "__aexit__"]) {
      const exit = this.findMember(object.cls, name);
      if (exit?.value.kind === "function") this.callLater({ kind: "bound", callee: exit.value, positional: [object], keywords: new Map() }, site);
    }
    for (const name of ["__enter__", "__aenter__"]) {
      if (this.findMember(object.cls, name)) return this.call(this.attribute(object, name, site), positional(), site);
    }
    return object;
  }

  builtin(name: string, frame: Frame): PyValue | undefined {
    if (name === "super") {
      return {
        kind: "native",
        label: "super",
        services: [],
        call: () => (frame.owner ? superOf(this, frame.owner, this.selfOf(frame)) : lost("super()")),
      };
    }
    return this.models.builtin(name);
  }

  private selfOf(frame: Frame): PyValue | undefined {
    return frame.activation?.self;
  }

  isModelled(path: string): boolean {
    return this.models.isModelled(path);
  }

  isHarmless(path: string): boolean {
    const kind = packageKind(path);
    return kind === "standard" || kind === "aws";
  }

  externalAttribute(object: ExternalValue, name: string, site: CallSite): PyValue | undefined {
    return this.models.attribute(object, name, { machine: this, site });
  }

  inheritedAttribute(base: PyValue, cls: ClassValue, object: InstanceValue | undefined, name: string, site: CallSite): PyValue | undefined {
    return base.kind === "external" ? this.models.inherited(base.path, cls, object, name, { machine: this, site }) : undefined;
  }

  isElsewhere(name: string): boolean {
    const kind = packageKind(name);
    return kind === "aws" || kind === "harmless" || (kind === "standard" && !this.models.mayBeShadowed(name));
  }

  importsElsewhere(name: string, at: SourceLocation, from: ModuleValue): void {
    const reason = this.models.unreadImport(name, from);
    if (reason) this.unread({ ...reason, at });
  }

  externalModule(name: string): Slots {
    const before = this.externals.get(name);
    if (before) return before;
    const slots = new Slots(false, 0);
    this.externals.set(name, slots);
    return slots;
  }

  importAll(module: ExternalValue, frame: Frame): void {
    for (const name of this.models.names(module.path)) assignVariable(this, name, this.attribute(module, name, { node: emptySyntax(frame), frame }), frame.scope);
  }

  blankInstance(cls: ClassValue): PyValue {
    return newInstance(this, cls);
  }

  blank(cls: PyValue): PyValue {
    return blank(this, cls);
  }

  someException(): PyValue {
    return atRunTime("an exception");
  }

  truthOf(value: PyValue): boolean | undefined {
    return truthOfValue(value);
  }

  escape(value: PyValue, site: CallSite, receiver: Receiver, depth = 0): void {
    if (depth > 3) return;
    for (const one of alternativesOf(value)) {
      switch (one.kind) {
        case "function":
        case "bound":
          this.callLater(one, site);
          break;
        case "class":
          if (!receiver.isHarmless || one.bases.length > 0) this.callLater(one, site);
          break;
        case "instance":
          if (this.findMember(one.cls, "__call__")) this.callLater(one, site);
          if (receiver.isHarmless) break;
          callAllLater(this, one, site);
          for (const inner of one.slots.map.values()) this.escape(inner, site, receiver, depth + 1);
          break;
        case "list": {
          const content = contentOf(one);
          for (const inner of [...content.items, ...(content.rest ? [content.rest] : [])]) this.escape(inner, site, receiver, depth + 1);
          break;
        }
        case "dict":
          for (const inner of valuesOf(one)) this.escape(inner, site, receiver, depth + 1);
          break;
        case "native":
          // A method of a client is called from there, with whatever it is given.
          if (one.call && one.services.length > 0) this.callLater(one, site);
          else if (!receiver.isHarmless && one.services.length > 0) this.unread({ message: `A ${one.label} is handed to ${receiver.name}, which is not read.`, at: locationOf(site.node), services: one.services });
          break;
        default:
      }
    }
  }

  callLater(callee: PyValue, site: CallSite): void {
    for (const one of alternativesOf(callee)) {
      if (this.waiting.some((other) => isSameCallee(other.callee, one))) continue;
      if (this.waiting.length >= bounds.later) return this.unread({ message: "More functions are registered as callbacks than can be followed.", at: locationOf(site.node), services: "any" });
      this.waiting.push({ callee: one, site });
    }
  }

  /** Follows one event: `body` calls the entry point, then everything runs that was registered meanwhile. */
  event(body: () => void): void {
    this.store.pass += 1;
    this.activations.clear();
    this.summaries.clear();
    body();
    for (let next = 0; next < this.waiting.length; next += 1) {
      const { callee, site } = this.waiting[next]!;
      const made = this.call(callee, anyArguments("an argument of a callback"), site);
      if (callee.kind === "class") for (const one of alternativesOf(made)) if (one.kind === "instance") callAllLater(this, one, site);
    }
  }

  found(call: FoundCall): void {
    this.calls.push(call);
  }

  unread(reason: UnreadCode): void {
    if (this.reasons.length < 1000) this.reasons.push(reason);
  }

  note(service: string): void {
    this.services.add(service);
  }
}

function isNothing(value: PyValue): boolean {
  return value.kind === "data" && value.value.kind === "null";
}

function isSameCallee(a: PyValue, b: PyValue): boolean {
  if (a === b) return true;
  if (a.kind === "function" && b.kind === "function") return a.node === b.node && a.scope === b.scope;
  if (a.kind === "bound" && b.kind === "bound") return isSameCallee(a.callee, b.callee) && a.positional.length === b.positional.length && a.positional.every((one, index) => one === b.positional[index]);
  return false;
}

function emptySyntax(frame: Frame): Syntax {
  return { type: "module", start: 0, end: 0, children: [], fields: new Map(), source: { shown: frame.module.file ?? "", text: "", lineStarts: [0] } };
}
