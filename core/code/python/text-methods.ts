import { symbolicString, unknown, type StringPart, type SymbolicString } from "../../values";
import { argument } from "./arguments";
import { method } from "./container-methods";
import { extend, makeList } from "./containers";
import type { Call } from "./machine";
import { choose } from "./store";
import { combineTexts, formatBraces, stringOf } from "./text";
import { alternativesOf, atRunTime, data, knownText, none, text, truth, type DataValue, type PyValue } from "./values";

type TextMethod = (self: DataValue, call: Call) => PyValue;

/** Methods that give the same text in another form: whole literals are changed, of others nothing is known but where they come from. */
const changed: Readonly<Record<string, (value: string, ...args: string[]) => string>> = {
  lower: (value) => value.toLowerCase(),
  casefold: (value) => value.toLowerCase(),
  upper: (value) => value.toUpperCase(),
  strip: (value, characters) => stripEnd(stripStart(value, characters), characters),
  lstrip: (value, characters) => stripStart(value, characters),
  rstrip: (value, characters) => stripEnd(value, characters),
  replace: (value, from = "", to = "") => (from === "" ? value : value.replaceAll(from, to)),
  removeprefix: (value, prefix = "") => (value.startsWith(prefix) ? value.slice(prefix.length) : value),
  removesuffix: (value, suffix = "") => (suffix !== "" && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value),
  capitalize: (value) => value.slice(0, 1).toUpperCase() + value.slice(1).toLowerCase(),
};

/** Forms in which a text is the same for AWS, or is changed in a way that only white space and bytes know. */
const unchanged = new Set(["encode", "decode", "expandtabs", "__str__", "format_map", "isoformat", "hex", "as_posix"]);

const textMethods: Readonly<Record<string, TextMethod>> = {
  format: (self, { arguments: args }) => formatBraces(stringOf(self)!, args.positional, (name) => argument(args, undefined, name)),
  join: joinTexts,
  split: splitText,
  rsplit: splitText,
  partition: splitText,
  rpartition: splitText,
  splitlines: (self, { machine }) => makeList(machine, [], part(self)),
  startswith: (self, { arguments: args }) => starts(self, argument(args, 0) ?? none),
  endswith: (self, { arguments: args }) => ends(self, argument(args, 0) ?? none),
};

/** A method of a text. */
export function textMethod(self: DataValue, name: string): PyValue {
  const label = `str.${name}`;
  if (Object.hasOwn(textMethods, name)) return method(label, (call) => textMethods[name]!(self, call));
  if (Object.hasOwn(changed, name)) return method(label, (call) => change(self, name, call));
  if (unchanged.has(name)) return method(label, () => self);
  return method(label, () => atRunTime(`the result of ${name}()`));
}

function part(self: DataValue): PyValue {
  const string = stringOf(self);
  return data(unknown("unreadable", `a part of ${string ? "a text" : "a value"}`), self.sources);
}

function change(self: DataValue, name: string, { arguments: args }: Call): PyValue {
  const known = knownText(self);
  const given = args.positional.map(knownText);
  if (known !== undefined && !given.includes(undefined)) return data(symbolicString([{ kind: "literal", text: changed[name]!(known, ...(given as string[])) }]), self.sources);
  const string = stringOf(self);
  if (string && /strip$/.test(name)) return stripped(self, string, name, given[0]);
  if (string && name === "replace" && given.length === 2 && !given.includes(undefined)) {
    return data(symbolicString(string.parts.map((one) => (one.kind === "literal" ? { kind: "literal", text: one.text.replaceAll(given[0]!, given[1]!) } : one))), self.sources);
  }
  return data(unknown("unreadable", `a text changed by ${name}()`), self.sources);
}

/** Only literals at the ends are stripped: names and ARNs have no white space around them. */
function stripped(self: DataValue, string: SymbolicString, name: string, characters: string | undefined): PyValue {
  const parts: StringPart[] = [...string.parts];
  const first = parts[0];
  if (name !== "rstrip" && first?.kind === "literal") parts[0] = { kind: "literal", text: stripStart(first.text, characters) };
  const last = parts[parts.length - 1];
  if (name !== "lstrip" && last?.kind === "literal") parts[parts.length - 1] = { kind: "literal", text: stripEnd(last.text, characters) };
  return data(symbolicString(parts), self.sources);
}

