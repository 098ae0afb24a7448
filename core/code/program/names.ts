import { unknown } from "../../values";
import { findField, findMethod } from "./declarations";
import type { Machine } from "./machine";
import { callMethod } from "./members";
import { initialise, initialiseSuper } from "./objects";
import type { TypeDeclaration } from "./program";
import { scopeOf } from "./scopes";
import { atRunTime, zero, type Call, type Frame, type ProgramValue } from "./values";

/** What a name stands for where it is used. */
export function resolveName(machine: Machine, name: string, frame: Frame): ProgramValue | undefined {
  if (name === "this" && frame.self) return frame.self;
  const scope = scopeOf(name, frame.scope);
  if (scope) return variable(machine, name, scope);
  for (let at: Frame["scope"] | undefined = frame.scope; at; at = at.parent) {
    const declaration = at.declarations.get(name);
    if (declaration) return { kind: "type", type: { kind: "local", declaration, args: [] } };
  }
  return (machine.language.hasMethodsApartFromFields ? ownField(machine, name, frame) : undefined) ?? machine.language.lookUp(machine, name, frame);
}

/** A variable that nothing was seen to set may hold what it is declared to hold. */
function variable(machine: Machine, name: string, scope: Frame["scope"]): ProgramValue {
  const value = scope.slots.map.get(name) ?? zero;
  const type = scope.types.get(name);
  if (value.kind !== "zero" || type?.kind !== "external") return value;
  return machine.language.opaqueExternal(machine, type.path, unknown("decided-at-run-time", name), type.args) ?? value;
}

function ownField(machine: Machine, name: string, frame: Frame): ProgramValue | undefined {
  for (let owner: TypeDeclaration | undefined = frame.owner; owner; owner = owner.outer) {
    const found = findField(machine, owner, name);
    if (found) {
      if (found.field.isStatic) return machine.staticField(found.owner, found.field, found.type);
      if (owner === frame.owner && frame.self) return machine.member(frame.self, name, frame, found.field.at);
      const around = surrounding(frame, owner);
      return around ? machine.member(around, name, frame, found.field.at) : machine.opaque(found.type, unknown("decided-at-run-time", name));
    }
    const outside = owner === frame.owner && frame.self?.kind === "object" ? frame.self.frame : undefined;
    if (outside && outside !== frame) {
      const scope = scopeOf(name, outside.scope);
      const value = scope ? variable(machine, name, scope) : ownField(machine, name, outside);
      if (value) return value;
    }
    const nested = owner.nested.get(name);
    if (nested) return { kind: "type", type: { kind: "local", declaration: nested, args: [] } };
  }
  return undefined;
}

/** The object of an outer class that an inner one was made in. */
function surrounding(frame: Frame, owner: TypeDeclaration): ProgramValue | undefined {
  let at: Frame | undefined = frame;
  for (let depth = 0; at && depth < 10; depth += 1) {
    const self: ProgramValue | undefined = at.self;
    if (at.owner === owner && self) return self;
    at = self?.kind === "object" ? self.frame : undefined;
  }
  return undefined;
}

export function assignName(machine: Machine, name: string, value: ProgramValue, frame: Frame): void {
  const scope = scopeOf(name, frame.scope);
  if (scope) return machine.store.set(scope.slots, name, machine.refine(value, scope.types.get(name)));
  for (let owner: TypeDeclaration | undefined = machine.language.hasMethodsApartFromFields ? frame.owner : undefined; owner; owner = owner.outer) {
    const found = findField(machine, owner, name);
    if (!found) continue;
    const refined = machine.refine(value, found.type);
    if (found.field.isStatic) return machine.store.set(machine.staticSlots(found.owner), name, refined);
    const object = surrounding(frame, owner) ?? frame.self;
    return object && machine.setMember(object, name, refined);
  }
  const slots = machine.language.globalSlots(machine, name, frame);
  if (slots) machine.store.set(slots, name, value);
  else machine.declare(name, value, frame);
}

/** `name(…)` */
export function callNamed(machine: Machine, name: string, call: Call, frame: Frame): ProgramValue {
  if (!machine.language.hasMethodsApartFromFields) return machine.call(machine.name(name, frame) ?? atRunTime(name), call);
  if ((name === "this" || name === "super") && frame.self?.kind === "object" && frame.owner) {
    if (name === "super") initialiseSuper(machine, frame.self, frame.owner, call);
    else initialise(machine, frame.self, frame.owner, call);
    return zero;
  }
  return callOwn(machine, name, call, frame) ?? machine.call(machine.language.lookUp(machine, `${name}()`, frame) ?? atRunTime(name), call);
}

function callOwn(machine: Machine, name: string, call: Call, frame: Frame): ProgramValue | undefined {
  for (let owner: TypeDeclaration | undefined = frame.owner; owner; owner = owner.outer) {
    const found = findMethod(machine, owner, name, call.args);
    if (found) {
      if (found.declaration.isStatic) return machine.invoke({ kind: "function", declaration: found.declaration }, call.args, call);
      const self = surrounding(frame, owner) ?? (owner === frame.owner ? frame.self : undefined) ?? machine.opaque({ kind: "local", declaration: owner, args: [] }, unknown("decided-at-run-time", `a ${owner.name}`));
      if ((self.kind === "object" || self.kind === "data") && self.type?.kind === "local") return callMethod(machine, self, self.type.declaration, name, call);
      return machine.callMember(self, name, call);
    }
    const ofSelf = owner === frame.owner ? callOfSelf(machine, name, call, frame) : undefined;
    if (ofSelf) return ofSelf;
    if (owner === frame.owner && frame.self?.kind === "object" && frame.self.frame && frame.self.frame !== frame) {
      const outside = callOwn(machine, name, call, frame.self.frame);
      if (outside) return outside;
    }
    if (owner === frame.owner && frame.self && !owner.outer && owner.supertypes.length > 0 && (frame.self.kind === "object" || frame.self.kind === "data")) {
      const inherited = machine.language.callInherited(machine, frame.self, owner, name, call);
      if (inherited) return inherited;
    }
  }
  return undefined;
}

/** A method that only the class of the object has: those that it inherits call it. */
function callOfSelf(machine: Machine, name: string, call: Call, { self, owner }: Frame): ProgramValue | undefined {
  if ((self?.kind !== "object" && self?.kind !== "data") || self.type?.kind !== "local") return undefined;
  const { declaration } = self.type;
  const classes = self.kind === "data" ? [declaration, ...machine.language.subtypesOf(declaration)] : [declaration];
  return classes.some((one) => one !== owner && findMethod(machine, one, name, call.args)) ? callMethod(machine, self, declaration, name, call) : undefined;
}

/** `super.name(…)` */
export function callSuperOf(machine: Machine, name: string, call: Call, frame: Frame): ProgramValue {
  const { owner, self } = frame;
  for (const written of owner?.supertypes ?? []) {
    const type = machine.typeOf(written, frame);
    const found = type?.kind === "local" ? findMethod(machine, type.declaration, name, call.args) : undefined;
    if (found?.declaration.body ?? found?.declaration.value) return machine.invoke({ kind: "function", declaration: found!.declaration, ...(self ? { self } : {}) }, call.args, call);
  }
  if (owner && self && (self.kind === "object" || self.kind === "data")) {
    const inherited = machine.language.callInherited(machine, self, owner, name, call);
    if (inherited) return inherited;
  }
  machine.surrender(call.args, call);
  return atRunTime(`the result of ${name}()`);
}
