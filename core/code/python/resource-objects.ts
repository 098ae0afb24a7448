import { unknown, type Symbolic, type SymbolicMap } from "../../values";
import { findWaiterOperation, kindOf, resourceService, type ActionRecord, type ParameterRecord, type TargetRecord } from "../../reference";
import { argument } from "./arguments";
import { makeClient } from "./aws-client";
import { emit, type ClientSettings } from "./aws-calls";
import { batchWriter } from "./batch-writer";
import { method } from "./container-methods";
import { fromSymbolic, makeList } from "./containers";
import type { Arguments, Call, Machine } from "./machine";
import { bucketTransfers, objectTransfers } from "./s3-transfer";
import { inputOf, mergeMaps, noteOf, toSymbolic } from "./to-symbolic";
import { atRunTime, none, type NativeValue, type PyValue } from "./values";

/** One of boto3's resource objects: a table, a bucket; with kind `""` the service itself. */
interface ResourceObject {
  readonly machine: Machine;
  readonly service: string;
  readonly kind: string;
  readonly identifiers: ReadonlyMap<string, PyValue>;
  readonly settings: ClientSettings;
}

/** `resource(service)` */
export function makeResourceService(machine: Machine, service: string, settings: ClientSettings): PyValue {
  return makeResource({ machine, service, kind: "", identifiers: new Map(), settings });
}

/** Whether boto3 has resource objects for the service. */
export function hasResources(service: string): boolean {
  return resourceService(service) !== undefined;
}

function makeResource(object: ResourceObject): NativeValue {
  const { machine, service, settings } = object;
  machine.note(service);
  const made: NativeValue = {
    kind: "native",
    label: `${service}${object.kind === "" ? "" : `.${object.kind}`} resource`,
    services: settings.isOtherIdentity ? [] : [service],
    attribute: (name, site) => resourceAttribute(object, name, { machine, site, arguments: { positional: [], keywords: new Map() } }),
    enter: () => made,
  };
  return made;
}

function servicesOf({ service, settings }: ResourceObject): readonly string[] {
  return settings.isOtherIdentity ? [] : [service];
}

function resourceAttribute(object: ResourceObject, name: string, access: Call): PyValue {
  const record = kindOf(object.service, object.kind);
  const identifier = record.identifiers.find((names) => names.includes(name));
  if (identifier) return object.identifiers.get(identifier[0]!) ?? atRunTime(`${object.kind}.${name}`);
  const own = ownMethods(object);
  if (Object.hasOwn(own, name)) return method(name, own[name]!, servicesOf(object));
  if (Object.hasOwn(record.actions, name)) return method(name, (call) => act(object, record.actions[name]!, call), servicesOf(object));
  if (Object.hasOwn(record.many, name)) return collection(object, record.many[name]!, { kind: "map", entries: new Map() });
  if (Object.hasOwn(record.has, name)) return method(name, (call) => subresource(object, record.has[name]!, call.arguments));
  // The service gives every kind, identified by what it is given.
  if (object.kind === "" && resourceService(object.service)?.kinds[name]) return method(name, (call) => subresource(object, [name, []], call.arguments));
  const reference = Object.entries(record.has).find(([kind]) => kind.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase() === name);
  if (reference) {
    if (reference[1][1].some(([, source]) => source === "data")) load(object, access);
    return subresource(object, reference[1], access.arguments);
  }
  if (Object.hasOwn(record.waiters, name)) return method(name, (call) => wait(object, record.waiters[name]!, call));
  return loadedAttribute(object, name, access);
}

/** An attribute that is in no part of the model is a field, for which the object loads itself. */
function loadedAttribute(object: ResourceObject, name: string, access: Call): PyValue {
  const { machine, service, settings } = object;
  if (name === "meta") return { kind: "native", label: "meta", services: [], attribute: (inner) => (inner === "client" ? makeClient(machine, service, settings) : undefined) };
  if (name === "load" || name === "reload") {
    return method(name, (call) => {
      load(object, call);
      return none;
    });
  }
  if (name === "get_available_subresources" || name.startsWith("_")) return atRunTime(`${object.kind}.${name}`);
  return load(object, access) ?? atRunTime(`${object.kind}.${name}`);
}

