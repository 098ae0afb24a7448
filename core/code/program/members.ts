import { unknown, type Unknown } from "../../values";
import { ancestryOf, findField, findMethod, frameOf } from "./declarations";
import type { Machine } from "./machine";
import type { FunctionDeclaration, TypeDeclaration } from "./program";
import { choose } from "./store";
import { alternativesOf, atRunTime, data, detailOf, zero, type Call, type DataValue, type Frame, type ObjectValue, type ProgramValue } from "./values";

/** `object.name` */
export function memberOf(machine: Machine, object: ProgramValue, name: string, frame: Frame): ProgramValue {
  const alternatives = alternativesOf(object);
  if (alternatives.length === 0) return atRunTime(name);
  return choose(alternatives.map((one) => memberOfOne(machine, one, name, frame)));
}

function memberOfOne(machine: Machine, one: ProgramValue, name: string, frame: Frame): ProgramValue {
  switch (one.kind) {
    case "object":
      return memberOfObject(machine, one, name, frame) ?? machine.language.memberOfData(machine, one, name) ?? restOf(machine, one, name) ?? zero;
    case "data":
      return memberOfUnknown(machine, one, name, frame);
    case "native":
      return one.member?.(name, undefined) ?? machine.language.memberOfData(machine, one, name) ?? atRunTime(`${one.label}.${name}`);
    case "external":
      return machine.language.externalMember(machine, one.path, name);
    case "package":
      return machine.language.packageMember(machine, one.path, name) ?? atRunTime(name);
    case "type":
      return memberOfType(machine, one, name);
    case "tuple":
      return memberOf(machine, one.items[0] ?? zero, name, frame);
    default:
      return machine.language.memberOfData(machine, one, name) ?? atRunTime(name);
  }
}

function restOf(machine: Machine, object: ObjectValue, name: string): ProgramValue | undefined {
  const rest = object.slots.map.get("");
  return rest && machine.opaque(undefined, described(machine, rest, name));
}

function described(machine: Machine, value: ProgramValue, name: string): Unknown {
  const [first] = alternativesOf(value);
  const reason = first?.kind === "data" && first.value.kind === "unknown" ? first.value : unknown("decided-at-run-time");
  return { ...reason, detail: machine.language.describeMember(detailOf(first ?? zero), name) };
}

/** A field or method of an object whose class is in the program. */
function memberOfObject(machine: Machine, object: ObjectValue, name: string, frame: Frame): ProgramValue | undefined {
  const set = object.slots.map.get(name);
  if (set && set.kind !== "zero") return set;
  const declaration = object.type?.kind === "local" ? object.type.declaration : undefined;
  if (!declaration) return set;
  const found = findField(machine, declaration, name);
  if (found?.field.getter) return machine.invoke({ kind: "function", declaration: found.field.getter, ...(found.field.isStatic ? {} : { self: object, ...(object.frame ? { frame: object.frame } : {}) }) }, [], { args: [], at: found.field.at, code: name, frame });
  if (found) return unsetField(machine, object, found, set);
  const method = findMethod(machine, declaration, name, undefined);
  if (method) return { kind: "function", declaration: method.declaration, self: object, ...(object.frame ? { frame: object.frame } : {}) };
  return promoted(machine, object, declaration, name, frame) ?? set;
}

/** What a field holds that nothing was seen to set. */
function unsetField(machine: Machine, object: ObjectValue, found: NonNullable<ReturnType<typeof findField>>, set: ProgramValue | undefined): ProgramValue {
  const { field, type, owner } = found;
  if (field.isStatic) return machine.staticSlots(owner).map.get(field.name) ?? zero;
  const injected = set ? undefined : machine.language.injected?.(machine, owner, field);
  if (injected) return injected;
  const rest = object.slots.map.get("");
  if (rest) return machine.opaque(type, described(machine, rest, field.name));
  const why = unknown("decided-at-run-time", `the field ${field.name} of ${owner.name}`);
  if (type?.kind === "external") return machine.language.opaqueExternal(machine, type.path, why, type.args) ?? set ?? (field.annotations?.length ? machine.opaque(type, why) : zero);
  if (type?.kind === "local" && machine.language.hasValueTypes && type.declaration.kind === "class" && !set) {
    const inner = machine.makeObject(type);
    machine.store.set(object.slots, field.name, inner);
    return inner;
  }
  if (type?.kind === "local" || field.annotations?.length) return set ?? machine.opaque(type, why);
  return set ?? zero;
}

