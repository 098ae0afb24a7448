import { unknown } from "../../values";
import type { Completion, Machine } from "./machine";
import type { Binding, Statement } from "./program";
import { innerFrame } from "./scopes";
import type { Outcome, Store } from "./store";
import { joinTexts } from "./text";
import { alternativesOf, atRunTime, data, knownText, zero, type Frame, type ProgramValue, type Type } from "./values";

const nothing: Outcome = { written: new Map(), isLeft: false };

/** After so many rounds through a loop nothing that matters is new. */
const MOST_ROUNDS = 3;

export function executeStatement(machine: Machine, statement: Statement, frame: Frame): Completion {
  switch (statement.kind) {
    case "expression":
      machine.evaluate(statement.value, frame);
      return "on";
    case "declare":
      declareAll(machine, statement, frame);
      return "on";
    case "types":
      for (const declaration of statement.declarations) frame.scope.declarations.set(declaration.name, declaration);
      return "on";
    case "block":
      return machine.execute(statement.body, innerFrame(machine.store, frame));
    case "return":
      (statement.leavesFunction ? (frame.outerReturns ?? frame.returns) : frame.returns).push(returned(machine, statement.values, frame));
      return "left";
    case "throw":
      if (statement.value) machine.evaluate(statement.value, frame);
      return "left";
    case "jump":
      return "jumped";
    case "if":
      return executeIf(machine, statement, innerFrame(machine.store, frame));
    case "switch":
      return executeSwitch(machine, statement, innerFrame(machine.store, frame));
    case "loop":
      return executeLoop(machine, statement, innerFrame(machine.store, frame));
    case "each":
      return executeEach(machine, statement, frame);
    case "try":
      return executeTry(machine, statement, innerFrame(machine.store, frame));
  }
}

function returned(machine: Machine, values: Extract<Statement, { kind: "return" }>["values"], frame: Frame): ProgramValue {
  const items = values.map((value) => machine.evaluate(value, frame));
  return items.length === 1 ? items[0]! : items.length === 0 ? zero : { kind: "tuple", items };
}

function declareAll(machine: Machine, { bindings, values, reuses }: Extract<Statement, { kind: "declare" }>, frame: Frame): void {
  const given = values.map((value) => machine.evaluate(value, frame));
  const spread = spreadOver(given, bindings.length);
  bindings.forEach((binding, index) => {
    if (binding.name === "_") return;
    const value = spread[index];
    // `:=` makes what is not there yet in this block, and assigns the rest.
    if (reuses && bindings.length > 1 && frame.scope.slots.map.has(binding.name)) return machine.assignName(binding.name, value ?? zero, frame);
    bind(machine, binding, value, frame);
  });
}

/** One value for each of the names: several results of one call, or a value and whether it is there. */
export function spreadOver(given: readonly ProgramValue[], count: number): ProgramValue[] {
  const [only] = given;
  if (given.length !== 1 || count === 1 || !only) return [...given];
  if (only.kind === "tuple") return [...only.items];
  return [only, ...Array.from({ length: count - 1 }, () => atRunTime("a second result"))];
}

export function bind(machine: Machine, binding: Binding, value: ProgramValue | undefined, frame: Frame): void {
  const type = machine.typeOf(binding.type, frame);
  if (value === undefined) {
    const initial = machine.language.hasValueTypes && type?.kind === "local" && type.declaration.kind === "class" ? machine.makeObject(type) : zero;
    return machine.declare(binding.name, initial, frame, type);
  }
  machine.declare(binding.name, machine.refine(value, type), frame, type);
}

function branch(machine: Machine, body: () => Completion): { outcome: Outcome; completion: Completion } {
  let completion: Completion = "left";
  const outcome = machine.store.branch(() => {
    completion = body();
    return completion === "left";
  });
  return { outcome, completion };
}

/** How several ways end that may all be taken. */
function together(completions: readonly Completion[]): Completion {
  if (completions.includes("on")) return "on";
  return completions.includes("jumped") ? "jumped" : "left";
}

function executeIf(machine: Machine, statement: Extract<Statement, { kind: "if" }>, frame: Frame): Completion {
  if (statement.before) machine.execute(statement.before, frame);
  const decided = machine.condition(statement.condition, frame);
  if (decided !== undefined) return machine.execute((decided ? statement.then : statement.otherwise) ?? [], innerFrame(machine.store, frame));
  const then = branch(machine, () => machine.execute(statement.then, innerFrame(machine.store, frame)));
  const otherwise = branch(machine, () => machine.execute(statement.otherwise ?? [], innerFrame(machine.store, frame)));
  machine.store.merge([then.outcome, otherwise.outcome]);
  return together([then.completion, otherwise.completion]);
}

