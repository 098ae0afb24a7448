import { unknown } from "../../values";
import { ancestryOf, frameOf, typeArgumentsOf } from "./declarations";
import type { Machine } from "./machine";
import type { Expression, FunctionDeclaration, TypeDeclaration } from "./program";
import { childScope } from "./scopes";
import { data, type Call, type Frame, type ObjectValue, type ProgramValue, type Slots, type Type } from "./values";

/** Makes an object of a class of the program, as `new` does. */
export function constructObject(machine: Machine, declaration: TypeDeclaration, call: Call, args: readonly Type[] = []): ObjectValue {
  machine.staticSlots(declaration);
  // A class inside of another, or of a function, sees what surrounds it.
  const isInner = declaration.isStatic !== true && (declaration.outer !== undefined || isAnonymous(declaration));
  const object: ObjectValue = { kind: "object", type: { kind: "local", declaration, args }, slots: machine.store.slots(), ...(isInner ? { frame: call.frame } : {}) };
  initialise(machine, object, declaration, call, args);
  return object;
}

export function isAnonymous(declaration: TypeDeclaration): boolean {
  return declaration.name.startsWith("(");
}

/** Runs what a class does to make an object of it. */
export function initialise(machine: Machine, object: ObjectValue, declaration: TypeDeclaration, call: Call, args: readonly Type[] = []): void {
  const constructor = machine.language.select(declaration.constructors, call.args, machine);
  const frame: Frame = { ...frameOf(machine, declaration, args), self: object, scope: childScope(machine.store, object.frame?.scope) };
  const chained = constructor?.body?.[0];
  const chains = chained?.kind === "expression" ? constructorCalled(chained.value) : undefined;
  if (chains === undefined) initialiseSuper(machine, object, declaration, { ...call, args: isAnonymous(declaration) ? call.args : [] });
  if (chains !== "this") initialiseFields(machine, object, declaration, frame);
  if (constructor) machine.invoke({ kind: "function", declaration: constructor, frame, self: object }, call.args, call);
  else machine.language.constructWithout(machine, object, declaration, call);
}

function constructorCalled(value: Expression): "this" | "super" | undefined {
  return value.kind === "call" && value.callee.kind === "name" && (value.callee.name === "this" || value.callee.name === "super") ? value.callee.name : undefined;
}

/** `super(…)`, said or not. */
export function initialiseSuper(machine: Machine, object: ObjectValue, declaration: TypeDeclaration, call: Call): void {
  for (const name of declaration.supertypes) {
    const type = machine.typeOf(name, frameOf(machine, declaration));
    if (type?.kind === "local" && type.declaration.kind !== "interface") return initialise(machine, object, type.declaration, call, type.args);
  }
  // A class of a library may use what it is given.
  machine.surrender(call.args, call);
}

function initialiseFields(machine: Machine, object: ObjectValue, declaration: TypeDeclaration, frame: Frame): void {
  for (const field of declaration.fields) {
    if (field.isStatic || !field.initial) continue;
    machine.store.set(object.slots, field.name, machine.refine(machine.evaluate(field.initial, frame), machine.typeOf(field.type, frame)));
  }
  for (const { isStatic, body } of declaration.initializers) if (!isStatic) machine.execute(body, frame);
}

/** Fills the static fields of a class, once; they can be asked for while that happens. */
export function initialiseStatic(machine: Machine, declaration: TypeDeclaration, slots: Slots): void {
  const frame = frameOf(machine, declaration);
  for (const field of declaration.fields) {
    if (!field.isStatic || !field.initial) continue;
    machine.store.set(slots, field.name, machine.refine(machine.evaluate(field.initial, frame), machine.typeOf(field.type, frame)));
  }
  for (const { isStatic, body } of declaration.initializers) if (isStatic) machine.execute(body, frame);
}

/** An object of a class that somebody else makes, with arguments of which nothing is known. */
export function constructUnknown(machine: Machine, declaration: TypeDeclaration, call: Call, why: string): ProgramValue {
  const longest = [...declaration.constructors].sort((a, b) => b.parameters.length - a.parameters.length)[0];
  const constructor = declaration.constructors.find((one) => one.annotations?.some((annotation) => /^(Inject|Autowired|Creator)$/.test(annotation.name))) ?? longest;
  const args = !constructor ? [] : (machine.language.injectedArguments?.(machine, constructor) ?? machine.unknownArguments(constructor, frameOf(machine, declaration)));
  const object = constructObject(machine, declaration, { ...call, args });
  machine.store.set(object.slots, "", data(unknown("decided-at-run-time", why)));
  return object;
}

/** Names of type parameters on the way from a class to what it inherits. */
export function argumentsFor(machine: Machine, method: FunctionDeclaration, self: ProgramValue | undefined): ReadonlyMap<string, Type> {
  const type = self && (self.kind === "object" || self.kind === "data") ? self.type : undefined;
  if (type?.kind !== "local" || !method.owner) return new Map();
  const inherited = ancestryOf(machine, type.declaration).find((one) => one.declaration === method.owner);
  return typeArgumentsOf(method.owner, inherited && inherited.args.length > 0 ? inherited.args : method.owner === type.declaration ? type.args : []);
}
