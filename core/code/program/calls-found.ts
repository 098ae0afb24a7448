import type { SdkCall } from "../sdk-call";
import type { FoundCall, Machine } from "./machine";

/** Code can be nested so deeply that the call stack ends before the bound on depth: what was found until then counts, and the rest is unread. */
export function withinStack(machine: Machine, body: () => void): void {
  try {
    body();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    machine.unread({ message: "The code is too deeply nested to be followed to its end.", services: "any" });
  }
}

export function asSdkCall({ service, operation, input, code, at, via, isPossible, region, endpoint, note }: FoundCall): SdkCall {
  return {
    service,
    operation,
    input,
    call: code,
    at,
    certainty: isPossible ? "possible" : "certain",
    ...(via ? { via } : {}),
    ...(region ? { region } : {}),
    ...(endpoint ? { endpoint } : {}),
    ...(note ? { note } : {}),
  };
}
