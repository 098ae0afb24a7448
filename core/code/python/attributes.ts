import { externalPart, extend } from "./containers";
import { containerMethod, method, unmodelledMethod } from "./container-methods";
import type { CallSite, Machine, MemberLookup } from "./machine";
import { choose } from "./store";
import { textMethod, unknownMethod } from "./text-methods";
import { alternativesOf, atRunTime, isObject, lost, Slots, text, type ClassValue, type DataValue, type ExternalValue, type InstanceValue, type ModuleValue, type PyValue } from "./values";
import { unknown } from "../../values";

/** `object.name` */
export function attributeOf(machine: Machine, object: PyValue, name: string, site: CallSite): PyValue {
  switch (object.kind) {
    case "choice": {
      const found = alternativesOf(object).filter((one) => !(one.kind === "data" && one.value.kind === "null"));
      return choose(found.map((one) => attributeOf(machine, one, name, site)));
    }
    case "absent":
      return atRunTime(name);
    case "data":
      return dataAttribute(object, name);
    case "list":
    case "dict":
      return containerMethod(object, name) ?? unmodelledMethod(object, name);
    case "module":
      return moduleAttribute(machine, object, name);
    case "external":
      return externalAttribute(machine, object, name, site);
    case "native":
      return object.attribute?.(name, site) ?? (object.services.length > 0 ? lost(`${object.label}.${name}`) : atRunTime(`${object.label}.${name}`));
    case "class":
      return classAttribute(machine, object, name, site);
    case "instance":
      return instanceAttribute(machine, object, name, site);
    case "bound":
      return name === "func" || name === "__func__" ? object.callee : attributeOf(machine, object.callee, name, site);
    case "function":
      if (name === "__name__" || name === "__qualname__") return text(object.name);
      return object.attributes?.map.get(name) ?? (name === "__wrapped__" ? object : atRunTime(`${object.name}.${name}`));
  }
}

/** Properties of Powertools' event classes, as the fields of the event that they give. */
const eventProperties: Readonly<Record<string, string>> = { bucket_name: "['s3']['bucket']['name']", event_source_arn: "['eventSourceARN']", topic_arn: "['TopicArn']" };

function dataAttribute(object: DataValue, name: string): PyValue {
  const { value } = object;
  if (value.kind === "string" || value.kind === "json") return name === "value" || name === "name" ? object : textMethod(object, name);
  // Members of enumerations are kept as their plain values.
  if (value.kind !== "unknown") return name === "value" ? object : method(name, () => atRunTime(`the result of ${name}()`));
  return { kind: "data", ...(object.sources ? { sources: object.sources } : {}), ...(object.isLost ? { isLost: true } : {}), ...(object.response ? { response: object.response } : {}), value: unknown(value.reason, extend(value.detail ?? "a value", (value.detail?.startsWith("event") && Object.hasOwn(eventProperties, name) && eventProperties[name]) || `.${name}`), value.references), receiver: object, attribute: name };
}

/** A call of an attribute of an unknown value. */
export function unknownAttributeCall(callee: DataValue): PyValue | undefined {
  return callee.receiver && callee.attribute !== undefined ? unknownMethod(callee.receiver, callee.attribute) : undefined;
}

function moduleAttribute(machine: Machine, module: ModuleValue, name: string): PyValue {
  const found = module.slots.map.get(name);
  if (found && found.kind !== "absent") return found;
  if (name === "__name__") return text(module.name);
  if (name === "__file__") return text(module.file ?? "");
  const submodule = machine.modules.load(module.name === "" ? name : `${module.name}.${name}`);
  return submodule ?? lost(`${module.name}.${name}, which the module does not define`);
}

function externalAttribute(machine: Machine, object: ExternalValue, name: string, site: CallSite): PyValue {
  const own = object.slots.map.get(name);
  const modelled = machine.externalAttribute(object, name, site);
  if (modelled) return own ? choose([own, modelled]) : modelled;
  const part = externalPart(object, `.${name}`);
  const held = (object.held.map.get("held") ?? []).flatMap((one) => (one.kind === "instance" || one.kind === "native" || one.kind === "module" || one.kind === "class" ? [attributeOf(machine, one, name, site)] : []));
  return choose([...(own ? [own] : []), part, ...held.filter((one) => isObject(one) && !(one.kind === "native" && one.isGuess))]);
}

