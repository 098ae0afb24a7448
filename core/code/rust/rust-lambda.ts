import type { Machine } from "../program/machine";
import { alternativesOf, atRunTime, zero, type Call, type ProgramValue } from "../program/values";

/** An event finds what the one before it left; after a few nothing new is left. */
const MOST_EVENTS = 3;

/** `lambda_runtime::run(service_fn(handler))` and its kin: events come in. Source: https://docs.rs/lambda_runtime */
export function startHandler(machine: Machine, path: string, call: Call): ProgramValue | undefined {
  if (/^(lambda_runtime|lambda_http|tower)(::\w+)*::(service_fn|handler_fn|Adapter::from)$/.test(path)) return call.args[0] ?? zero;
  if (!/^(lambda_runtime|lambda_http|lambda|lambda_extension)(::\w+)*::(run|run_concurrent|run_with_streaming_response|start|Runtime::new)$/.test(path)) return undefined;
  const handler = call.args[0] ?? zero;
  if (!alternativesOf(handler).some((one) => one.kind === "function" || one.kind === "object")) {
    // A router of a framework: what it was given was followed when it was given.
    return atRunTime("a runtime");
  }
  for (let count = 0; count < MOST_EVENTS; count += 1) {
    machine.store.hasOutlasting = false;
    machine.event(() => handle(machine, handler, call));
    if (!machine.store.hasOutlasting) break;
  }
  return atRunTime("a runtime");
}

function handle(machine: Machine, handler: ProgramValue, call: Call): void {
  for (const one of alternativesOf(handler)) {
    if (one.kind === "function") {
      const { parameters } = one.declaration;
      const frame = one.frame ?? { ...call.frame, unit: one.declaration.unit };
      machine.invoke(one, machine.unknownArguments(one.declaration, frame, parameters.map((_, index) => (index === 0 ? "event" : "context"))), call);
    } else if (one.kind === "object") machine.callMember(one, "call", { ...call, args: [atRunTime("event")] });
  }
}
