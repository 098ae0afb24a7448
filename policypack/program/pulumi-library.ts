import { loadJavascript, type javascript, unknown, type SourceLocation } from "../../core";
import { assetLibrary } from "./asset-library";
import type { ResourceValues } from "./resource-values";
import type { StackConfiguration } from "./stack-configuration";

type JsValue = javascript.JsValue;
type NativeValue = javascript.NativeValue;
const { fromSymbolic, joinText, knownText, nativeFunction, objectValue, textValue, toSymbolic, undefinedValue, unreadable } = loadJavascript();

/** Where the program is being deployed. */
export interface ProgramContext {
  readonly project: string;
  readonly stack: string;
  readonly configuration: StackConfiguration;
}

/** `@pulumi/pulumi` as programs use it. Outputs are the values that they will have, so that `apply` is a call, and `output` changes nothing. */
export function pulumiLibrary(resources: ResourceValues, context: ProgramContext): NativeValue {
  const same = (name: string): NativeValue => nativeFunction(name, ({ args: [value] }) => value ?? undefinedValue);
  const members: Readonly<Record<string, JsValue>> = {
    interpolate: nativeFunction("pulumi.interpolate", ({ args: [strings, ...holes], at }) => interpolated(strings, holes, at)),
    concat: nativeFunction("pulumi.concat", ({ args, at }) => joinText(args, at)),
    output: same("pulumi.output"),
    secret: same("pulumi.secret"),
    unsecret: same("pulumi.unsecret"),
    all: nativeFunction("pulumi.all", ({ args: [values] }) => values ?? undefinedValue),
    jsonStringify: nativeFunction("pulumi.jsonStringify", ({ args: [value], at }) => ({ kind: "data", value: { kind: "json", value: toSymbolic(value ?? undefinedValue), at } })),
    jsonParse: nativeFunction("pulumi.jsonParse", ({ args: [text], at }) => parsed(text, at)),
    getProject: nativeFunction("pulumi.getProject", () => textValue(context.project)),
    getStack: nativeFunction("pulumi.getStack", () => textValue(context.stack)),
    Output: objectValue([["create", same("pulumi.Output.create")]]),
    ComponentResource: nativeFunction("pulumi.ComponentResource", ({ args, at }) => resources.registerComponent(args, at), { construct: ({ args, at }) => resources.registerComponent(args, at) }),
    mergeOptions: nativeFunction("pulumi.mergeOptions", ({ args: [, second] }) => second ?? undefinedValue),
    Config: configClass(context),
    StackReference: opaqueClass("an output of another stack"),
    asset: assetLibrary,
    log: opaqueMembers("pulumi.log"),
    runtime: opaqueMembers("pulumi.runtime"),
  };
  return {
    kind: "native",
    name: "@pulumi/pulumi",
    get: (property, at) => {
      if (property === "default" || property === "then" || property === "__esModule") return undefined;
      // Transformations change what is passed; other parts of the library may make resources.
      if (property === "runtime" || members[property] === undefined) resources.doubt(`what pulumi.${property} does is not followed`);
      return members[property] ?? unreadable(`pulumi.${property}`, at);
    },
  };
}

function interpolated(strings: JsValue | undefined, holes: readonly JsValue[], at: SourceLocation): JsValue {
  if (strings?.kind !== "array") return unreadable("pulumi.interpolate without a template", at);
  const parts = strings.items.flatMap((piece, index) => (index < holes.length ? [piece, holes[index]!] : [piece]));
  return joinText(parts, at);
}

function parsed(text: JsValue | undefined, at: SourceLocation): JsValue {
  return text?.kind === "data" && text.value.kind === "json" ? fromSymbolic(text.value.value) : unreadable("parsed JSON", at);
}

/** `new pulumi.Config(namespace)` with its getters. */
function configClass({ project, configuration }: ProgramContext): NativeValue {
  const make = ([name]: readonly JsValue[]): JsValue => {
    const namespace = name === undefined || name.kind === "undefined" ? project : knownText(name);
    const getter = (method: string): NativeValue =>
      nativeFunction(`config.${method}`, ({ args: [key], at }) => {
        const text = key && knownText(key);
        if (text === undefined || namespace === undefined) return unreadable("a configuration value of the stack", at);
        const value = configuration.get(namespace, text, method);
        return value.kind === "null" ? undefinedValue : fromSymbolic(value);
      });
    return { kind: "native", name: "pulumi.Config", get: (property) => (/^(?:get|require)/.test(property) ? getter(property) : undefined) };
  };
  return { kind: "native", name: "pulumi.Config", construct: ({ args }) => make(args) };
}

/** Something whose methods give values that are known to Pulumi and not to this pack. */
function opaqueClass(what: string): NativeValue {
  const value = (at: SourceLocation): JsValue => ({ kind: "unknown", unknown: unknown("unreadable", what, [], at) });
  return nativeFunction(what, ({ at }) => value(at), { construct: () => ({ kind: "native", name: what, get: (property) => (property === "then" ? undefined : nativeFunction(property, ({ at }) => value(at))) }) });
}

function opaqueMembers(name: string): NativeValue {
  return {
    kind: "native",
    name,
    get: (property) => (property === "then" ? undefined : nativeFunction(`${name}.${property}`, ({ at }) => unreadable(`${name}.${property}`, at), { construct: ({ at }) => unreadable(`${name}.${property}`, at) })),
  };
}
