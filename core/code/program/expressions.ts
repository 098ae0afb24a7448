import { unknown, type Symbolic } from "../../values";
import type { Machine } from "./machine";
import type { Expression } from "./program";
import { scopeOf } from "./scopes";
import { spreadOver, sum } from "./statements";
import { choose } from "./store";
import { joinTexts } from "./text";
import { alternativesOf, atRunTime, data, detailOf, knownText, truth, unknownOf, zero, type Call, type Frame, type ListValue, type MapValue, type ProgramValue } from "./values";

export function evaluateExpression(machine: Machine, node: Expression, frame: Frame): ProgramValue {
  switch (node.kind) {
    case "text":
      return data({ kind: "string", parts: node.value === "" ? [] : [{ kind: "literal", text: node.value }], at: node.at });
    case "number":
      return data({ kind: "number", value: node.value });
    case "boolean":
      return truth(node.value);
    case "null":
      return zero;
    case "name":
      return machine.name(node.name, frame) ?? atRunTime(node.name);
    case "type": {
      const type = machine.typeOf(node.type, frame);
      return type ? { kind: "type", type } : atRunTime(node.code);
    }
    case "member":
      return machine.member(machine.evaluate(node.object, frame), node.name, frame, node.at);
    case "call":
      return evaluateCall(machine, node, frame);
    case "new":
      return evaluateNew(machine, node, frame);
    case "function":
      return { kind: "function", declaration: node.declaration, frame, ...(frame.self ? { self: frame.self } : {}) };
    case "join":
      return evaluateJoin(machine, node.parts, frame);
    case "compare":
    case "logic": {
      const decided = machine.condition(node, frame);
      return decided === undefined ? atRunTime(node.code) : truth(decided);
    }
    case "either": {
      const decided = machine.condition(node.condition, frame);
      if (decided !== undefined) return machine.evaluate(decided ? node.then : node.otherwise, frame);
      return choose([machine.evaluate(node.then, frame), machine.evaluate(node.otherwise, frame)]);
    }
    case "fallback":
      return firstOf(machine, machine.evaluate(node.value, frame), node.otherwise, frame);
    case "index":
      return indexOf(machine, machine.evaluate(node.object, frame), machine.evaluate(node.index, frame));
    case "list":
      return machine.makeList(node.items.map((item) => machine.evaluate(item, frame)), undefined, machine.typeOf(node.of, frame));
    case "map": {
      const map = machine.makeMap(machine.typeOf(node.of, frame));
      for (const { key, value } of node.entries) machine.setItem(map, machine.evaluate(key, frame), machine.evaluate(value, frame));
      return map;
    }
    case "address":
      return addressOf(machine, node, frame);
    case "cast":
      return machine.cast(machine.evaluate(node.value, frame), machine.typeOf(node.type, frame));
    case "assign":
      return assign(machine, node, frame);
    case "block": {
      const inner: Frame = { ...frame, returns: [], outerReturns: frame.outerReturns ?? frame.returns };
      const completion = machine.execute(node.body, inner);
      // Nothing comes out of what throws.
      return completion === "left" && inner.returns.length === 0 ? { kind: "choice", alternatives: [] } : choose(inner.returns);
    }
    case "other":
      for (const part of node.parts) machine.evaluate(part, frame);
      return atRunTime(node.code);
  }
}

/** What is known to be something leaves nothing to what stands behind it. */
function firstOf(machine: Machine, value: ProgramValue, otherwise: Expression, frame: Frame): ProgramValue {
  const isCertain = value.kind !== "zero" && (value.kind !== "choice" || value.alternatives.every((one) => one.kind !== "zero")) && alternativesOf(value).every(isSomething);
  return isCertain ? value : choose([...alternativesOf(value), machine.evaluate(otherwise, frame)]);
}

/** What only stands for something that may be there is not known to be. */
function isSomething(value: ProgramValue): boolean {
  if (value.kind === "data") return unknownOf(value) === undefined || value.sources !== undefined;
  return value.kind !== "native" && !(value.kind === "object" && value.slots.map.has(""));
}

