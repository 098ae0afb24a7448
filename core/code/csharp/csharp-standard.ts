import { unknown } from "../../values";
import type { Machine } from "../program/machine";
import { choose, everything } from "../program/store";
import { joinTexts } from "../program/text";
import { alternativesOf, atRunTime, detailOf, method, native, text, unknownOf, zero, type Call, type NativeValue, type ProgramValue } from "../program/values";
import { apply, functionIn, pair } from "./csharp-collections";
import { environmentVariable } from "./csharp-configuration";
import { lastOf } from "./csharp-names";
import { callStringClass } from "./csharp-text";

type Model = (machine: Machine, call: Call) => ProgramValue;
const first: Model = (_, { args }) => args[0] ?? zero;
const run: Model = (machine, call) => (functionIn(call.args) ? apply(machine, functionIn(call.args), atRunTime("a value"), call) : (call.args[0] ?? zero));
const joined: Model = (_, { args }) => joinTexts(args.flatMap((one, index) => (index === 0 ? [one] : [text("/"), one])));
const all: Model = (machine, { args }) => {
  const items = args.flatMap((one) => (alternativesOf(one).some((value) => value.kind === "list") ? everything(machine.elementsOf(one)) : [one]));
  return machine.makeList(items);
};
const parsed: Model = (_, { args }) => {
  const [one] = alternativesOf(args[0]);
  return one?.kind === "data" && one.value.kind === "unknown" ? one : atRunTime("a parsed value");
};

/** What the framework's static methods give. */
const models: Readonly<Record<string, Model>> = {
  "Environment.GetEnvironmentVariable": (machine, call) => environmentVariable(machine, call.args[0], call.at),
  "Environment.GetEnvironmentVariables": (machine, { at }) => environment(machine, at),
  "Environment.ExpandEnvironmentVariables": () => atRunTime("an expanded text"),
  "Task.FromResult": first,
  "ValueTask.FromResult": first,
  "Task.WhenAll": all,
  "Task.WhenAny": (machine, call) => choose(everything(machine.elementsOf(all(machine, call)))),
  "Task.WhenEach": all,
  "Task.WaitAll": all,
  "Task.Run": run,
  "Factory.StartNew": run,
  "Parallel.ForEachAsync": each,
  "Parallel.ForEach": each,
  "Path.Combine": joined,
  "Path.Join": joined,
  "Uri.UnescapeDataString": first,
  "Uri.EscapeDataString": first,
  "WebUtility.UrlDecode": first,
  "HttpUtility.UrlDecode": first,
  "Convert.ToString": first,
  "Convert.ToInt32": parsed,
  "Int32.Parse": parsed,
  "Int32.TryParse": parsed,
  "Guid.Parse": parsed,
  "Guid.TryParse": parsed,
  "Enum.Parse": parsed,
  "Enum.TryParse": parsed,
  "JsonSerializer.Deserialize": deserialized,
  "JsonSerializer.DeserializeAsync": deserialized,
  "JsonConvert.DeserializeObject": deserialized,
  "JsonSerializer.Serialize": () => atRunTime("serialized data"),
  "JsonConvert.SerializeObject": () => atRunTime("serialized data"),
  "Array.Empty": (machine) => machine.makeList([]),
  "Enumerable.Empty": (machine) => machine.makeList([]),
  "Enumerable.Repeat": (machine, { args }) => machine.makeList([], args[0]),
  "Enumerable.Range": (machine) => machine.makeList([], atRunTime("a number")),
  "KeyValuePair.Create": (machine, { args }) => pair(machine, args[0] ?? zero, args[1] ?? zero),
  "Tuple.Create": (machine, { args }) => tuple(machine, args),
  "Options.Create": first,
  "Interlocked.Exchange": (_, { args }) => args[1] ?? zero,
  "LazyInitializer.EnsureInitialized": run,
};

function tuple(machine: Machine, args: readonly ProgramValue[]): ProgramValue {
  const object = machine.makeObject({ kind: "external", path: "(tuple)", args: [] });
  args.forEach((value, index) => machine.store.set(object.slots, `Item${index + 1}`, value));
  return object;
}

function each(machine: Machine, call: Call): ProgramValue {
  const fn = functionIn(call.args);
  for (const item of everything(machine.elementsOf(call.args[0] ?? zero))) apply(machine, fn, item, call);
  return zero;
}

/** What is read from text is of the type that is asked for. */
function deserialized(machine: Machine, call: Call): ProgramValue {
  const type = call.types?.[0] ?? call.args.flatMap(alternativesOf).flatMap((one) => (one.kind === "type" ? [one.type] : []))[0];
  const [from] = alternativesOf(call.args[0]);
  const why = (from && unknownOf(from)) ?? unknown("decided-at-run-time", "deserialized data");
  return type ? machine.opaque(type, why) : { ...(from?.kind === "data" ? from : atRunTime("deserialized data")) };
}

