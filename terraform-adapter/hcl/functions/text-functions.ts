import { createHash } from "node:crypto";
import { concatenate, literal, literalText, symbolicString, type StringPart, type Symbolic, type SymbolicString } from "../../../core";
import { formatNumber, isShapeless, jsonText, knownNumber, knownText, toParts, toText } from "../convert";
import { failure } from "../failure";
import { arnShape } from "./arn-shape";
import { booleanOf, notKnown, ofKnown, Refused, textOf, type Call, type TerraformFunction } from "./function";
import { compileRegex, expandReplacement, matchResult } from "./regex";

const LARGEST_WIDTH = 4096;

/** A function of texts that need to be known; a number or JSON is taken as text. */
function ofTexts(compute: (...texts: string[]) => Symbolic | string | boolean | number | readonly string[]): TerraformFunction {
  return (args, call) => {
    const texts = args.map((arg) => toText(arg));
    const refused = texts.find((text) => text.kind === "unknown" && "hasFailed" in text);
    if (refused) return refused;
    const known = texts.map((text) => (text.kind === "string" ? literalText(text) : undefined));
    if (known.includes(undefined)) return notKnown(args, call);
    const result = compute(...(known as string[]));
    if (typeof result === "string") return textOf(result, call);
    if (typeof result === "boolean") return booleanOf(result, call);
    if (typeof result === "number") return { kind: "number", value: result, at: call.at };
    if (Array.isArray(result)) return { kind: "list", items: result.map((text: string) => textOf(text, call)), at: call.at };
    return result as Symbolic;
  };
}

function trimSet(text: string, signs: string): string {
  const set = new Set(signs);
  const letters = [...text];
  while (letters.length > 0 && set.has(letters[0]!)) letters.shift();
  while (letters.length > 0 && set.has(letters[letters.length - 1]!)) letters.pop();
  return letters.join("");
}

/** A known start or end of a text is enough to cut it off. */
function trimEdge(isPrefix: boolean): TerraformFunction {
  return (args, call) => {
    const text = args[0] ? toText(args[0]) : undefined;
    const edge = knownText(args[1]);
    if (text?.kind !== "string" || edge === undefined) return notKnown(args, call);
    const part = isPrefix ? text.parts[0] : text.parts[text.parts.length - 1];
    if (part?.kind !== "literal" || (part.text.length < edge.length && text.parts.length > 1)) return part || edge === "" ? (edge === "" ? text : notKnown(args, call)) : text;
    const isThere = isPrefix ? part.text.startsWith(edge) : part.text.endsWith(edge);
    if (!isThere) return text;
    const kept: StringPart = { kind: "literal", text: isPrefix ? part.text.slice(edge.length) : part.text.slice(0, part.text.length - edge.length) };
    return symbolicString(isPrefix ? [kept, ...text.parts.slice(1)] : [...text.parts.slice(0, -1), kept], call.at);
  };
}

/** White space around a text is cut off where the text starts and ends with something known; the places of what stays move along. */
function trimSpace(pattern: { readonly start: RegExp; readonly end: RegExp }): TerraformFunction {
  return (args, call) => {
    const text = args[0] ? toText(args[0]) : undefined;
    if (text?.kind !== "string") return text ?? notKnown(args, call);
    const first = text.parts[0];
    const last = text.parts[text.parts.length - 1];
    if (!first || !last) return text;
    const cut = first.kind === "literal" ? (pattern.start.exec(first.text)?.[0].length ?? 0) : 0;
    const parts = text.parts.map((part, index): StringPart => {
      if (part.kind !== "literal") return part;
      const start = index === 0 ? part.text.slice(cut) : part.text;
      return { kind: "literal", text: index === text.parts.length - 1 ? start.replace(pattern.end, "") : start };
    });
    return withMovedPlaces(symbolicString(parts, text.at), text, cut);
  };
}

