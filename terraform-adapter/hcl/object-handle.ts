import type { SourceLocation, Symbolic, Unknown } from "../../core";

/**
 * A resource, data source or module as a whole, of which each attribute is found when it is asked for.
 * Where a handle is used as a value, it is an unknown that refers to the whole.
 */
export interface ObjectHandle extends Unknown {
  readonly attributeOf: (name: string, at: SourceLocation | undefined) => Symbolic;
  /** Present where it stands for instances whose keys are not known: the instance of that key. */
  readonly instanceOf?: (key: Symbolic, at: SourceLocation | undefined) => Symbolic;
}

export function objectHandle(address: string, attributeOf: ObjectHandle["attributeOf"], at?: SourceLocation): ObjectHandle {
  return { kind: "unknown", reason: "computed-at-apply", detail: `all of ${address}`, references: [address], attributeOf, ...(at ? { at } : {}) };
}

export function isHandle(value: Symbolic): value is ObjectHandle {
  return value.kind === "unknown" && "attributeOf" in value;
}
