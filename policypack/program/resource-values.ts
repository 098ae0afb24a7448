import { loadJavascript, type javascript, unknown, type SourceLocation, type Symbolic, type SymbolicString } from "../../core";
import type { StackResource } from "../stack-resource";
import { outputOf } from "./resource-outputs";

type JsValue = javascript.JsValue;
type NativeValue = javascript.NativeValue;
const { alternativesOf, choose, fromSymbolic, knownText, nativeFunction, toSymbolic, undefinedValue, unreadable } = loadJavascript();

/** Which resource a `new` in the program asks for. */
export interface ResourceClass {
  /** `aws`, `aws-native`, `random`, … */
  readonly package: string;
  /** `iam`, or nothing for a class at the top of its package. */
  readonly module: string | undefined;
  /** `RolePolicy`. */
  readonly name: string;
}

/** Takes what a program registers for resources to come. */
export interface ResourcePlanner {
  plan(made: ResourceClass, name: string | undefined, args: JsValue | undefined): StackResource | undefined;
  doubt(reason: string): void;
}

/** A resource that the program registers, and what it passes. */
export interface Registration {
  readonly urns: readonly string[];
  /** Whether the name tells which resource it is; else it may be any of its type. */
  readonly isNamed: boolean;
  readonly args: JsValue;
  readonly at: SourceLocation;
}

/** The resources of the stack as a program makes them: each `new` is matched to what the engine saw, and its outputs are values of that. */
export class ResourceValues {
  readonly registrations: Registration[] = [];
  private readonly byName = new Map<string, StackResource[]>();

  constructor(
    private readonly stack: readonly StackResource[],
    /** Makes resources that the engine has not seen yet. */
    private readonly planner?: ResourcePlanner,
  ) {
    for (const resource of stack) this.byName.set(resource.name, [...(this.byName.get(resource.name) ?? []), resource]);
  }

  /** `new aws.iam.RolePolicy(name, args, options)`. */
  register(made: ResourceClass, [name, args, options]: readonly JsValue[], at: SourceLocation): JsValue {
    const named = this.planner ? this.planned(made, name, args) : this.find(made, name ?? undefinedValue, options);
    const found = named.length > 0 || textsOf(name).length > 0 ? named : this.ofClass(made);
    this.registrations.push({ urns: found.map(({ urn }) => urn), isNamed: named.length > 0, args: args ?? undefinedValue, at });
    return found.length > 0 ? choose(found.map((resource) => resourceValue(resource, (reason) => this.doubt(reason)))) : unreadable(`a resource of the type ${made.name}`, at);
  }

  /** `super(type, name, args, options)` of a component. */
  registerComponent([type, name]: readonly JsValue[], at: SourceLocation): JsValue {
    const token = knownText(type);
    const found = textsOf(name).flatMap((text) => this.byName.get(text) ?? []).filter((resource) => resource.type === token);
    return found.length === 1 ? resourceValue(found[0]!, (reason) => this.doubt(reason)) : componentValue(undefined, at);
  }

  /** Notes that something may make resources unseen. */
  doubt(reason: string): void {
    this.planner?.doubt(reason);
  }

  private planned(made: ResourceClass, name: JsValue | undefined, args: JsValue | undefined): StackResource[] {
    const resource = this.planner!.plan(made, name && knownText(name), args);
    return resource ? [resource] : [];
  }

  /** The resources that this call may have registered: one, where its name can be told. */
  private find(made: ResourceClass, name: JsValue, options: JsValue | undefined): StackResource[] {
    const named = textsOf(name).flatMap((text) => this.byName.get(text) ?? []);
    const candidates = named.length > 0 ? named : this.matchingPattern(name);
    const fitting = candidates.filter((resource) => fits(made, resource.type));
    if (fitting.length <= 1) return fitting;
    const parent = parentOf(options);
    const children = parent === undefined ? [] : fitting.filter((resource) => resource.parent === parent);
    return children.length > 0 ? children : fitting;
  }

  /** A resource whose name says nothing is one of its type; of very many, that says nothing either. */
  private ofClass(made: ResourceClass): StackResource[] {
    const found = this.stack.filter((resource) => fits(made, resource.type));
    return found.length <= mostAlternatives ? found : [];
  }

