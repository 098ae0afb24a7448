/**
 * What `leastwise fix` makes of root modules: check, fix a copy, validate and plan it again, check again.
 * npx ts-node --transpile-only bench/fix-outcome.ts FOLDER... [--planner 'COMMAND {root} {plan}'] [--truth DIR] [--only NAME,...] [--list]
 * Each FOLDER holds a folder for each root module, with its plan (plan.json, tfplan.json) and its sources (or those in root/). The planner validates and plans
 * `{root}` into the JSON file `{plan}`; without one the changed sources are evaluated with what the first plan knows. --truth holds NAME.json with labelled needs.
 */
import { join } from "node:path";
import { findRoots, type PlannedRoot } from "./fix-outcome/find-roots";
import { labelledNeeds } from "./fix-outcome/labelled-needs";
import { checkRoot, fixRoot, outcomes, unprovenPolicies, type FunctionOutcome } from "./fix-outcome/outcome";
import { ChangedCopy } from "./fix-outcome/replan";

interface Options {
  readonly folders: readonly string[];
  readonly planner?: string;
  readonly truth?: string;
  readonly only?: ReadonlySet<string>;
  readonly isListing: boolean;
}

function readOptions(words: readonly string[]): Options {
  const valueOf = (name: string): string | undefined => (words.includes(name) ? words[words.indexOf(name) + 1] : undefined);
  const [planner, truth, only] = ["--planner", "--truth", "--only"].map(valueOf);
  const values = new Set([planner, truth, only]);
  return {
    folders: words.filter((word) => !word.startsWith("--") && !values.has(word)),
    ...(planner === undefined ? {} : { planner }),
    ...(truth === undefined ? {} : { truth }),
    ...(only === undefined ? {} : { only: new Set(only.split(",")) }),
    isListing: words.includes("--list"),
  };
}

interface RootOutcome {
  readonly functions: readonly FunctionOutcome[];
  readonly unproven: readonly string[];
  /** Why not even the unchanged sources can be planned: then the changed ones are evaluated with what the first plan knows. */
  readonly unplanned?: string;
}

async function outcomeOf(root: PlannedRoot, { planner, truth }: Options): Promise<RootOutcome> {
  const labels = labelledNeeds(truth, root.name);
  const { before, fix, sourcesAfter } = await fixRoot(join(root.tree, root.root), root.plan);
  const unproven = unprovenPolicies(before);
  if (planner === undefined || fix.files.length === 0) return { functions: outcomes(before, sourcesAfter, fix, labels, undefined), unproven };
  const copy = new ChangedCopy(root, fix.files);
  try {
    const plan = copy.plan(planner);
    const unplanned = typeof plan === "string" ? failureUnchanged(root, planner) : undefined;
    if (unplanned !== undefined) return { functions: outcomes(before, sourcesAfter, fix, labels, undefined), unproven, unplanned };
    const after = typeof plan === "string" ? undefined : await checkRoot(copy.root, plan);
    return { functions: outcomes(before, after, fix, labels, typeof plan === "string" ? plan : undefined), unproven };
  } finally {
    copy.remove();
  }
}

function failureUnchanged(root: PlannedRoot, planner: string): string | undefined {
  const copy = new ChangedCopy(root, []);
  try {
    const plan = copy.plan(planner);
    return typeof plan === "string" ? plan : undefined;
  } finally {
    copy.remove();
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function describe(name: string, { address, state, remaining, reasons }: FunctionOutcome): string {
  return [`${state.padEnd(10)} ${name} ${address}`, ...remaining.map((text) => `    remains: ${text}`), ...reasons.map((text) => `    left: ${text}`)].join("\n");
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  for (const folder of options.folders) {
    const tally = { completely: 0, partly: 0, refused: 0, broke: 0 };
    const failures: string[] = [];
    const unplanned: string[] = [];
    let unexplained = 0;
    for (const root of findRoots(folder)) {
      if (options.only && !options.only.has(root.name)) continue;
      try {
        const { functions, unproven, unplanned: why } = await outcomeOf(root, options);
        if (why !== undefined) unplanned.push(why);
        failures.push(...unproven.map((reason) => `${root.name}: the policy of ${reason}`));
        for (const outcome of functions) {
          tally[outcome.state]++;
          if (outcome.state !== "completely" && outcome.reasons.length === 0) unexplained++;
          if (outcome.state === "broke" || (options.isListing && outcome.state !== "completely")) print(describe(root.name, outcome));
        }
      } catch (error) {
        failures.push(`${root.name}: ${error instanceof Error ? error.stack : String(error)}`);
      }
    }
    const all = tally.completely + tally.partly + tally.refused + tally.broke;
    print(`${folder}: ${all} functions with findings: ${tally.completely} fixed completely, ${tally.partly} partly, ${tally.refused} refused (${unexplained} without a reason), ${tally.broke} broke; ${unplanned.length} roots that cannot be planned unchanged either; ${failures.length} failures`);
    if (options.isListing) for (const reason of unplanned) print(`not planned: ${reason}`);
    for (const failure of failures) print(failure);
  }
}

void main();
