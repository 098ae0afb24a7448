import { unknown } from "../../values";
import type { Machine } from "../program/machine";
import { choose } from "../program/store";
import { alternativesOf, atRunTime, knownText, method, native, zero, type Call, type NativeValue, type ProgramValue, type Type } from "../program/values";
import { apply, functionIn } from "./csharp-collections";
import type { Configuration } from "./csharp-configuration";
import { lastOf } from "./csharp-names";
import { fullNameOf } from "./csharp-sources";

type Maker = (machine: Machine) => ProgramValue;

/** How a type is asked for. */
function keyOf(type: Type): string | undefined {
  if (type.kind === "local") return `${fullNameOf(type.declaration)}${argumentsOf(type.args)}`;
  return type.kind === "external" ? `${lastOf(type.path)}${argumentsOf(type.args)}` : undefined;
}

function argumentsOf(args: readonly Type[]): string {
  return args.length > 0 ? `<${args.map((one) => keyOf(one) ?? "?").join(",")}>` : "";
}

/** What a container of services hands out, as it was told. Source: https://learn.microsoft.com/en-us/dotnet/core/extensions/dependency-injection */
export class ServiceRegistry {
  private readonly makers = new Map<string, Maker[]>();
  private readonly made = new Map<Maker, ProgramValue>();
  private readonly making = new Set<Maker>();
  /** Services that run by themselves once the host does. */
  readonly hosted: Type[] = [];
  /** What is called when an event comes. */
  readonly waiting: ((machine: Machine) => void)[] = [];
  usesControllers = false;

  register(type: Type | undefined, maker: Maker): void {
    const key = type && keyOf(type);
    if (key !== undefined) this.makers.set(key, [...(this.makers.get(key) ?? []), maker]);
  }

  /** Whichever was registered may be meant: the last one is not told from those for another environment. */
  provide(machine: Machine, type: Type): ProgramValue | undefined {
    const makers = this.makers.get(keyOf(type) ?? "") ?? [];
    const values = makers.filter((maker) => !this.making.has(maker)).map((maker) => this.make(machine, maker));
    return values.length > 0 ? choose(values) : undefined;
  }

  private make(machine: Machine, maker: Maker): ProgramValue {
    const known = this.made.get(maker);
    if (known) return known;
    this.making.add(maker);
    let value: ProgramValue = zero;
    try {
      machine.store.once(() => {
        value = maker(machine);
      });
    } finally {
      this.making.delete(maker);
    }
    this.made.set(maker, value);
    return value;
  }
}

/** What services are made of and registered with. */
export interface ServiceWorld {
  readonly services: ServiceRegistry;
  readonly configuration: Configuration;
  /** Whether the program has a method of that name that is called as if it were another type's. */
  isExtended(name: string): boolean;
  /** Whether a method is known by one of the libraries; runs it. */
  configure(machine: Machine, name: string, call: Call): boolean;
}

/** An object of a type, made with services. */
export function construct(machine: Machine, type: Type, call: Call): ProgramValue {
  if (type.kind !== "local") return machine.opaque(type, unknown("decided-at-run-time", "a service"));
  const { declaration } = type;
  const constructor = [...declaration.constructors].sort((a, b) => b.parameters.length - a.parameters.length)[0];
  const { names: _, ...rest } = call;
  const args = constructor ? machine.unknownArguments(constructor, { ...call.frame, typeArguments: new Map((declaration.typeParameters ?? []).flatMap((name, index) => (type.args[index] ? [[name, type.args[index]] as const] : []))) }) : [];
  return machine.construct(declaration, { ...rest, args }, type.args);
}

export function serviceProvider(machine: Machine): NativeValue {
  const self: NativeValue = native("service provider", {
    key: "csharp:provider",
    member: (name) => {
      if (/^(ServiceProvider|Services|RequestServices|ApplicationServices)$/.test(name)) return self;
      return method(name, (call) => {
        if (/^(CreateScope|CreateAsyncScope|BuildServiceProvider)$/.test(name)) return self;
        const type = call.types?.[0] ?? call.args.flatMap(alternativesOf).flatMap((one) => (one.kind === "type" ? [one.type] : []))[0];
        if (!/^Get/.test(name) || !type) return atRunTime(`the result of ${name}()`);
        const value = machine.opaque(type, unknown("decided-at-run-time", "a service"));
        return name === "GetServices" ? machine.makeList([], value) : value;
      });
    },
  });
  return self;
}

/** Methods whose names say that what they register is made once, for each scope or each time. */
const registering = /^(?:Try)?Add(?:Keyed)?(?:Singleton|Scoped|Transient|HttpClient|Enumerable|ActivatedSingleton)$/;

