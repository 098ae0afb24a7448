import { concatenate, literal, reference, type SymbolicMap, type SymbolicString, type Unknown } from "../../values";
import { makeDict } from "./containers";
import type { Call, CallSite } from "./machine";
import { field, shorten, textOf } from "../syntax";
import { inputOf, noteOf, toSymbolic } from "./to-symbolic";
import { atRunTime, data, type PyValue } from "./values";

/** What a client was made with. */
export interface ClientSettings {
  /** Made with the credentials of another role: its calls are not the execution role's. */
  readonly isOtherIdentity: boolean;
  readonly region?: SymbolicString | Unknown;
  readonly endpoint?: SymbolicString | Unknown;
  /** The library that made it. */
  readonly via?: string;
}

/** Settings of clients that are made of nothing. */
export const roleSettings: ClientSettings = { isOtherIdentity: false };

/** Whether what the operation answers are the credentials of another role. */
export function givesOtherIdentity(service: string, operation: string): boolean {
  return (service === "sts" && operation.startsWith("AssumeRole")) || operation === "GetCredentialsForIdentity" || operation === "GetRoleCredentials";
}

/** A call of an operation with its input as keyword arguments. */
export function callOperation(call: Call, service: string, operation: string, settings: ClientSettings): PyValue {
  return emit(call, service, operation, inputOf(call.arguments), settings, noteOf(call.arguments.keywords));
}

/** Records a call, and gives its answer. */
export function emit(call: Call, service: string, operation: string, input: SymbolicMap, settings: ClientSettings, note?: string): PyValue {
  const { machine, site } = call;
  if (!settings.isOtherIdentity) {
    const gives = givesOtherIdentity(service, operation) ? "calls made with the credentials that it gives are not counted, they are not the execution role's" : undefined;
    const notes = [note, gives].filter((one) => one !== undefined).join("; ");
    machine.found({
      service,
      operation,
      input,
      site,
      ...(settings.via ? { via: settings.via } : {}),
      ...(settings.region ? { region: settings.region } : {}),
      ...(settings.endpoint ? { endpoint: settings.endpoint } : {}),
      ...(notes ? { note: notes } : {}),
    });
  }
  return answerOf(call, service, operation, input);
}

/** An answer; what only repeats what was asked, or says where the function runs, is known. */
function answerOf(call: Call, service: string, operation: string, input: SymbolicMap): PyValue {
  const answer = { ...atRunTime(`the answer of ${service} ${operation}`), response: { service, operation, path: [] } };
  if (service === "sqs" && operation === "GetQueueUrl") {
    const name = input.entries.get("QueueName");
    if (name?.kind === "string" && !input.entries.has("QueueOwnerAWSAccountId")) return makeDict(call.machine, [["QueueUrl", data(queueUrl(name))]], answer);
  }
  if (service === "sts" && operation === "GetCallerIdentity") return makeDict(call.machine, [["Account", data(reference("aws", "account_id"))]], answer);
  return answer;
}

/** A queue's URL by its name, in the deployment's own account and region. */
function queueUrl(name: SymbolicString): SymbolicString {
  return concatenate([literal("https://sqs."), reference("aws", "region"), literal(".amazonaws.com/"), reference("aws", "account_id"), literal("/"), name]);
}

/** A value as text to be shown with a call, if it is one. */
export function shownText(value: PyValue | undefined): SymbolicString | Unknown | undefined {
  if (!value) return undefined;
  const symbolic = toSymbolic(value);
  return symbolic.kind === "string" || symbolic.kind === "unknown" ? symbolic : undefined;
}

/** The code of what is called: `table.put_item`. */
export function calledAs(site: CallSite): string {
  const callee = site.node.type === "call" ? field(site.node, "function") : undefined;
  return shorten(textOf(callee ?? site.node));
}
