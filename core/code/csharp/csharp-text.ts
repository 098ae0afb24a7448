import type { Machine } from "../program/machine";
import { choose } from "../program/store";
import { joinTexts, mapText } from "../program/text";
import { alternativesOf, atRunTime, knownText, text, zero, type Call, type ProgramValue } from "../program/values";

type Model = (value: ProgramValue, args: readonly ProgramValue[], machine: Machine) => ProgramValue;

/** Methods of texts. Source: https://learn.microsoft.com/en-us/dotnet/api/system.string */
const methods: Readonly<Record<string, Model>> = {
  ToString: (value) => value,
  Trim: (value) => kept(value, (known) => known.trim()),
  TrimEnd: (value, [end]) => kept(value, (known) => trimmed(known, end, false)),
  TrimStart: (value, [start]) => kept(value, (known) => trimmed(known, start, true)),
  ToLower: (value) => mapText(value, (known) => known.toLowerCase(), "ToLower"),
  ToLowerInvariant: (value) => mapText(value, (known) => known.toLowerCase(), "ToLower"),
  ToUpper: (value) => mapText(value, (known) => known.toUpperCase(), "ToUpper"),
  ToUpperInvariant: (value) => mapText(value, (known) => known.toUpperCase(), "ToUpper"),
  Replace: (value, [from, to]) => {
    const [a, b] = [knownText(from), knownText(to) ?? (to?.kind === "zero" ? "" : undefined)];
    return a === undefined || b === undefined ? atRunTime("a replaced text") : mapText(value, (known) => known.split(a).join(b), "Replace");
  },
  Split: (value, [separator], machine) => {
    const [known, at] = [knownText(value), knownText(separator)];
    return known === undefined || !at ? machine.makeList([], atRunTime("a part of a text")) : machine.makeList(known.split(at).map(text));
  },
};

function trimmed(known: string, given: ProgramValue | undefined, isStart: boolean): string {
  const one = knownText(given);
  if (one === undefined || one === "") return isStart ? known.trimStart() : known.trimEnd();
  let rest = known;
  while (isStart ? rest.startsWith(one) : rest.endsWith(one)) rest = isStart ? rest.slice(one.length) : rest.slice(0, -one.length);
  return rest;
}

/** What does not change a text that is not known: its blanks are not part of a name. */
function kept(value: ProgramValue, make: (known: string) => string): ProgramValue {
  return choose(alternativesOf(value).map((one) => (knownText(one) === undefined ? one : mapText(one, make, "Trim"))));
}

const others = new Set("Equals Contains StartsWith EndsWith Substring IndexOf LastIndexOf CompareTo GetHashCode PadLeft PadRight Insert Remove ToCharArray Normalize Any Count First Last All Where Select Reverse".split(" "));

/** A method of a text; `undefined` where texts have no such method. */
export function callOnText(machine: Machine, value: ProgramValue, name: string, call: Call): ProgramValue | undefined {
  const known = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (known) return known(value, call.args, machine);
  return others.has(name) ? atRunTime(`the result of ${name}()`) : undefined;
}

/** What makes a text of a text is one also where the text is not known. */
export function isTextMethod(name: string): boolean {
  return /^(Trim|TrimEnd|TrimStart|ToLower|ToUpper|ToLowerInvariant|ToUpperInvariant|Replace|Split)$/.test(name);
}

/** `string.Format(…)`, `string.Join(…)`, `string.IsNullOrEmpty(…)` */
export function callStringClass(machine: Machine, name: string, args: readonly ProgramValue[]): ProgramValue {
  const [first, ...rest] = args;
  switch (name) {
    case "Format":
      return formatted(first, rest);
    case "Concat":
      return joinTexts(args);
    case "Join": {
      const only = rest.length === 1 && rest[0]!.kind === "list" ? machine.elementsOf(rest[0]!) : { items: rest, rest: undefined };
      return only.rest ? atRunTime("a joined text") : joinTexts(only.items.flatMap((part, index) => (index === 0 ? [part] : [first ?? text(""), part])));
    }
    case "Copy":
    case "Intern":
      return first ?? zero;
    default:
      return atRunTime(`String.${name}`);
  }
}

/** `{0}` and the like filled in. Source: https://learn.microsoft.com/en-us/dotnet/standard/base-types/composite-formatting */
function formatted(format: ProgramValue | undefined, args: readonly ProgramValue[]): ProgramValue {
  return choose(
    alternativesOf(format).map((one) => {
      const known = knownText(one);
      if (known === undefined) return atRunTime("a formatted text");
      return joinTexts(known.split(/(\{\d+(?:[,:][^}]*)?\})/).map((part) => {
        const hole = /^\{(\d+)([,:])?/.exec(part);
        if (!hole) return text(part.replaceAll("{{", "{").replaceAll("}}", "}"));
        return hole[2] ? atRunTime("a formatted value") : (args[Number(hole[1])] ?? atRunTime("a formatted value"));
      }));
    }),
  );
}
