import { findOperation, findWaiterOperation, kindOf, resourceService, type ActionRecord, type ParameterRecord, type TargetRecord } from "../../reference";
import { concatenate, literal, unknown, type Symbolic, type SymbolicMap } from "../../values";
import type { Machine } from "../program/machine";
import { emit, type ClientSettings } from "../program/sdk-client";
import { noteOf, toSymbolic } from "../program/to-symbolic";
import { alternativesOf, atRunTime, data, method, native, zero, type Call, type NativeValue, type ProgramValue } from "../program/values";
import { blockOf, callBlockOften, withoutBlock } from "./ruby-calls";
import { inputFrom, makeClient } from "./ruby-sdk";
import { plainText } from "./ruby-symbols";

/** One of the SDK's resource objects: a bucket, a table; with kind `""` the service itself. */
interface ResourceObject {
  readonly machine: Machine;
  readonly service: string;
  readonly kind: string;
  readonly identifiers: ReadonlyMap<string, ProgramValue>;
  readonly settings: ClientSettings;
}

type Input = { input: SymbolicMap; note?: string };

/** `Aws::S3::Resource.new`, `Aws::S3::Bucket.new(name)`; nothing where the service has no objects of that kind. */
export function makeResource(machine: Machine, settings: ClientSettings, kind: string, args: readonly ProgramValue[]): NativeValue | undefined {
  const { service } = settings;
  const record = resourceService(service);
  if (!record) return undefined;
  const wanted = kind === "Resource" ? "" : kind;
  if (wanted !== "" && !record.kinds[wanted]) return undefined;
  const identifiers = new Map(kindOf(service, wanted).identifiers.map(([name], index) => [name!, identifierIn(args, name!, index)] as const));
  return wrap({ machine, service, kind: wanted, identifiers, settings });
}

function identifierIn(args: readonly ProgramValue[], name: string, index: number): ProgramValue {
  const given = args[index];
  const map = alternativesOf(args[args.length - 1]).find((one) => one.kind === "map");
  const named = map?.kind === "map" ? [...map.slots.map].find(([key]) => key.slice(1) === name)?.[1] : undefined;
  return named ?? (given && !alternativesOf(given).some((one) => one.kind === "map") ? given : atRunTime(`the ${name}`));
}

function wrap(object: ResourceObject): NativeValue {
  const { service, kind, settings } = object;
  return native(`${service}${kind === "" ? "" : `.${kind}`} resource`, {
    services: settings.isOtherIdentity ? [] : [service],
    key: `ruby-resource:${service}:${kind}:${[...object.identifiers.values()].map((one) => JSON.stringify(toSymbolic(one))).join("|")}:${JSON.stringify(settings)}`,
    member: (name) => memberOf(object, name),
  });
}

function memberOf(object: ResourceObject, name: string): ProgramValue | undefined {
  const { machine, settings, service } = object;
  const record = kindOf(service, object.kind);
  const identifier = record.identifiers.find((names) => names.includes(name));
  if (identifier) return method(name, () => object.identifiers.get(identifier[0]!) ?? atRunTime(name));
  if (name === "client") return method(name, () => makeClient(machine, settings));
  const own = ownMethod(object, name);
  if (own) return method(name, own);
  if (Object.hasOwn(record.actions, name)) return method(name, (call) => act(object, record.actions[name]!, call));
  if (Object.hasOwn(record.many, name)) return method(name, (call) => collection(object, record.many[name]!, inputFrom(withoutBlock(call)), call));
  const single = Object.entries(record.has).find(([kind]) => underscored(kind) === name);
  if (single) return method(name, (call) => subresource(object, single[1], call.args));
  if (object.kind === "" && resourceService(service)?.kinds[kindNamed(service, name) ?? ""]) return method(name, (call) => subresource(object, [kindNamed(service, name)!, []], call.args));
  if (Object.hasOwn(record.waiters, name)) return method(name, (call) => wait(object, record.waiters[name]!, call));
  if (/^(nil\?|is_a\?|respond_to\?|inspect|class|tap|then|freeze|hash|dup|itself)$/.test(name)) return undefined;
  return method(name, (call) => loaded(object, name, call));
}

