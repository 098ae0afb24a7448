import { ancestryOf, frameOf } from "../program/declarations";
import type { Follower } from "../program/follower";
import type { FunctionDeclaration, TypeDeclaration } from "../program/program";
import { zero, type Call, type ProgramValue } from "../program/values";
import { unknown } from "../../values";

/** An event finds what the one before it left; after a few nothing new is left. */
const MOST_EVENTS = 3;

/** The method with the most parameters of that name, which the runtime prefers. Source: https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html */
export function findHandler(machine: Follower, declaration: TypeDeclaration, name: string): FunctionDeclaration | undefined {
  const all = ancestryOf(machine, declaration).flatMap((one) => one.declaration.methods.get(name) ?? []).filter((method) => method.body);
  return all.sort((a, b) => b.parameters.length - a.parameters.length || specificity(b) - specificity(a))[0];
}

function specificity(method: FunctionDeclaration): number {
  return method.parameters.filter((parameter) => parameter.type?.name !== "Object").length;
}

export function followEvents(machine: Follower, event: () => void): void {
  for (let count = 0; count < MOST_EVENTS; count += 1) {
    machine.store.hasOutlasting = false;
    machine.event(event);
    if (!machine.store.hasOutlasting) return;
  }
}

export function callAt(machine: Follower, declaration: FunctionDeclaration | TypeDeclaration): Call {
  return { args: [], at: declaration.at, code: declaration.name, frame: frameOf(machine, declaration) };
}

/** The runtime makes the object with a constructor that takes nothing; others are made by a framework. */
export function create(machine: Follower, declaration: TypeDeclaration): ProgramValue {
  const call = callAt(machine, declaration);
  if (declaration.constructors.length === 0 || declaration.constructors.some((one) => one.parameters.length === 0)) return machine.construct(declaration, call);
  const [constructor] = declaration.constructors;
  return machine.construct(declaration, { ...call, args: machine.language.injectedArguments!(machine, constructor!) });
}

export function invokeMethod(machine: Follower, declaration: FunctionDeclaration, self: ProgramValue | undefined, isHandler: boolean): void {
  const call = callAt(machine, declaration);
  const names = declaration.parameters.map((parameter, index) => (!isHandler ? parameter.name : parameter.type?.name === "Context" ? "context" : index === 0 || /Stream$/.test(parameter.type?.name ?? "") ? "event" : parameter.name));
  machine.invoke({ kind: "function", declaration, ...(declaration.isStatic || !self ? {} : { self }) }, machine.unknownArguments(declaration, call.frame, names), call);
}

/** Follows every method of a class that has not been followed. */
export function followAllOf(machine: Follower, type: TypeDeclaration, isWanted: (method: FunctionDeclaration) => boolean = () => true): void {
  if (type.kind === "interface") return;
  const self = machine.opaque({ kind: "local", declaration: type, args: [] }, unknown("decided-at-run-time", `a ${type.name}`));
  machine.staticSlots(type);
  for (const declaration of [...type.methods.values()].flat()) {
    if (!declaration.body || machine.followed.has(declaration) || !isWanted(declaration)) continue;
    machine.event(() => invokeMethod(machine, declaration, self.kind === "zero" ? zero : self, false));
  }
}
