import { unknown, type SourceLocation, type Symbolic, type SymbolicMap, type Unknown } from "../values";
import type { PolicyProblem } from "./policy-document";

/** What the readers of the parts of one document share: where problems go. */
export class Reading {
  readonly problems: PolicyProblem[] = [];

  report(path: string, message: string, at?: SourceLocation): void {
    this.problems.push({ path, message, ...(at ? { at } : {}) });
  }

  /** Says that something is not what IAM expects there, and stands for it. */
  refuse(path: string, message: string, at?: SourceLocation): Unknown {
    this.report(path, message, at);
    return unknown("unreadable", message, [], at);
  }

  /** The entries of a map under IAM's own names of them; names in another case are read too, which IAM would refuse. */
  named<N extends string>(map: SymbolicMap, names: readonly N[], path: string): { found: Map<N, Symbolic>; rest?: Unknown } {
    const found = new Map<N, Symbolic>();
    const inOtherCase = new Map<N, Symbolic>();
    let rest = map.rest;
    for (const [key, value] of map.entries) {
      const exact = names.find((name) => name === key);
      if (exact !== undefined) {
        found.set(exact, value);
        continue;
      }
      if (key.includes("${")) {
        rest ??= unknown("computed-at-apply", `the name of an element is only known as ${key}`, [], value.at);
        continue;
      }
      const similar = names.find((name) => name.toLowerCase() === key.toLowerCase());
      const at = joinPath(path, key);
      if (similar === undefined) {
        this.report(at, `"${key}" is no element of a policy here`, value.at);
      } else {
        this.report(at, `"${key}" has to be written "${similar}"`, value.at);
        inOtherCase.set(similar, value);
      }
    }
    for (const [name, value] of inOtherCase) if (!found.has(name)) found.set(name, value);
    for (const key of map.duplicateKeys ?? []) this.report(joinPath(path, key), `"${key}" occurs more than once; the last one counts`, map.at);
    return { found, ...(rest ? { rest } : {}) };
  }
}

export function joinPath(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

/** What a value is, in a word for a person. */
export function kindOf(value: Symbolic): string {
  return { map: "an object", list: "a list", null: "null", boolean: "a boolean", number: "a number", string: "a string", json: "a string", choice: "one of several values", unknown: "not known" }[value.kind];
}