function kindNamed(service: string, name: string): string | undefined {
  return Object.keys(resourceService(service)?.kinds ?? {}).find((kind) => underscored(kind) === name);
}

function underscored(kind: string): string {
  return kind.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}

/** A field that is in no part of the model: the object asks for itself. */
function loaded(object: ResourceObject, name: string, call: Call): ProgramValue {
  const { load } = kindOf(object.service, object.kind);
  if (/^(size|etag|last_modified|storage_class|owner)$/.test(name) && object.kind === "ObjectSummary") return atRunTime(name);
  if (!load) return atRunTime(`${object.kind}.${name}`);
  return emit(object.machine, call, object.settings, load[0], inputFor(object, load[1]));
}

function act(object: ResourceObject, [operation, parameters, target]: ActionRecord, call: Call): ProgramValue {
  const own = inputFor(object, parameters);
  const given = inputFrom(withoutBlock(call));
  const input = { ...given.input, entries: new Map([...own.input.entries, ...given.input.entries]) };
  const answer = emit(object.machine, call, object.settings, operation, { input, ...joinNotes(own.note, given.note) });
  const block = blockOf(call);
  if (block) callBlockOften(object.machine, block, [answer], call);
  if (!target) return answer;
  const made = subresource(object, target, call.args);
  return target[1].some(([, source, from]) => source === "response" && from.includes("[]")) ? object.machine.makeList([], made) : made;
}

function joinNotes(...notes: readonly (string | undefined)[]): { note?: string } {
  const note = notes.filter((one) => one !== undefined).join("; ");
  return note ? { note } : {};
}

function wait(object: ResourceObject, [waiter, parameters]: readonly [string, readonly ParameterRecord[]], call: Call): ProgramValue {
  const polled = findWaiterOperation(object.service, waiter);
  return polled ? emit(object.machine, call, object.settings, polled.operation, inputFor(object, parameters)) : zero;
}

/** The object that a target names; identifiers that are asked for come in order. */
function subresource(object: ResourceObject, [kind, identifiers]: TargetRecord, args: readonly ProgramValue[]): NativeValue {
  let position = 0;
  const found = new Map<string, ProgramValue>();
  const next = (name: string): ProgramValue => identifierIn(args, name, position++);
  for (const [name, source, from] of identifiers) {
    if (source === "identifier") found.set(name, object.identifiers.get(from) ?? atRunTime(`the ${name}`));
    else if (source === "input") found.set(name, next(name));
    else if (source === "requestParameter") found.set(name, parameterIn(args, from) ?? atRunTime(`the ${name}`));
    else found.set(name, atRunTime(`the ${name} that ${object.service} answers`));
  }
  for (const [name] of kindOf(object.service, kind).identifiers) if (name && !found.has(name)) found.set(name, next(name));
  return wrap({ ...object, kind, identifiers: found });
}

function parameterIn(args: readonly ProgramValue[], member: string): ProgramValue | undefined {
  const value = inputFrom(args).input.entries.get(member) ?? [...inputFrom(args).input.entries].find(([name]) => name.toLowerCase() === member.toLowerCase())?.[1];
  return value && data(value);
}