function evaluateJoin(machine: Machine, parts: readonly Expression[], frame: Frame): ProgramValue {
  const values = parts.map((part) => machine.evaluate(part, frame));
  const isText = values.some((value) => alternativesOf(value).some((one) => one.kind === "data" && one.value.kind === "string"));
  if (isText || values.every((value) => alternativesOf(value).every((one) => one.kind === "data" && one.value.kind === "unknown"))) return joinTexts(values);
  return atRunTime("a sum");
}

function evaluateCall(machine: Machine, node: Extract<Expression, { kind: "call" }>, frame: Frame): ProgramValue {
  const { callee } = node;
  const object = callee.kind === "member" ? machine.evaluate(callee.object, frame) : undefined;
  const given = node.args.map((argument) => machine.evaluate(argument, frame));
  const types = node.types?.flatMap((type) => machine.typeOf(type, frame) ?? []);
  const call: Call = { args: node.spread ? spreadLast(machine, given) : resultsOf(given), at: node.at, code: node.code, frame, ...(types && types.length > 0 ? { types } : {}), ...(node.names ? { names: node.names } : {}) };
  if (callee.kind === "member" && callee.object.kind === "name" && callee.object.name === "super") return machine.callSuper(callee.name, call, frame);
  if (object && callee.kind === "member") return machine.callMember(object, callee.name, call);
  if (callee.kind === "name") return machine.callName(callee.name, call, frame);
  return machine.call(machine.evaluate(callee, frame), call);
}

/** `f(g())` where g has several results. */
function resultsOf(given: readonly ProgramValue[]): readonly ProgramValue[] {
  const [only] = given;
  return given.length === 1 && only?.kind === "tuple" ? only.items : given;
}

function spreadLast(machine: Machine, given: readonly ProgramValue[]): ProgramValue[] {
  const last = given[given.length - 1];
  if (!last) return [];
  const { items, rest } = machine.elementsOf(last);
  return [...given.slice(0, -1), ...items, ...(rest ? [rest] : [])];
}

function evaluateNew(machine: Machine, node: Extract<Expression, { kind: "new" }>, frame: Frame): ProgramValue {
  const type = machine.typeOf(node.type, frame);
  const args = node.args.map((argument) => machine.evaluate(argument, frame));
  const call: Call = { args, at: node.at, code: node.code, frame, ...(node.names ? { names: node.names } : {}) };
  if (node.body) return machine.construct(node.body, { ...call, frame });
  if (type?.kind === "map") {
    const map = machine.makeMap(type.of);
    copyEntries(machine, args[0], map);
    for (const { key, value } of node.entries ?? []) if (key) machine.setItem(map, machine.evaluate(key, frame), machine.evaluate(value, frame));
    return map;
  }
  if (type?.kind === "list") return collected(machine, args[0], (node.entries ?? []).map(({ value }) => machine.evaluate(value, frame)), type.of);
  if (type?.kind === "local" && !node.entries) return machine.construct(type.declaration, call, type.args);
  const entries = new Map((node.entries ?? []).map(({ name, value }, index) => [name ?? fieldAt(type, index), machine.evaluate(value, frame)] as const));
  if (type?.kind === "external") return machine.language.constructExternal(machine, type.path, call, node.entries ? entries : undefined);
  // `new String(bytes)`, `new Integer(7)`
  if (type?.kind === "plain" && !node.entries) return args[0] ?? data({ kind: "string", parts: [] });
  const object = machine.makeObject(type);
  for (const [name, value] of entries) machine.store.set(object.slots, name, type?.kind === "local" ? machine.refine(value, machine.typeOf(type.declaration.fields.find((field) => field.name === name)?.type, { ...frame, unit: type.declaration.unit })) : value);
  return object;
}

/** `new ArrayList<>(others)` */
function collected(machine: Machine, from: ProgramValue | undefined, added: readonly ProgramValue[], of: ListValue["of"]): ProgramValue {
  const { items, rest } = alternativesOf(from).some((one) => one.kind === "list") ? machine.elementsOf(from!) : { items: [] };
  return machine.makeList([...items, ...added], rest, of);
}

