import { frameOf } from "../program/declarations";
import type { Machine } from "../program/machine";
import type { FunctionDeclaration } from "../program/program";
import { alternativesOf, type Call, type FunctionValue, type ProgramValue } from "../program/values";
import { recordHandlers } from "./csharp-powertools";

/** An event finds what the one before it left; after a few nothing new is left. */
const MOST_EVENTS = 3;

/** Follows what happens at each event until nothing new is left by it. */
export function followEvents(machine: Machine, event: () => void): void {
  for (let count = 0; count < MOST_EVENTS; count += 1) {
    machine.store.hasOutlasting = false;
    machine.event(event);
    if (!machine.store.hasOutlasting) return;
  }
}

/** Calls a function as the runtime does: with the event and the context. */
export function invokeHandler(machine: Machine, handler: ProgramValue | undefined, call: Call): void {
  for (const one of alternativesOf(handler)) {
    if (one.kind !== "function") continue;
    const frame = one.frame ?? frameOf(machine, one.declaration);
    followEvents(machine, () => runHandler(machine, one, machine.unknownArguments(one.declaration, frame, namesOf(one.declaration)), call));
  }
}

function runHandler(machine: Machine, handler: FunctionValue, args: readonly ProgramValue[], { at, code, frame }: Call): void {
  const call: Call = { args, at, code, frame };
  machine.invoke(handler, args, call);
  for (const annotation of handler.declaration.annotations ?? []) {
    if (annotation.name === "BatchProcessor") recordHandlers(machine, [...annotation.values.values()].map((value) => machine.evaluate(value, frame)), call);
  }
}

function namesOf({ parameters }: FunctionDeclaration): string[] {
  return parameters.map((parameter, index) => (parameter.type?.name === "ILambdaContext" ? "context" : index === 0 || parameter.type?.name === "Stream" ? "event" : parameter.name));
}
