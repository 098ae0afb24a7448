import type { BranchOutcome, Completion, Frame, Machine } from "./machine";
import { assignVariable, lookUpVariable } from "./scopes";
import { join } from "./store";
import { field, fieldAll, textOf, type Syntax } from "../syntax";
import { alternativesOf, isNone, knownText, lost, unknownOf, type PyValue } from "./values";
import { choose } from "./store";

interface Branch {
  readonly outcome: BranchOutcome;
  readonly completion: Completion;
}

const untouched: BranchOutcome = { written: new Map(), startedAt: Infinity, isLeft: false };

function branch(machine: Machine, body: () => Completion): Branch {
  let completion: Completion = "done";
  const outcome = machine.store.branch(() => {
    completion = body();
    return completion === "left";
  });
  return { outcome, completion };
}

function mergeBranches(machine: Machine, branches: readonly Branch[]): Completion {
  machine.store.merge(branches.map(({ outcome }) => outcome));
  if (branches.some(({ completion }) => completion === "done")) return "done";
  return branches.some(({ completion }) => completion === "loop") ? "loop" : "left";
}

const skipped: Branch = { outcome: untouched, completion: "done" };

/** Evaluates something that may not be reached, and keeps both outcomes. */
export function perhaps<T>(machine: Machine, body: () => T): T {
  let result: T | undefined;
  const { outcome } = branch(machine, () => {
    result = body();
    return "done";
  });
  machine.store.merge([outcome, untouched]);
  return result as T;
}

export function executeIf(machine: Machine, node: Syntax, frame: Frame): Completion {
  const arms: { condition?: Syntax; body: Syntax | undefined }[] = [{ condition: field(node, "condition")!, body: field(node, "consequence") }];
  for (const alternative of fieldAll(node, "alternative")) {
    const condition = field(alternative, "condition");
    arms.push({ ...(condition ? { condition } : {}), body: field(alternative, "consequence") ?? field(alternative, "body") });
  }
  return executeArms(machine, arms, frame);
}

function executeArms(machine: Machine, arms: readonly { condition?: Syntax; body: Syntax | undefined }[], frame: Frame): Completion {
  const [arm, ...others] = arms;
  if (!arm) return "done";
  const run = (): Completion => (arm.body ? machine.execute(arm.body, frame) : "done");
  if (!arm.condition) return run();
  const { condition } = arm;
  if (isForTypesOnly(condition)) return executeArms(machine, others, frame);
  const holds = machine.truthOf(machine.evaluate(condition, frame));
  if (holds === true) return run();
  if (holds === false) return executeArms(machine, others, frame);
  return mergeBranches(machine, [
    branch(machine, () => {
      narrow(machine, condition, true, frame);
      return run();
    }),
    branch(machine, () => {
      narrow(machine, condition, false, frame);
      return executeArms(machine, others, frame);
    }),
  ]);
}

/** `TYPE_CHECKING` is false whenever code runs. */
function isForTypesOnly(condition: Syntax): boolean {
  return /^(typing\.|t\.)?TYPE_CHECKING$/.test(textOf(condition));
}

/** In a branch on `x`, `not x`, `x is None`: what `x` cannot be there is left out. */
function narrow(machine: Machine, condition: Syntax, holds: boolean, frame: Frame): void {
  if (condition.type === "parenthesized_expression") return narrow(machine, condition.children[0]!, holds, frame);
  if (condition.type === "not_operator") return narrow(machine, field(condition, "argument")!, !holds, frame);
  if (condition.type === "boolean_operator") {
    const isAnd = textOf(field(condition, "operator")!) === "and";
    if (isAnd === holds) for (const side of ["left", "right"]) narrow(machine, field(condition, side)!, holds, frame);
    return;
  }
  if (condition.type === "identifier") return keep(machine, textOf(condition), frame, (value) => machine.truthOf(value) !== !holds);
  if (condition.type !== "comparison_operator" || condition.children.length !== 2) return;
  const [left, right] = condition.children as [Syntax, Syntax];
  if (left.type !== "identifier" || right.type !== "none") return;
  const operator = fieldAll(condition, "operators").map(textOf).join(" ");
  const wantsNone = (operator === "is" || operator === "==") === holds;
  keep(machine, textOf(left), frame, (value) => (wantsNone ? isNone(value) || unknownOf(value) !== undefined : !isNone(value)));
}

function keep(machine: Machine, name: string, frame: Frame, fits: (value: PyValue) => boolean): void {
  const value = lookUpVariable(name, frame.scope);
  if (value?.kind !== "choice" || !frame.scope.slots.isLocal || !frame.scope.slots.map.has(name)) return;
  const kept = alternativesOf(value).filter(fits);
  if (kept.length > 0 && kept.length < value.alternatives.length) assignVariable(machine, name, choose(kept), frame.scope);
}

/** Known elements beyond this many are summed up into one. */
const MOST_ROUNDS = 40;

export function executeFor(machine: Machine, node: Syntax, frame: Frame): Completion {
  const left = field(node, "left")!;
  const body = field(node, "body");
  const content = machine.iterate(machine.evaluate(field(node, "right")!, frame), { node, frame });
  const unrolled = content.items.length <= MOST_ROUNDS ? content.items : [];
  const rests = content.items.length <= MOST_ROUNDS ? (content.rest ? [content.rest] : []) : [...content.items, ...(content.rest ? [content.rest] : [])];
  const run = (element: PyValue): Completion => {
    machine.assign(left, element, frame);
    return body ? machine.execute(body, frame) : "done";
  };
  for (const element of unrolled) {
    if (run(element) === "left") return "left";
  }
  if (rests.length > 0) repeat(machine, () => run(choose(rests)));
  return executeElse(machine, node, frame);
}