function load(object: ResourceObject, call: Call): PyValue | undefined {
  // boto3 finds a bucket's creation date in the list of all buckets, and a summary's fields by HeadObject.
  if (object.service === "s3" && object.kind === "Bucket") return emit(call, "s3", "ListBuckets", { kind: "map", entries: new Map() }, object.settings);
  if (object.service === "s3" && object.kind === "ObjectSummary") return emit(call, "s3", "HeadObject", inputFor(object, [["Bucket", "identifier", "bucket_name"], ["Key", "identifier", "key"]]), object.settings);
  const record = kindOf(object.service, object.kind).load;
  return record && emit(call, object.service, record[0], inputFor(object, record[1]), object.settings, noteOf(object.identifiers));
}

function act(object: ResourceObject, action: ActionRecord, call: Call): PyValue {
  const [operation, parameters, target] = action;
  const input = mergeMaps(inputFor(object, parameters), inputOf(call.arguments));
  const answer = emit(call, object.service, operation, input, object.settings, noteOf(new Map([...object.identifiers, ...call.arguments.keywords])));
  if (!target) return answer;
  const made = subresource(object, target, call.arguments, answer, input);
  return target[1].some(([, source, from]) => source === "response" && from.includes("[]")) ? makeList(call.machine, [], made) : made;
}

function wait(object: ResourceObject, [waiter, parameters]: readonly [string, readonly ParameterRecord[]], call: Call): PyValue {
  const operation = findWaiterOperation(object.service, waiter);
  if (operation) emit(call, object.service, operation.operation, inputFor(object, parameters), object.settings);
  return none;
}

/** The resource that a target names; identifiers that it is given come in order. */
function subresource(object: ResourceObject, [kind, identifiers]: TargetRecord, args: Arguments, answer?: PyValue, input?: SymbolicMap): PyValue {
  let position = 0;
  const found = new Map<string, PyValue>();
  for (const [name, source, from] of identifiers) found.set(name, identifierValue(object, name, source, from, () => argument(args, position++, name), answer, input));
  // A kind that says nothing about its parent is identified by the parent's identifiers too.
  for (const [name] of kindOf(object.service, kind).identifiers) if (name && !found.has(name)) found.set(name, argument(args, position++, name) ?? atRunTime(`the ${name} of a ${kind}`));
  return makeResource({ ...object, kind, identifiers: found });
}

function identifierValue(object: ResourceObject, name: string, source: ParameterRecord[1], from: string, next: () => PyValue | undefined, answer?: PyValue, input?: SymbolicMap): PyValue {
  const unknownValue = (): PyValue => atRunTime(`the ${name} that ${object.service} answers`);
  switch (source) {
    case "identifier":
      return object.identifiers.get(from) ?? unknownValue();
    case "input":
      return next() ?? unknownValue();
    case "requestParameter": {
      const value = input?.entries.get(from);
      return value ? fromSymbolic(object.machine, value) : unknownValue();
    }
    case "response": {
      const member = from.split(".").at(-1)!;
      const known = answer?.kind === "dict" ? answer.slots.map.get(member) : undefined;
      return known ?? unknownValue();
    }
    default:
      return unknownValue();
  }
}

/** A collection: nothing is called until it is looked at. */
function collection(object: ResourceObject, action: ActionRecord, filter: SymbolicMap): NativeValue {
  const [operation, parameters, target] = action;
  const { machine, service, settings } = object;
  const list = (call: Call): PyValue => emit(call, service, operation, mergeMaps(inputFor(object, parameters), filter), settings, noteOf(object.identifiers));
  const element = (): PyValue => (target ? subresource(object, target, { positional: [], keywords: new Map() }) : atRunTime("an element"));
  const batch = target ? kindOf(service, target[0]).batch : {};
  const self: NativeValue = {
    kind: "native",
    label: `${service} collection`,
    services: settings.isOtherIdentity ? [] : [service],
    iterate: (site) => {
      list({ machine, site, arguments: { positional: [], keywords: new Map() } });
      return { items: [], rest: element() };
    },
    attribute: (name) => {
      if (name === "all" || name === "limit" || name === "page_size") return method(name, () => self);
      if (name === "filter") return method(name, (call) => collection(object, action, mergeMaps(filter, inputOf(call.arguments))));
      if (name === "pages") return method(name, () => ({ ...self, iterate: (site) => ({ items: [], rest: makeList(machine, [], self.iterate!(site).rest) }) }));
      if (!Object.hasOwn(batch, name)) return undefined;
      return method(name, (call) => {
        list(call);
        return actOnAll(object, batch[name]!, element(), call);
      });
    },
  };
  return self;
}