function executeSwitch(machine: Machine, { before, subject, cases, fallsThrough }: Extract<Statement, { kind: "switch" }>, frame: Frame): Completion {
  if (before) machine.execute(before, frame);
  const value = subject && machine.evaluate(subject, frame);
  const known = machine.undecidable ? undefined : knownText(value);
  const labels = cases.map((one) => one.values?.map((label) => machine.evaluate(label, frame)));
  const texts = labels.map((one) => one?.map(knownText));
  const isDecided = known !== undefined && texts.every((one) => one === undefined || one.every((label) => label !== undefined));
  const chosen = isDecided ? texts.findIndex((one) => one?.includes(known)) : -1;
  const fallback = cases.findIndex((one) => one.values === undefined);
  const taken = isDecided ? [chosen >= 0 ? chosen : fallback].filter((index) => index >= 0) : cases.map((_, index) => index);
  const ends = taken.map((index) =>
    branch(machine, () => {
      const inner = innerFrame(machine.store, frame);
      let completion: Completion = "on";
      for (let at = index; at < cases.length && completion === "on"; at += 1) {
        completion = machine.execute(cases[at]!.body, inner);
        if (!fallsThrough) break;
      }
      return completion;
    }),
  );
  const isComplete = isDecided ? taken.length > 0 : fallback >= 0;
  machine.store.merge([...ends.map((end) => end.outcome), ...(isComplete ? [] : [nothing])]);
  const completions = ends.map((end) => end.completion);
  // A jump out of the switch goes on behind it; one out of a loop around it does so too as far as anybody can tell.
  return together([...completions.map((one): Completion => (one === "jumped" ? "on" : one)), ...(isComplete ? [] : (["on"] as const))]);
}

function executeLoop(machine: Machine, statement: Extract<Statement, { kind: "loop" }>, frame: Frame): Completion {
  if (statement.before) machine.execute(statement.before, frame);
  if (statement.condition) machine.evaluate(statement.condition, frame);
  rounds(machine, statement.isAlwaysEntered ?? false, () => {
    const completion = machine.execute(statement.body, innerFrame(machine.store, frame));
    if (completion !== "left" && statement.after) machine.execute(statement.after, frame);
    if (statement.condition) machine.evaluate(statement.condition, frame);
    return completion;
  });
  return "on";
}

function executeEach(machine: Machine, { bindings, over, body, declares }: Extract<Statement, { kind: "each" }>, frame: Frame): Completion {
  const collection = machine.evaluate(over, frame);
  const rest = machine.elementsOf(collection);
  const known = [...rest.items, ...(rest.rest ? [rest.rest] : [])];
  // What is empty as far as anybody can see may have been filled where nobody looked.
  const steps = known.length > 0 ? known : [machine.opaque(elementType(collection), unknown("decided-at-run-time", "an element"))];
  const keys = machine.keysOf(collection);
  const one = (value: ProgramValue): Completion => {
    const inner = innerFrame(machine.store, frame);
    const [first, second] = bindings;
    const isPair = bindings.length === 2;
    const [key, element] = isPair ? [first, second] : [undefined, first];
    for (const [binding, given] of [[key, keys], [element, value]] as const) {
      if (!binding) continue;
      if (declares) bind(machine, binding, given, inner);
      else machine.assignName(binding.name, given, inner);
    }
    return machine.execute(body, inner);
  };
  // Elements that are told apart are gone through one after the other, so that calls with each are seen.
  rounds(machine, false, () => {
    const ends = steps.map((value) => branch(machine, () => one(value)));
    machine.store.merge([...ends.map((end) => end.outcome), nothing]);
    return "on";
  });
  return "on";
}

function elementType(collection: ProgramValue): Type | undefined {
  const [one] = alternativesOf(collection);
  return one?.kind === "list" || one?.kind === "map" ? one.of : undefined;
}

function rounds(machine: Machine, isAlwaysEntered: boolean, body: () => Completion): void {
  machine.undecided(() => {
    for (let round = 1; ; round += 1) {
      const { outcome } = branch(machine, body);
      const hasChanged = machine.store.merge(isAlwaysEntered && round === 1 ? [outcome] : [outcome, nothing]);
      if (!hasChanged) return;
      if (round === MOST_ROUNDS) return widen(machine.store, outcome);
    }
  });
}

/** Texts that grow with each round may become anything. */
function widen(store: Store, { written }: Outcome): void {
  for (const [slots, names] of written) {
    if (!slots.isLocal) continue;
    for (const [name, value] of names) {
      if (typeof value === "object" && value !== null && "kind" in value && value.kind === "choice") store.add(slots as Parameters<Store["add"]>[0], name, data(unknown("decided-at-run-time", "a value made in a loop")));
    }
  }
}

function executeTry(machine: Machine, { resources, body, catches, last }: Extract<Statement, { kind: "try" }>, frame: Frame): Completion {
  machine.execute(resources, frame);
  const tried = branch(machine, () => machine.execute(body, innerFrame(machine.store, frame)));
  const caught = catches.map((one) =>
    branch(machine, () => {
      // It may have been left at any place.
      machine.store.merge([{ ...tried.outcome, isLeft: false }, nothing]);
      const inner = innerFrame(machine.store, frame);
      if (one.name) machine.declare(one.name, atRunTime("an exception"), inner);
      return machine.execute(one.body, inner);
    }),
  );
  machine.store.merge([tried, ...caught].map((end) => end.outcome));
  const completion = together([tried, ...caught].map((end) => end.completion));
  if (!last) return completion;
  const ending = machine.execute(last, innerFrame(machine.store, frame));
  return ending === "on" ? completion : ending;
}

/** `x += y` on what x is. */
export function sum(before: ProgramValue, value: ProgramValue): ProgramValue {
  return joinTexts([before, value]);
}

