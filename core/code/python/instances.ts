import { argument, positional } from "./arguments";
import { ancestorsOf, findMemberOf } from "./attributes";
import { fromSymbolic } from "./containers";
import type { Arguments, CallSite, Machine } from "./machine";
import { choose } from "./store";
import { locationOf } from "../syntax";
import { alternativesOf, atRunTime, knownText, lost, none, Slots, type ClassValue, type InstanceValue, type PyValue } from "./values";

export function newInstance(machine: Machine, cls: ClassValue): InstanceValue {
  return { kind: "instance", cls, slots: new Slots(false, machine.store.pass) };
}

/** `cls(…)` */
export function instantiateClass(machine: Machine, cls: ClassValue, args: Arguments, site: CallSite): PyValue {
  if (isEnumeration(cls)) return choose(membersOf(cls));
  const maker = findMemberOf(cls, "__new__");
  const made = maker?.value.kind === "function" ? machine.callFunction(maker.value, { ...args, positional: [cls, ...args.positional] }, site) : newInstance(machine, cls);
  for (const instance of alternativesOf(made)) if (instance.kind === "instance") initialise(machine, instance, args, site);
  return made;
}

/** Methods that Python calls by itself. */
const IMPLICIT = ["__del__", "__len__", "__contains__", "__bool__", "__str__", "__repr__", "__eq__", "__hash__", "__lt__"];

function initialise(machine: Machine, instance: InstanceValue, args: Arguments, site: CallSite): void {
  const { cls } = instance;
  const init = findMemberOf(cls, "__init__");
  if (init?.value.kind === "function") machine.callFunction(init.value, args, site, instance);
  else {
    setAnnotatedFields(machine, instance, args, site);
    for (const value of [...args.positional, ...args.keywords.values()]) {
      const foreign = ancestorsOf(cls).find((base) => base.kind === "external");
      if (foreign?.kind === "external" && !cls.annotated.length) machine.escape(value, site, { name: foreign.path, isHarmless: machine.isHarmless(foreign.path) });
    }
  }
  for (const name of ["__post_init__", "model_post_init", "__attrs_post_init__"]) {
    const after = findMemberOf(cls, name);
    if (after?.value.kind === "function") machine.callFunction(after.value, positional(atRunTime("the context")), site, instance);
  }
  for (const name of IMPLICIT) {
    const member = findMemberOf(cls, name);
    if (member?.value.kind === "function") machine.callLater({ kind: "bound", callee: member.value, positional: [instance], keywords: new Map() }, site);
  }
  // A base outside the source (a thread, a request handler) may call any of the methods.
  if (ancestorsOf(cls).some((base) => base.kind === "external" && !isPassive(base.path))) callAllLater(machine, instance, site);
}

/** Bases that never call a method by themselves. */
function isPassive(path: string): boolean {
  return /^(builtins|typing|typing_extensions|abc|enum|dataclasses|collections|pydantic|pydantic_settings|pynamodb|boto3)\b/.test(path);
}

/** Every method of the instance may be called, by whoever has it. */
export function callAllLater(machine: Machine, instance: InstanceValue, site: CallSite): void {
  for (const cls of [instance.cls, ...ancestorsOf(instance.cls)]) {
    if (cls.kind !== "class") continue;
    for (const [name, member] of cls.slots.map) {
      if (member.kind === "function" && name !== "__init__" && name !== "__new__") machine.callLater(member.role ? member : { kind: "bound", callee: member, positional: [instance], keywords: new Map() }, site);
    }
  }
}

function setAnnotatedFields(machine: Machine, instance: InstanceValue, args: Arguments, site: CallSite): void {
  const classes = [...ancestorsOf(instance.cls)].reverse().flatMap((base) => (base.kind === "class" ? [base] : [])).concat(instance.cls);
  const settings = settingsPrefix(instance.cls);
  const names = [...new Set(classes.flatMap((cls) => cls.annotated))];
  names.forEach((name, index) => {
    const owner = classes.findLast((cls) => cls.annotated.includes(name))!;
    const given = argument(args, index, name);
    const otherwise = owner.slots.map.get(name);
    const fallback = otherwise ? fieldDefault(otherwise, site) : undefined;
    const fromEnvironment = settings === undefined || given ? undefined : setting(machine, `${settings}${name}`, aliasOf(owner, name), site);
    const value = given ?? combineSetting(fromEnvironment, fallback) ?? atRunTime(`${instance.cls.name}.${name}`);
    machine.store.set(instance.slots, name, value);
  });
}

