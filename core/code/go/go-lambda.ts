import type { Machine } from "../program/machine";
import type { FunctionDeclaration } from "../program/program";
import { alternativesOf, atRunTime, zero, type Call, type FunctionValue, type ProgramValue } from "../program/values";

/** An event finds what the one before it left; after a few nothing new is left. */
const MOST_EVENTS = 3;

/** `lambda.Start(handler)` and its kin: events come in. Source: https://pkg.go.dev/github.com/aws/aws-lambda-go/lambda */
export function startHandler(machine: Machine, name: string, call: Call): ProgramValue {
  if (name === "NewHandler" || name === "NewHandlerWithOptions") return call.args[0] ?? zero;
  if (!/^Start/.test(name)) return atRunTime(`the result of ${name}()`);
  const handler = call.args.find((one) => alternativesOf(one).some((value) => value.kind === "function" || (value.kind === "object" && value.type?.kind === "local"))) ?? call.args[0];
  if (alternativesOf(handler).every((one) => one.kind !== "function" && one.kind !== "object" && one.kind !== "native")) {
    machine.unread({ message: "The function that handles events could not be told.", at: call.at, services: "any" });
    return zero;
  }
  for (let count = 0; count < MOST_EVENTS; count += 1) {
    machine.store.hasOutlasting = false;
    machine.event(() => handle(machine, handler, call));
    if (!machine.store.hasOutlasting) break;
  }
  return zero;
}

function handle(machine: Machine, handler: ProgramValue | undefined, call: Call): void {
  for (const one of alternativesOf(handler)) {
    if (one.kind === "function") invokeHandler(machine, one, call);
    // A handler of the low-level interface, or a wrapped one.
    else if (one.kind === "object") machine.callMember(one, "Invoke", { ...call, args: [atRunTime("context"), atRunTime("event")] });
    else if (one.kind === "native") machine.call(one, { ...call, args: [atRunTime("context"), atRunTime("event")] });
  }
}

function invokeHandler(machine: Machine, fn: FunctionValue, call: Call): void {
  const frame = fn.frame ?? { ...call.frame, unit: fn.declaration.unit };
  machine.invoke(fn, machine.unknownArguments(fn.declaration, frame, parameterNames(fn.declaration)), call);
}

/** Of two parameters the first is the context; one alone is so by its type. */
function parameterNames({ parameters }: FunctionDeclaration): string[] {
  return parameters.map((parameter, index) => (index === 0 && (parameters.length > 1 || parameter.type?.name.endsWith(".Context")) ? "context" : "event"));
}
