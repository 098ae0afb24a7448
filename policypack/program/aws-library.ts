import { loadJavascript, type javascript, type SourceLocation, type Symbolic } from "../../core";
import { policyDocumentOf } from "./policy-document-function";
import { target } from "./resource-outputs";
import type { ResourceValues } from "./resource-values";

type JsValue = javascript.JsValue;
type NativeValue = javascript.NativeValue;
const { nativeFunction, objectValue, textValue, toSymbolic, undefinedValue, unreadable } = loadJavascript();

/** A package of resources, `@pulumi/aws` or another, or a module inside of it: its classes register resources, of its functions some are known. */
export function packageNamespace(packageName: string, inside: string | undefined, resources: ResourceValues): NativeValue {
  const path = (inside ?? "").split("/").filter((part) => part !== "" && part !== "index.js");
  return namespace(packageName, path, resources);
}

function namespace(packageName: string, path: readonly string[], resources: ResourceValues): NativeValue {
  const shown = [packageName, ...path].join(".");
  return {
    kind: "native",
    name: shown,
    get: (property) => {
      if (["then", "__esModule", "prototype", "call", "apply", "bind"].includes(property)) return undefined;
      if (property === "default") return path.length === 0 ? namespace(packageName, path, resources) : undefined;
      return member(packageName, path, property, resources);
    },
    call: ({ at }) => {
      if (!/^get[A-Z]/.test(path.at(-1) ?? "")) resources.doubt(`what ${shown} makes is not followed`);
      return unreadable(shown, at);
    },
  };
}

/** Classes are written large, functions and modules small. */
function member(packageName: string, path: readonly string[], property: string, resources: ResourceValues): NativeValue {
  const isAws = packageName === "aws";
  if (/^[A-Z]/.test(property)) {
    const made = { package: packageName, module: path[0], name: property };
    const register = (args: readonly JsValue[], at: SourceLocation): JsValue => resources.register(made, args, at);
    return {
      kind: "native",
      name: property,
      construct: ({ args, at }) => register(args, at),
      // A class of the program that extends it calls it as super(name, args, options).
      call: ({ args, at }) => register(args, at),
      get: (name) => (["then", "call", "apply", "bind", "prototype", "__esModule"].includes(name) ? undefined : constant(packageName, path, property, name, resources)),
    };
  }
  const known = isAws ? functions[[...path, property.replace(/Output$/, "")].join(".")] : undefined;
  if (known) return nativeFunction(property, ({ args: [first], at }) => known(first ?? undefinedValue, at));
  return namespace(packageName, [...path, property], resources);
}

/** `aws.iam.ManagedPolicy.AWSLambdaBasicExecutionRole`, `Bucket.get(name, id)`. */
function constant(packageName: string, path: readonly string[], holder: string, name: string, resources: ResourceValues): JsValue {
  if (name === "get") return nativeFunction(`${holder}.get`, ({ args: [logical], at }) => {
    resources.doubt(`a ${holder} that is there already may have others who use it`);
    return resources.register({ package: packageName, module: path[0], name: holder }, [logical ?? undefinedValue, undefinedValue], at);
  });
  if (holder === "Principals") return textOrUnreadable(/^(?<service>[A-Z]\w*)Principal$/.exec(name)?.groups?.["service"], name);
  return unreadable(`${holder}.${name}`);
}

function textOrUnreadable(service: string | undefined, name: string): JsValue {
  return service === undefined ? unreadable(`Principals.${name}`) : objectValue([["Service", textValue(`${service.toLowerCase()}.amazonaws.com`)]]);
}

const json = (value: Symbolic, at: SourceLocation): JsValue => ({ kind: "data", value: { kind: "json", value, at } });

const functions: Readonly<Record<string, (args: JsValue, at: SourceLocation) => JsValue>> = {
  "iam.getPolicyDocument": (args, at) => {
    const document = json(policyDocumentOf(toSymbolic(args)), at);
    return objectValue([["json", document], ["minifiedJson", document]]);
  },
  "iam.assumeRolePolicyForPrincipal": (principal, at) => json(trustOf(toSymbolic(principal)), at),
  getCallerIdentity: () => objectValue([["accountId", textValue(target.account)], ["id", textValue(target.account)]]),
  getRegion: () => objectValue([["name", textValue(target.region)], ["id", textValue(target.region)], ["region", textValue(target.region)]]),
  getPartition: () => objectValue([["partition", textValue(target.partition)], ["id", textValue(target.partition)], ["dnsSuffix", textValue(target.dnsSuffix)]]),
};

function trustOf(principal: Symbolic): Symbolic {
  const text = (value: string): Symbolic => ({ kind: "string", parts: [{ kind: "literal", text: value }] });
  const statement = new Map<string, Symbolic>([["Effect", text("Allow")], ["Principal", principal], ["Action", text("sts:AssumeRole")]]);
  return { kind: "map", entries: new Map<string, Symbolic>([["Version", text("2012-10-17")], ["Statement", { kind: "list", items: [{ kind: "map", entries: statement }] }]]) };
}
