import type { Machine } from "../program/machine";
import { choose } from "../program/store";
import { formatText, joinTexts, mapText } from "../program/text";
import { alternativesOf, atRunTime, data, detailOf, text, truth, unknownOf, zero, type Call, type DataValue, type ObjectValue, type ProgramValue } from "../program/values";
import { blockOf, callBlockOften, isPresent, withoutBlock } from "./ruby-calls";
import { asText, plainText, symbol } from "./ruby-symbols";

/** Methods that give a value as it is, or in another shape. */
const transparent = new Set("to_s to_str to_sym to_i to_f to_a to_h to_hash to_json strip chomp freeze dup clone itself read body string value values contents entries force_encoding encode unpack1 first last compact presence squish symbolize_keys with_indifferent_access deep_symbolize_keys lazy sort uniq reverse utf8 b scrub items item records record data".split(" "));

/** Methods of a text, where it is known as far as it is. */
const textMethods: Readonly<Record<string, (text: string) => string>> = {
  upcase: (one) => one.toUpperCase(),
  downcase: (one) => one.toLowerCase(),
  strip: (one) => one.trim(),
  chomp: (one) => one.replace(/\r?\n$/, ""),
  capitalize: (one) => one.slice(0, 1).toUpperCase() + one.slice(1).toLowerCase(),
};

const texts = new Set(["to_s", "to_str", "to_sym", "freeze", "dup", "itself", "clone", "presence", "b", "-@", "+@"]);

/** A method of anything that is there: whether it is nil, what class it has. */
export function callOnAnyValue(machine: Machine, value: ProgramValue, name: string, call: Call): ProgramValue | undefined {
  switch (name) {
    case "nil?": {
      const present = isPresent(value);
      return present === true ? truth(false) : atRunTime("a condition");
    }
    case "tap": {
      const block = blockOf(call);
      if (block) machine.call(block, { ...call, args: [value] });
      return value;
    }
    case "then":
    case "yield_self": {
      const block = blockOf(call);
      return block ? machine.call(block, { ...call, args: [value] }) : value;
    }
    case "freeze":
    case "itself":
    case "dup":
    case "clone":
      return value;
    case "send":
    case "public_send":
    case "__send__":
    case "try": {
      const called = plainText(call.args[0]);
      return called === undefined ? undefined : machine.callMember(value, called, { ...call, args: call.args.slice(1) });
    }
    case "method": {
      const called = plainText(call.args[0]);
      return called === undefined ? undefined : { kind: "native", label: called, services: [], call: (inner) => machine.callMember(value, called, inner), member: (member) => (member === "call" || member === "to_proc" ? { kind: "native", label: called, services: [], call: (inner) => machine.callMember(value, called, inner) } : undefined) };
    }
    default:
      return undefined;
  }
}

/** A method of a text, symbol or number. */
export function callOnText(machine: Machine, value: DataValue, name: string, call: Call): ProgramValue | undefined {
  const [argument] = call.args;
  if (texts.has(name)) return name === "to_sym" ? symbolOf(value) : asText(value);
  if (name === "+" || name === "concat" || name === "<<") return joinTexts([asText(value), ...call.args.map(asText)]);
  if (name === "%") return formatText(value, argument?.kind === "list" ? machine.elementsOf(argument).items.map(asText) : [argument ? asText(argument) : zero]);
  const made = Object.hasOwn(textMethods, name) ? textMethods[name] : undefined;
  if (made) return mapText(asText(value), made, name);
  if (name === "gsub" || name === "sub" || name === "tr" || name === "delete" || name === "delete_prefix" || name === "delete_suffix") return replaced(value, name, call);
  if (name === "split") return splitText(machine, value, argument);
  if (name === "==" || name === "start_with?" || name === "end_with?" || name === "include?" || name === "empty?" || name === "match?") return atRunTime("a condition");
  return undefined;
}

function symbolOf(value: DataValue): ProgramValue {
  const known = plainText(value);
  return known === undefined ? value : symbol(known);
}

function replaced(value: DataValue, name: string, call: Call): ProgramValue {
  const [from, to = text("")] = withoutBlock(call).map(plainText);
  return mapText(
    asText(value),
    (one) => {
      if (from === undefined || typeof to !== "string") return undefined;
      if (name === "delete_prefix") return one.startsWith(from) ? one.slice(from.length) : one;
      if (name === "delete_suffix") return one.endsWith(from) ? one.slice(0, -from.length) : one;
      if (name === "sub") return one.replace(from, () => to);
      return name === "gsub" || (from.length === 1 && to.length < 2) ? one.replaceAll(from, () => to) : undefined;
    },
    name,
  );
}

function splitText(machine: Machine, value: DataValue, separator: ProgramValue | undefined): ProgramValue {
  const [known, by] = [plainText(value), plainText(separator) ?? (separator ? undefined : " ")];
  if (known === undefined || by === undefined) return machine.makeList([], atRunTime(`a part of ${detailOf(value)}`));
  return machine.makeList(known.split(by).map((part) => text(part)));
}

/** A method of something that only the running function knows: a field of it, an element, the result of a block. */
export function callOnUnknown(machine: Machine, value: DataValue, name: string, call: Call): ProgramValue | undefined {
  const block = blockOf(call);
  if (block) {
    const result = callBlockOften(machine, block, [elementOf(machine, value, name)], call);
    machine.surrender(withoutBlock(call), call);
    return /^(map|collect|flat_map|filter_map|each_with_object|inject|reduce|then|to_h|group_by)/.test(name) ? choose([machine.makeList([], result)]) : value;
  }
  const [key, fallback] = call.args;
  if (name === "[]" || name === "fetch" || name === "dig") {
    const found = call.args.length > 1 && name === "dig" ? call.args.reduce<ProgramValue>((inner, one) => fieldOf(inner, one), value) : fieldOf(value, key);
    return name === "fetch" && fallback ? choose([found, fallback]) : found;
  }
  if (transparent.has(name)) return value;
  if (/^(\+|<<|concat)$/.test(name)) return joinTexts([value, ...call.args.map(asText)]);
  if (name === "split") return machine.makeList([], value);
  if (call.args.length === 0 && /^[a-z_]+$/.test(name)) return fieldOf(value, text(name));
  return undefined;
}

function elementOf(machine: Machine, value: ProgramValue, name: string): ProgramValue {
  if (/^(tap|then|each_key|synchronize|with)/.test(name)) return value;
  const { rest } = machine.elementsOf(value);
  return rest ?? atRunTime("an element");
}

/** `event['Records']` as what it is called. */
export function fieldOf(value: ProgramValue, key: ProgramValue | undefined): ProgramValue {
  return choose(
    alternativesOf(value).map((one): ProgramValue => {
      const reason = unknownOf(one);
      const name = plainText(key) ?? (key?.kind === "data" && key.value.kind === "number" ? "" : undefined);
      if (!reason || name === undefined) return one.kind === "data" && reason ? one : atRunTime("a field");
      const detail = name === "" ? `${detailOf(one)}[]` : `${detailOf(one)}.${name}`;
      return { ...data({ ...reason, detail }), ...(one.kind === "data" && one.answer ? { answer: one.answer } : {}) };
    }),
  );
}

/** What an operation answered, as far as it is known. */
export function callOnAnswer(value: ObjectValue, name: string, call: Call): ProgramValue | undefined {
  const wanted = (name === "[]" ? (plainText(call.args[0]) ?? "") : name).replaceAll("_", "").toLowerCase();
  for (const [member, found] of value.slots.map) if (member.toLowerCase() === wanted) return found;
  return undefined;
}