export function executeWhile(machine: Machine, node: Syntax, frame: Frame): Completion {
  const condition = field(node, "condition")!;
  const body = field(node, "body");
  if (machine.truthOf(machine.evaluate(condition, frame)) !== false) {
    repeat(machine, () => {
      const completion = body ? machine.execute(body, frame) : "done";
      if (completion !== "left") machine.evaluate(condition, frame);
      return completion;
    });
  }
  return executeElse(machine, node, frame);
}

/** Rounds of a loop of unknown length: until nothing changes any more, at most so many. */
const ROUNDS = 3;

function repeat(machine: Machine, body: () => Completion): void {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { outcome } = branch(machine, body);
    if (!machine.store.merge([outcome, untouched])) return;
  }
}

function executeElse(machine: Machine, node: Syntax, frame: Frame): Completion {
  const alternative = field(node, "alternative");
  const body = alternative && field(alternative, "body");
  return body ? mergeBranches(machine, [branch(machine, () => machine.execute(body, frame)), skipped]) : "done";
}

export function executeTry(machine: Machine, node: Syntax, frame: Frame): Completion {
  const handlers = node.children.filter((child) => child.type === "except_clause" || child.type === "except_group_clause");
  const otherwise = node.children.find((child) => child.type === "else_clause");
  const last = node.children.find((child) => child.type === "finally_clause")?.children.find((child) => child.type === "block");
  const runBody = (): Completion => {
    const completion = machine.execute(field(node, "body")!, frame);
    const more = otherwise && field(otherwise, "body");
    return completion === "done" && more ? machine.execute(more, frame) : completion;
  };
  let completion: Completion;
  if (handlers.length === 0) completion = runBody();
  else {
    const body = branch(machine, runBody);
    const handled = handlers.map((handler) =>
      branch(machine, () => {
        // The body may have got anywhere before it failed.
        machine.store.merge([{ ...body.outcome, isLeft: false }, untouched]);
        return executeHandler(machine, handler, frame);
      }),
    );
    completion = mergeBranches(machine, [body, ...handled]);
  }
  const lastly = last ? machine.execute(last, frame) : "done";
  return lastly === "done" ? completion : lastly;
}

function executeHandler(machine: Machine, handler: Syntax, frame: Frame): Completion {
  const body = handler.children.find((child) => child.type === "block");
  for (const child of handler.children) {
    if (child === body) continue;
    const isNamed = child.type === "as_pattern";
    const type = machine.evaluate(isNamed ? child.children[0]! : child, frame);
    const target = isNamed ? field(child, "alias")?.children[0] : field(handler, "alias");
    if (target && target !== child) machine.assign(target, exceptionOf(machine, type), frame);
  }
  return body ? machine.execute(body, frame) : "done";
}

function exceptionOf(machine: Machine, type: PyValue): PyValue {
  const made = alternativesOf(type).flatMap((one): PyValue[] => (one.kind === "class" ? [machine.blankInstance(one)] : []));
  return made.reduce<PyValue>((a, b) => join(a, b), machine.someException());
}

export function executeMatch(machine: Machine, node: Syntax, frame: Frame): Completion {
  const subjects = fieldAll(node, "subject").map((subject) => machine.evaluate(subject, frame));
  const subject = subjects.length === 1 ? subjects[0]! : lost("several subjects of a match statement");
  const known = knownText(subject);
  const cases = (field(node, "body")?.children ?? fieldAll(node, "alternative")).filter((child) => child.type === "case_clause");
  const branches: Branch[] = [];
  for (const clause of cases) {
    const patterns = clause.children.filter((child) => child.type === "case_pattern");
    const written = patterns.length === 1 ? textOf(patterns[0]!) : undefined;
    const isOther = known !== undefined && written !== undefined && /^(["'])[^"'\\]*\1$/.test(written) && written.slice(1, -1) !== known;
    if (isOther) continue;
    branches.push(branch(machine, () => executeCase(machine, clause, patterns, subject, frame)));
    if (written === "_" && !field(clause, "guard")) return mergeBranches(machine, branches);
  }
  return mergeBranches(machine, [...branches, skipped]);
}

function executeCase(machine: Machine, clause: Syntax, patterns: readonly Syntax[], subject: PyValue, frame: Frame): Completion {
  for (const pattern of patterns) bindPattern(machine, pattern, subject, true, frame);
  const guard = field(clause, "guard");
  for (const child of guard?.children ?? []) machine.evaluate(child, frame);
  const body = field(clause, "consequence");
  return body ? machine.execute(body, frame) : "done";
}

function bindPattern(machine: Machine, pattern: Syntax, subject: PyValue, isWhole: boolean, frame: Frame): void {
  if (pattern.type === "dotted_name" && pattern.children.length === 1) {
    const name = textOf(pattern);
    if (name === "_") return;
    const part = isWhole ? subject : partOf(subject, name);
    return machine.assign(pattern.children[0]!, part, frame);
  }
  if (pattern.type === "identifier") return machine.assign(pattern, isWhole ? subject : partOf(subject, textOf(pattern)), frame);
  const staysWhole = isWhole && (pattern.type === "case_pattern" || pattern.type === "as_pattern");
  for (const child of pattern.children) {
    if (pattern.type === "class_pattern" && child.type === "dotted_name") continue;
    bindPattern(machine, child, subject, staysWhole, frame);
  }
}

function partOf(subject: PyValue, name: string): PyValue {
  const known = unknownOf(subject);
  return known && subject.kind === "data" && !subject.isLost ? { ...subject, value: { ...known, detail: `${name} of ${known.detail ?? "the subject"}` } } : lost(`${name}, part of the subject of a match statement`);
}