/** The nearest member of that name in the class and its bases; bases that are not in the source have none. */
export function findMemberOf(cls: ClassValue, name: string): MemberLookup | undefined {
  for (const one of [cls, ...ancestorsOf(cls)]) {
    const own = one.kind === "class" ? one.slots.map.get(name) : undefined;
    if (own && own.kind !== "absent" && one.kind === "class") return { value: own, owner: one };
  }
  return undefined;
}

/** Classes and values that a class is derived from, directly or not, each once. */
export function ancestorsOf(cls: ClassValue): PyValue[] {
  const found = new Set<PyValue>();
  const waiting: PyValue[] = [...cls.bases];
  for (let next = waiting.shift(); next && found.size < 100; next = waiting.shift()) {
    for (const base of alternativesOf(next)) {
      if (found.has(base) || base === cls) continue;
      found.add(base);
      if (base.kind === "class") waiting.push(...base.bases);
    }
  }
  return [...found];
}

function classAttribute(machine: Machine, cls: ClassValue, name: string, site: CallSite): PyValue {
  if (name === "__name__" || name === "__qualname__") return text(cls.name);
  const found = findMemberOf(cls, name);
  if (found) return bindMember(machine, found.value, cls, undefined, site);
  return foreignMember(machine, cls, undefined, name, site);
}

function instanceAttribute(machine: Machine, object: InstanceValue, name: string, site: CallSite): PyValue {
  const own = object.slots.map.get(name);
  const found = findMemberOf(object.cls, name);
  const isProperty = found !== undefined && alternativesOf(found.value).some((one) => one.kind === "function" && one.role === "property");
  if (own && own.kind !== "absent" && !isProperty) return own.kind === "choice" && found ? choose([own, bindMember(machine, found.value, object.cls, object, site)]) : own;
  if (found) return bindMember(machine, found.value, object.cls, object, site);
  if (name === "__class__") return object.cls;
  if (name === "__dict__") return atRunTime(`the fields of a ${object.cls.name}`);
  const getter = findMemberOf(object.cls, "__getattr__") ?? findMemberOf(object.cls, "__getattribute__");
  if (getter) return machine.call(bindMember(machine, getter.value, object.cls, object, site), { positional: [text(name)], keywords: new Map() }, site);
  return foreignMember(machine, object.cls, object, name, site);
}

/** A member that only a base class outside the source can have. */
function foreignMember(machine: Machine, cls: ClassValue, object: InstanceValue | undefined, name: string, site: CallSite): PyValue {
  for (const base of ancestorsOf(cls)) {
    if (base.kind !== "external" && base.kind !== "native") continue;
    const modelled = machine.inheritedAttribute(base, cls, object, name, site);
    if (modelled) return modelled;
  }
  const foreign = ancestorsOf(cls).find((base) => base.kind === "external");
  if (foreign?.kind === "external") return attributeOf(machine, { kind: "external", path: `${foreign.path}()`, slots: new Slots(), held: new Slots() }, name, site);
  return ancestorsOf(cls).some((base) => base.kind === "data" && base.isLost) ? lost(`${cls.name}.${name}`) : atRunTime(`${cls.name}.${name}, which is not set`);
}

function bindMember(machine: Machine, member: PyValue, cls: ClassValue, object: InstanceValue | undefined, site: CallSite): PyValue {
  return choose(
    alternativesOf(member).map((one): PyValue => {
      if (one.kind !== "function") {
        const isMethod = one.kind === "native" && one.isDescriptor;
        return isMethod && object ? { kind: "bound", callee: one, positional: [object], keywords: new Map() } : one;
      }
      if (one.role === "staticmethod") return one;
      if (one.role === "classmethod") return { kind: "bound", callee: one, positional: [cls], keywords: new Map() };
      if (!object) return one;
      if (one.role === "property") return machine.callFunction(one, { positional: [], keywords: new Map() }, site, object);
      return { kind: "bound", callee: one, positional: [object], keywords: new Map() };
    }),
  );
}

/** `object.name = value` */
export function setAttributeOf(machine: Machine, object: PyValue, name: string, value: PyValue): void {
  const targets = alternativesOf(object);
  for (const target of targets) {
    const write = (slots: InstanceValue["slots"]): void => (targets.length > 1 ? machine.store.add(slots, name, value) : machine.store.set(slots, name, value));
    if (target.kind === "instance" || target.kind === "class" || target.kind === "module" || target.kind === "external") write(target.slots);
    else if (target.kind === "function" && target.attributes) write(target.attributes);
  }
}