/** A member of an embedded field. */
function promoted(machine: Machine, object: ProgramValue, declaration: TypeDeclaration, name: string, frame: Frame): ProgramValue | undefined {
  for (const field of declaration.fields) {
    if (!field.isEmbedded) continue;
    const type = machine.typeOf(field.type, frameOf(machine, declaration));
    if (type?.kind === "local" && !hasMember(machine, type.declaration, name)) continue;
    const inner = memberOf(machine, object, field.name, frame);
    const has = alternativesOf(inner).filter((one) => one.kind === "native" ? one.member?.(name, undefined) !== undefined : type?.kind === "local");
    if (has.length > 0) return memberOf(machine, choose(has), name, frame);
  }
  return undefined;
}

function hasMember(machine: Machine, declaration: TypeDeclaration, name: string, depth = 0): boolean {
  if (depth > 5) return false;
  return ancestryOf(machine, declaration).some((one) => {
    if (one.declaration.methods.has(name) || one.declaration.fields.some((field) => field.name === name)) return true;
    return one.declaration.fields.some((field) => {
      const type = field.isEmbedded ? machine.typeOf(field.type, frameOf(machine, one.declaration)) : undefined;
      return type?.kind === "external" || (type?.kind === "local" && hasMember(machine, type.declaration, name, depth + 1));
    });
  });
}

function memberOfUnknown(machine: Machine, value: DataValue, name: string, frame: Frame): ProgramValue {
  if (value.type?.kind === "local") {
    const { declaration } = value.type;
    const found = findField(machine, declaration, name);
    if (found?.field.isStatic) return machine.staticField(found.owner, found.field, found.type);
    if (found?.field.getter) return machine.invoke({ kind: "function", declaration: found.field.getter, self: value }, [], { args: [], at: found.field.at, code: name, frame });
    const implementing = found && declaration.kind === "interface" ? machine.language.subtypesOf(declaration) : [];
    if (implementing.length > 0) return choose(implementing.map((one) => memberOf(machine, machine.opaque({ kind: "local", declaration: one, args: [] }, described(machine, value, "")), name, frame)));
    if (found) return machine.opaque(found.type, described(machine, value, name));
    const method = findMethod(machine, declaration, name, undefined);
    if (method) return { kind: "function", declaration: method.declaration, self: value };
    const inner = promoted(machine, value, declaration, name, frame);
    if (inner) return inner;
  }
  const known = machine.language.memberOfData(machine, value, name);
  if (known) return known;
  return { ...data(described(machine, value, name), value.sources), ...(value.answer ? { answer: value.answer } : {}) };
}

function memberOfType(machine: Machine, one: Extract<ProgramValue, { kind: "type" }>, name: string): ProgramValue {
  if (one.type.kind === "external") return machine.language.externalMember(machine, one.type.path, name);
  if (one.type.kind !== "local") return atRunTime(name);
  const { declaration } = one.type;
  const found = findField(machine, declaration, name);
  if (found) return machine.staticField(found.owner, found.field, found.type);
  const nested = declaration.nested.get(name);
  if (nested) return { kind: "type", type: { kind: "local", declaration: nested, args: [] } };
  const method = findMethod(machine, declaration, name, undefined);
  if (method) return { kind: "function", declaration: method.declaration };
  return machine.language.memberOfData(machine, one, name) ?? atRunTime(`${declaration.name}.${name}`);
}

/** `object.name(…)` */
export function callMemberOf(machine: Machine, object: ProgramValue, name: string, call: Call): ProgramValue {
  const alternatives = alternativesOf(object);
  const onNothing = isPerhapsNothing(object) ? machine.language.callOnNothing?.(machine, name, call) : undefined;
  if (alternatives.length === 0 && !onNothing) {
    machine.surrender(call.args, call);
    return atRunTime(`the result of ${name}()`);
  }
  return choose([...alternatives.map((one) => callMemberOfOne(machine, one, name, call)), ...(onNothing ? [onNothing] : [])]);
}

function isPerhapsNothing(value: ProgramValue): boolean {
  return value.kind === "zero" || (value.kind === "choice" && value.alternatives.some(isPerhapsNothing));
}

