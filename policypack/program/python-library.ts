import { loadPython, unknown, type python, type Symbolic } from "../../core";
import { policyDocumentOf } from "./policy-document-function";
import type { ProgramContext } from "./pulumi-library";
import { inEnginesNames } from "./python-names";
import { target } from "./resource-outputs";

type PyValue = python.PyValue;
type CallModel = python.CallModel;
const { alternativesOf, argument, asWritten, choose, combineTexts, data, formatBraces, fromSymbolic, isNone, knownText, lost, makeDict, makeList, method, none, placeOfSite, stringOf, text } = loadPython();

const same: CallModel = ({ arguments: args }) => args.positional[0] ?? none;
const nothing: CallModel = () => none;

/** `pulumi`, and the functions of `pulumi_aws` that are known. Outputs are the values that they will have, so that `apply` is a call. */
export function pythonLibrary(context: ProgramContext): python.ModelTable {
  return {
    calls: {
      "pulumi.Output.all": ({ machine, arguments: args }) => (args.keywords.size > 0 || args.restKeywords ? makeDict(machine, args.keywords, args.restKeywords) : makeList(machine, args.positional, args.restPositional)),
      "pulumi.Output.concat": ({ arguments: args }) => (args.restPositional ? lost("Output.concat") : combineTexts(args.positional, (parts) => parts.flat())),
      "pulumi.Output.format": ({ arguments: args }) => formatted(args),
      "pulumi.Output.from_input": same,
      "pulumi.Output.secret": same,
      "pulumi.Output.unsecret": same,
      "pulumi.Output.json_dumps": encoded,
      "pulumi.Output.json_loads": ({ machine, arguments: args }) => choose(alternativesOf(args.positional[0] ?? none).map((one) => (one.kind === "data" && one.value.kind === "json" ? fromSymbolic(machine, one.value.value) : lost("parsed JSON")))),
      "json.dumps": encoded,
      "copy.copy": ({ machine, arguments: args }) => copied(machine, args.positional[0] ?? none, 1),
      "copy.deepcopy": ({ machine, arguments: args }) => copied(machine, args.positional[0] ?? none, deepest),
      "pulumi.get_project": () => text(context.project),
      "pulumi.get_stack": () => text(context.stack),
      "pulumi.export": nothing,
      "pulumi.Config": ({ arguments: args }) => configuration(context, args.positional[0] ?? args.keywords.get("name")),
      // Its entries come into being when they are asked for.
      "collections.defaultdict": () => lost("a defaultdict"),
      ...withOutputForms(functions),
    },
    values: { "pulumi_aws.config.region": () => data(target.region) },
    builtins: { isinstance: method("isinstance", isInstance) },
    patterns: [[/^pulumi\.(?:log\.\w+|debug|info|warn|error)$/, nothing]],
  };
}

/** Only that it is not of a type is certain: a text may be an output. */
function isInstance({ arguments: args }: python.Call): PyValue {
  const [value, type] = args.positional;
  const kind = value?.kind === "list" || value?.kind === "dict" ? value.kind : value?.kind === "data" && value.value.kind === "string" ? "str" : undefined;
  const wanted = type?.kind === "list" ? (type.slots.map.get("content")?.items ?? []) : [type];
  const isOther = kind !== undefined && wanted.length > 0 && wanted.every((one) => one?.kind === "native" && excluded[kind].has(one.label));
  return isOther ? data({ kind: "boolean", value: false }) : data(unknown("unreadable", "a check of a type"));
}

const excluded: Readonly<Record<"list" | "dict" | "str", ReadonlySet<string>>> = {
  list: new Set(["builtins.str", "builtins.dict", "builtins.int", "builtins.float", "builtins.bool"]),
  dict: new Set(["builtins.str", "builtins.list", "builtins.tuple", "builtins.set", "builtins.int", "builtins.float", "builtins.bool"]),
  str: new Set(["builtins.list", "builtins.tuple", "builtins.set", "builtins.dict", "builtins.int", "builtins.float", "builtins.bool"]),
};

