import { findOperationByMethod, findSdkService, findWaiterOperation } from "../../reference";
import type { SymbolicMap } from "../../values";
import type { Machine } from "../program/machine";
import { emit, givesOtherIdentity, inputOf, shownText, type ClientSettings } from "../program/sdk-client";
import { noteOf, toSymbolic } from "../program/to-symbolic";
import { alternativesOf, atRunTime, method, native, zero, type Call, type NativeValue, type ProgramValue } from "../program/values";
import { blockOf, callBlock, keyword, withoutBlock } from "./ruby-calls";
import { plainText, withoutMark, withoutSymbols } from "./ruby-symbols";

const OTHER = "credentials of another role";

/** The service of a module of the SDK: `Aws::S3`, `Aws::DynamoDB::Client`. */
export function serviceOf(path: string): string | undefined {
  return /^Aws::[A-Z]\w*(::|$)/.test(path) ? findSdkService("ruby", path) : undefined;
}

/** Named arguments, or a hash of them, as the input of an operation. */
export function inputFrom(given: readonly ProgramValue[]): { input: SymbolicMap; note?: string } {
  const value = given.find((one) => alternativesOf(one).some((alternative) => alternative.kind === "map" || (alternative.kind === "data" && alternative.value.kind === "unknown")));
  const input = withoutSymbols(inputOf(value).input) as SymbolicMap;
  const named = alternativesOf(value).flatMap((one) => (one.kind === "map" ? [...one.slots.map].map(([name, item]) => [memberName(name), item] as const) : []));
  const note = noteOf(named);
  return { input, ...(note ? { note } : {}) };
}

/** `:table_name` → `TableName` */
function memberName(key: string): string {
  return withoutMark(key).replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Members given one by one beside those of a hash. */
export function inputWithAlso(given: readonly ProgramValue[], members: Readonly<Record<string, ProgramValue | undefined>>): { input: SymbolicMap; note?: string } {
  const { input, note } = inputFrom(given);
  const own = Object.entries(members).filter((entry): entry is [string, ProgramValue] => entry[1] !== undefined && entry[1].kind !== "zero");
  const notes = [noteOf(own), note].filter((one) => one !== undefined).join("; ");
  const added = own.map(([name, value]) => [name, withoutSymbols(toSymbolic(value))] as const);
  return { input: { ...input, entries: new Map([...added, ...input.entries]) }, ...(notes ? { note: notes } : {}) };
}

export function otherCredentials(): NativeValue {
  return native(OTHER, { key: OTHER });
}

/** Whether the value is, or is made of, credentials of another role. */
export function isOtherIdentity(value: ProgramValue | undefined): boolean {
  const given = alternativesOf(value);
  return given.length > 0 && given.every((one) => (one.kind === "native" && one.key === OTHER) || (one.kind === "data" && one.answer !== undefined && givesOtherIdentity(one.answer.service, one.answer.operation)));
}

/** What a client is made with: `Aws::S3::Client.new(region: …, credentials: …)`. */
export function settingsFrom(service: string, args: readonly ProgramValue[]): ClientSettings {
  const region = shownText(keyword(args, "region"));
  const endpoint = shownText(keyword(args, "endpoint"));
  const isOther = ["credentials", "access_key_id"].some((name) => isOtherIdentity(keyword(args, name)));
  return { service, isOtherIdentity: isOther, ...(region ? { region } : {}), ...(endpoint ? { endpoint } : {}) };
}

/** A client: its methods are the operations. */
export function makeClient(machine: Machine, settings: ClientSettings): NativeValue {
  const { service } = settings;
  const unread = (name: string, call: Call): ProgramValue => {
    if (!settings.isOtherIdentity) machine.unread({ message: `${name} of the ${service} client is not an operation that is known.`, at: call.at, services: [service] });
    return atRunTime(`the result of ${name}`);
  };
  const client: NativeValue = native(`${service} client`, {
    services: settings.isOtherIdentity ? [] : [service],
    key: `ruby:${JSON.stringify(settings)}`,
    member: (name) => {
      const operation = findOperationByMethod(service, name)?.operation;
      if (operation) return method(`${service}.${name}`, (call) => callOperation(machine, settings, operation, call));
      if (name === "wait_until") return method(name, (call) => waitFor(machine, settings, call));
      if (/^(config|handlers|operation_names|waiter_names|build_request|inspect|nil\?|is_a\?|respond_to\?|freeze|tap|then|itself|dup|class|hash|equal\?|object_id)$/.test(name)) return undefined;
      if (/^(send|public_send|__send__|method|try)$/.test(name)) {
        return method(name, (call) => {
          const called = plainText(call.args[0]);
          if (called === undefined) return unread(`a method that ${name} is given`, call);
          return name === "method" ? (client.member?.(called, call) ?? zero) : machine.callMember(client, called, { ...call, args: call.args.slice(1) });
        });
      }
      return method(name, (call) => unread(name, call));
    },
  });
  return client;
}

function callOperation(machine: Machine, settings: ClientSettings, operation: string, call: Call): ProgramValue {
  const answer = emit(machine, call, settings, operation, inputFrom(withoutBlock(call)));
  const block = blockOf(call);
  if (block) callBlock(machine, block, [answer], call);
  return answer;
}

function waitFor(machine: Machine, settings: ClientSettings, call: Call): ProgramValue {
  const waiter = plainText(call.args[0]);
  const polled = waiter === undefined ? undefined : findWaiterOperation(settings.service, waiter);
  if (!polled) {
    if (!settings.isOtherIdentity) machine.unread({ message: `What the ${settings.service} client waits for could not be told.`, at: call.at, services: [settings.service] });
    return zero;
  }
  return emit(machine, call, settings, polled.operation, inputFrom(withoutBlock(call).slice(1, 2)));
}

/** Settings of the client that something is made with. */
export function settingsOfClient(value: ProgramValue | undefined, service: string): ClientSettings {
  const known = alternativesOf(value).flatMap((one) => (one.kind === "native" && one.key?.startsWith("ruby:") ? [JSON.parse(one.key.slice("ruby:".length)) as ClientSettings] : []));
  return known.find((one) => one.service === service) ?? { service };
}

/** `Aws::S3::Presigner`: signs requests that somebody else makes with what the role may do. */
export function presigner(machine: Machine, settings: ClientSettings): NativeValue {
  return native(`${settings.service} presigner`, {
    services: settings.isOtherIdentity ? [] : [settings.service],
    member: (name) => {
      if (name === "get_synthesize_speech_url") return method(name, () => atRunTime("a signed URL"));
      if (name === "synthesize_speech_presigned_url") return method(name, (call) => emit(machine, call, settings, "SynthesizeSpeech", inputFrom(call.args), "signed into a URL"));
      if (name !== "presigned_url" && name !== "presigned_request") return undefined;
      return method(name, (call) => {
        const wanted = plainText(call.args[0]);
        const operation = wanted === undefined ? undefined : findOperationByMethod(settings.service, wanted)?.operation;
        if (!operation) {
          if (!settings.isOtherIdentity) machine.unread({ message: "The operation that is signed into a URL could not be told.", at: call.at, services: [settings.service] });
          return atRunTime("a signed URL");
        }
        emit(machine, call, settings, operation, inputFrom(call.args.slice(1)), "signed into a URL");
        return atRunTime("a signed URL");
      });
    },
  });
}
