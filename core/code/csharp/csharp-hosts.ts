import { unknown } from "../../values";
import { externalSupertypes } from "../program/declarations";
import type { Machine } from "../program/machine";
import type { FunctionDeclaration, TypeDeclaration } from "../program/program";
import { alternativesOf, atRunTime, method, native, type Call, type NativeValue, type ProgramValue, type Type } from "../program/values";
import { functionIn } from "./csharp-collections";
import { lastOf } from "./csharp-names";
import { construct, serviceCollection, serviceProvider, type ServiceWorld } from "./csharp-services";
import type { CSharpSources } from "./csharp-sources";

/** What a host needs to know of the program. */
export interface HostWorld extends ServiceWorld {
  readonly sources: CSharpSources;
}

/** Builders of hosts and web applications, and what they build: what they are told is kept in the world. */
export function host(machine: Machine, world: HostWorld): NativeValue {
  const self: NativeValue = native("host", {
    key: "csharp:host",
    member: (name) => {
      if (name === "Services") return serviceCollectionAndProvider(machine, world);
      if (name === "Configuration") return world.configuration.section(machine, "");
      if (/^(Environment|Logging|Host|WebHost|Logger|Lifetime|Urls|Metrics)$/.test(name)) return /^(Host|WebHost)$/.test(name) ? self : atRunTime(name);
      return world.isExtended(name) ? undefined : method(name, (call) => callHost(machine, world, self, name, call));
    },
  });
  return self;
}

/** `builder.Services` registers, `app.Services` hands out. */
function serviceCollectionAndProvider(machine: Machine, world: HostWorld): NativeValue {
  const [collection, provider] = [serviceCollection(machine, world), serviceProvider(machine)];
  return native("services", { key: "csharp:services", member: (name, call) => (/^(Get|Create(Async)?Scope)/.test(name) ? provider.member!(name, call) : collection.member!(name, call)) });
}

function callHost(machine: Machine, world: HostWorld, self: NativeValue, name: string, call: Call): ProgramValue {
  const fn = functionIn(call.args);
  const { names: _, ...plain } = call;
  if (/^(Run|RunAsync|Start|StartAsync|RunConsoleAsync|RunLambdaAsync)$/.test(name)) {
    follow(machine, world, call);
    return atRunTime(name);
  }
  if (name === "UseStartup") {
    for (const type of call.types ?? []) useStartup(machine, world, type, plain);
    return self;
  }
  if (name === "MapControllers" || name === "MapControllerRoute" || name === "MapDefaultControllerRoute" || name === "UseEndpoints") world.services.usesControllers = true;
  if (name === "UseMiddleware") {
    for (const type of call.types ?? []) if (type.kind === "local") world.services.waiting.push((using) => invokeNamed(using, type, /^Invoke(Async)?$/, plain));
    return self;
  }
  if (/^Map(Grpc|Hub|\w*Service$)/.test(name) && call.types?.[0]?.kind === "local") {
    const [type] = call.types;
    world.services.waiting.push((using) => invokeNamed(using, type as Extract<Type, { kind: "local" }>, /^[A-Z]/, plain));
    return self;
  }
  if (/^(MapRazorPages|MapBlazorHub|MapRazorComponents|MapFallbackToPage|MapGraphQL|UseOcelot|MapReverseProxy|UseGiraffe|UseFastEndpoints|MapCarter|UseOrleans)$/.test(name)) {
    machine.unread({ message: `What ${name}() makes reachable was not followed.`, at: call.at, services: "any" });
    return self;
  }
  if (name === "AddAWSLambdaHosting" || !fn) {
    world.configure(machine, name, call);
    return self;
  }
  if (/^(Map|Use$|Run$)/.test(name)) {
    const handlers = call.args.filter((one) => alternativesOf(one).some((value) => value.kind === "function"));
    world.services.waiting.push((using) => using.surrender(handlers, call));
    return self;
  }
  configureWith(machine, world, self, fn, plain);
  return self;
}

/** `ConfigureServices((context, services) => …)`: by what its parameters are called. */
function configureWith(machine: Machine, world: HostWorld, self: NativeValue, fn: ProgramValue, call: Call): void {
  const collection = serviceCollection(machine, world);
  for (const one of alternativesOf(fn)) {
    if (one.kind !== "function") continue;
    const args = one.declaration.parameters.map((parameter, index): ProgramValue => {
      const written = `${parameter.name} ${parameter.type?.name ?? ""}`;
      if (/^(c|cfg|config|configuration\w*|configurationbuilder|builder ?i?configurationbuilder)\b/i.test(written) && /AppConfiguration|HostConfiguration/.test(call.code)) return world.configuration.section(machine, "");
      if (index === 0 && one.declaration.parameters.length > 1) return contextOf(machine, world);
      if (/AppConfiguration|HostConfiguration/.test(call.code)) return world.configuration.section(machine, "");
      return /ConfigureServices|ConfigureContainer/.test(call.code) ? collection : /Logging/.test(call.code) ? atRunTime("a builder") : self;
    });
    machine.call(one, { ...call, args });
  }
}

