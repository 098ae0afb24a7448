import type { EnvironmentValue } from "../environment";
import type { Machine } from "../program/machine";
import { choose } from "../program/store";
import { formatText, joinTexts } from "../program/text";
import { alternativesOf, atRunTime, data, method, native, text, truth, zero, type Call, type ProgramValue } from "../program/values";
import { bindParameter, blockOf, callBlock, callBlockOften, isPresent } from "./ruby-calls";
import { concat, merge } from "./ruby-collections";
import { asText, plainText } from "./ruby-symbols";

type Model = (machine: Machine, call: Call) => ProgramValue;

const silent: Model = () => zero;
const first: Model = (_, { args }) => args[0] ?? zero;

/** Functions that need no receiver, and what this reader puts into the code. Source: https://docs.ruby-lang.org/en/3.4/Kernel.html */
const functions: Readonly<Record<string, Model>> = {
  "(present)": (_, { args }) => {
    const present = isPresent(args[0]);
    return present === undefined ? atRunTime("a condition") : truth(present);
  },
  "(something)": (_, { args: [value = zero] }) => choose(value.kind === "choice" ? value.alternatives.filter((one) => one.kind !== "zero") : [value]),
  "(text)": (_, { args }) => joinTexts([asText(args[0] ?? zero)]),
  "(default)": (_, { args }) => (args[0] === undefined || args[0].kind === "zero" ? (args[1] ?? zero) : args[0]),
  "(element)": (machine, { args }) => {
    const { items, rest } = machine.elementsOf(args[0] ?? zero);
    return choose([...items, ...(rest ? [rest] : [])]);
  },
  "(concat)": (machine, { args }) => concat(machine, args),
  "(merge)": (machine, { args }) => merge(machine, args),
  "(tuple)": (machine, { args }) => {
    const { items, rest } = machine.elementsOf(args[0] ?? zero);
    return { kind: "tuple", items: [...items, ...(rest ? Array.from({ length: 6 }, () => rest) : [])] };
  },
  lambda: first,
  proc: first,
  loop: (machine, call) => repeat(machine, call),
  catch: (machine, call) => repeat(machine, call),
  at_exit: (machine, call) => repeat(machine, call),
  Integer: first,
  Float: first,
  String: (_, { args }) => asText(args[0] ?? zero),
  Array: (machine, { args }) => (args[0]?.kind === "list" ? args[0] : machine.makeList(args)),
  format: (_, { args }) => formatText(args[0], args.slice(1).map(asText)),
  sprintf: (_, { args }) => formatText(args[0], args.slice(1).map(asText)),
  ...Object.fromEntries("puts p pp print warn sleep srand rand binding private public protected private_constant private_class_method public_class_method module_function attr_reader attr_writer attr_accessor attr include extend prepend using refine alias_method require_dependency freeze autoload raise fail exit abort throw trap caller block_given? helpers".split(" ").map((name) => [name, silent])),
};

function repeat(machine: Machine, call: Call): ProgramValue {
  const block = blockOf(call);
  return block ? callBlockOften(machine, block, [atRunTime("a value")], call) : zero;
}

export function kernelFunction(machine: Machine, name: string): ProgramValue | undefined {
  const model = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (model) return method(name, (call) => model(machine, call));
  if (/^\((positional|others|keyword|keywords|member|block)\)$/.test(name)) return method(name, (call) => bindParameter(machine, name, call) ?? zero);
  return undefined;
}

function environmentVariable(machine: Machine, name: ProgramValue | undefined, call: Call): { value: ProgramValue; isCertain: boolean } {
  const found = alternativesOf(name).map((one): { value: ProgramValue; isCertain: boolean } => {
    const known = plainText(one);
    if (known === undefined) return { value: atRunTime("an environment variable"), isCertain: false };
    const environment: EnvironmentValue = machine.environment.get(known, call.at);
    return environment.kind === "absent" ? { value: zero, isCertain: false } : { value: data(environment.value, [`environment variable ${known}`]), isCertain: environment.kind === "configured" };
  });
  return { value: choose(found.map((one) => one.value)), isCertain: found.length > 0 && found.every((one) => one.isCertain) };
}

/** `ENV` */
export function environment(machine: Machine): ProgramValue {
  return native("ENV", {
    member: (name) => {
      if (name === "[]") {
        return method(name, (call) => {
          const { value, isCertain } = environmentVariable(machine, call.args[0], call);
          return isCertain ? value : choose([value, zero]);
        });
      }
      if (name === "fetch") {
        return method(name, (call) => {
          const { value, isCertain } = environmentVariable(machine, call.args[0], call);
          const block = blockOf(call);
          const fallback = block ? callBlock(machine, block, [], call) : call.args[1];
          return isCertain || !fallback ? value : value.kind === "zero" ? fallback : choose([value, fallback]);
        });
      }
      if (/^(key\?|has_key\?|include\?)$/.test(name)) return method(name, (call) => (environmentVariable(machine, call.args[0], call).isCertain ? truth(true) : atRunTime("a condition")));
      return method(name, () => atRunTime(`the result of ENV.${name}`));
    },
  });
}

/** What calls of the standard library give back that carry on what they are given. */
const carrying = /^(JSON\.(parse|generate|dump|pretty_generate|load|parse!)|CGI\.(unescape|escape)|URI\.(decode_www_form_component|encode_www_form_component|parse|join|unescape)|URI\.DEFAULT_PARSER\.unescape|Base64\.\w+|OpenStruct\.new|Set\.new|Array\.new|String\.new|StringIO\.new|Time\.(at|parse)|Date\.parse|Pathname\.new|YAML\.(load|safe_load)|Hash\.new|ERB::Util\.\w+)$/;

/** A call of the standard library. */
export function callStandard(machine: Machine, path: string, call: Call): ProgramValue | undefined {
  if (path === "Hash.new") {
    const [made, block] = [machine.makeMap(), blockOf(call)];
    if (block) callBlockOften(machine, block, [made, atRunTime("a key")], call);
    return made;
  }
  if (path === "Array.new" || path === "Set.new") return call.args[0]?.kind === "list" ? call.args[0] : machine.makeList([]);
  if (path === "File.join") return joinTexts(call.args.flatMap((one, index) => (index === 0 ? [asText(one)] : [text("/"), asText(one)])));
  if (path === "File.basename") return atRunTime("a file name");
  if (/^(Proc\.new|Thread\.(new|start|fork)|Concurrent::\w+\.(new|execute|future)|Ractor\.new|Fiber\.new|Async|Timeout\.timeout|Benchmark\.\w+|Mutex\.new|Parallel\.\w+|Retryable\.retryable)$/.test(path)) {
    const block = blockOf(call);
    if (path === "Proc.new") return block ?? zero;
    const [list] = call.args;
    const elements = path.startsWith("Parallel.") && list ? machine.elementsOf(list) : undefined;
    const given = elements ? [...elements.items, ...(elements.rest ? [elements.rest] : [])] : [atRunTime("a value")];
    return block ? choose(given.map((one) => callBlockOften(machine, block, [one], call))) : atRunTime(path);
  }
  if (carrying.test(path)) return call.args[0] ?? zero;
  return undefined;
}
