import { referencesIn, type SourceLocation, type Symbolic, type Unknown } from "../../core";

/** The result of an expression that Terraform would refuse: what `try` steps over and `can` denies. */
export interface Failure extends Unknown {
  readonly hasFailed: true;
}

export function failure(detail: string, at?: SourceLocation, references: readonly string[] = []): Failure {
  return { kind: "unknown", reason: "unreadable", detail, references, hasFailed: true, ...(at ? { at } : {}) };
}

/** Whether the value, or anything inside it, could not be evaluated for certain: Terraform has no such value, it stops. */
export function hasFailure(value: Symbolic): boolean {
  switch (value.kind) {
    case "unknown":
      return "hasFailed" in value;
    case "string":
      return value.parts.some((part) => part.kind === "unknown-text" && "hasFailed" in part.unknown);
    case "list":
      return value.items.some(hasFailure);
    case "map":
      for (const item of value.entries.values()) if (hasFailure(item)) return true;
      return false;
    case "json":
      return hasFailure(value.value);
    case "choice":
      return value.alternatives.every(hasFailure);
    default:
      return false;
  }
}

/** What is unknown because these values are: their references, and the gravest of their reasons. */
export function unknownBecause(values: readonly Symbolic[], detail: string, at?: SourceLocation): Unknown {
  const causes = values.flatMap(unknownsIn);
  const references = [...new Set(values.flatMap(referencesIn))];
  const secret = causes.find((cause) => cause.reason === "secret");
  const unreadable = causes.find((cause) => cause.reason === "unreadable");
  const cause = secret ?? unreadable ?? causes.find((other) => other.reason === "decided-at-run-time");
  const place = at ? { at } : {};
  return {
    kind: "unknown",
    reason: cause?.reason ?? "computed-at-apply",
    detail: cause?.detail ?? detail,
    references,
    ...place,
    ...(values.some(hasFailure) ? { hasFailed: true } : {}),
  };
}

function unknownsIn(value: Symbolic): Unknown[] {
  switch (value.kind) {
    case "unknown":
      return [value];
    case "string":
      return value.parts.flatMap((part) => (part.kind === "unknown-text" ? [part.unknown] : []));
    case "list":
      return [...value.items.flatMap(unknownsIn), ...(value.rest ? [value.rest] : [])];
    case "map":
      return [...[...value.entries.values()].flatMap(unknownsIn), ...(value.rest ? [value.rest] : [])];
    case "json":
      return unknownsIn(value.value);
    case "choice":
      return value.alternatives.flatMap(unknownsIn);
    default:
      return [];
  }
}
