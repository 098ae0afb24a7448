import { accessOfDocument, type AccessSet } from "../access";
import type { Condition, PolicyElement, Statement } from "../iam";
import type { NamedResources } from "../model";
import { known, type SymbolicString } from "../values";

/** What a statement is made of, before it is one. */
export interface StatementContent {
  readonly actions?: readonly PolicyElement[];
  readonly notActions?: readonly PolicyElement[];
  readonly resources?: readonly PolicyElement[];
  readonly notResources?: readonly PolicyElement[];
  readonly conditions?: readonly Condition[];
}

/** An Allow statement that stands for certain. */
export function allowStatement(content: StatementContent): Statement {
  return { index: 0, path: "", effect: known("Allow"), certainty: "certain", ...content, conditions: content.conditions ?? [] };
}

/** What Allow statements grant, without anything around them. */
export function accessOfStatements(statements: readonly Statement[], resources: NamedResources): AccessSet {
  return accessOfDocument(known({ version: "2012-10-17", statements, problems: [] }), "policy", resources);
}

export function elementOf(value: SymbolicString): PolicyElement {
  return { path: "", value };
}
