import { formatSymbolic, isLiteral, unknown, type SourceLocation, type Symbolic, type SymbolicMap, type SymbolicString, type Unknown } from "../../values";
import { positional } from "./arguments";
import { method } from "./container-methods";
import { contentOf, keyNamed } from "./containers";
import { Interpreter } from "./interpreter";
import type { Arguments, CallSite, Completion, Frame, Machine, ModuleLoader, Receiver } from "./machine";
import type { ExternalModels } from "./models";
import type { Environment } from "../environment";
import type { UnreadCode } from "../sdk-call";
import { field, locationOf, textOf, type Syntax } from "./syntax";
import { toSymbolic } from "./to-symbolic";
import { alternativesOf, lost, type DictValue, type FunctionValue, type ListValue, type PyValue, type Slots } from "./values";

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
    // A loop that ends early is followed to its end all the same.
    if (block.children.some(({ type }) => type === "break_statement")) this.doubt ??= "the program leaves a loop early";
    return super.execute(block, frame);
  }

  override evaluate(node: Syntax, frame: Frame): PyValue {
    const extended = node.type === "augmented_assignment" ? this.extendInPlace(node, frame) : undefined;
    if (extended) return extended;
    const value = super.evaluate(node, frame);
    if (value.kind === "data" && value.value.kind === "string" && !value.value.at && /string$/.test(node.type)) return { ...value, value: { ...value.value, at: locationOf(node) } };
    if ((value.kind === "list" || value.kind === "dict") && (node.type === "list" || node.type === "dictionary")) places.set(value.slots, locationOf(node));
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

  override attribute(object: PyValue, name: string, site: CallSite): PyValue {
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

/** Where lists and dicts are written. */
const places = new WeakMap<ListValue["slots"] | DictValue["slots"], SourceLocation>();

/** Where a call stands. */
export function placeOfSite({ node }: CallSite): SourceLocation {
  return locationOf(node);
}

const deepest = 40;

/** A value of a program as it is passed to a resource: only what is certain to be there is certain, and nothing of it is left to a later run. */
export function asWritten(value: PyValue, depth = 0): Symbolic {
  if (depth > deepest) return unknown("unreadable", "deeply nested data");
  switch (value.kind) {
    case "data":
      return ofProgram(value.value);
    case "choice":
      return { kind: "choice", alternatives: value.alternatives.map((one) => asWritten(one, depth + 1)) };
    case "list": {
      const { items, rest } = contentOf(value);
      return { kind: "list", items: items.map((item) => asWritten(item, depth + 1)), ...(rest ? { rest: restOf(rest) } : {}), ...placed(value.slots) };
    }
    case "dict":
      return dictAsWritten(value, depth);
    default:
      return ofProgram(toSymbolic(value));
  }
}

function dictAsWritten(value: DictValue, depth: number): SymbolicMap {
  const entries = new Map<string, Symbolic>();
  const symbolicKeys = new Map<string, SymbolicString>();
  for (const [name, entry] of value.slots.map) {
    if (entry.kind === "absent") continue;
    const key = keyNamed(name);
    const shown = formatSymbolic(key);
    if (!isLiteral(key)) symbolicKeys.set(shown, key);
    entries.set(shown, asWritten(entry, depth + 1));
  }
  const rest = value.rest.map.get("value");
  return { kind: "map", entries, ...(symbolicKeys.size > 0 ? { symbolicKeys } : {}), ...(rest ? { rest: restOf(rest) } : {}), ...placed(value.slots) };
}

function placed(slots: Slots | ListValue["slots"]): { at?: SourceLocation } {
  const at = places.get(slots);
  return at ? { at } : {};
}

function restOf(rest: PyValue): Unknown {
  const known = rest.kind === "data" ? ofProgram(rest.value) : undefined;
  return known?.kind === "unknown" ? known : unknown("unreadable", "elements whose number is not known");
}

/** A program runs before the deployment: what it alone knows is not decided by a running function. */
function ofProgram(value: Symbolic): Symbolic {
  if (value.kind === "unknown") return value.reason === "decided-at-run-time" ? { ...value, reason: "unreadable" } : value;
  if (value.kind !== "string") return value;
  return { ...value, parts: value.parts.map((part) => (part.kind === "unknown-text" && part.unknown.reason === "decided-at-run-time" ? { ...part, unknown: { ...part.unknown, reason: "unreadable" } } : part)) };
}

/** Why nothing that the program passes from here on can be told; `undefined` where it can. */
export function doubtOf(machine: Machine): string | undefined {
  return machine instanceof ProgramInterpreter ? machine.doubt : undefined;
}