function actOnAll(object: ResourceObject, [operation, parameters]: ActionRecord, element: PyValue, call: Call): PyValue {
  const identifierOf = (name: string): Symbolic => {
    const value = element.kind === "native" ? element.attribute?.(name, call.site) : undefined;
    return value ? toSymbolic(value) : unknown("decided-at-run-time", `the ${name} of each`);
  };
  const input = buildInput(parameters.map(([target, source, from]) => [target, source === "identifier" ? identifierOf(from) : constant(source, from)] as const));
  return emit(call, object.service, operation, mergeMaps(input, inputOf(call.arguments)), object.settings);
}

function inputFor(object: ResourceObject, parameters: readonly ParameterRecord[]): SymbolicMap {
  return buildInput(
    parameters.map(([target, source, from]) => {
      if (source !== "identifier") return [target, constant(source, from)] as const;
      const value = object.identifiers.get(from);
      return [target, value ? toSymbolic(value) : unknown("unreadable", `the ${from} of a ${object.kind}`)] as const;
    }),
  );
}

function constant(source: ParameterRecord[1], from: string): Symbolic {
  if (source === "string") return { kind: "string", parts: [{ kind: "literal", text: from }] };
  return unknown("decided-at-run-time", from);
}

/** Values at paths such as `Delete.Objects[].Key` as one input. */
function buildInput(values: readonly (readonly [path: string, value: Symbolic])[]): SymbolicMap {
  const input: SymbolicMap & { entries: Map<string, Symbolic> } = { kind: "map", entries: new Map() };
  for (const [path, value] of values) place(input.entries, path.split("."), value);
  return input;
}

function place(entries: Map<string, Symbolic>, [step, ...others]: readonly string[], value: Symbolic): void {
  const name = step!.replace(/\[[\d*]*\]$/, "");
  const before = entries.get(name);
  const isList = step !== name;
  const holder = isList && before?.kind === "list" ? before.items[0] : before;
  let inner: Symbolic = value;
  if (others.length > 0) {
    const map = holder?.kind === "map" ? new Map(holder.entries) : new Map<string, Symbolic>();
    place(map, others, value);
    inner = { kind: "map", entries: map };
  }
  entries.set(name, isList ? { kind: "list", items: [inner] } : inner);
}

/** Methods that boto3 adds to the models by hand. */
function ownMethods(object: ResourceObject): Readonly<Record<string, (call: Call) => PyValue>> {
  const { service, kind, identifiers, settings } = object;
  const bucket = identifiers.get(kind === "Bucket" ? "name" : "bucket_name");
  const key = identifiers.get("key");
  if (service === "s3" && kind === "Bucket" && bucket) return bucketTransfers(bucket, settings);
  if (service === "s3" && /^Object(Summary)?$/.test(kind) && bucket && key) return objectTransfers(bucket, key, settings);
  const table = identifiers.get("name");
  if (service === "dynamodb" && kind === "Table" && table) return { batch_writer: () => batchWriter(table, settings) };
  const id = identifiers.get("id");
  if (service === "ec2" && id) {
    const tag = (operation: string) => (call: Call) => emit(call, "ec2", operation, mergeMaps(buildInput([["Resources[]", toSymbolic(id)]]), inputOf(call.arguments)), settings);
    return { create_tags: tag("CreateTags"), delete_tags: tag("DeleteTags") };
  }
  return {};
}