/** A collection: asked for when it is gone through. */
function collection(object: ResourceObject, [operation, parameters, target]: ActionRecord, filter: Input, call: Call): ProgramValue {
  const { machine, service, settings } = object;
  const own = inputFor(object, parameters);
  const element = target ? subresource(object, target, []) : atRunTime("an element");
  const list = (at: Call): ProgramValue => {
    emit(machine, at, settings, operation, { input: { ...filter.input, entries: new Map([...own.input.entries, ...filter.input.entries]) }, ...joinNotes(own.note, filter.note) });
    return machine.makeList([], element);
  };
  const batch = target ? kindOf(service, target[0]).batch : {};
  return native(`${service} collection`, {
    services: settings.isOtherIdentity ? [] : [service],
    key: `ruby-collection:${operation}:${call.at.line}:${call.at.column}`,
    member: (name) => {
      if (name === "limit" || name === "(elements)") return name === "limit" ? method(name, () => collection(object, [operation, parameters, target] as ActionRecord, filter, call)) : list(call);
      const inBatch = /^batch_(\w+?)!?$/.exec(name)?.[1];
      const all = inBatch ? batch[inBatch] : undefined;
      if (all) {
        return method(name, (inner) => {
          list(inner);
          return emit(machine, inner, settings, all[0], inputFor({ ...object, kind: target![0], identifiers: new Map([...object.identifiers, ["bucket_name", object.identifiers.get("name") ?? zero]]) }, all[1]));
        });
      }
      return method(name, (inner) => machine.callMember(list(inner), name, inner));
    },
  });
}

function inputFor({ identifiers, kind }: ResourceObject, parameters: readonly ParameterRecord[]): Input {
  const entries = new Map<string, Symbolic>();
  const named: (readonly [string, ProgramValue])[] = [];
  for (const [target, source, from] of parameters) {
    if (target.includes(".") || target.includes("[")) continue;
    const value = source === "identifier" ? identifiers.get(from) : undefined;
    if (value) named.push([target, value]);
    entries.set(target, source === "string" ? literal(from) : value ? toSymbolic(value) : unknown("decided-at-run-time", `the ${from} of a ${kind}`));
  }
  return { input: { kind: "map", entries }, ...joinNotes(noteOf(named)) };
}

/** Methods that the SDK adds to the models by hand. Source: https://docs.aws.amazon.com/sdk-for-ruby/v3/api/Aws/S3/Object.html */
function ownMethod(object: ResourceObject, name: string): ((call: Call) => ProgramValue) | undefined {
  const { machine, service, kind, identifiers, settings } = object;
  if (service !== "s3") return undefined;
  if (kind === "Bucket" && name === "exists?") return (call) => emit(machine, call, settings, "HeadBucket", place(identifiers.get("name"), undefined));
  if (kind === "Bucket" && /^(clear!|delete!)$/.test(name)) {
    return (call) => {
      emit(machine, call, settings, "ListObjectVersions", place(identifiers.get("name"), undefined));
      emit(machine, call, settings, "DeleteObjects", place(identifiers.get("name"), undefined));
      return name === "delete!" ? emit(machine, call, settings, "DeleteBucket", place(identifiers.get("name"), undefined)) : zero;
    };
  }
  if (kind === "Bucket" && name === "presigned_post") return (call) => emit(machine, call, settings, "PutObject", place(identifiers.get("name"), undefined), "signed into a form");
  if (kind !== "Object" && kind !== "ObjectSummary") return undefined;
  const here = place(identifiers.get("bucket_name"), identifiers.get("key"));
  const also = (call: Call): Input => {
    const given = inputFrom(withoutBlock(call).slice(1));
    return { input: { ...given.input, entries: new Map([...here.input.entries, ...given.input.entries]) }, ...joinNotes(here.note, given.note) };
  };
  switch (name) {
    case "exists?":
      return (call) => emit(machine, call, settings, "HeadObject", here);
    case "upload_file":
    case "upload_stream":
      return (call) => {
        const answer = emit(machine, call, settings, "PutObject", also(call));
        const block = blockOf(call);
        if (block) callBlockOften(machine, block, [atRunTime("a stream")], call);
        return answer;
      };
    case "download_file":
      return (call) => {
        emit(machine, call, settings, "HeadObject", here);
        return emit(machine, call, settings, "GetObject", also(call));
      };
    case "copy_from":
    case "copy_to":
    case "move_to":
      return (call) => copy(object, name, call);
    case "presigned_url":
    case "presigned_request":
      return (call) => {
        const operation = findOperation("s3", `${plainText(call.args[0]) ?? ""}Object`)?.operation;
        if (!operation) {
          machine.unread({ message: "The operation that is signed into a URL could not be told.", at: call.at, services: ["s3"] });
          return atRunTime("a signed URL");
        }
        emit(machine, call, settings, operation, also(call), "signed into a URL");
        return atRunTime("a signed URL");
      };
    case "presigned_post":
      return (call) => emit(machine, call, settings, "PutObject", here, "signed into a form");
    case "public_url":
      return () => atRunTime("a URL");
    default:
      return undefined;
  }
}