function stripStart(value: string, characters?: string): string {
  let from = 0;
  while (from < value.length && (characters === undefined ? /\s/.test(value[from]!) : characters.includes(value[from]!))) from += 1;
  return value.slice(from);
}

function stripEnd(value: string, characters?: string): string {
  let to = value.length;
  while (to > 0 && (characters === undefined ? /\s/.test(value[to - 1]!) : characters.includes(value[to - 1]!))) to -= 1;
  return value.slice(0, to);
}

function joinTexts(self: DataValue, { machine, arguments: args, site }: Call): PyValue {
  const content = machine.iterate(argument(args, 0) ?? none, site);
  const pieces = content.items.flatMap((item, index): PyValue[] => (index === 0 ? [item] : [self, item]));
  if (content.rest) pieces.push(data(unknown("unreadable", "more texts, joined")));
  return combineTexts(pieces, (parts) => parts.flat());
}

function splitText(self: DataValue, { machine, arguments: args }: Call): PyValue {
  const separator = knownText(argument(args, 0, "sep"));
  const string = stringOf(self);
  const limit = argument(args, 1, "maxsplit");
  if (separator === undefined || separator === "" || limit || !string) return makeList(machine, [], part(self));
  const pieces: StringPart[][] = [[]];
  for (const one of string.parts) {
    if (one.kind !== "literal" && !isWithout(one)) {
      // From here on nobody knows how many pieces there are.
      return makeList(machine, pieces.slice(0, -1).map((piece) => data(symbolicString(piece), self.sources)), part(self));
    }
    if (one.kind !== "literal") {
      pieces[pieces.length - 1]!.push(one);
      continue;
    }
    const [first, ...others] = one.text.split(separator);
    pieces[pieces.length - 1]!.push({ kind: "literal", text: first! });
    for (const other of others) pieces.push([{ kind: "literal", text: other }]);
  }
  return makeList(machine, pieces.map((piece) => data(symbolicString(piece), self.sources)));
}

/** Partition, region and account have no separator in them. */
function isWithout(part: StringPart): boolean {
  return part.kind === "reference" && part.address === "aws";
}

function starts(self: DataValue, wanted: PyValue): PyValue {
  const [first] = stringOf(self)?.parts ?? [];
  const prefix = knownText(wanted);
  if (first?.kind !== "literal" || prefix === undefined) return atRunTime("a comparison");
  if (first.text.length >= prefix.length) return truth(first.text.startsWith(prefix));
  return prefix.startsWith(first.text) ? (knownText(self) === undefined ? atRunTime("a comparison") : truth(false)) : truth(false);
}

function ends(self: DataValue, wanted: PyValue): PyValue {
  const known = knownText(self);
  const suffix = knownText(wanted);
  return known === undefined || suffix === undefined ? atRunTime("a comparison") : truth(known.endsWith(suffix));
}

/** A method of a value of which nothing is known but where it comes from. */
export function unknownMethod(self: DataValue, name: string): PyValue {
  const { value } = self;
  if (value.kind !== "unknown") return method(name, () => atRunTime(`the result of ${name}()`));
  const same = (): DataValue => self;
  if (Object.hasOwn(changed, name) || unchanged.has(name) || name === "copy" || name === "format" || name === "read" || name === "strip") return method(name, same);
  if (name === "get" || name === "pop") {
    return method(name, ({ machine, arguments: args, site }) => {
      const found = machine.item(self, argument(args, 0) ?? none, site);
      const otherwise = argument(args, 1, "default");
      return otherwise ? choose([found, ...alternativesOf(otherwise)]) : found;
    });
  }
  if (name === "items") return method(name, ({ machine, site }) => makeList(machine, [], makeList(machine, [keyOf(self), machine.item(self, atRunTime("any"), site)])));
  if (name === "keys") return method(name, ({ machine }) => makeList(machine, [], keyOf(self)));
  if (name === "values" || name === "split" || name === "rsplit" || name === "splitlines" || name === "partition") return method(name, ({ machine, site }) => makeList(machine, [], machine.item(self, atRunTime("any"), site)));
  return method(name, () => ({ ...self, value: { ...value, detail: extend(value.detail ?? "a value", `.${name}()`) } }));
}

function keyOf(self: DataValue): PyValue {
  const { value } = self;
  return value.kind === "unknown" ? { ...self, value: { ...value, detail: extend("a key of ", value.detail ?? "a value") } } : text("");
}
