import { loadPython, unknown, type python, type Symbolic } from "../../core";
import type { StackResource } from "../stack-resource";
import type { Registration } from "./program-values";
import { enginesName, inEnginesNames } from "./python-names";
import { ResourceLookup } from "./resource-lookup";
import { outputOf } from "./resource-outputs";

type PyValue = python.PyValue;
const { alternativesOf, argument, asWritten, choose, doubtOf, fromSymbolic, isNone, knownText, lost, makeDict, method, none, placeOfSite } = loadPython();

/** The resources of the stack as a Python program makes them: each call of a class is matched to what the engine saw, and its outputs are values of that. */
export class PythonResources {
  readonly registrations: Registration[] = [];
  private readonly lookup: ResourceLookup;
  private readonly urns = new WeakMap<PyValue, string>();
  private readonly options = new WeakSet<PyValue>();
  private readonly made = new WeakMap<PyValue, PyValue>();

  constructor(stack: readonly StackResource[]) {
    this.lookup = new ResourceLookup(stack);
  }

  /** What classes of packages and of `pulumi` do that has to do with resources. */
  models(): python.ModelTable {
    return {
      calls: { "pulumi.ResourceOptions": (call) => this.optionsOf(call), "pulumi.ResourceOptions.merge": (call) => this.mergedOptions(call) },
      patterns: [
        [/^pulumi_\w+\.(?:[\w.]+\.)?[A-Z]\w*Args(?:Dict)?$/, argumentsOf],
        [/^pulumi_\w+\.(?:[\w.]+\.)?[A-Z]\w*$/, (call, path) => this.register(call, path)],
      ],
      inherited: [
        [/^pulumi\.ComponentResource$/, (_, object, name) => this.componentMember(object, name)],
        [/^pulumi_\w+\.(?:[\w.]+\.)?[A-Z]\w*$/, (cls, object, name, { site }) => this.derivedMember(cls, object, name, site)],
      ],
    };
  }

  /** `aws.iam.RolePolicy(name, …)`. */
  private register(call: python.Call, path: string): PyValue {
    const { machine, site, arguments: args } = call;
    const [, packageName = "", inside, name = ""] = /^pulumi_(\w+)\.(?:([\w.]+)\.)?([A-Z]\w*)$/.exec(path) ?? [];
    const logical = argument(args, 0, "resource_name");
    const names = logical === undefined ? [] : alternativesOf(logical).map((one) => asWritten(one));
    const made = { package: packageName.replaceAll("_", "-"), module: inside?.split(".")[0]!.replace(/_$/, ""), name };
    const { found, isNamed } = this.lookup.find(made, names, this.parentOf(args));
    this.registrations.push({ urns: found.map(({ urn }) => urn), isNamed, argument: this.passed(call), at: placeOfSite(site) });
    return found.length > 0 ? choose(found.map((resource) => this.resourceValue(resource, machine))) : lost(`a resource of the type ${name}`);
  }

  /** What is passed, as it is at the moment of the call. */
  private passed({ machine, arguments: args }: python.Call): Registration["argument"] {
    const doubt = doubtOf(machine);
    const given = [...args.positional.slice(1), args.keywords.get("args")].flatMap((one) => (one === undefined ? [] : alternativesOf(one)));
    const held = given.find((one) => one.kind === "dict" && !this.options.has(one));
    const whole = held === undefined ? undefined : asWritten(held);
    const entries = new Map<string, Symbolic>();
    for (const [name, value] of [...(whole?.kind === "map" ? whole.entries : []), ...[...args.keywords].map(([key, one]) => [key, asWritten(one)] as const)]) {
      entries.set(enginesName(name), inEnginesNames(enginesName(name), value));
    }
    const isOpen = args.restKeywords !== undefined || (whole?.kind === "map" && whole.rest !== undefined) || given.some((one) => one !== held && !this.options.has(one) && !isNone(one));
    return (property) => {
      const value = entries.get(property);
      if (value !== undefined && doubt !== undefined) return unknown("unreadable", doubt);
      return value ?? (isOpen ? unknown("unreadable", "the arguments are made elsewhere") : undefined);
    };
  }

  private resourceValue(resource: StackResource, machine: python.Machine): PyValue {
    const value: python.NativeValue = {
      kind: "native",
      label: resource.name,
      services: [],
      attribute: (name, site) => (name.startsWith("__") ? undefined : fromSymbolic(machine, outputOf(resource, enginesName(name), placeOfSite(site)))),
    };
    this.urns.set(value, resource.urn);
    return value;
  }

  private componentMember(object: python.InstanceValue | undefined, name: string): PyValue | undefined {
    if (name !== "__init__") return name === "register_outputs" ? method(name, () => none) : undefined;
    return method(name, ({ arguments: args }) => {
      const found = this.lookup.component(knownText(argument(args, 0, "t")), knownText(argument(args, 1, "name")));
      if (object && found) this.urns.set(object, found.urn);
      return none;
    });
  }

  /** A class of the program that is derived from one of a package. */
  private derivedMember(cls: { readonly bases: readonly PyValue[] }, object: python.InstanceValue | undefined, name: string, site: python.CallSite): PyValue | undefined {
    const base = cls.bases.find((one) => one.kind === "external");
    if (name === "__init__" && base?.kind === "external") {
      return method(name, (call) => {
        const resource = this.register(call, base.path);
        if (object) this.made.set(object, resource);
        const urn = this.urns.get(resource);
        if (object && urn !== undefined) this.urns.set(object, urn);
        return none;
      });
    }
    const resource = object && this.made.get(object);
    return resource?.kind === "native" ? resource.attribute?.(name, site) : undefined;
  }

  private optionsOf({ machine, arguments: args }: python.Call): PyValue {
    const options = makeDict(machine, args.keywords);
    this.options.add(options);
    return options;
  }

  private mergedOptions({ machine, arguments: args }: python.Call): PyValue {
    const options = makeDict(machine);
    for (const one of args.positional) machine.update(options, one);
    this.options.add(options);
    return options;
  }

  private parentOf(args: python.Arguments): string | undefined {
    for (const options of [args.keywords.get("opts"), ...args.positional.slice(1)]) {
      const parent = options?.kind === "dict" ? options.slots.map.get("parent") : undefined;
      if (parent && this.urns.has(parent)) return this.urns.get(parent);
    }
    return undefined;
  }
}

/** `aws.iam.RoleInlinePolicyArgs(name=…, policy=…)`. */
function argumentsOf({ machine, arguments: args }: python.Call): PyValue {
  return makeDict(machine, [...args.keywords].map(([name, value]) => [enginesName(name), value] as const), args.restKeywords);
}
