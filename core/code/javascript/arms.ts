import type { Arm, Completion, Interpreter } from "./interpreter";
import { write, type Cell } from "./scope";
import { choose, type JsValue } from "./values";

/** What a branch has left in the variables around it. */
export type ArmOutcome = ReadonlyMap<Cell, JsValue>;

/** A variable of the function itself that a branch writes has that value in the branch; what it is after all branches, `joinArms` says. */
export function writeVariable(run: Interpreter, cell: Cell, value: JsValue): void {
  const { arm } = run;
  const isOwn = arm !== undefined && arm.frame === run.frame && arm.depth === run.depth && run.depth > cell.depth && cell !== arm.asked && !cell.lazy;
  if (!isOwn) return write(cell, value, run.depth);
  if (!arm.before.has(cell)) arm.before.set(cell, cell.value);
  cell.isStable = false;
  cell.value = value;
}

/** Looks at one of several branches, each of which starts from the same variables. */
export function lookAtArm(run: Interpreter, asked: Cell | undefined, outcomes: ArmOutcome[], look: () => Completion, fallsThrough?: (completion: Completion) => boolean): Completion {
  const outer = run.arm;
  return run.maybe(() => {
    const arm: Arm = { frame: run.frame, depth: run.depth, before: new Map(), asked };
    run.arm = arm;
    try {
      const completion = look();
      const isShared = fallsThrough?.(completion) ?? false;
      outcomes.push(new Map([...arm.before.keys()].map((cell) => [cell, cell.value])));
      for (const [cell, value] of arm.before) cell.value = isShared ? choose([value, cell.value]) : value;
      return completion;
    } finally {
      run.arm = outer;
    }
  });
}

/** A variable that each branch writes is what one of them has left; one that some leave alone may also be what it was. */
export function joinArms(run: Interpreter, outcomes: readonly ArmOutcome[]): void {
  const cells = new Set(outcomes.flatMap((outcome) => [...outcome.keys()]));
  for (const cell of cells) writeVariable(run, cell, choose(outcomes.map((outcome) => outcome.get(cell) ?? cell.value)));
}
