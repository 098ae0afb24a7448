import type { AccessSet } from "./access-set";
import { classesOf } from "./action-set";
import type { Answer, Witness } from "./answer";
import { variablesIn, wordOfText, type Context } from "./context";
import { EVERYTHING, showTokens, type Glob } from "./glob";
import type { Grant } from "./grant";
import { contextsFor } from "./request-contexts";
import { formatsOf } from "./resource-formats";
import { ResourceSearch, type FoundResource } from "./resource-search";
import { fillIn } from "./resource-set";
import { explainUndecided, TOO_COMPLEX } from "./undecided-reason";
import { MAYBE, NO, YES, type Truth } from "./truth";
import { witnessOf } from "./witness";

export interface ExcessOptions {
  /** What is known of the requests; without it, all requests are looked at. */
  readonly context?: Context;
  /** Only requests whose resource has a form that AWS documents for the action. */
  readonly validOnly?: boolean;
  /** Where to look on after a witness was found: `true` for another one. */
  readonly onWitness?: (witness: Witness) => boolean;
}

/** Looks for a request that `x` surely allows and `y` surely does not; the answer is `yes` where there is none: all that `x` allows, `y` does. */
export function findExcess(x: AccessSet, y: AccessSet, options: ExcessOptions = {}): Answer {
  let undecided: string | undefined;
  let witness: Witness | undefined;
  for (const grant of x.allows) {
    for (const answer of new GrantExcess(grant, x, y, options).answers()) {
      if (answer.answer === "undecided") undecided ??= answer.reason;
      if (answer.answer !== "no") continue;
      witness ??= answer.witness;
      if (!options.onWitness?.(answer.witness)) return answer;
    }
  }
  if (witness) return { answer: "no", witness };
  return undecided === undefined ? { answer: "yes" } : { answer: "undecided", reason: undecided };
}

/** The resources of a grant that bears on one action in one context, and how sure that is. */
interface Bearing {
  readonly grant: Grant;
  readonly resources: Grant["resources"];
  readonly truth: Truth;
}

/** The grants of both sides that bear on one action in one context. */
interface Situation {
  readonly own: Bearing;
  readonly boundaries: readonly (readonly Bearing[])[];
  readonly denies: readonly Bearing[];
  /** The Allows of the other side, then each of its boundaries: a request is lacking where one of these has none that fits. */
  readonly otherAllows: readonly (readonly Bearing[])[];
  readonly otherDenies: readonly Bearing[];
}

class GrantExcess {
  private readonly others: readonly Grant[];

  constructor(
    private readonly grant: Grant,
    private readonly x: AccessSet,
    private readonly y: AccessSet,
    private readonly options: ExcessOptions,
  ) {
    this.others = [...x.boundaries.flat(), ...x.denies, ...y.allows, ...y.boundaries.flat(), ...y.denies];
  }

  *answers(): Iterable<Answer> {
    if (this.isGrantedAsItIs()) return;
    for (const { names } of classesOf(this.grant.actions, this.others.map(({ actions }) => actions))) yield* this.answersFor(names);
  }

  /** The usual case of a comparison with itself. */
  private isGrantedAsItIs(): boolean {
    const { x, y, grant } = this;
    return y.allows.includes(grant) && grant.certainty === YES && y.boundaries.length === 0 && y.denies.length === 0 && x.denies.length === 0 && !grant.resources.globs.some(({ glob }) => glob.hasHole);
  }

  private *answersFor(names: readonly string[]): Iterable<Answer> {
    const action = names[0]!;
    const near = [this.grant, ...this.others.filter((grant) => grant.actions.has(action) !== NO)];
    const conditions = near.flatMap(({ conditions }) => conditions.conditions);
    const contexts = this.options.context ? [this.options.context] : contextsFor(conditions);
    if (contexts === "too-complex") return yield { answer: "undecided", reason: TOO_COMPLEX };
    // Contexts that tell of conditions as wholes may be of no possible request, so that they give no witness.
    const isPossible = this.options.context !== undefined || (conditions.every(({ asWhole }) => asWhole === undefined) && !asksForVariables(near));
    for (const context of contexts) {
      for (const answer of this.answersIn(context, names, this.options.context !== undefined)) {
        if (answer.answer === "no" && isPossible) {
          yield answer;
          continue;
        }
        const reason = answer.answer === "undecided" ? answer.reason : "it depends on policy variables";
        yield this.witnessWithVariables(names, near) ?? { answer: "undecided", reason };
        if (!isPossible) return;
      }
    }
  }

