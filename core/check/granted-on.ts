import { accessOfDocument, allows, intersects, matchesGlob } from "../access";
import type { PolicyElement, Statement } from "../iam";
import type { Deployment, LambdaFunction } from "../model";
import { everyResource } from "../remedy";
import type { Analysis } from "../rules";
import { formatSymbolic, known, literal, literalText, type SymbolicString } from "../values";

/** The resources that the role of a function names for an action; none where it allows the action on every resource of its type, or where that cannot be told. */
export function grantedOn(fn: LambdaFunction, action: string, analysis: Analysis): SymbolicString[] {
  const role = analysis.roleOf(fn);
  if (!role) return [];
  const { deployment } = analysis;
  const wide = everyResource(action, deployment);
  const named = new Map<string, SymbolicString>();
  for (const { document } of role.policies) {
    for (const statement of document.kind === "known" ? document.value.statements : []) {
      if (!mayAllow(statement, action)) continue;
      for (const { value } of statement.resources ?? [{ path: "", value: literal("*") }]) {
        if (value.kind === "unknown") return [];
        const resource = deployment.resources.expand(value);
        const access = accessTo(action, resource, deployment);
        if (wide.every((every) => allows(access, action, every).answer === "yes")) return [];
        if (wide.some((every) => intersects(access, accessTo(action, every, deployment)).answer !== "no")) named.set(formatSymbolic(resource), resource);
      }
    }
  }
  return [...named.values()];
}

function mayAllow(statement: Statement, action: string): boolean {
  if (statement.effect.kind === "known" && statement.effect.value === "Deny") return false;
  if (!statement.actions) return true;
  return statement.actions.some(({ value }) => {
    const pattern = value.kind === "string" ? literalText(value) : undefined;
    return pattern === undefined || matchesGlob(pattern.toLowerCase(), action.toLowerCase());
  });
}

function accessTo(action: string, resource: SymbolicString, { resources }: Pick<Deployment, "resources">): ReturnType<typeof accessOfDocument> {
  const element = (value: SymbolicString): PolicyElement => ({ path: "", value });
  const statement: Statement = { index: 0, path: "", effect: known("Allow"), certainty: "certain", actions: [element(literal(action))], resources: [element(resource)], conditions: [] };
  return accessOfDocument(known({ version: "2012-10-17", statements: [statement], problems: [] }), "policy", resources);
}