function contextOf(machine: Machine, world: HostWorld): NativeValue {
  return native("host context", { member: (name) => (name === "Configuration" ? world.configuration.section(machine, "") : undefined) });
}

/** Follows a class that sets up a web application. */
export function useStartup(machine: Machine, world: HostWorld, type: Type, call: Call): void {
  if (type.kind !== "local") return;
  const startup = construct(machine, type, call);
  for (const name of ["ConfigureAppConfiguration", "ConfigureServices", "ConfigureHostBuilder", "Configure"]) {
    const declaration = findDeclared(machine, type.declaration, name);
    if (!declaration) continue;
    const args = declaration.parameters.map((parameter): ProgramValue => {
      const asked = parameter.type?.name ?? "";
      if (/ServiceCollection$/.test(asked)) return serviceCollection(machine, world);
      if (/(ApplicationBuilder|HostBuilder|EndpointRouteBuilder|WebApplication|HostApplicationBuilder)$/.test(asked)) return host(machine, world);
      if (/Configuration/.test(asked)) return world.configuration.section(machine, "");
      return machine.opaque(machine.typeOf(parameter.type, { ...call.frame, unit: declaration.unit, owner: type.declaration }), unknown("decided-at-run-time", parameter.name));
    });
    machine.invoke({ kind: "function", declaration, self: startup }, args, { ...call, args });
  }
}

function findDeclared(machine: Machine, declaration: TypeDeclaration, name: string): FunctionDeclaration | undefined {
  const own = declaration.methods.get(name)?.find((one) => one.body ?? one.value);
  if (own) return own;
  for (const written of declaration.supertypes) {
    const base = machine.typeOf(written, { scope: { slots: machine.store.slots(), types: new Map(), declarations: new Map() }, unit: declaration.unit, owner: declaration, returns: [] });
    const found = base?.kind === "local" && base.declaration !== declaration ? base.declaration.methods.get(name)?.find((one) => one.body ?? one.value) : undefined;
    if (found) return found;
  }
  return undefined;
}

function invokeNamed(machine: Machine, type: Extract<Type, { kind: "local" }>, names: RegExp, call: Call): void {
  const object = construct(machine, type, call);
  for (const [name, methods] of type.declaration.methods) {
    if (!names.test(name)) continue;
    for (const declaration of methods) if (declaration.body ?? declaration.value) machine.invoke({ kind: "function", declaration, ...(declaration.isStatic ? {} : { self: object }) }, machine.unknownArguments(declaration, call.frame), { ...call, args: [] });
  }
}

/** All that a running host may call: what is mapped, controllers, services that run by themselves. */
export function follow(machine: Machine, world: HostWorld, call: Call): void {
  const { names: _, ...plain } = call;
  for (const type of world.services.hosted) if (type.kind === "local") invokeNamed(machine, type, /^(ExecuteAsync|StartAsync)$/, plain);
  for (const wait of world.services.waiting) wait(machine);
  if (!world.services.usesControllers) return;
  for (const type of controllers(machine, world.sources)) followController(machine, type, plain);
}

function controllers(machine: Machine, sources: CSharpSources): TypeDeclaration[] {
  const candidates = new Set([...sources.mentioning("Controller"), ...sources.mentioning("ControllerBase"), ...sources.mentioning("ApiController")]);
  return [...candidates].filter((type) => type.kind === "class" && (type.annotations.some((one) => one.name === "ApiController") || externalSupertypes(machine, type).some((path) => /^(Controller|ControllerBase)$/.test(lastOf(path)))));
}

/** Actions are the public methods of a controller. */
function followController(machine: Machine, declaration: TypeDeclaration, call: Call): void {
  const object = construct(machine, { kind: "local", declaration, args: [] }, call);
  for (const method of [...declaration.methods.values()].flat()) {
    if (method.isStatic || !(method.body ?? method.value)) continue;
    if (method.annotations?.some((one) => one.name === "NonAction")) continue;
    machine.undecided(() => machine.invoke({ kind: "function", declaration: method, self: object }, machine.unknownArguments(method, call.frame), { ...call, args: [] }));
  }
}