function formatted(args: python.Arguments): PyValue {
  const [template, ...values] = args.positional;
  const format = template && stringOf(template);
  return format && !args.restPositional ? formatBraces(format, values, (name) => argument(args, undefined, name)) : lost("Output.format");
}

function encoded({ arguments: args, site }: python.Call): PyValue {
  const value = argument(args, 0, "obj");
  return value ? data({ kind: "json", value: asWritten(value), at: placeOfSite(site) }) : none;
}

const deepest = 40;

function copied(machine: python.Machine, value: PyValue, depth: number): PyValue {
  if (depth === 0) return value;
  if (value.kind === "choice") return choose(alternativesOf(value).map((one) => copied(machine, one, depth)));
  if (value.kind === "dict") {
    const copy = makeDict(machine);
    machine.update(copy, value);
    for (const [name, entry] of [...copy.slots.map]) machine.store.set(copy.slots, name, copied(machine, entry, depth - 1));
    return copy;
  }
  if (value.kind !== "list") return value;
  const { items = [], rest } = value.slots.map.get("content") ?? {};
  return makeList(machine, items.map((item) => copied(machine, item, depth - 1)), rest);
}

/** `pulumi.Config(namespace)` with its getters. */
function configuration({ project, configuration: values }: ProgramContext, name: PyValue | undefined): PyValue {
  const namespace = name === undefined || isNone(name) ? project : knownText(name);
  return {
    kind: "native",
    label: "pulumi.Config",
    services: [],
    attribute: (getter) => {
      const asked = askedAs(getter);
      if (asked === undefined) return undefined;
      return method(getter, ({ machine, arguments: args }) => {
        const key = knownText(argument(args, 0, "key"));
        if (key === undefined || namespace === undefined) return lost("a configuration value of the stack");
        const value = values.get(namespace, key, asked);
        return value.kind === "null" ? (argument(args, 1, "default") ?? none) : fromSymbolic(machine, value);
      });
    },
  };
}

const types: Readonly<Record<string, string>> = { bool: "Boolean", int: "Number", float: "Number", object: "Object" };

/** `require_secret_bool` is `requireSecretBoolean` elsewhere. */
function askedAs(getter: string): string | undefined {
  const [, verb, secret, type] = /^(get|require)(_secret)?(?:_(bool|int|float|object))?$/.exec(getter) ?? [];
  return verb && `${verb}${secret ? "Secret" : ""}${type ? types[type]! : ""}`;
}

const functions: Readonly<Record<string, CallModel>> = {
  "iam.get_policy_document": (call) => {
    const entries = new Map<string, Symbolic>([...call.arguments.keywords].map(([name, value]) => [name, asWritten(value)]));
    if (call.arguments.restKeywords) return lost("the arguments of get_policy_document");
    const document = data({ kind: "json", value: policyDocumentOf(inEnginesNames("", { kind: "map", entries })), at: placeOfSite(call.site) });
    return record({ json: document, minified_json: document });
  },
  get_caller_identity: () => record({ account_id: data(target.account), id: data(target.account) }),
  get_region: () => record({ name: data(target.region), id: data(target.region), region: data(target.region) }),
  get_partition: () => record({ partition: data(target.partition), id: data(target.partition), dns_suffix: data(target.dnsSuffix) }),
};

function withOutputForms(models: Readonly<Record<string, CallModel>>): Record<string, CallModel> {
  return Object.fromEntries(Object.entries(models).flatMap(([name, model]) => [[`pulumi_aws.${name}`, model], [`pulumi_aws.${name}_output`, model]]));
}

function record(members: Readonly<Record<string, PyValue>>): python.NativeValue {
  return { kind: "native", label: "a result", services: [], attribute: (name) => (Object.hasOwn(members, name) ? members[name] : undefined) };
}
