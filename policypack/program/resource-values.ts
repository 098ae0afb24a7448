import { loadJavascript, type javascript, unknown, type SourceLocation, type Symbolic } from "../../core";
import type { StackResource } from "../stack-resource";
import type { Registration } from "./program-values";
import { ResourceLookup, type FoundResources, type ResourceClass } from "./resource-lookup";
import { outputOf } from "./resource-outputs";

type JsValue = javascript.JsValue;
type NativeValue = javascript.NativeValue;
const { alternativesOf, choose, fromSymbolic, knownText, nativeFunction, toSymbolic, undefinedValue, unreadable } = loadJavascript();

/** Takes what a program registers for resources to come. */
export interface ResourcePlanner {
  plan(made: ResourceClass, name: string | undefined, args: JsValue | undefined): StackResource | undefined;
  doubt(reason: string): void;
}

/** The resources of the stack as a program makes them: each `new` is matched to what the engine saw, and its outputs are values of that. */
export class ResourceValues {
  readonly registrations: Registration[] = [];
  private readonly lookup: ResourceLookup;

  constructor(
    stack: readonly StackResource[],
    /** Makes resources that the engine has not seen yet. */
    private readonly planner?: ResourcePlanner,
  ) {
    this.lookup = new ResourceLookup(stack);
  }

  /** `new aws.iam.RolePolicy(name, args, options)`. */
  register(made: ResourceClass, [name, args, options]: readonly JsValue[], at: SourceLocation): JsValue {
    const { found, isNamed } = this.planner ? this.planned(made, name, args) : this.lookup.find(made, name === undefined ? [] : alternativesOf(name).map((one) => toSymbolic(one)), parentOf(options));
    this.registrations.push({ urns: found.map(({ urn }) => urn), isNamed, argument: (property) => argumentOf(args ?? undefinedValue, property), at });
    return found.length > 0 ? choose(found.map((resource) => resourceValue(resource, (reason) => this.doubt(reason)))) : unreadable(`a resource of the type ${made.name}`, at);
  }

  /** `super(type, name, args, options)` of a component. */
  registerComponent([type, name]: readonly JsValue[], at: SourceLocation): JsValue {
    const found = this.lookup.component(type && knownText(type), name && knownText(name));
    return found ? resourceValue(found, (reason) => this.doubt(reason)) : componentValue(undefined, at);
  }

  /** Notes that something may make resources unseen. */
  doubt(reason: string): void {
    this.planner?.doubt(reason);
  }

  private planned(made: ResourceClass, name: JsValue | undefined, args: JsValue | undefined): FoundResources {
    const resource = this.planner!.plan(made, name && knownText(name), args);
    return resource ? { found: [resource], isNamed: true } : { found: [], isNamed: false };
  }
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

/** What is passed for a property, as a symbolic value. */
function argumentOf(args: JsValue, property: string): Symbolic | undefined {
  const found = alternativesOf(args).flatMap((one) => {
    if (one.kind !== "object") return [unknown("unreadable", "the arguments are made elsewhere")];
    const own = one.properties.get(property);
    if (own) return [toSymbolic(own)];
    return one.rest ? [one.rest.unknown] : [];
  });
  if (found.length === 0) return undefined;
  return found.length === 1 ? found[0] : { kind: "choice", alternatives: found };
}
