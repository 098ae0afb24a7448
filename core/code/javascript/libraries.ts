import type { Interpreter } from "./interpreter";
import type { NativeValue } from "./values";

/** The exports of a library that calls AWS on one's behalf, `undefined` for libraries that are not in the table. */
export function libraryValue(_run: Interpreter, _specifier: string): NativeValue | undefined {
  return undefined;
}
