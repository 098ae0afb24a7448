import { toPlain } from "../../values";
import type { Machine } from "./machine";
import type { Expression } from "./program";
import { alternativesOf, type Frame, type ProgramValue } from "./values";

/** Whether a condition holds; `undefined` where only the running function can tell. Its parts are evaluated for what they call. */
export function decide(machine: Machine, node: Expression, frame: Frame): boolean | undefined {
  const decided = decideBy(machine, node, frame);
  return machine.undecidable ? undefined : decided;
}

function decideBy(machine: Machine, node: Expression, frame: Frame): boolean | undefined {
  if (node.kind === "logic") return decideLogic(machine, node, frame);
  if (node.kind === "compare" && (node.left.kind === "null" || node.right.kind === "null")) return isSomething(machine.evaluate(node.left.kind === "null" ? node.right : node.left, frame)) ? !node.isEqual : undefined;
  if (node.kind === "compare") return same(machine.evaluate(node.left, frame), machine.evaluate(node.right, frame), node.isEqual);
  return truthOf(machine.evaluate(node, frame));
}

function decideLogic(machine: Machine, { operator, parts }: Extract<Expression, { kind: "logic" }>, frame: Frame): boolean | undefined {
  const decided = parts.map((part) => decideBy(machine, part, frame));
  if (operator === "not") return decided[0] === undefined ? undefined : !decided[0];
  const ends = operator === "or";
  if (decided.includes(ends)) return ends;
  return decided.includes(undefined) ? undefined : !ends;
}

/** Only texts, numbers and truths that are known decide anything; what is nothing may be something the next time. */
function same(left: ProgramValue, right: ProgramValue, isEqual: boolean): boolean | undefined {
  const [a, b] = [plainValues(left), plainValues(right)];
  if (!a || !b) return undefined;
  const results = new Set(a.flatMap((one) => b.map((other) => one === other)));
  return results.size === 1 ? [...results][0] === isEqual : undefined;
}

/** Whether it is a text, number or truth for sure, which is never nothing. */
function isSomething(value: ProgramValue): boolean {
  return plainValues(value) !== undefined || (value.kind === "data" && value.value.kind === "string");
}

export function truthOf(value: ProgramValue): boolean | undefined {
  const plain = plainValues(value);
  return plain?.length === 1 && typeof plain[0] === "boolean" ? plain[0] : undefined;
}

function plainValues(value: ProgramValue): unknown[] | undefined {
  if (value.kind === "choice" && value.alternatives.some((one) => one.kind === "zero")) return undefined;
  // A setting that nobody makes is an empty text.
  const plain = alternativesOf(value).map((one) => (one.kind === "data" ? (one.value.kind === "null" ? "" : toPlain(one.value)) : undefined));
  return plain.length === 0 || plain.some((one) => one === undefined || one === null || typeof one === "object") ? undefined : [...new Set(plain)];
}
