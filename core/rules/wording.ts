import type { PolicyElement } from "../iam";
import { knownOr, formatSymbolic } from "../values";
import type { LambdaFunction } from "../model";

/** `a`, `a and b`, `a, b and c`, `a, b and 7 more`. */
export function inWords(items: readonly string[], most = 4, conjunction: "and" | "or" = "and"): string {
  const shown = items.length > most ? [...items.slice(0, most - 1), `${items.length - most + 1} more`] : items;
  return shown.length < 2 ? (shown[0] ?? "nothing") : `${shown.slice(0, -1).join(", ")} ${conjunction} ${shown[shown.length - 1]!}`;
}

/** `1 action`, `2 actions`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** `a table`, `an event-bus`. */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
}

/** Items as code. */
export function coded(items: readonly string[], most = 4): string {
  const shown = items.slice(0, items.length > most ? most - 1 : most).map((item) => `\`${item}\``);
  return inWords(items.length > most ? [...shown, ...items.slice(most - 1).map(() => "")] : shown, most);
}

/** Elements of a policy document as code. */
export function listed(elements: readonly PolicyElement[]): string {
  return coded(elements.map(elementText));
}

export function elementText(element: PolicyElement): string {
  return element.value.kind === "string" ? formatSymbolic(element.value) : "?";
}

/** The functions by their names: `orders-writer`, `reader and writer`, `this function`. */
export function functionNames(functions: readonly LambdaFunction[]): string {
  return functions.length === 0 ? "the role" : inWords(functions.map((fn) => knownOr(fn.name, undefined) ?? localName(fn.address)));
}

function localName(address: string): string {
  return address.startsWith("urn:") ? (address.split("::").pop() ?? address) : address;
}
