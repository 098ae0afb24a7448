import { toPlain } from "../../values";
import { makeDict, makeList } from "./containers";
import type { CallSite, Machine } from "./machine";
import { choose, joinContents } from "./store";
import { combineTexts, formatPercent, stringOf } from "./text";
import { shorten, textOf } from "../syntax";
import { alternativesOf, atRunTime, isNone, isObject, number, truth, type ListValue, type PyValue } from "./values";

/** Whether an operator gives nothing to keep. */
export function isNever(value: PyValue): boolean {
  return value.kind === "absent";
}

/** `left operator right` */
export function combine(machine: Machine, operator: string, left: PyValue, right: PyValue, site: CallSite): PyValue {
  const lefts = operator === "+" ? added(left) : alternativesOf(left);
  const rights = operator === "+" ? added(right) : alternativesOf(right);
  if (lefts.length * rights.length > 16) return atRunTime(shorten(textOf(site.node)));
  return choose(lefts.flatMap((a) => rights.map((b) => combineOne(machine, operator, a, b, site))));
}

/** Nothing can be added to None, so where there is something else, that is meant. */
function added(value: PyValue): readonly PyValue[] {
  const present = alternativesOf(value).filter((one) => !isNone(one));
  return present.length > 0 ? present : alternativesOf(value);
}

function combineOne(machine: Machine, operator: string, left: PyValue, right: PyValue, site: CallSite): PyValue {
  if (operator === "+" && (stringOf(left) || stringOf(right))) return combineTexts([left, right], (parts) => parts.flat());
  const format = operator === "%" ? stringOf(left) : undefined;
  if (format) {
    const values = right.kind === "list" ? machine.iterate(right, site).items : [right];
    return formatPercent(format, values, (name) => (right.kind === "dict" ? right.slots.map.get(name) : undefined));
  }
  if (operator === "+" && left.kind === "list") return concatenated(machine, left, right, site);
  if (operator === "|" && left.kind === "dict") {
    const merged = makeDict(machine);
    machine.update(merged, left);
    machine.update(merged, right);
    return merged;
  }
  if (left.kind === "data" && right.kind === "data" && left.value.kind === "number" && right.value.kind === "number") return arithmetic(operator, left.value.value, right.value.value, site);
  if (operator === "/" && left.kind === "native" && left.location) return machine.call(machine.attribute(left, "joinpath", site), { positional: [right.kind === "native" && right.location ? right.location : right], keywords: new Map() }, site);
  const overloaded = operatorMethod(machine, operator, left, right, site);
  if (overloaded) return overloaded;
  // An object of foreign code (a path, a query) that is combined is still such an object.
  if (left.kind === "external") return left;
  return isObject(left) ? left : atRunTime(shorten(textOf(site.node)));
}

const METHODS: Readonly<Record<string, string>> = { "+": "__add__", "-": "__sub__", "*": "__mul__", "/": "__truediv__", "|": "__or__", "&": "__and__", ">>": "__rshift__", "<<": "__lshift__", "%": "__mod__", "@": "__matmul__" };

function operatorMethod(machine: Machine, operator: string, left: PyValue, right: PyValue, site: CallSite): PyValue | undefined {
  const name = METHODS[operator];
  if (left.kind !== "instance" || !name || !machine.findMember(left.cls, name)) return undefined;
  return machine.call(machine.attribute(left, name, site), { positional: [right], keywords: new Map() }, site);
}

function concatenated(machine: Machine, left: ListValue, right: PyValue, site: CallSite): PyValue {
  const [a, b] = [machine.iterate(left, site), machine.iterate(right, site)];
  if (!a.rest) return makeList(machine, [...a.items, ...b.items], b.rest);
  const { rest } = joinContents({ items: [], rest: a.rest }, { items: b.items, ...(b.rest ? { rest: b.rest } : {}) });
  return makeList(machine, a.items, rest);
}

function arithmetic(operator: string, a: number, b: number, site: CallSite): PyValue {
  const results: Readonly<Record<string, number>> = { "+": a + b, "-": a - b, "*": a * b, "/": a / b, "//": Math.floor(a / b), "%": ((a % b) + b) % b, "**": a ** b };
  const result = results[operator];
  return result === undefined || !Number.isFinite(result) ? atRunTime(shorten(textOf(site.node))) : number(result);
}

/** A chain of comparisons, decided only where both sides are wholly known. */
export function compare(operators: readonly string[], values: readonly PyValue[]): PyValue {
  const [operator] = operators;
  const [left, right] = values;
  const undecided = atRunTime("a comparison");
  if (operators.length !== 1 || !operator || !left || !right) return undecided;
  const lefts = alternativesOf(left);
  const rights = alternativesOf(right);
  const results = lefts.flatMap((a) => rights.map((b) => compareOne(operator, a, b)));
  if (results.length === 0 || results.includes(undefined) || results.some((result) => result !== results[0])) return undecided;
  return truth(results[0]!);
}

function compareOne(operator: string, left: PyValue, right: PyValue): boolean | undefined {
  if (operator === "in" || operator === "not in") {
    const isIn = contains(right, left);
    return isIn === undefined ? undefined : (operator === "in") === isIn;
  }
  const a = plainOf(left);
  const b = plainOf(right);
  if (a === null || b === null) {
    const [other, value] = a === null ? [right, b] : [left, a];
    const isEqual = isObject(other) || other.kind === "module" ? false : value === undefined ? undefined : value === null;
    if (isEqual !== undefined && ["is", "=="].includes(operator)) return isEqual;
    return isEqual !== undefined && ["is not", "!="].includes(operator) ? !isEqual : undefined;
  }
  if (a === undefined || b === undefined || typeof a !== typeof b) return undefined;
  switch (operator) {
    case "==":
    case "is":
      return a === b;
    case "!=":
    case "is not":
    case "<>":
      return a !== b;
    case "<":
      return a < b;
    case ">":
      return a > b;
    case "<=":
      return a <= b;
    case ">=":
      return a >= b;
    default:
      return undefined;
  }
}

function plainOf(value: PyValue): string | number | boolean | null | undefined {
  if (value.kind !== "data" || !["null", "string", "number", "boolean"].includes(value.value.kind)) return undefined;
  return toPlain(value.value) as string | number | boolean | null | undefined;
}

function contains(container: PyValue, element: PyValue): boolean | undefined {
  const wanted = plainOf(element);
  if (wanted === undefined) return undefined;
  if (container.kind === "data") {
    const whole = plainOf(container);
    return typeof whole === "string" && typeof wanted === "string" ? whole.includes(wanted) : undefined;
  }
  if (container.kind === "list") {
    const content = container.slots.map.get("content") ?? { items: [] };
    const plain = content.items.map(plainOf);
    if (plain.some((one) => one !== undefined && one === wanted)) return true;
    return content.rest || plain.includes(undefined) ? undefined : false;
  }
  if (container.kind === "dict" && typeof wanted === "string") {
    const entry = container.slots.map.get(wanted);
    if (entry) return entry.kind === "choice" && entry.alternatives.some((one) => one.kind === "absent") ? undefined : entry.kind !== "absent";
    return container.rest.map.size > 0 ? undefined : false;
  }
  return undefined;
}