export function serviceCollection(machine: Machine, world: ServiceWorld): NativeValue {

  const self: NativeValue = native("service collection", {
    key: "csharp:services",
    member: (name) => {
      if (name === "Services") return self;
      if (name === "Configuration") return world.configuration.section(machine, "");
      return world.isExtended(name) ? undefined : method(name, (call) => registered(machine, world, self, name, call));
    },
  });
  return self;
}

function registered(machine: Machine, world: ServiceWorld, self: NativeValue, name: string, call: Call): ProgramValue {
  const { services } = world;
  if (/^BuildServiceProvider$/.test(name)) return serviceProvider(machine);
  if (registering.test(name)) register(machine, services, call, /Keyed/.test(name));
  else if (name === "AddHostedService") services.hosted.push(...(call.types ?? []));
  else if (/^(AddControllers|AddMvc|AddMvcCore|AddControllersWithViews)$/.test(name)) services.usesControllers = true;
  else if (/^(Configure|AddOptions|PostConfigure|ConfigureOptions)$/.test(name)) return options(machine, world, self, name, call);
  else if (/^(Bind|BindConfiguration)$/.test(name)) return self;
  else if (!world.configure(machine, name, call)) {
    const fn = functionIn(call.args);
    if (fn) apply(machine, fn, /^(AddLogging|ConfigureHttpClientDefaults)$/.test(name) ? atRunTime("a builder") : self, call);
  }
  return self;
}

function register(machine: Machine, services: ServiceRegistry, call: Call, isKeyed: boolean): void {
  const types = [...(call.types ?? []), ...call.args.flatMap(alternativesOf).flatMap((one) => (one.kind === "type" ? [one.type] : []))];
  const values = call.args.slice(isKeyed && call.args.length > 1 ? 1 : 0).filter((one) => one.kind !== "type" && one.kind !== "external");
  const fn = functionIn(values);
  const [asked, given = asked] = types;
  const instance = values.find((one) => one !== fn && alternativesOf(one).some((value) => value.kind === "object" || value.kind === "native"));
  const maker: Maker = (using) => (fn && !isConfiguring(call) ? using.call(fn, { ...plain(call), args: [serviceProvider(using), serviceProvider(using)] }) : (instance ?? (given ? construct(using, given, plain(call)) : zero)));
  if (fn && types.length === 0) {
    // `AddSingleton(provider => new Orders(…))`: what it makes tells which type it is.
    const made = machine.undecided(() => machine.call(fn, { ...plain(call), args: [serviceProvider(machine), serviceProvider(machine)] }));
    for (const one of alternativesOf(made)) if (one.kind === "object" || one.kind === "data") services.register(one.type, () => made);
    return;
  }
  if (instance && types.length === 0) for (const one of alternativesOf(instance)) if (one.kind === "object") services.register(one.type, () => instance);
  services.register(asked, maker);
}

/** `AddHttpClient<T>(client => …)` sets up what the service is given. */
function isConfiguring(call: Call): boolean {
  return /HttpClient$/.test(call.code);
}

function plain(call: Call): Call {
  const { types: _, names: __, ...rest } = call;
  return rest;
}

/** `Configure<T>(configuration.GetSection("Orders"))`, `AddOptions<T>().BindConfiguration("Orders")` */
function options(machine: Machine, { services, configuration }: ServiceWorld, self: NativeValue, name: string, call: Call): ProgramValue {
  const [type] = call.types ?? [];
  if (type?.kind !== "local") return self;
  const { declaration } = type;
  const bindTo = (section: string): void => services.register(type, (using) => configuration.bind(using, declaration, section, plain(call)));
  const sectionOf = (value: ProgramValue | undefined): string | undefined => alternativesOf(value).flatMap((one) => (one.kind === "native" && one.key?.startsWith("csharp:configuration:") ? [one.key.slice("csharp:configuration:".length)] : []))[0];
  if (name === "AddOptions") {
    const builder: NativeValue = native("options", {
      member: (member) =>
        method(member, (inner) => {
          const section = member === "BindConfiguration" ? knownText(inner.args[0]) : sectionOf(inner.args[0]);
          if (/^Bind/.test(member) && section !== undefined) bindTo(section);
          return builder;
        }),
    });
    return builder;
  }
  const fn = functionIn(call.args);
  if (fn) {
    services.register(type, (using) => {
      const made = using.construct(declaration, { ...plain(call), args: [] });
      using.call(fn, { ...plain(call), args: [made] });
      return made;
    });
  } else {
    const section = call.args.map(sectionOf).find((one) => one !== undefined);
    if (section !== undefined) bindTo(section);
  }
  return self;
}
