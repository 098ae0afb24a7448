import { perhaps } from "./branches";
import { makeDict, makeList } from "./containers";
import type { Frame, Machine } from "./machine";
import { innerScope } from "./scopes";
import { choose } from "./store";
import { field, type Syntax } from "../syntax";
import type { DictValue, PyValue } from "./values";

/** Known elements beyond this many are summed up into one. */
const MOST_ROUNDS = 40;

interface Collected {
  readonly items: PyValue[];
  readonly rest: PyValue[];
  readonly dict?: DictValue;
}

/** A list, set, dict comprehension or generator expression, evaluated at once. */
export function comprehend(machine: Machine, node: Syntax, frame: Frame): PyValue {
  const inner: Frame = { ...frame, scope: innerScope(frame.scope) };
  const body = field(node, "body");
  const clauses = node.children.filter((child) => child.type === "for_in_clause" || child.type === "if_clause");
  const isDict = node.type === "dictionary_comprehension";
  const collected: Collected = { items: [], rest: [], ...(isDict ? { dict: makeDict(machine) } : {}) };
  if (body) run(machine, body, clauses, inner, true, collected);
  if (collected.dict) return collected.dict;
  return makeList(machine, collected.rest.length > 0 ? [] : collected.items, collected.rest.length > 0 ? choose([...collected.items, ...collected.rest]) : undefined);
}

function run(machine: Machine, body: Syntax, clauses: readonly Syntax[], frame: Frame, isCertain: boolean, into: Collected): void {
  const [clause, ...others] = clauses;
  if (!clause) return collect(machine, body, frame, isCertain, into);
  if (clause.type === "if_clause") {
    const holds = machine.truthOf(machine.evaluate(clause.children[0]!, frame));
    if (holds !== false) run(machine, body, others, frame, isCertain && holds === true, into);
    return;
  }
  const left = field(clause, "left")!;
  const content = machine.iterate(machine.evaluate(field(clause, "right")!, frame), { node: clause, frame });
  const isShort = content.items.length <= MOST_ROUNDS;
  for (const element of isShort ? content.items : []) {
    machine.assign(left, element, frame);
    run(machine, body, others, frame, isCertain, into);
  }
  const rests = [...(isShort ? [] : content.items), ...(content.rest ? [content.rest] : [])];
  if (rests.length === 0) return;
  perhaps(machine, () => {
    machine.assign(left, choose(rests), frame);
    run(machine, body, others, frame, false, into);
  });
}

function collect(machine: Machine, body: Syntax, frame: Frame, isCertain: boolean, into: Collected): void {
  if (!into.dict) {
    const value = machine.evaluate(body, frame);
    (isCertain ? into.items : into.rest).push(value);
    return;
  }
  const { dict } = into;
  const set = (): void => machine.setItem(dict, machine.evaluate(field(body, "key")!, frame), machine.evaluate(field(body, "value")!, frame));
  if (isCertain) set();
  else perhaps(machine, set);
}
