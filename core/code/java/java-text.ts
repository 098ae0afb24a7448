import { choose } from "../program/store";
import { formatText, joinTexts, mapText } from "../program/text";
import { alternativesOf, atRunTime, knownText, text, truth, zero, type Call, type ProgramValue } from "../program/values";

/** Methods of texts. Source: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/String.html */
const methods: Readonly<Record<string, (value: ProgramValue, args: readonly ProgramValue[]) => ProgramValue>> = {
  toString: (value: ProgramValue) => value,
  intern: (value) => value,
  trim: (value) => kept(value, (known) => known.trim()),
  strip: (value) => kept(value, (known) => known.trim()),
  toLowerCase: (value) => mapText(value, (known) => known.toLowerCase(), "toLowerCase"),
  toUpperCase: (value) => mapText(value, (known) => known.toUpperCase(), "toUpperCase"),
  concat: (value, args) => joinTexts([value, ...args]),
  formatted: (value, args) => formatText(value, args),
  isEmpty: (value) => asked(value, (known) => known === "", "isEmpty"),
  isBlank: (value) => asked(value, (known) => known.trim() === "", "isBlank"),
  equalsIgnoreCase: (value, [other]) => askedWith(value, other, (known, given) => known.toLowerCase() === given.toLowerCase(), "equalsIgnoreCase"),
  startsWith: (value, [other]) => askedWith(value, other, (known, given) => known.startsWith(given), "startsWith"),
  endsWith: (value, [other]) => askedWith(value, other, (known, given) => known.endsWith(given), "endsWith"),
  contains: (value, [other]) => askedWith(value, other, (known, given) => known.includes(given), "contains"),
  replace: (value, [from, to]) => {
    const [a, b] = [knownText(from), knownText(to)];
    return a === undefined || b === undefined ? atRunTime("a replaced text") : mapText(value, (known) => known.split(a).join(b), "replace");
  },
};

/** What does not change a text that is not known: its blanks are not part of a name. */
function kept(value: ProgramValue, make: (known: string) => string): ProgramValue {
  return choose(alternativesOf(value).map((one) => (knownText(one) === undefined ? one : mapText(one, make, "trim"))));
}

/** The answer to a question about a text; where its letters are not known, only the running function knows. */
function asked(value: ProgramValue, answer: (known: string) => boolean, name: string): ProgramValue {
  const known = knownText(value);
  return known === undefined ? atRunTime(`the result of ${name}()`) : truth(answer(known));
}

function askedWith(value: ProgramValue, other: ProgramValue | undefined, answer: (known: string, given: string) => boolean, name: string): ProgramValue {
  const given = knownText(other);
  return given === undefined ? atRunTime(`the result of ${name}()`) : asked(value, (known) => answer(known, given), name);
}

const others = new Set("equals length substring split matches indexOf lastIndexOf charAt hashCode compareTo getBytes chars replaceAll replaceFirst repeat lines toCharArray codePointAt".split(" "));

/** A method of a text; `undefined` where texts have no such method. */
export function callOnText(value: ProgramValue, name: string, call: Call): ProgramValue | undefined {
  const known = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (known) return known(value, call.args);
  return others.has(name) ? atRunTime(`the result of ${name}()`) : undefined;
}

/** `String.format(…)`, `String.join(…)`, `String.valueOf(…)` */
export function callStringClass(name: string, args: readonly ProgramValue[], elements: (value: ProgramValue) => readonly ProgramValue[] | undefined): ProgramValue {
  const [first, ...rest] = args;
  if (name === "format") return formatText(first, rest);
  if (name === "valueOf" || name === "copyValueOf") return first ?? zero;
  if (name !== "join") return atRunTime(`String.${name}`);
  const parts = rest.length === 1 && rest[0]!.kind === "list" ? elements(rest[0]!) : rest;
  return parts ? joinTexts(parts.flatMap((part, index) => (index === 0 ? [part] : [first ?? text(""), part]))) : atRunTime("a joined text");
}