function withMovedPlaces(text: SymbolicString, before: SymbolicString, cut: number): SymbolicString {
  const { places } = before;
  return places ? { ...text, places: { locate: (offset, length) => places.locate(offset + cut, length) } } : text;
}

const join: TerraformFunction = (args, call) => {
  const separator = args[0] ? toText(args[0]) : undefined;
  const lists = args.slice(1);
  if (separator?.kind !== "string") return notKnown(args, call);
  const refused = lists.find((list) => list.kind !== "list" && !isShapeless(list));
  if (refused) return failure("join needs a list", call.at);
  if (lists.some((list) => list.kind !== "list" || list.rest)) {
    const start = lists[0]?.kind === "list" ? lists[0].items : [];
    return start.length === 0 ? notKnown(args, call) : symbolicString([...joined(start, separator), ...separator.parts, { kind: "unknown-text", unknown: notKnown(args, call) as never }], call.at);
  }
  const items = lists.flatMap((list) => (list.kind === "list" ? list.items : []));
  return symbolicString(joined(items, separator), call.at);
};

function joined(items: readonly Symbolic[], separator: SymbolicString): StringPart[] {
  return items.flatMap((item, index) => (index === 0 ? toParts(item) : [...separator.parts, ...toParts(item)]));
}

/** Each verb takes an argument; `%s` and `%v` keep references, all others need their argument known. */
const format: TerraformFunction = (args, call) => {
  const pattern = knownText(args[0]);
  if (pattern === undefined) return notKnown(args, call);
  const strings: SymbolicString[] = [];
  let next = 1;
  let end = 0;
  for (const found of pattern.matchAll(/%(?:\[(\d+)\])?([-+# 0]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g)) {
    const [all, position, flags, width, precision, verb] = found as unknown as [string, string?, string?, string?, string?, string?];
    strings.push(literal(pattern.slice(end, found.index)));
    end = found.index + all.length;
    if (verb === "%") {
      strings.push(literal("%"));
      continue;
    }
    const index = position ? Number(position) : next;
    next = index + 1;
    const arg = args[index];
    if (!arg) return failure(`format has no argument for "${all}"`, call.at);
    strings.push(formatVerb(arg, { flags: flags ?? "", width: Number(width ?? 0), precision: precision === undefined ? undefined : Number(precision), verb: verb! }, call));
  }
  strings.push(literal(pattern.slice(end)));
  return concatenate(strings, call.at);
};

interface Verb {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly verb: string;
}

function formatVerb(arg: Symbolic, { flags, width, precision, verb }: Verb, call: Call): SymbolicString {
  const isPlain = flags === "" && width === 0 && precision === undefined;
  if (isPlain && (verb === "s" || verb === "v")) return formatAny(arg, verb);
  const known = verb === "s" || verb === "v" || verb === "q" ? knownText(arg) : knownNumber(arg);
  const text = known === undefined || width > LARGEST_WIDTH || (precision ?? 0) > LARGEST_WIDTH ? undefined : formatKnown(known, verb, precision);
  if (text === undefined) return symbolicString([{ kind: "unknown-text", unknown: notKnown([arg], call) as never }]);
  if (flags.includes("-")) return literal(text.padEnd(width));
  const signed = flags.includes("+") && typeof known === "number" && known >= 0 ? `+${text}` : text;
  return literal(flags.includes("0") && typeof known === "number" ? padNumber(signed, width) : signed.padStart(width));
}

function formatAny(arg: Symbolic, verb: string): SymbolicString {
  if (arg.kind === "null" && verb === "v") return literal("null");
  if ((arg.kind === "list" || arg.kind === "map") && verb === "v") return jsonText(arg);
  return symbolicString(toParts(arg));
}

function formatKnown(value: string | number, verb: string, precision: number | undefined): string | undefined {
  if (typeof value === "string") {
    if (verb === "q") return JSON.stringify(value);
    return precision === undefined ? value : [...value].slice(0, precision).join("");
  }
  switch (verb) {
    case "d":
      return Number.isInteger(value) ? formatNumber(value) : undefined;
    case "f":
      return isTie(value, precision ?? 6) ? undefined : value.toFixed(Math.min(precision ?? 6, 100));
    case "x":
      return value.toString(16);
    case "X":
      return value.toString(16).toUpperCase();
    case "o":
      return value.toString(8);
    case "b":
      return value.toString(2);
    default:
      return undefined;
  }
}

/** Terraform rounds a half to the even digit, JavaScript as its binary form falls. */
function isTie(value: number, precision: number): boolean {
  return Math.abs(value * 10 ** precision) % 1 === 0.5;
}

function padNumber(text: string, width: number): string {
  const sign = /^[+-]/.exec(text)?.[0] ?? "";
  return sign + text.slice(sign.length).padStart(width - sign.length, "0");
}

const formatlist: TerraformFunction = (args, call) => {
  const lists = args.slice(1).filter((arg) => arg.kind === "list");
  if (args.slice(1).some((arg) => arg.kind === "unknown" || (arg.kind === "list" && arg.rest))) return notKnown(args, call);
  const length = lists.length === 0 ? 1 : Math.min(...lists.map((list) => (list.kind === "list" ? list.items.length : 0)));
  const items = Array.from({ length }, (_, index) => format(args.map((arg) => (arg.kind === "list" ? arg.items[index]! : arg)), call));
  return { kind: "list", items, at: call.at };
};

/** `replace` with a pattern between slashes is one of regular expressions. */
const replace: TerraformFunction = (args, call) => {
  const [text, search, replacement] = args.map((arg) => toText(arg));
  const pattern = search?.kind === "string" ? literalText(search) : undefined;
  if (text?.kind !== "string" || replacement?.kind !== "string" || pattern === undefined) return notKnown(args, call);
  const known = literalText(text);
  const isRegex = pattern.length > 1 && pattern.startsWith("/") && pattern.endsWith("/");
  if (!isRegex && known !== undefined) {
    const pieces = known.split(pattern);
    return symbolicString(pieces.flatMap((piece, index): StringPart[] => (index === 0 ? [{ kind: "literal", text: piece }] : [...replacement.parts, { kind: "literal", text: piece }])), call.at);
  }
  const withText = literalText(replacement);
  if (known === undefined || withText === undefined) return notKnown(args, call);
  return textOf(known.replace(compileRegex(pattern.slice(1, -1), "g"), (...found) => expandReplacement(withText, found)), call);
};

function substring(text: string, offset: number, length: number): string {
  const letters = [...text];
  const start = offset < 0 ? Math.max(0, letters.length + offset) : offset;
  if (offset > letters.length) throw new Refused("the offset is behind the end of the text");
  return letters.slice(start, length < 0 ? undefined : start + length).join("");
}

/** What Go takes for the start of a word: letters, digits and `_` do not end one, nor does any sign outside of ASCII but white space. */
const TITLE_START = /(^|[\s\x21-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7e])(\p{L})/gu;

/** Functions of text. */
export const TEXT_FUNCTIONS: Readonly<Record<string, TerraformFunction>> = {
  chomp: trimSpace({ start: /^(?!)/, end: /(?:\r?\n)+$/ }),
  endswith: startsOrEnds("end"),
  format,
  formatlist,
  indent: (args, call) => {
    const spaces = knownNumber(args[0]);
    const text = args[1] ? toText(args[1]) : undefined;
    if (spaces === undefined || text?.kind !== "string" || spaces > LARGEST_WIDTH) return notKnown(args, call);
    return symbolicString(text.parts.map((part) => (part.kind === "literal" ? { ...part, text: part.text.replace(/\n/g, `\n${" ".repeat(spaces)}`) } : part)), call.at);
  },
  join,
  lower: ofTexts((text) => text.toLowerCase()),
  md5: ofTexts((text) => createHash("md5").update(text).digest("hex")),
  regex: ofTexts((pattern, text) => matchResult(compileRegex(pattern).exec(text)) ?? failure(`"${pattern}" does not match`)),
  regexall: (args, call) => {
    const pattern = knownText(args[0]);
    const text = knownText(args[1]);
    if (pattern === undefined || text === undefined) return notKnown(args, call);
    return { kind: "list", items: [...text.matchAll(compileRegex(pattern, "g"))].map((found) => matchResult(found)!), at: call.at };
  },
  replace,
  sha1: ofTexts((text) => createHash("sha1").update(text).digest("hex")),
  sha256: ofTexts((text) => createHash("sha256").update(text).digest("hex")),
  sha512: ofTexts((text) => createHash("sha512").update(text).digest("hex")),
  base64sha256: ofTexts((text) => createHash("sha256").update(text).digest("base64")),
  base64sha512: ofTexts((text) => createHash("sha512").update(text).digest("base64")),
  split: (args, call) => {
    const separator = knownText(args[0]);
    const text = args[1] ? toText(args[1]) : undefined;
    const known = text?.kind === "string" ? literalText(text) : undefined;
    if (separator === ":" && known === undefined && text?.kind === "string") return splitArn(text, call) ?? notKnown(args, call);
    if (separator === undefined || known === undefined) return notKnown(args, call);
    const pieces = separator === "" ? [...known] : known.split(separator);
    return { kind: "list", items: pieces.map((piece) => textOf(piece, call)), at: call.at };
  },
  startswith: startsOrEnds("start"),
  strcontains: ofTexts((text, part) => text.includes(part)),
  strrev: ofTexts((text) => [...text].reverse().join("")),
  substr: ofKnown((text: string, offset: number, length: number) => substring(String(text), Number(offset), Number(length))),
  title: ofTexts((text) => text.replace(TITLE_START, (_, before: string, letter: string) => before + letter.toUpperCase())),
  trim: ofTexts(trimSet),
  trimprefix: trimEdge(true),
  trimspace: trimSpace({ start: /^\s+/, end: /\s+$/ }),
  trimsuffix: trimEdge(false),
  upper: ofTexts((text) => text.toUpperCase()),
  urlencode: ofTexts((text) => encodeURIComponent(text).replace(/%20/g, "+").replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)),
};

/** The fields of an ARN whose form is known from its type: the service and the type of resource are, though its name is not. */
function splitArn(text: SymbolicString, call: Call): Symbolic | undefined {
  const fields: StringPart[][] = [[]];
  for (const part of text.parts) {
    const pieces = part.kind === "literal" ? [part] : part.kind === "reference" && part.address === "aws" ? [part] : arnShape(part);
    if (!pieces) return undefined;
    for (const piece of pieces) {
      if (piece.kind !== "literal") {
        fields[fields.length - 1]!.push(piece);
        continue;
      }
      const [first, ...others] = piece.text.split(":");
      fields[fields.length - 1]!.push({ kind: "literal", text: first! });
      for (const other of others) fields.push([{ kind: "literal", text: other }]);
    }
  }
  return { kind: "list", items: fields.map((field) => symbolicString(field, call.at)), at: call.at };
}

/** A known start (or end) at least as long as what is looked for decides, whatever follows. */
function startsOrEnds(edge: "start" | "end"): TerraformFunction {
  return (args, call) => {
    const text = args[0] ? toText(args[0]) : undefined;
    const wanted = knownText(args[1]);
    if (text?.kind !== "string" || wanted === undefined) return notKnown(args, call);
    const part = edge === "start" ? text.parts[0] : text.parts[text.parts.length - 1];
    const own = text.parts.length === 0 ? "" : part?.kind === "literal" ? part.text : undefined;
    if (own === undefined || (text.parts.length > 1 && own.length < wanted.length)) return notKnown(args, call);
    return booleanOf(edge === "start" ? own.startsWith(wanted) : own.endsWith(wanted), call);
  };
}
