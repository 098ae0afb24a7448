import { append } from "../program/containers";
import type { Machine } from "../program/machine";
import { choose, everything } from "../program/store";
import { formatText, joinTexts, mapText } from "../program/text";
import { alternativesOf, atRunTime, data, detailOf, knownText, text, unknownOf, zero, type Call, type DataValue, type ListValue, type MapValue, type ProgramValue } from "../program/values";

/** Methods that give what they are called on, in another shape or out of what holds it. */
const transparent = new Set(
  "unwrap expect unwrap_or_default ok err as_str as_ref as_mut as_deref as_slice as_bytes as_string to_string to_owned to_vec into into_iter iter iter_mut into_inner into_bytes into_string clone cloned copied borrow borrow_mut lock read write await deref get_ref get_mut context with_context map_err ok_or ok_or_else collect chars lines bytes trim into_boxed_str boxed fuse await_ready as_path to_path_buf into_owned take replace_with by_ref rev skip take_while skip_while step_by peekable enumerate chunks windows sorted sort sort_by dedup flatten try_collect buffer_unordered buffered unpin pin then_some inspect last first nth next pop pop_front pop_back recv try_recv join unwrap_unchecked as_array as_object as_i64 as_u64 as_bool as_f64 and or_default instrument in_current_span timeout to_str to_str_lossy to_string_lossy collect_vec try_into try_from parse unwrap_err items messages records".split(" "),
);

/** Methods whose function is called with the value; what it gives is their result, or not. */
const mapping = /^(map|and_then|then|flat_map|filter_map|map_or|map_or_else|fold|try_fold|find_map|map_ok|get_or_init|get_or_try_init|get_or_insert_with|call_once|spawn|with)$/;

export function callFunctionWith(machine: Machine, fn: ProgramValue, value: ProgramValue, call: Call): ProgramValue {
  return machine.undecided(() => choose(alternativesOf(fn).map((one) => machine.call(one, { ...call, args: one.kind === "function" ? one.declaration.parameters.map(() => value) : [value] }))));
}

function functionIn(call: Call): ProgramValue | undefined {
  return call.args.find((one) => alternativesOf(one).some((given) => given.kind === "function"));
}

/** `unwrap_or(x)`: x where there may be nothing. */
export function otherwise(value: ProgramValue, fallback: ProgramValue): ProgramValue {
  const all = value.kind === "choice" ? value.alternatives : [value];
  const present = all.filter((one) => one.kind !== "zero");
  const isSure = present.length === all.length && present.length > 0 && present.every((one) => one.kind !== "data" || one.value.kind !== "unknown" || one.sources !== undefined);
  return isSure ? value : choose([...present, fallback]);
}

/** Without the possibility that there is nothing: the program ends there. */
export function held(value: ProgramValue): ProgramValue {
  if (value.kind !== "choice") return value;
  return choose(value.alternatives.filter((one) => one.kind !== "zero"));
}

/** A method that anything may have. */
export function callOnAnything(machine: Machine, value: ProgramValue, name: string, call: Call): ProgramValue | undefined {
  if (name === "map_or" && call.args[1]) return choose([call.args[0] ?? zero, callFunctionWith(machine, call.args[1], held(value), call)]);
  if (name === "unwrap" || name === "expect") return held(value);
  if (/^(is_some|is_ok|is_none|is_err|is_empty|contains|starts_with|ends_with|eq|ne|contains_key|any|all|len|count|cmp|partial_cmp|hash|elapsed|is_some_and|is_ok_and|is_null|is_string)$/.test(name)) {
    const fn = functionIn(call);
    if (fn) callFunctionWith(machine, fn, elementOf(machine, value), call);
    return atRunTime(name);
  }
  const fn = functionIn(call);
  if (fn) {
    const given = value.kind === "list" || value.kind === "map" || /^(for_each|filter|flat_map|filter_map|fold|map|find|position|retain|then|for_each_concurrent|try_for_each)$/.test(name) ? [held(value), elementOf(machine, value)] : [held(value)];
    const result = choose([...new Set(given)].map((one) => callFunctionWith(machine, fn, one, call)));
    return mapping.test(name) ? (value.kind === "list" ? machine.makeList([], result) : result) : value;
  }
  if (transparent.has(name)) return value;
  return undefined;
}

function elementOf(machine: Machine, value: ProgramValue): ProgramValue {
  const all = everything(machine.elementsOf(value));
  return all.length > 0 ? choose(all) : atRunTime(`an element of ${detailOf(value)}`);
}

