import { findOperation, findOperationByMethod } from "../../../reference";
import type { SourceLocation, Symbolic, SymbolicMap } from "../../../values";
import type { SdkCall } from "../../sdk-call";
import type { Interpreter } from "../interpreter";
import { originOf, toInput } from "../symbolic";
import type { JsValue } from "../values";

/** A call of an AWS operation as the code makes it. */
export interface MadeCall {
  readonly service: string;
  readonly operation: string;
  readonly input: JsValue;
  readonly call: string;
  readonly at: SourceLocation;
  readonly via?: string;
  readonly certainty?: SdkCall["certainty"];
  readonly note?: string;
}

/** Hands a call to the reading, with its input as it is now. */
export function recordCall(run: Interpreter, made: MadeCall): void {
  const { service, operation, input, call, at, via, certainty = "certain" } = made;
  const spelled = findOperation(service, operation)?.operation ?? operation;
  const notes = [...(made.note ? [made.note] : []), ...originsOf(input)];
  run.record({ service, operation: spelled, input: withApiNames(service, spelled, toInput(input)), call, at, certainty, ...(via ? { via } : {}), ...(notes.length > 0 ? { note: notes.join("; ") } : {}) });
}

/** The operation behind a method name, as the service spells it. */
export function operationOfMethod(service: string, method: string): string | undefined {
  return findOperationByMethod(service, method)?.operation;
}

/** Member names in the API's own spelling: some SDK versions write them with another first letter. */
function withApiNames(service: string, operation: string, input: SymbolicMap): SymbolicMap {
  const members = findOperation(service, operation)?.inputMembers;
  if (!members) return input;
  const byLowerCase = new Map(members.map(({ name }) => [name.toLowerCase(), name]));
  const entries = new Map<string, Symbolic>();
  for (const [name, value] of input.entries) entries.set(byLowerCase.get(name.toLowerCase()) ?? name, value);
  return { ...input, entries };
}

function originsOf(input: JsValue): string[] {
  if (input.kind !== "object") return [];
  return [...input.properties].flatMap(([name, value]) => {
    const origin = originOf(value);
    return origin === undefined ? [] : [`${name} from ${origin}`];
  });
}