  /** A name of which parts are not known is a pattern; it says something where only one resource fits. */
  private matchingPattern(name: JsValue): StackResource[] {
    const patterns = alternativesOf(name).flatMap((one) => (one.kind === "data" && one.value.kind === "string" ? [patternOf(one.value)] : []));
    return this.stack.filter((resource) => patterns.some((pattern) => pattern?.test(resource.name)));
  }
}

const mostAlternatives = 20;

function patternOf(name: SymbolicString): RegExp | undefined {
  if (!name.parts.some((part) => part.kind === "literal" && /\w/.test(part.text))) return undefined;
  const source = name.parts.map((part) => (part.kind === "literal" ? part.text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") : ".+")).join("");
  return new RegExp(`^${source}$`, "s");
}

function textsOf(name: JsValue | undefined): string[] {
  return name === undefined ? [] : alternativesOf(name).flatMap((one) => knownText(one) ?? []);
}

/** Whether a type's token is that of the class: `aws:iam/rolePolicy:RolePolicy`, `aws-native:iam:RolePolicy`. */
function fits(made: ResourceClass, token: string): boolean {
  const [packageName, module = "", name = ""] = token.split(":");
  if (packageName !== made.package) return false;
  const isCallback = made.package === "aws" && made.name === "CallbackFunction";
  if (name !== (isCallback ? "Function" : made.name)) return false;
  return made.module === undefined || module.split("/")[0] === made.module;
}

function parentOf(options: JsValue | undefined): string | undefined {
  if (options?.kind !== "object") return undefined;
  const parent = options.properties.get("parent");
  return parent && urnOf(parent);
}

const urns = new WeakMap<NativeValue, string>();

/** The resource that a value of the program is. */
export function urnOf(value: JsValue): string | undefined {
  if (value.kind === "native") return urns.get(value);
  return value.kind === "object" && value.base ? urnOf(value.base) : undefined;
}

/** Names by which the library tells what it is looking at; no outputs. */
const notOutputs = new Set(["then", "apply", "catch", "finally", "__esModule", "prototype", "constructor", "toString", "registerOutputs", "getProvider"]);

function resourceValue(resource: StackResource, doubt: (reason: string) => void): NativeValue {
  const value: NativeValue = {
    kind: "native",
    name: resource.name,
    get: (property, at) => (notOutputs.has(property) ? methodOf(property) : (eventMethod(resource, property, doubt) ?? fromSymbolic(outputOf(resource, property, at)))),
    set: () => undefined,
    escape: (to) => doubt(`${resource.name} is handed to ${to}`),
  };
  urns.set(value, resource.urn);
  return value;
}

function componentValue(urn: string | undefined, at: SourceLocation): NativeValue {
  const value: NativeValue = { kind: "native", name: "a component", get: (property) => (notOutputs.has(property) ? methodOf(property) : undefinedValue), set: () => undefined };
  if (urn !== undefined) urns.set(value, urn);
  void at;
  return value;
}

function methodOf(property: string): JsValue | undefined {
  return property === "registerOutputs" ? nativeFunction(property, () => undefinedValue) : undefined;
}

/** `bucket.onObjectCreated(…)`, `queue.onEvent(…)`, `api.get(…)`: they make resources whose code is read elsewhere. */
function eventMethod(resource: StackResource, property: string, doubt: (reason: string) => void): JsValue | undefined {
  if (!/^(?:on[A-Z]|subscribe$|createSubscription$)/.test(property)) return undefined;
  doubt(`what ${resource.name}.${property} makes is not followed`);
  return nativeFunction(`${resource.name}.${property}`, ({ at }) => unreadable("an event subscription", at));
}

/** What a registration passes for a property, as a symbolic value. */
export function argumentOf({ args }: Registration, property: string): Symbolic | undefined {
  const found = alternativesOf(args).flatMap((one) => {
    if (one.kind !== "object") return [unknown("unreadable", "the arguments are made elsewhere")];
    const own = one.properties.get(property);
    if (own) return [toSymbolic(own)];
    return one.rest ? [one.rest.unknown] : [];
  });
  if (found.length === 0) return undefined;
  return found.length === 1 ? found[0] : { kind: "choice", alternatives: found };
}
