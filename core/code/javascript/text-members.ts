import { unknown, type SourceLocation } from "../../values";
import type { Interpreter } from "./interpreter";
import { joinText } from "./expressions";
import { knownText, originOf, withOrigin } from "./symbolic";
import { arrayValue, booleanValue, nativeFunction, numberValue, runTime, textValue, undefinedValue, type DataValue, type JsValue, type NativeCall } from "./values";

type TextMethod = (text: string, args: readonly (string | undefined)[]) => JsValue | undefined;

function numberArgument(call: NativeCall, index: number): number | undefined {
  const arg = call.args[index];
  return arg?.kind === "data" && arg.value.kind === "number" ? arg.value.value : undefined;
}

const known: Readonly<Record<string, TextMethod>> = {
  charAt: (text) => textValue(text.charAt(0)),
  toLowerCase: (text) => textValue(text.toLowerCase()),
  toUpperCase: (text) => textValue(text.toUpperCase()),
  trim: (text) => textValue(text.trim()),
  trimStart: (text) => textValue(text.trimStart()),
  trimEnd: (text) => textValue(text.trimEnd()),
  startsWith: (text, [start]) => (start === undefined ? undefined : booleanValue(text.startsWith(start))),
  endsWith: (text, [end]) => (end === undefined ? undefined : booleanValue(text.endsWith(end))),
  includes: (text, [part]) => (part === undefined ? undefined : booleanValue(text.includes(part))),
  split: (text, [separator]) => (separator === undefined ? undefined : arrayValue(text.split(separator).map((part) => textValue(part)))),
  replace: (text, [from, to]) => (from === undefined || to === undefined ? undefined : textValue(text.replace(from, () => to))),
  replaceAll: (text, [from, to]) => (from === undefined || to === undefined ? undefined : textValue(text.replaceAll(from, () => to))),
};

/** `text.member`. */
export function textMember(run: Interpreter, value: DataValue, property: string, at: SourceLocation): JsValue {
  if (value.value.kind === "null") return undefinedValue;
  const text = knownText(value);
  if (/^\d+$/.test(property)) return text === undefined ? runTime("a character") : textValue(text.charAt(Number(property)));
  if (property === "length") return text === undefined ? runTime("a length") : numberValue(text.length);
  return nativeFunction(property, (call) => {
    if (property === "toString" || property === "valueOf") return value;
    if (property === "concat") return joinText([value, ...call.args], at);
    if (property === "charAt" && numberArgument(call, 0) !== 0) return changed(value, property, at);
    for (const arg of call.args) if (arg.kind === "function") run.maybe(() => run.callFromOutside(arg, [runTime("text")]));
    return computed(value, text, property, call) ?? changed(value, property, at);
  });
}

function computed(value: DataValue, text: string | undefined, property: string, call: NativeCall): JsValue | undefined {
  if (text === undefined) return undefined;
  if (property === "slice" || property === "substring" || property === "substr") {
    const [start, end] = [numberArgument(call, 0), numberArgument(call, 1)];
    if (start === undefined || (call.args.length > 1 && end === undefined)) return undefined;
    return withOrigin(textValue(property === "slice" ? text.slice(start, end) : property === "substring" ? text.substring(start, end) : text.slice(start, end === undefined ? undefined : start + end)), originOf(value));
  }
  const method = Object.hasOwn(known, property) ? known[property] : undefined;
  const result = method?.(text, call.args.map((arg) => knownText(arg)));
  return result && withOrigin(result, originOf(value));
}

/** Text made of a value that is not known: unknown, and it still refers to what it was made of. */
function changed(value: DataValue, property: string, at: SourceLocation): JsValue {
  const references = value.value.kind === "string" ? value.value.parts.flatMap((part) => (part.kind === "reference" ? [`${part.address}.${part.attribute}`] : part.kind === "unknown-text" ? [...part.unknown.references] : [])) : [];
  const detail = `.${property}() of ${originOf(value) ?? "text"}`;
  const result: JsValue = withOrigin({ kind: "unknown", unknown: unknown(references.length > 0 ? "computed-at-apply" : "decided-at-run-time", detail, references, at) }, originOf(value));
  return property === "split" || property === "match" ? arrayValue([], result) : result;
}
