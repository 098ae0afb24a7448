import { posix } from "node:path";
import { unknown } from "../../values";
import type { EnvironmentValue } from "../environment";
import type { Machine } from "../program/machine";
import { choose } from "../program/store";
import { formatText, joinTexts, mapText } from "../program/text";
import { alternativesOf, atRunTime, data, knownText, method, native, text, truth, zero, type Call, type ProgramValue } from "../program/values";

/** A function of a library: what it answers. */
export type Model = (machine: Machine, call: Call) => ProgramValue;

const err = atRunTime("err");

function withError(value: ProgramValue): ProgramValue {
  return { kind: "tuple", items: [value, err] };
}

/** An environment variable by its name; empty where it is not configured. */
export function environmentVariable(machine: Machine, name: ProgramValue | undefined, call: Call): ProgramValue {
  return choose(
    alternativesOf(name).map((one) => {
      const known = knownText(one);
      return known === undefined ? atRunTime("an environment variable") : named(machine.environment.get(known, call.at), known);
    }),
  );
}

function named(value: EnvironmentValue, name: string): ProgramValue {
  return value.kind === "absent" ? data({ kind: "null" }, [`environment variable ${name}`]) : data(value.value, [`environment variable ${name}`]);
}

const identity: Model = (_, { args }) => args[0] ?? zero;

const filling: Model = (machine, { args }) => {
  for (const one of args) machine.fill(one, unknown("decided-at-run-time", "what is read"), true);
  return err;
};

function ofText(name: string, make: (value: string, ...others: string[]) => string): Model {
  return (_, { args: [value, ...others] }) => {
    const known = others.map(knownText);
    return known.some((one) => one === undefined) ? atRunTime(`the result of ${name}`) : mapText(value, (given) => make(given, ...(known as string[])), name);
  };
}

function join(separator: string): Model {
  return (_, { args }) => joinTexts(args.flatMap((one, index) => (index === 0 ? [one] : [text(separator), one])));
}

/** The value of a variable and whether it is set. */
function lookUp(machine: Machine, call: Call): ProgramValue {
  const known = knownText(call.args[0]);
  const kind = known === undefined ? "possible" : machine.environment.get(known, call.at).kind;
  return { kind: "tuple", items: [environmentVariable(machine, call.args[0], call), kind === "possible" ? atRunTime("whether it is set") : truth(kind === "configured")] };
}

/** Functions of the standard library that make values which matter, or fill what they are given. */
const models: Readonly<Record<string, Model>> = {
  "os.Getenv": (machine, call) => environmentVariable(machine, call.args[0], call),
  "syscall.Getenv": lookUp,
  "os.LookupEnv": lookUp,
  "os.ExpandEnv": (machine, call) => expandEnvironment(machine, call),
  "fmt.Sprintf": (_, { args: [format, ...rest] }) => formatText(format, rest),
  "fmt.Sprint": (_, { args }) => joinTexts(args),
  "fmt.Sprintln": (_, { args }) => joinTexts([...args, text("\n")]),
  "strings.TrimSpace": (_, { args: [value] }) => choose(alternativesOf(value).map((one) => (knownText(one) === undefined ? one : mapText(one, (known) => known.trim(), "TrimSpace")))),
  "strings.ToLower": ofText("ToLower", (value) => value.toLowerCase()),
  "strings.ToUpper": ofText("ToUpper", (value) => value.toUpperCase()),
  "strings.TrimPrefix": ofText("TrimPrefix", (value, prefix = "") => (value.startsWith(prefix) ? value.slice(prefix.length) : value)),
  "strings.TrimSuffix": ofText("TrimSuffix", (value, suffix = "") => (suffix !== "" && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value)),
  "strings.ReplaceAll": ofText("ReplaceAll", (value, from = "", to = "") => value.split(from).join(to)),
  "strings.Clone": identity,
  "strings.Split": (machine, { args: [value, separator] }) => {
    const [whole, by] = [knownText(value), knownText(separator)];
    return whole !== undefined && by ? machine.makeList(whole.split(by).map(text)) : machine.makeList([], atRunTime("a part of a text"));
  },
  "strings.Join": (machine, { args: [list, separator] }) => {
    const { items, rest } = machine.elementsOf(list ?? zero);
    return rest ? atRunTime("a joined text") : joinTexts(items.flatMap((item, index) => (index === 0 ? [item] : [separator ?? text(""), item])));
  },
  "path.Join": join("/"),
  "path/filepath.Join": join("/"),
  "path.Base": ofText("Base", (value) => posix.basename(value)),
  "strconv.Itoa": identity,
  "strconv.Atoi": (_, { args }) => withError(args[0] ?? zero),
  "net/url.QueryUnescape": (_, { args }) => withError(args[0] ?? zero),
  "net/url.PathUnescape": (_, { args }) => withError(args[0] ?? zero),
  "errors.New": () => err,
  "fmt.Errorf": () => err,
  "encoding/json.Unmarshal": filling,
  "encoding/xml.Unmarshal": filling,
  "fmt.Sscanf": filling,
  "fmt.Sscan": filling,
  "encoding/json.NewDecoder": decoder,
  "encoding/xml.NewDecoder": decoder,
  "context.Background": () => ({ kind: "data", value: unknown("decided-at-run-time", "context"), type: { kind: "external", path: "context.Context", args: [] } }),
  "context.TODO": () => ({ kind: "data", value: unknown("decided-at-run-time", "context"), type: { kind: "external", path: "context.Context", args: [] } }),
  "context.WithTimeout": (_, { args }) => ({ kind: "tuple", items: [args[0] ?? zero, nothing] }),
  "context.WithDeadline": (_, { args }) => ({ kind: "tuple", items: [args[0] ?? zero, nothing] }),
  "context.WithCancel": (_, { args }) => ({ kind: "tuple", items: [args[0] ?? zero, nothing] }),
  "context.WithValue": identity,
};

const nothing = method("cancel", () => zero);

/** Whatever is decoded into what it is given. */
function decoder(machine: Machine): ProgramValue {
  return native("decoder", { member: (name) => (name === "Decode" ? method("Decode", (call) => filling(machine, call)) : undefined) });
}

function expandEnvironment(machine: Machine, call: Call): ProgramValue {
  const known = knownText(call.args[0]);
  if (known === undefined) return atRunTime("a text with environment variables");
  const parts = known.split(/\$\{?(\w+)\}?/);
  return joinTexts(parts.map((part, index) => (index % 2 === 0 ? text(part) : environmentVariable(machine, text(part), call))));
}

/** Packages of the standard library do nothing with what they are given but what is modelled; those named here call it. */
const calling = /^(net\/http|sort|slices|sync|time|context|testing|iter|maps)\b/;

export function isStandard(packagePath: string): boolean {
  return !packagePath.split("/")[0]!.includes(".");
}

export function callStandard(machine: Machine, path: string, call: Call): ProgramValue | undefined {
  const model = Object.hasOwn(models, path) ? models[path] : undefined;
  if (model) return model(machine, call);
  const packagePath = path.slice(0, path.lastIndexOf("."));
  if (!isStandard(packagePath)) return undefined;
  if (calling.test(packagePath)) machine.surrender(call.args, call);
  else machine.surrender(call.args.filter((one) => alternativesOf(one).some((value) => value.kind === "function")), call);
  return atRunTime(detail(path));
}

function detail(path: string): string {
  return `the result of ${path.split("/").pop()!}()`;
}