/** `field(default=…)`, `Field("x")`, or the value itself. */
function fieldDefault(value: PyValue, site: CallSite): PyValue {
  if (value.kind !== "native" || !value.defaultOf) return value;
  return value.defaultOf(site) ?? atRunTime("a field without a default");
}

interface Setting {
  readonly value: PyValue;
  readonly isSure: boolean;
}

function combineSetting(found: Setting | undefined, fallback: PyValue | undefined): PyValue | undefined {
  if (!found) return fallback;
  return found.isSure || !fallback ? found.value : choose([found.value, fallback]);
}

function setting(machine: Machine, name: string, alias: string | undefined, site: CallSite): Setting | undefined {
  for (const candidate of [...(alias ? [alias] : []), name.toUpperCase(), name]) {
    const found = machine.environment(candidate, locationOf(site.node));
    if (found.kind !== "absent") return { value: fromSymbolic(machine, found.value, [`environment variable ${candidate}`]), isSure: found.kind === "configured" };
  }
  return undefined;
}

/** The prefix of environment variables where the class is a pydantic BaseSettings, else `undefined`. */
function settingsPrefix(cls: ClassValue): string | undefined {
  if (!ancestorsOf(cls).some((base) => base.kind === "external" && /\bBaseSettings$/.test(base.path))) return undefined;
  const config = cls.slots.map.get("model_config");
  const written = config?.kind === "dict" ? config.slots.map.get("env_prefix") : undefined;
  const inner = cls.slots.map.get("Config");
  return knownText(written) ?? knownText(inner?.kind === "class" ? inner.slots.map.get("env_prefix") : undefined) ?? "";
}

function aliasOf(cls: ClassValue, name: string): string | undefined {
  const value = cls.slots.map.get(name);
  return value?.kind === "native" ? value.alias : undefined;
}

function isEnumeration(cls: ClassValue): boolean {
  return ancestorsOf(cls).some((base) => base.kind === "external" && /^enum\./.test(base.path));
}

function membersOf(cls: ClassValue): PyValue[] {
  return [...cls.slots.map].filter(([name, value]) => !name.startsWith("_") && value.kind !== "function").map(([, value]) => value);
}

/** `super()`: members of the bases, for the object whose method runs. */
export function superOf(machine: Machine, owner: ClassValue, self: PyValue | undefined): PyValue {
  return {
    kind: "native",
    label: `super() of ${owner.name}`,
    services: [],
    attribute: (name, site) => {
      for (const base of owner.bases.flatMap(alternativesOf)) {
        const found = base.kind === "class" ? findMemberOf(base, name) : undefined;
        if (found) return self && found.value.kind === "function" && found.value.role !== "staticmethod" ? bindTo(machine, found.value, self, site) : found.value;
      }
      if (name === "__new__") return { kind: "native", label: "object.__new__", services: [], call: ({ arguments: args }) => blank(machine, argument(args, 0) ?? owner) };
      const foreign = owner.bases.flatMap(alternativesOf).find((base) => base.kind === "external" || base.kind === "native");
      const modelled = foreign && machine.inheritedAttribute(foreign, owner, self?.kind === "instance" ? self : undefined, name, site);
      if (modelled) return modelled;
      return foreign?.kind === "external" ? machine.attribute({ ...foreign, path: `${foreign.path}()` }, name, site) : { kind: "native", label: name, services: [], call: () => none };
    },
  };
}

function bindTo(machine: Machine, member: Extract<PyValue, { kind: "function" }>, self: PyValue, site: CallSite): PyValue {
  if (member.role === "property") return machine.callFunction(member, positional(), site, self);
  return { kind: "bound", callee: member, positional: [self], keywords: new Map() };
}

export function blank(machine: Machine, cls: PyValue): PyValue {
  const made = alternativesOf(cls).flatMap((one): PyValue[] => (one.kind === "class" ? [newInstance(machine, one)] : []));
  return made.length > 0 ? choose(made) : lost("an object of an unknown class");
}