/** Methods of vectors and hash maps. */
export function callOnCollection(machine: Machine, value: ListValue | MapValue, name: string, call: Call): ProgramValue | undefined {
  const [first, second] = call.args;
  if (value.kind === "map") {
    if (name === "insert") return machine.setItem(value, first ?? zero, second ?? zero), zero;
    if (/^(get|get_mut|remove|entry)$/.test(name)) return machine.item(value, first ?? zero);
    if (name === "keys" || name === "into_keys") return machine.makeList([], machine.keysOf(value));
    if (/^(values|into_values|values_mut)$/.test(name)) {
      const { items, rest } = machine.elementsOf(value);
      return machine.makeList(items, rest);
    }
    if (/^(iter|into_iter|iter_mut|drain)$/.test(name)) {
      const { items, rest } = machine.elementsOf(value);
      const keys = machine.keysOf(value);
      return machine.makeList(items.map((one) => machine.makeList([keys, one])), rest && machine.makeList([keys, rest]));
    }
    return undefined;
  }
  if (/^(push|push_back|push_front|insert)$/.test(name)) return append(machine.store, value, [call.args[call.args.length - 1] ?? zero]), zero;
  if (name === "extend" || name === "append") return append(machine.store, value, everything(machine.elementsOf(first ?? zero))), zero;
  if (/^(get|swap_remove|remove)$/.test(name)) return machine.item(value, first ?? zero);
  if (/^(first|last|next|pop|pop_front|pop_back|nth|max|min|recv)$/.test(name)) return elementOf(machine, value);
  if (/^(iter|into_iter|iter_mut|enumerate)$/.test(name)) {
    if (name !== "enumerate") return value;
    const { items, rest } = machine.elementsOf(value);
    return machine.makeList(items.map((one) => machine.makeList([atRunTime("an index"), one])), rest && machine.makeList([atRunTime("an index"), rest]));
  }
  if (name === "map") {
    const fn = functionIn(call);
    if (!fn) return value;
    const { items, rest } = machine.elementsOf(value);
    return machine.makeList(items.map((one) => callFunctionWith(machine, fn, one, call)), rest && callFunctionWith(machine, fn, rest, call));
  }
  if (name === "join" || name === "concat") return atRunTime("a joined text");
  if (name === "zip" || name === "chain") return machine.makeList([...machine.elementsOf(value).items, ...machine.elementsOf(first ?? zero).items], choose([value, first ?? zero].flatMap((one) => machine.elementsOf(one).rest ?? [])));
  return undefined;
}

/** A method of a text. */
export function callOnText(value: DataValue, name: string, call: Call): ProgramValue | undefined {
  const [first, second] = call.args.map(knownText);
  switch (name) {
    case "to_lowercase":
    case "to_ascii_lowercase":
      return mapText(value, (one) => one.toLowerCase(), name);
    case "to_uppercase":
    case "to_ascii_uppercase":
      return mapText(value, (one) => one.toUpperCase(), name);
    case "replace":
      return mapText(value, (one) => (first === undefined || second === undefined ? undefined : one.replaceAll(first, () => second)), name);
    case "push_str":
    case "push":
    case "add":
      return joinTexts([value, call.args[0] ?? zero]);
    default:
      return undefined;
  }
}

/** A field of what only the running function knows. */
export function fieldOf(value: ProgramValue, name: string): ProgramValue {
  return choose(
    alternativesOf(value).map((one): ProgramValue => {
      const reason = unknownOf(one);
      if (!reason) return atRunTime(name);
      return { ...data({ ...reason, detail: name === "" ? `${detailOf(one)}[]` : `${detailOf(one)}.${name}` }), ...(one.kind === "data" && one.answer ? { answer: one.answer } : {}) };
    }),
  );
}

/** A format with `{}`, `{0}` and `{name}` filled in. */
export function formatArguments(machine: Machine, call: Call): ProgramValue {
  const [format, ...given] = call.args;
  const known = knownText(format);
  if (known === undefined) return format ? formatText(format, given) : zero;
  const parts: ProgramValue[] = [];
  let next = 0;
  let from = 0;
  for (const match of known.matchAll(/\{\{|\}\}|\{([^}:]*)(?::[^}]*)?\}/g)) {
    parts.push(text(known.slice(from, match.index)));
    from = match.index + match[0].length;
    const [whole, name = ""] = match;
    if (whole === "{{" || whole === "}}") parts.push(text(whole[0]!));
    else if (name === "") parts.push(given[next++] ?? atRunTime("a formatted value"));
    else if (/^\d+$/.test(name)) parts.push(given[Number(name)] ?? atRunTime("a formatted value"));
    else parts.push(machine.name(name, call.frame) ?? given[next++] ?? atRunTime(name));
  }
  parts.push(text(known.slice(from)));
  return joinTexts(parts.map(held));
}