  private *answersIn(context: Context, names: readonly string[], isExact: boolean): Iterable<Answer> {
    const bearing = (grants: readonly Grant[]): Bearing[] => bearingOn(names[0]!, grants, context, isExact);
    const [own] = bearing([this.grant]);
    // A value that equals what a reference stands for is looked at as that reference, in a context of its own.
    if (!own || (!this.options.context && own.grant.conditions.holdsApart(context) === NO)) return;
    const situation: Situation = {
      own,
      boundaries: this.x.boundaries.map(bearing),
      denies: bearing(this.x.denies),
      otherAllows: [bearing(this.y.allows), ...this.y.boundaries.map(bearing)],
      otherDenies: bearing(this.y.denies),
    };
    for (const { glob, isCertain } of own.resources.isNegated ? EVERYWHERE : own.resources.globs) {
      const answer = new SituationExcess(glob, isCertain, names, context, situation, this.options).answer();
      if (answer.answer !== "yes") yield answer;
    }
  }

  /** Another try with values of policy variables that the policies' own texts suggest. */
  private witnessWithVariables(names: readonly string[], near: readonly Grant[]): Answer | undefined {
    if (this.options.context) return undefined;
    const conditions = near.flatMap(({ conditions }) => conditions.conditions);
    const globs = [...near.flatMap(({ resources }) => resources.globs.map(({ glob }) => glob)), ...conditions.flatMap(({ values }) => values.flatMap(({ glob }) => glob ?? []))];
    const variables = [...new Set(globs.flatMap(variablesIn))];
    if (variables.length === 0) return undefined;
    for (const value of suggestedValues(globs)) {
      const fixed: Context = new Map(variables.map((key) => [key, value]));
      const contexts = contextsFor(conditions, fixed);
      if (contexts === "too-complex" || contexts.length > MOST_TRIED) return undefined;
      for (const context of contexts) for (const answer of this.answersIn(context, names, true)) if (answer.answer === "no") return answer;
    }
    return undefined;
  }
}

/** Whether a variable in a resource is a key that conditions ask for too, so that its values are more than the conditions tell apart. */
function asksForVariables(grants: readonly Grant[]): boolean {
  const keys = new Set(grants.flatMap(({ conditions }) => conditions.conditions.map(({ key }) => key)));
  return keys.size > 0 && grants.some(({ resources }) => resources.globs.some(({ glob }) => variablesIn(glob).some((key) => keys.has(key))));
}

const MOST_VALUES = 10;
const MOST_TRIED = 60;

/** Literal texts between the wildcards of the last part of the patterns, and plain signs. */
function suggestedValues(globs: readonly Glob[]): readonly (readonly (readonly number[])[] | "absent")[] {
  const texts = globs.flatMap(({ tokens }) => showTokens(tokens).split(/[*?:]|\$\{[^}]*\}/));
  const values = ["x", "xx", ...new Set(texts)].filter((text) => text !== "arn" && text !== "aws").slice(0, MOST_VALUES);
  return ["absent", ...values.map((text) => [wordOfText(text)])];
}

/** Where to look for what a NotResource leaves. */
const EVERYWHERE = [{ glob: EVERYTHING, isCertain: true }];

function bearingOn(action: string, grants: readonly Grant[], context: Context, isExact: boolean): Bearing[] {
  return grants.flatMap((grant) => {
    const granted = Math.min(grant.certainty, grant.actions.has(action)) as Truth;
    const truth = granted === NO ? NO : (Math.min(granted, grant.conditions.holds(context)) as Truth);
    return truth === NO ? [] : [{ grant, truth, resources: fillIn(grant.resources, context, isExact) }];
  });
}

