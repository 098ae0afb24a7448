import type { Unknown } from "./unknown";

/** A known value. */
export interface Known<T> {
  readonly kind: "known";
  readonly value: T;
}

/** A value that every reader has to ask whether it is known. */
export type Value<T> = Known<T> | Unknown;

export function known<T>(value: T): Known<T> {
  return { kind: "known", value };
}

/** The value if it is known, else `undefined`: for display only, never to decide anything. */
export function knownOr<T, D = undefined>(value: Value<T> | undefined, otherwise?: D): T | D {
  return value?.kind === "known" ? value.value : (otherwise as D);
}

export function mapValue<T, R>(value: Value<T>, transform: (value: T) => R): Value<R> {
  return value.kind === "known" ? known(transform(value.value)) : value;
}