function environment(machine: Machine, at: Call["at"]): NativeValue {
  return native("environment", { item: (key) => environmentVariable(machine, key, at), member: (name) => method(name, (call) => (/^(Contains|TryGetValue)/.test(name) ? environmentVariable(machine, call.args[0], call.at) : atRunTime(name))) });
}

/** A static call of the framework. */
export function callStandard(machine: Machine, path: string, call: Call): ProgramValue | undefined {
  // Guards that throw, or do nothing.
  if (/\.ThrowIf\w*$/.test(path) || /(^|\.)(ReferenceEquals|Debug\.Assert|GC\.\w+|Object\.Equals)$/.test(path)) return atRunTime("a condition");
  const short = path.split(".").slice(-2).join(".");
  if (Object.hasOwn(models, short)) return models[short]!(machine, call);
  return /(^|\.)String\.\w+$/.test(path) ? callStringClass(machine, lastOf(path), call.args) : undefined;
}

/** Types of the framework that hold what they are made with. */
export function constructStandard(machine: Machine, path: string, call: Call): ProgramValue | undefined {
  const simple = lastOf(path);
  if (/^(Lazy|AsyncLazy)$/.test(simple)) {
    const fn = functionIn(call.args);
    return fn ? machine.call(fn, { args: [], at: call.at, code: call.code, frame: call.frame }) : (call.args[0] ?? zero);
  }
  if (simple === "StringBuilder") {
    const built = machine.makeObject({ kind: "external", path: "StringBuilder", args: [] });
    const [start] = alternativesOf(call.args[0]);
    machine.store.set(built.slots, "text", start?.kind === "data" && start.value.kind !== "number" ? start : text(""));
    return built;
  }
  if (simple === "Uri") return call.args[0] ?? zero;
  if (simple === "KeyValuePair") return pair(machine, call.args[0] ?? zero, call.args[1] ?? zero);
  if (simple === "Tuple") return tuple(machine, call.args);
  return simple === "String" ? (call.args[0] ?? text("")) : undefined;
}

/** Methods of a text that is being built. */
export function callStringBuilder(machine: Machine, object: Extract<ProgramValue, { kind: "object" }>, name: string, call: Call): ProgramValue {
  const before = object.slots.map.get("text") ?? text("");
  if (name === "ToString") return before;
  const added = name === "Append" ? [call.args[0] ?? zero] : name === "AppendLine" ? [...call.args.slice(0, 1), text("\n")] : name === "AppendFormat" ? [callStringClass(machine, "Format", call.args)] : [atRunTime("a text that is built")];
  machine.store.set(object.slots, "text", joinTexts([before, ...added]));
  return object;
}

/** Methods that give a value as it is, or in another shape. */
const transparent = /^(ConfigureAwait|GetAwaiter|GetResult|AsTask|ToString|Unwrap|WithCancellation|Invoke|ToList|ToArray|AsEnumerable|AsObject|AsArray|GetString|GetProperty|Value|Trim|Clone|WaitAsync|Preserve|GetValue|Cast|OfType|Distinct|Where|OrderBy\w*|Skip|Take|First\w*|Single\w*|Last\w*|Reverse|AsDocument|AsString|AsListOf\w+|Get\w*Async|EnumerateArray|ToUpper\w*|ToLower\w*)$/;

/** A method of something of which little is known: a task, JSON, an event, an answer. */
export function callOnUnknown(machine: Machine, value: ProgramValue, name: string, call: Call): ProgramValue | undefined {
  const fn = functionIn(call.args);
  if (fn) {
    const [element] = alternativesOf(value);
    const given = element && unknownOf(element) && /^(Select|Where|ForEach|Any|All|First|OrderBy|SelectMany|GroupBy|ToDictionary|Single|Last|Count|Sum)/.test(name) ? everything(machine.elementsOf(value))[0] ?? value : value;
    const result = apply(machine, fn, given, call);
    machine.surrender(call.args.filter((one) => one !== fn), call);
    if (/^(Select|ConvertAll|SelectMany)$/.test(name)) return machine.makeList([], result);
    return givesResult(name) ? result : value;
  }
  if (transparent.test(name) && call.args.length <= 1) {
    const [type] = call.types ?? [];
    return type && unknownOf(value) ? machine.opaque(type, { ...unknownOf(value)!, detail: detailOf(value) }) : value;
  }
  const [asked, ...more] = call.types ?? [];
  if (!asked || more.length > 0 || /^(Add|Use|With|Register|Configure|Map|For|Include|Bind|As|On|Set)/.test(name)) return undefined;
  // `scope.Resolve<T>()`: what a method is asked for by its type is of that type.
  machine.surrender(call.args, call);
  return machine.opaque(asked, unknown("decided-at-run-time", `the result of ${name}()`));
}

/** Whether a method by that name gives back what the function that it is given does. */
export function givesResult(name: string): boolean {
  return /^(ContinueWith|Map|Bind|Match|Execute\w*|Invoke\w*|GetOrCreate\w*|GetOrAdd\w*|Run\w*|Then\w*|Aggregate)$/.test(name);
}
