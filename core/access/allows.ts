import { literal, type SymbolicString, type Unknown } from "../values";
import type { AccessSet } from "./access-set";
import { ActionSet } from "./action-set";
import type { Answer } from "./answer";
import { wordOfText, type Context } from "./context";
import { findExcess } from "./excess";
import { ANYTHING_UNKNOWN, compileGlob, type Glob } from "./glob";
import { plainGrant } from "./grant";
import { deploymentForms } from "./open-arn-fields";
import { resourcesOf } from "./resource-set";
import { NO } from "./truth";

/** What is known of every request that a function makes with an AWS SDK: signed, over TLS, by the function's own session. */
export const REQUEST_OF_FUNCTION: Context = new Map<string, readonly (readonly number[])[] | "absent">([
  ["aws:securetransport", [wordOfText("true")]],
  ["aws:viaawsservice", [wordOfText("false")]],
  ["aws:principalisawsservice", [wordOfText("false")]],
  ["aws:principaltype", [wordOfText("AssumedRole")]],
  ["aws:username", "absent"],
  ["aws:multifactorauthpresent", "absent"],
  ["aws:multifactorauthage", "absent"],
]);

/**
 * Whether an action is allowed on all resources of a pattern. What the context does not tell could be anything: a condition on it makes the answer undecided.
 * A partition, region or account that the pattern leaves open (`*`, or the deployment's own) is the one that the policies name.
 */
export function allows(access: AccessSet, action: string, resource: SymbolicString | Unknown, context: ReadonlyMap<string, readonly string[]> = new Map()): Answer {
  const actions = new ActionSet([{ path: "", value: literal(action) }], false);
  const known: Context = new Map([...REQUEST_OF_FUNCTION, ...[...context].map(([key, values]): [string, (readonly number[])[]] => [key.toLowerCase(), values.map(wordOfText)])]);
  const asked = resource.kind === "unknown" ? ANYTHING_UNKNOWN : compileGlob(resource, { hasWildcards: true, hasVariables: false });
  let undecided: Answer | undefined;
  let refused: Answer | undefined;
  for (const glob of formsOf(asked, access, action)) {
    const answer = findExcess({ allows: [plainGrant(actions, resourcesOf([glob]))], boundaries: [], denies: [] }, access, { context: known });
    if (answer.answer === "yes") return answer;
    if (answer.answer === "undecided") undecided ??= answer;
    else refused ??= answer;
  }
  return undecided ?? refused!;
}

function formsOf(asked: Glob, { allows: granted, boundaries, denies }: AccessSet, action: string): readonly Glob[] {
  const near = [...granted, ...boundaries.flat(), ...denies].filter(({ actions }) => actions.has(action) !== NO);
  return deploymentForms(asked, near.flatMap(({ resources }) => resources.globs.map(({ glob }) => glob)));
}