/** One way in which a request of the one side is none of the other: nothing that allows it, or a Deny that takes it back. */
type Lack = { readonly allows: readonly Bearing[] } | { readonly deny: Bearing };

class SituationExcess {
  private readonly validOnly: boolean;
  /** What the context does not tell has a value that nobody knows, rather than any. */
  private readonly isOpen: boolean;

  constructor(
    private readonly source: Glob,
    private readonly isCertain: boolean,
    private readonly names: readonly string[],
    private readonly context: Context,
    private readonly situation: Situation,
    { validOnly = false, context: known }: ExcessOptions,
  ) {
    this.validOnly = validOnly;
    this.isOpen = known !== undefined;
  }

  answer(): Answer {
    const { own, boundaries, denies, otherAllows, otherDenies } = this.situation;
    const lacks: Lack[] = [...otherAllows.map((allows) => ({ allows })), ...otherDenies.map((deny) => ({ deny }))];
    let isUndecided = false;
    for (const lack of lacks) {
      if (this.search(lack, false) === "none") continue;
      const witness = this.isCertain && own.truth === YES ? this.searchValid(lack) : undefined;
      if (witness) return { answer: "no", witness };
      if (this.validOnly && this.isNeverValid(lack)) continue;
      isUndecided = true;
    }
    if (!isUndecided) return { answer: "yes" };
    const others = [...otherAllows.flat(), ...otherDenies, ...denies, ...boundaries.flat()].map(({ grant }) => grant);
    return { answer: "undecided", reason: explainUndecided(this.source, own.grant, others, this.context) };
  }

  /** A witness whose resource is one that AWS documents for its action, else any. */
  private searchValid(lack: Lack): Witness | undefined {
    for (const [action, formats] of this.formats()) {
      const found = this.search(lack, true, formats);
      if (typeof found !== "string") return witnessOf(action, found, this.context);
    }
    if (this.validOnly && this.formats().length > 0) return undefined;
    const found = this.search(lack, true);
    return typeof found === "string" ? undefined : witnessOf(this.names[0]!, found, this.context);
  }

  private isNeverValid(lack: Lack): boolean {
    const formats = this.formats();
    return formats.length > 0 && formats.every(([, globs]) => this.search(lack, false, globs) === "none");
  }

  private formats(): [action: string, formats: readonly Glob[]][] {
    const tried = this.names.slice(0, this.validOnly ? undefined : 12).map((name) => ({ name, formats: formatsOf(name) }));
    return [0, 1].flatMap((index) => tried.flatMap(({ name, formats }): [string, readonly Glob[]][] => (formats[index] ? [[name, formats[index]]] : [])));
  }

  /** Whether some resource is lacking: surely, or (`isSure` false) perhaps. */
  private search(lack: Lack, isSure: boolean, formats?: readonly Glob[]): FoundResource | "none" | "too-complex" {
    const { own, boundaries, denies } = this.situation;
    const inside = isSure ? "certain" : "possible";
    const outside = isSure ? (this.isOpen ? "possible" : "free") : "certain";
    const isIn = ({ truth }: Bearing): boolean => truth >= (isSure ? YES : MAYBE);
    const isOut = ({ truth }: Bearing): boolean => truth >= (isSure ? MAYBE : YES);
    if ("deny" in lack && !isIn(lack.deny)) return "none";
    let result: "none" | "too-complex" = "none";
    for (const within of combinations(boundaries.map((grants) => grants.filter(isIn)))) {
      const search = new ResourceSearch(this.source);
      if (own.resources.isNegated) search.within(own.resources, inside);
      for (const { resources } of within) search.within(resources, inside);
      for (const { resources } of denies.filter(isOut)) search.outside(resources, outside);
      if ("deny" in lack) search.within(lack.deny.resources, inside);
      else for (const { resources } of lack.allows.filter(isOut)) search.outside(resources, outside);
      if (formats) search.require(formats, "possible");
      const found = search.find();
      if (typeof found !== "string") return found;
      if (found === "too-complex") result = found;
    }
    return result;
  }
}

/** Each choice of one of every list. */
function combinations<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>((chosen, list) => chosen.flatMap((items) => list.map((item) => [...items, item])), [[]]);
}
