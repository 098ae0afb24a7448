import type { PolicyElement } from "../iam";
import type { SymbolicString } from "../values";
import { fillVariables, type Context } from "./context";
import { ANYTHING_UNKNOWN, compileGlob, EVERYTHING, type Glob } from "./glob";

/** A resource pattern of a statement, and whether it surely stands there. */
export interface ResourceGlob {
  readonly glob: Glob;
  readonly isCertain: boolean;
}

/** The resources that Resource or NotResource of a statement names; both being absent (trust policies) means all. */
export class ResourceSet {
  private compiled: readonly ResourceGlob[] | undefined;

  constructor(
    private readonly elements: readonly PolicyElement[] | undefined,
    readonly isNegated: boolean,
    private readonly expand: (value: SymbolicString) => SymbolicString,
    private readonly hasVariables: boolean,
  ) {}

  /** Of a negated set, what is left out of it. */
  get globs(): readonly ResourceGlob[] {
    return (this.compiled ??= this.elements ? this.elements.map((element) => this.compile(element)) : [{ glob: EVERYTHING, isCertain: true }]);
  }

  private compile({ value, certainty }: PolicyElement): ResourceGlob {
    const glob = value.kind === "unknown" ? ANYTHING_UNKNOWN : compileGlob(this.expand(value), { hasWildcards: true, hasVariables: this.hasVariables });
    return { glob, isCertain: certainty !== "possible" };
  }
}

/** Single patterns, beside what statements name. */
export function resourcesOf(globs: readonly Glob[]): Pick<ResourceSet, "globs" | "isNegated"> {
  return { isNegated: false, globs: globs.map((glob) => ({ glob, isCertain: true })) };
}

/** The same with the policy variables filled in that the context tells; a pattern whose variable is absent matches nothing. */
export function fillIn(resources: Pick<ResourceSet, "globs" | "isNegated">, context: Context, isExact: boolean): Pick<ResourceSet, "globs" | "isNegated"> {
  if (context.size === 0 || resources.globs.every(({ glob }) => fillVariables(glob, context, isExact) === glob)) return resources;
  return {
    isNegated: resources.isNegated,
    globs: resources.globs.flatMap(({ glob, isCertain }) => {
      const filled = fillVariables(glob, context, isExact);
      return filled ? [{ glob: filled, isCertain }] : [];
    }),
  };
}
