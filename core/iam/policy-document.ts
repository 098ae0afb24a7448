import type { SourceLocation, SymbolicString, Unknown, Value } from "../values";

export type Effect = "Allow" | "Deny";

/** What was read may stand in the policy for certain, or only where an undecided condition of the program turns out one way. */
export type Certainty = "certain" | "possible";

/** A string inside a policy document, the path that names it there, and where it is written. */
export interface PolicyElement {
  /** `Statement[0].Action[0]`: always with an index, also where the document has a scalar. */
  readonly path: string;
  readonly value: SymbolicString | Unknown;
  /** Absent means certain; `possible` where only one of several spellings of the list has it. */
  readonly certainty?: Certainty;
  readonly at?: SourceLocation;
}

/** An element of Principal or NotPrincipal: `type` is `AWS`, `Service`, `Federated`, `CanonicalUser`, or `*` for the bare `"*"` and for a Principal that is unknown as a whole. */
export interface PrincipalElement extends PolicyElement {
  readonly type: string;
}

/** One operator and key of a Condition block, such as StringEquals / aws:SourceArn, with its values. */
export interface Condition {
  readonly path: string;
  /** As written: `StringEquals`, `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  /** As written; condition keys are compared without case. */
  readonly key: string;
  /** `undefined` in place of the list where it is unknown as a whole. */
  readonly values: readonly PolicyElement[] | Unknown;
  readonly at?: SourceLocation;
}

/**
 * One statement. Of each pair (actions/notActions, resources/notResources, principals/notPrincipals) at most one is present;
 * an element list of which a part could not be read holds an unknown element in its place, never nothing.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
 */
export interface Statement {
  readonly index: number;
  /** `Statement[0]`. */
  readonly path: string;
  readonly sid?: string;
  readonly effect: Value<Effect>;
  readonly actions?: readonly PolicyElement[];
  readonly notActions?: readonly PolicyElement[];
  readonly resources?: readonly PolicyElement[];
  readonly notResources?: readonly PolicyElement[];
  readonly principals?: readonly PrincipalElement[];
  readonly notPrincipals?: readonly PrincipalElement[];
  readonly conditions: readonly Condition[];
  /** Present where the whole Condition block, or part of it, could not be read. */
  readonly unreadConditions?: Unknown;
  readonly certainty: Certainty;
  readonly at?: SourceLocation;
}

/** Something in a policy document that IAM would refuse or ignore. */
export interface PolicyProblem {
  readonly path: string;
  readonly message: string;
  readonly at?: SourceLocation;
}

/** An identity-based, resource-based or trust policy as it was read. */
export interface PolicyDocument {
  readonly version: "2012-10-17" | "2008-10-17";
  readonly id?: string;
  readonly statements: readonly Statement[];
  /** Present where further statements may exist that could not be read. */
  readonly unreadStatements?: Unknown;
  readonly problems: readonly PolicyProblem[];
  readonly at?: SourceLocation;
}