function place(bucket: ProgramValue | undefined, key: ProgramValue | undefined): Input {
  const named = [["Bucket", bucket], ["Key", key]].filter((entry): entry is [string, ProgramValue] => entry[1] !== undefined);
  return { input: { kind: "map", entries: new Map(named.map(([name, value]) => [name, toSymbolic(value)])) }, ...joinNotes(noteOf(named)) };
}

/** The other object of a copy: a hash, `"bucket/key"`, or an object. */
function copy({ machine, settings, identifiers }: ResourceObject, name: string, call: Call): ProgramValue {
  const here: OtherObject = { bucket: identifiers.get("bucket_name"), key: identifiers.get("key") };
  const there = otherObject(machine, call.args[0], call);
  const [from, to] = name === "copy_from" ? [there, here] : [here, there];
  const source: Symbolic = from.text ?? (from.bucket && from.key ? { kind: "map", entries: new Map([["Bucket", toSymbolic(from.bucket)], ["Key", toSymbolic(from.key)]]) } : unknown("decided-at-run-time", "the source of the copy"));
  const target = to.text ? place(data(bucketIn(to.text)), undefined) : place(to.bucket, to.key);
  const answer = emit(machine, call, settings, "CopyObject", { input: { kind: "map", entries: new Map([...target.input.entries, ["CopySource", source]]) }, ...joinNotes(target.note) });
  if (name === "move_to") emit(machine, call, settings, "DeleteObject", place(here.bucket, here.key));
  return answer;
}

interface OtherObject {
  readonly bucket?: ProgramValue | undefined;
  readonly key?: ProgramValue | undefined;
  /** `bucket/key` */
  readonly text?: Symbolic;
}

function otherObject(machine: Machine, value: ProgramValue | undefined, call: Call): OtherObject {
  const [one] = alternativesOf(value);
  if (one?.kind === "native") return { bucket: machine.callMember(one, "bucket_name", { ...call, args: [] }), key: machine.callMember(one, "key", { ...call, args: [] }) };
  if (one?.kind === "map") {
    const { entries } = inputFrom([one]).input;
    const named = (name: string): ProgramValue | undefined => {
      const found = [...entries].find(([key]) => key.toLowerCase() === name)?.[1];
      return found && data(found);
    };
    return { bucket: named("bucket"), key: named("key") };
  }
  return one?.kind === "data" && one.value.kind === "string" ? { text: one.value } : {};
}

function bucketIn(text: Symbolic): Symbolic {
  if (text.kind !== "string") return text;
  const [first] = text.parts;
  if (first?.kind === "literal" && first.text.includes("/")) return literal(first.text.slice(0, first.text.indexOf("/")));
  const slash = text.parts.findIndex((part) => part.kind === "literal" && part.text.includes("/"));
  if (slash < 0) return unknown("decided-at-run-time", "the target of the copy");
  const at = text.parts[slash]!;
  return concatenate([{ ...text, parts: text.parts.slice(0, slash) }, literal(at.kind === "literal" ? at.text.slice(0, at.text.indexOf("/")) : "")]);
}