/** `new HashMap<>(others)` */
function copyEntries(machine: Machine, from: ProgramValue | undefined, map: MapValue): void {
  for (const one of alternativesOf(from)) {
    if (one.kind !== "map") continue;
    for (const [name, value] of one.slots.map) machine.store.set(map.slots, name, value);
    for (const [name, key] of one.keys) map.keys.set(name, key);
    for (const [name, value] of one.others.map) machine.store.set(map.others, name, value);
  }
}

function fieldAt(type: ReturnType<Machine["typeOf"]>, index: number): string {
  return (type?.kind === "local" ? type.declaration.fields[index]?.name : undefined) ?? `(${index})`;
}

/** Whoever is given the address of something empty may fill it. */
function addressOf(machine: Machine, { target }: Extract<Expression, { kind: "address" }>, frame: Frame): ProgramValue {
  const value = machine.evaluate(target, frame);
  if (value.kind !== "zero") return value;
  const type = target.kind === "name" ? scopeOf(target.name, frame.scope)?.types.get(target.name) : undefined;
  const filled = machine.opaque(type, unknown("decided-at-run-time", target.code));
  assignTo(machine, target, filled, frame);
  return filled;
}

function assign(machine: Machine, { targets, values, isSum }: Extract<Expression, { kind: "assign" }>, frame: Frame): ProgramValue {
  const given = spreadOver(values.map((value) => machine.evaluate(value, frame)), targets.length);
  targets.forEach((target, index) => {
    const value = given[index] ?? zero;
    // What is added to an event is called by whoever raises it.
    if (isSum && value.kind === "function") return machine.surrender([value], { args: [], at: target.at, code: target.code, frame });
    assignTo(machine, target, isSum ? sum(machine.evaluate(target, frame), value) : value, frame);
  });
  return given[0] ?? zero;
}

function assignTo(machine: Machine, target: Expression, value: ProgramValue, frame: Frame): void {
  switch (target.kind) {
    case "name":
      if (target.name !== "_") machine.assignName(target.name, value, frame);
      return;
    case "member":
      return machine.setMember(machine.evaluate(target.object, frame), target.name, value);
    case "index":
      return machine.setItem(machine.evaluate(target.object, frame), machine.evaluate(target.index, frame), value);
    default:
      machine.evaluate(target, frame);
  }
}

/** `x[key]` */
export function indexOf(machine: Machine, object: ProgramValue, key: ProgramValue): ProgramValue {
  return choose(
    alternativesOf(object).map((one): ProgramValue => {
      if (one.kind === "list") {
        const index = key.kind === "data" && key.value.kind === "number" ? key.value.value : undefined;
        const { items, rest } = machine.elementsOf(one);
        if (index !== undefined && items[index] && !machine.undecidable) return items[index];
        return choose([...items, ...(rest ? [rest] : [])]);
      }
      if (one.kind === "map") return entryOf(machine, one, key);
      if (one.kind === "native" && one.item) return one.item(key);
      if (one.kind === "type" || one.kind === "function") return one;
      return atRunTime(`${detailOf(one)}[${knownText(key) ?? (unknownOf(key)?.detail ?? "")}]`);
    }),
  );
}

function entryOf(machine: Machine, map: Extract<ProgramValue, { kind: "map" }>, key: ProgramValue): ProgramValue {
  const others = map.others.map.get("");
  const known = alternativesOf(key).map(knownText);
  if (known.length > 0 && known.every((one) => one !== undefined)) {
    return choose(known.map((one) => map.slots.map.get(one) ?? withKey(others, one) ?? zero));
  }
  return choose([...map.slots.map.values(), ...(others ? [others] : [zero])]);
}

/** An entry of an unknown map, by the key that it is asked for. */
function withKey(others: ProgramValue | undefined, key: string): ProgramValue | undefined {
  if (!others) return undefined;
  return choose(alternativesOf(others).map((one): ProgramValue => {
    if (one.kind !== "data" || one.value.kind !== "unknown" || one.value.detail === undefined) return one;
    const value: Symbolic = { ...one.value, detail: one.value.detail.replace(/\[\]$/, `.${key}`) };
    return { ...one, value };
  }));
}