function callMemberOfOne(machine: Machine, one: ProgramValue, name: string, call: Call): ProgramValue {
  switch (one.kind) {
    case "object":
    case "data":
      if (one.type?.kind === "local") return callMethod(machine, one, one.type.declaration, name, call);
      return machine.language.callOnData(machine, one, name, call) ?? callHeld(machine, one, name, call);
    case "native": {
      const member = one.member?.(name, call);
      if (member) return machine.call(member, call);
      return machine.language.callOnData(machine, one, name, call) ?? atRunTime(`the result of ${name}()`);
    }
    case "external":
      return machine.language.callExternal(machine, `${one.path}.${name}`, call);
    case "package":
      return machine.call(machine.language.packageMember(machine, one.path, name) ?? atRunTime(name), call);
    case "type":
      return callStatic(machine, one, name, call);
    case "tuple":
      return callMemberOf(machine, one.items[0] ?? zero, name, call);
    default:
      return machine.language.callOnData(machine, one, name, call) ?? unknownCall(machine, one, name, call);
  }
}

/** A field that holds a function. */
function callHeld(machine: Machine, one: ObjectValue | DataValue, name: string, call: Call): ProgramValue {
  const held = one.kind === "object" ? one.slots.map.get(name) : undefined;
  return held && held.kind !== "zero" ? machine.call(held, call) : unknownCall(machine, one, name, call);
}

function unknownCall(machine: Machine, one: ProgramValue, name: string, call: Call): ProgramValue {
  machine.surrender(call.args, call);
  const why = described(machine, one, name);
  return { ...data({ ...why, detail: one.kind === "data" && one.value.kind === "unknown" ? why.detail! : `the result of ${name}()` }), ...(one.kind === "data" && one.answer ? { answer: one.answer } : {}) };
}

export function callMethod(machine: Machine, self: ObjectValue | DataValue, declaration: TypeDeclaration, name: string, call: Call): ProgramValue {
  const found = findMethod(machine, declaration, name, call.args);
  if (found && (found.declaration.body || found.declaration.value)) {
    machine.staticSlots(declaration);
    return machine.invoke({ kind: "function", declaration: found.declaration, self, ...(self.kind === "object" && self.frame ? { frame: self.frame } : {}) }, call.args, call);
  }
  if (!found) {
    const inner = promoted(machine, self, declaration, name, call.frame);
    if (inner) return machine.call(inner, call);
    const held = machine.language.hasMethodsApartFromFields ? undefined : heldFunction(machine, self, declaration, name, call);
    if (held) return held;
  }
  const subtypes = self.kind === "data" ? machine.language.subtypesOf(declaration).filter((one) => isWritten(findMethod(machine, one, name, call.args)?.declaration)) : [];
  if (subtypes.length > 0) return choose(subtypes.map((one) => callMemberOf(machine, machine.opaque({ kind: "local", declaration: one, args: [] }, described(machine, self, "")), name, call)));
  const inherited = machine.language.callInherited(machine, self, declaration, name, call) ?? machine.language.callOnData(machine, self, name, call);
  if (inherited) return inherited;
  machine.surrender(call.args, call);
  if (found) return machine.results(found.declaration, `the result of ${name}()`, self);
  return unknownCall(machine, self, name, { ...call, args: [] });
}

function isWritten(declaration: FunctionDeclaration | undefined): boolean {
  return declaration?.body !== undefined || declaration?.value !== undefined;
}

function heldFunction(machine: Machine, self: ProgramValue, declaration: TypeDeclaration, name: string, call: Call): ProgramValue | undefined {
  if (!findField(machine, declaration, name)) return undefined;
  return machine.call(memberOf(machine, self, name, call.frame), call);
}

function callStatic(machine: Machine, one: Extract<ProgramValue, { kind: "type" }>, name: string, call: Call): ProgramValue {
  if (one.type.kind === "external") return machine.language.callExternal(machine, `${one.type.path}.${name}`, call);
  if (one.type.kind !== "local") return machine.language.callOnData(machine, one, name, call) ?? atRunTime(`the result of ${name}()`);
  const { declaration } = one.type;
  machine.staticSlots(declaration);
  const found = findMethod(machine, declaration, name, call.args);
  if (!found) return machine.language.callOnData(machine, one, name, call) ?? unknownCall(machine, one, name, call);
  // A method expression takes its object first: `Type.Method(object, …)`.
  if (!found.declaration.isStatic && found.declaration.receiver) return machine.invoke({ kind: "function", declaration: found.declaration, self: call.args[0] ?? zero }, call.args.slice(1), call);
  return machine.invoke({ kind: "function", declaration: found.declaration, ...(found.declaration.isStatic || !call.frame.self ? {} : { self: call.frame.self }) }, call.args, call);
}
