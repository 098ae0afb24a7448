import type { SourceLocation } from "../../values";
import { positional } from "./arguments";
import { method } from "./container-methods";
import { contentOf, keyText } from "./containers";
import { Interpreter } from "./interpreter";
import type { Arguments, CallSite, Completion, Frame, Machine, ModuleLoader, Receiver } from "./machine";
import type { ExternalModels } from "./models";
import type { Environment } from "../environment";
import type { UnreadCode } from "../sdk-call";
import { field, locationOf, textOf, type Syntax } from "../syntax";
import { alternativesOf, isNone, lost, type FunctionValue, type PyValue, type Scope } from "./values";
import { notePlace } from "./written-values";

/** Beyond these, functions are no longer followed call by call. */
const most = { calls: 24, recursion: 2 } as const;

/** Methods after which a list holds other elements than those that were put into it, or in another order. */
const reshaping: ReadonlySet<string> = new Set(["pop", "popleft", "remove", "discard", "insert", "appendleft", "sort", "intersection_update", "difference_update", "symmetric_difference_update", "rotate"]);
const removing: ReadonlySet<string> = new Set(["pop", "popitem", "clear"]);

/**
 * Follows a program for the values that it passes on. What a handler may do is enough to know what it needs; what a program grants must be
 * known as it is, so that lists that lost sight of their elements say so, and nothing counts any more after code that could not be followed.
 */
export class ProgramInterpreter extends Interpreter {
  /** Why what comes from here on can no longer be told. */
  doubt: string | undefined;
  private readonly leaves = new WeakMap<Scope, Leaves>();
  /** For each loop around, how often the function may have been left when it began. */
  private readonly loops = new WeakMap<Scope, readonly number[]>();
  private readonly callsOf = new Map<Syntax, number>();
  private readonly activeCalls = new Map<Syntax, number>();

  constructor(
    modules: ModuleLoader,
    models: ExternalModels,
    variables: Environment,
    private readonly isGiven: (module: string) => boolean,
    private readonly deferred: ReadonlySet<string>,
  ) {
    super(modules, models, variables);
  }

  override execute(block: Syntax, frame: Frame): Completion {
    const loops = this.loops.get(frame.scope);
    const { returns } = this.leavesOf(frame);
    if (loops === undefined || returns <= loops.at(-1)!) return this.executeEach(block, frame);
    // An earlier round of the loop may have returned.
    this.loops.set(frame.scope, [...loops, returns]);
    const completion = this.executePerhaps(block, frame);
    this.loops.set(frame.scope, loops);
    return completion;
  }

  private executeEach(block: Syntax, frame: Frame): Completion {
    for (const [index, statement] of block.children.entries()) {
      this.doubt ??= unfollowed(statement);
      const before = this.leavesOf(frame);
      const loops = this.loops.get(frame.scope);
      if (statement.type === "for_statement") this.loops.set(frame.scope, [...(loops ?? []), before.returns]);
      const completion = super.execute({ ...block, children: [statement] }, frame);
      if (loops) this.loops.set(frame.scope, loops);
      else this.loops.delete(frame.scope);
      this.noteLeave(statement, before, frame);
      if (completion !== "done") return completion;
      if (isSameCount(this.leavesOf(frame), before)) continue;
      return this.executePerhaps({ ...block, children: block.children.slice(index + 1) }, frame);
    }
    return "done";
  }

  /** What comes after a statement that may have left the function or the round of the loop. */
  private executePerhaps(rest: Syntax, frame: Frame): Completion {
    let completion: Completion = "done";
    const outcome = this.store.branch(() => {
      completion = this.execute(rest, frame);
      return completion === "left";
    });
    this.store.merge([outcome, { written: new Map(), startedAt: Infinity, isLeft: true }]);
    return completion;
  }

  private leavesOf({ scope }: Frame): Leaves {
    return this.leaves.get(scope) ?? { returns: 0, continues: 0 };
  }

  private noteLeave({ type }: Syntax, before: Leaves, frame: Frame): void {
    const { returns, continues } = this.leavesOf(frame);
    if (type === "return_statement") this.leaves.set(frame.scope, { returns: returns + 1, continues });
    else if (type === "continue_statement") this.leaves.set(frame.scope, { returns, continues: continues + 1 });
    else if (type === "for_statement") this.leaves.set(frame.scope, { returns, continues: before.continues });
  }

  override evaluate(node: Syntax, frame: Frame): PyValue {
    const extended = node.type === "augmented_assignment" ? this.extendInPlace(node, frame) : undefined;
    if (extended) return extended;
    const value = super.evaluate(node, frame);
    if (value.kind === "data" && value.value.kind === "string" && !value.value.at && /string$/.test(node.type)) return { ...value, value: { ...value.value, at: locationOf(node) } };
    if ((value.kind === "list" || value.kind === "dict") && (node.type === "list" || node.type === "dictionary")) notePlace(value, locationOf(node));
    return value;
  }

  /** `statements += more` changes the list for all who hold it. */
  private extendInPlace(node: Syntax, frame: Frame): PyValue | undefined {
    const operator = textOf(field(node, "operator")!);
    if (operator !== "+=" && operator !== "|=") return undefined;
    const site = { node, frame };
    const before = super.evaluate(field(node, "left")!, frame);
    const held = alternativesOf(before);
    if (held.length === 0 || !held.every(({ kind }) => kind === (operator === "+=" ? "list" : "dict"))) return undefined;
    const more = super.evaluate(field(node, "right")!, frame);
    if (held.length > 1) for (const one of held) this.forget(one, "one of several was extended");
    else this.call(this.attribute(before, operator === "+=" ? "extend" : "update", site), positional(more), site);
    return before;
  }

