/** A request that shows an answer to be right. */
export interface Witness {
  readonly action: string;
  /** An ARN, or `*` for actions that know no resources; references as `${address.attribute}`. */
  readonly resource: string;
  /** Values of condition keys that the request has; several where the key has several. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** `AWS:arn:aws:iam::123456789012:root`, where the policies name principals. */
  readonly principal?: string;
}

/** The answer to a question on access. An undecided one says what nobody can tell before deployment. */
export type Answer =
  | { readonly answer: "yes" }
  | { readonly answer: "no"; readonly witness: Witness }
  | { readonly answer: "undecided"; readonly reason: string };
