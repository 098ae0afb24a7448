import { parse as parseYaml } from "yaml";
import { fromPlain } from "../../values";
import { argument } from "./arguments";
import { method } from "./container-methods";
import { extend, fromSymbolic } from "./containers";
import type { Call } from "./machine";
import type { ModelTable } from "./models";
import { choose } from "./store";
import { combineTexts } from "./text";
import { toSymbolic } from "./to-symbolic";
import { alternativesOf, atRunTime, knownText, none, text, unknownOf, type NativeValue, type PyValue } from "./values";

/** Configuration beyond this size is data. */
const MOST_CHARACTERS = 500_000;

/** `open(path)`: the text of a file that stands beside the code. */
function openFile(call: Call): PyValue {
  const mode = knownText(argument(call.arguments, 1, "mode")) ?? "r";
  const given = argument(call.arguments, 0, "file");
  const name = given?.kind === "native" && given.location ? given.location : given;
  return opened(call, name, mode);
}

function opened(call: Call, name: PyValue | undefined, mode: string): PyValue {
  const known = knownText(name);
  const content = known !== undefined && /^r[bt]?$/.test(mode) ? call.machine.modules.readText(known, call.site.frame.module) : undefined;
  return fileHandle(content !== undefined && content.length <= MOST_CHARACTERS ? text(content) : atRunTime(`the content of ${known === undefined ? "a file" : known.slice(known.lastIndexOf("/") + 1)}`));
}

function fileHandle(content: PyValue): NativeValue {
  const self: NativeValue = {
    kind: "native",
    label: "a file",
    services: [],
    content,
    enter: () => self,
    iterate: () => ({ items: [], rest: atRunTime("a line of a file") }),
    attribute: (name) => (name === "read" ? method(name, () => content) : method(name, () => atRunTime(`${name}() of a file`))),
  };
  return self;
}

/** `json.loads(text)` */
function decodeJson(call: Call): PyValue {
  return decode(call, argument(call.arguments, 0, "s"), "json.loads", JSON.parse);
}

/** `json.load(file)` */
function loadJson(call: Call): PyValue {
  return decode(call, contentOfFile(argument(call.arguments, 0, "fp")), "json.load", JSON.parse);
}

function loadYaml(call: Call): PyValue {
  return decode(call, contentOfFile(argument(call.arguments, 0, "stream")), "yaml.load", parseYaml);
}

function contentOfFile(file: PyValue | undefined): PyValue | undefined {
  return file && choose(alternativesOf(file).map((one) => (one.kind === "native" && one.content ? one.content : one)));
}

function decode(call: Call, value: PyValue | undefined, name: string, parse: (text: string) => unknown): PyValue {
  return choose(
    alternativesOf(value ?? none).map((one) => {
      if (one.kind === "data" && one.value.kind === "json") return fromSymbolic(call.machine, one.value.value, one.sources);
      const known = knownText(one);
      if (known !== undefined) {
        try {
          return fromSymbolic(call.machine, fromPlain(parse(known)), one.kind === "data" ? one.sources : undefined);
        } catch {
          return atRunTime(`${name}() of a text that is no such data`);
        }
      }
      const from = unknownOf(one);
      if (from && one.kind === "data") return { ...one, isLost: false, value: { ...from, detail: extend(`${name}(`, `${from.detail ?? "a value"})`) } };
      return atRunTime(`the result of ${name}()`);
    }),
  );
}

/** `json.dumps(value)`: the text is known as far as the value is. */
function encodeJson({ arguments: args }: Call): PyValue {
  const value = argument(args, 0, "obj");
  return value ? { kind: "data", value: { kind: "json", value: toSymbolic(value) } } : none;
}

/** `pathlib.Path(…)`: as the text of the path. */
function pathOf({ arguments: args }: Call): PyValue {
  return pathObject(combineTexts(args.positional, (parts) => parts.flatMap((part, index) => (index === 0 ? [...part] : [{ kind: "literal", text: "/" }, ...part]))));
}

function pathObject(location: PyValue): NativeValue {
  const known = knownText(location);
  const parent = (): PyValue => (known === undefined ? atRunTime("a folder") : pathObject(text(known.slice(0, Math.max(0, known.lastIndexOf("/"))) || ".")));
  return {
    kind: "native",
    label: "a path",
    services: [],
    location,
    attribute: (name) => {
      if (name === "parent") return parent();
      if (name === "parents") return { kind: "native", label: "parents", services: [], item: (key, site) => ancestor(pathObject(location), key, site) };
      if (name === "resolve" || name === "absolute") return method(name, () => pathObject(location));
      if (name === "joinpath" || name === "__truediv__") return method(name, (call) => pathObject(combineTexts([location, ...call.arguments.positional], (parts) => parts.flatMap((part, index) => (index === 0 ? [...part] : [{ kind: "literal" as const, text: "/" }, ...part])))));
      if (name === "open") return method(name, (call) => opened(call, location, knownText(argument(call.arguments, 0, "mode")) ?? "r"));
      if (name === "read_text" || name === "read_bytes") {
        return method(name, (call) => contentOfFile(opened(call, location, "r"))!);
      }
      if (name === "name" || name === "stem" || name === "suffix") return known === undefined ? atRunTime("a name of a file") : text(known.slice(known.lastIndexOf("/") + 1));
      return method(name, () => atRunTime(`${name}() of a path`));
    },
  };
}

function ancestor(object: PyValue, key: PyValue, site: Call["site"]): PyValue {
  const count = key.kind === "data" && key.value.kind === "number" ? key.value.value : 0;
  let current = object;
  for (let step = 0; step <= Math.min(count, 20); step += 1) current = (current.kind === "native" && current.attribute?.("parent", site)) || current;
  return current;
}

/** Configuration files that are read at start. */
export const dataFileModels: ModelTable = {
  calls: {
    "builtins.open": openFile,
    "io.open": openFile,
    "codecs.open": openFile,
    "json.load": loadJson,
    "json.loads": decodeJson,
    "json.dumps": encodeJson,
    "ujson.loads": decodeJson,
    "orjson.loads": decodeJson,
    "simplejson.loads": decodeJson,
    "yaml.safe_load": loadYaml,
    "yaml.load": loadYaml,
    "yaml.full_load": loadYaml,
    "pathlib.Path": pathOf,
    "pathlib.PurePath": pathOf,
    "pathlib.PosixPath": pathOf,
  },
};