  override setItem(object: PyValue, key: PyValue, value: PyValue): void {
    const isIndex = key.kind === "data" && key.value.kind === "number" && key.value.value >= 0;
    for (const one of alternativesOf(object)) {
      if ((one.kind === "list" && !isIndex) || (one.kind === "dict" && alternativesOf(key).some((each) => keyText(each) === undefined))) this.forget(one, "an element that was written to a place that is not known");
    }
    super.setItem(object, key, value);
  }

  override update(object: PyValue, entries: PyValue): void {
    const mayReplaceAny = alternativesOf(entries).some((one) => (one.kind === "dict" ? one.rest.map.size > 0 : one.kind !== "list" && !isNone(one)));
    for (const one of mayReplaceAny ? alternativesOf(object) : []) {
      if (one.kind === "dict") for (const name of [...one.slots.map.keys()]) this.store.add(one.slots, name, lost("what replaces it"));
    }
    super.update(object, entries);
  }

  override attribute(object: PyValue, name: string, site: CallSite): PyValue {
    if (object.kind === "data" && object.value.kind === "string" && (name === "format_map" || name === "hex")) return method(name, () => lost(`${name}()`));
    if (this.deferred.has(name) && ["data", "list", "dict", "choice", "native", "external"].includes(object.kind)) {
      return method(name, ({ arguments: args, site: at }) => (args.positional[0] ? this.call(args.positional[0], positional(object), at) : lost(name)));
    }
    const found = super.attribute(object, name, site);
    const isReshaped = (object.kind === "list" && reshaping.has(name)) || (object.kind === "dict" && removing.has(name));
    if (!isReshaped) return found;
    return method(name, ({ arguments: args, site: at }) => {
      const result = this.call(found, args, at);
      this.forget(object, `what is left after ${name}()`);
      return result;
    });
  }

  override callFunction(callee: FunctionValue, args: Arguments, site: CallSite, self?: PyValue): PyValue {
    const active = (this.activeCalls.get(callee.node) ?? 0) + 1;
    const count = (this.callsOf.get(callee.node) ?? 0) + 1;
    this.callsOf.set(callee.node, count);
    if (active > most.recursion) this.doubt ??= `${callee.name} calls itself`;
    if (count > most.calls) this.doubt ??= `${callee.name} is called more than ${most.calls} times`;
    this.activeCalls.set(callee.node, active);
    try {
      return super.callFunction(callee, args, site, self);
    } finally {
      this.activeCalls.set(callee.node, active - 1);
    }
  }

  override isElsewhere(name: string): boolean {
    return this.isGiven(name) || super.isElsewhere(name);
  }

  override importsElsewhere(): void {
    // What comes from there is unknown by itself.
  }

  override unread(reason: UnreadCode): void {
    this.doubt ??= reason.message;
    super.unread(reason);
  }

  /** Code that is not read may change what it is handed. */
  override escape(value: PyValue, site: CallSite, receiver: Receiver, depth = 0): void {
    super.escape(value, site, receiver, depth);
    if (receiver.isHarmless || depth > 0) return;
    this.forgetWithin(value, `what ${receiver.name} may have changed`, 0);
  }

  override callLater(): void {
    // Callbacks are called by code that is not read, with what nobody knows.
  }

  private forgetWithin(value: PyValue, why: string, depth: number): void {
    if (depth > 8) return;
    for (const one of alternativesOf(value)) {
      if (one.kind === "list") for (const inner of contentOf(one).items) this.forgetWithin(inner, why, depth + 1);
      else if (one.kind === "dict" || (one.kind === "instance" && depth === 0)) for (const inner of [...one.slots.map.values()]) this.forgetWithin(inner, why, depth + 1);
      if (one.kind === "list" || one.kind === "dict") this.forget(one, why);
    }
  }

  private forget(value: PyValue, why: string): void {
    if (value.kind === "list") this.store.setContent(value.slots, { items: [], rest: lost(why) });
    if (value.kind !== "dict") return;
    for (const name of [...value.slots.map.keys()]) this.store.set(value.slots, name, lost(why));
    this.store.set(value.rest, "value", lost(why));
  }
}

/** How often the function, or a round of a loop, was left so far. */
interface Leaves {
  readonly returns: number;
  readonly continues: number;
}

function isSameCount(a: Leaves, b: Leaves): boolean {
  return a.returns === b.returns && a.continues === b.continues;
}

/** Statements of which the machine does not tell when they end, or what they leave. */
function unfollowed(statement: Syntax): string | undefined {
  if (statement.type === "break_statement") return "the program leaves a loop early";
  if (statement.type === "while_statement") return "the program repeats something for as long as it takes";
  if (statement.type === "delete_statement" && statement.children.some(({ type }) => type !== "identifier")) return "the program deletes elements";
  return undefined;
}

/** Why nothing that the program passes from here on can be told; `undefined` where it can. */
export function doubtOf(machine: Machine): string | undefined {
  return machine instanceof ProgramInterpreter ? machine.doubt : undefined;
}

/** Where a call stands. */
export function placeOfSite({ node }: CallSite): SourceLocation {
  return locationOf(node);
}
