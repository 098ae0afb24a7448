import type { Symbolic, SymbolicMap } from "../../values";
import { argument } from "./arguments";
import { emit, roleSettings } from "./aws-calls";
import type { Call } from "./machine";
import type { CallModel } from "./models";
import { noteOf, toSymbolic } from "./to-symbolic";
import { locationOf } from "../syntax";
import { atRunTime, type PyValue } from "./values";

/** Which argument is a member of the input: its position and its names. */
export type MemberArgument = readonly [position: number | undefined, ...names: readonly string[]];

/** An operation that a library calls, and which of its arguments are members of the input. */
export interface LibraryOperation {
  readonly service: string;
  readonly operation: string;
  readonly members?: Readonly<Record<string, MemberArgument>>;
  /** Members that are the same in every call. */
  readonly constants?: Readonly<Record<string, Symbolic>>;
  /** Only some uses of the library make it. */
  readonly isPossible?: boolean;
}

export function op(service: string, operation: string, members: LibraryOperation["members"] = {}, constants: LibraryOperation["constants"] = {}): LibraryOperation {
  return { service, operation, members, constants };
}

/** Records the operations that a library's call makes. */
export function record(call: Call, via: string, operations: readonly LibraryOperation[], more: Readonly<Record<string, PyValue | undefined>> = {}): void {
  for (const { service, operation, members = {}, constants = {} } of operations) {
    const entries = new Map<string, Symbolic>(Object.entries(constants));
    const given = new Map<string, PyValue>();
    for (const [member, [position, ...names]] of Object.entries(members)) {
      const value = argument(call.arguments, position, ...names) ?? more[member];
      if (value) given.set(member, value);
    }
    for (const [member, value] of Object.entries(more)) if (value && !(member in members) && !given.has(member)) given.set(member, value);
    for (const [member, value] of given) entries.set(member, toSymbolic(value));
    const input: SymbolicMap = { kind: "map", entries };
    call.machine.note(service);
    emit(call, service, operation, input, { ...roleSettings, via }, noteOf(given));
  }
}

/** A library's function that makes these calls, and answers with data. */
export function makes(via: string, ...operations: readonly LibraryOperation[]): CallModel {
  return (call, path) => {
    record(call, via, operations);
    return atRunTime(`the result of ${path}()`);
  };
}

/** The same where the call does other things too, such as keeping the objects that it is given. */
export function alsoMakes(via: string, ...operations: readonly LibraryOperation[]): CallModel {
  return (call) => {
    record(call, via, operations);
    return undefined;
  };
}

/** A library's call of which only the services are known. */
export function mayUse(via: string, services: readonly string[] | "any"): CallModel {
  return (call, path) => {
    call.machine.unread({ message: `What ${path}() of ${via} asks of AWS is not known in detail.`, at: locationOf(call.site.node), services });
    return undefined;
  };
}
