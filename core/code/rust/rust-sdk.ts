import { findOperationByMethod, findSdkService, findWaiterOperation } from "../../reference";
import { asMap } from "./rust-input";
import type { Machine } from "../program/machine";
import { emit, givesOtherIdentity, inputOf, inputWith, shownText, type ClientSettings } from "../program/sdk-client";
import { alternativesOf, atRunTime, method, native, zero, type Call, type NativeValue, type ObjectValue, type ProgramValue } from "../program/values";

const OTHER = "credentials of another role";

export function otherCredentials(): NativeValue {
  return native(OTHER, { key: OTHER });
}

export function isOtherIdentity(value: ProgramValue | undefined): boolean {
  const given = alternativesOf(value);
  return given.length > 0 && given.every((one) => (one.kind === "native" && one.key === OTHER) || (one.kind === "data" && one.answer !== undefined && givesOtherIdentity(one.answer.service, one.answer.operation)));
}

/** The service of a crate of the SDK: `aws_sdk_s3::Client`. */
export function serviceOf(path: string): string | undefined {
  return /^aws_sdk_\w+/.test(path) ? findSdkService("rust", path) : undefined;
}

/** A client: its methods make requests, which `send` sends. */
export function makeClient(machine: Machine, settings: ClientSettings): NativeValue {
  const { service } = settings;
  const client: NativeValue = native(`${service} client`, {
    services: settings.isOtherIdentity ? [] : [service],
    key: `rust:${JSON.stringify(settings)}`,
    member: (name) => {
      const operation = findOperationByMethod(service, name)?.operation;
      // A request takes nothing: with arguments it is a method of the program's own that has the name.
      if (operation) return method(`${service}.${name}`, (call) => (call.args.length > 0 ? machine.language.extended?.(machine, client, name, call) : undefined) ?? request(machine, settings, operation, machine.makeObject(undefined)));
      const waited = name.startsWith("wait_until_") ? findWaiterOperation(service, name.replace(/^wait_until_/, ""))?.operation : undefined;
      if (waited) return method(name, () => request(machine, settings, waited, machine.makeObject(undefined)));
      if (/^(clone|config|as_ref|borrow|to_owned|into|get|lock|read|write|await|unwrap|deref|get_or_init|expect|as_deref|downgrade|upgrade|try_into|as_mut|cloned|unwrap_or_else|unwrap_or)$/.test(name)) return method(name, () => client);
      return method(name, (call) => {
        const extended = machine.language.extended?.(machine, client, name, call);
        if (extended) return extended;
        if (!settings.isOtherIdentity) machine.unread({ message: `${name}() of the ${service} client is not an operation that is known.`, at: call.at, services: [service] });
        return atRunTime(`the result of ${name}()`);
      });
    },
  });
  return client;
}

/** A request that is being put together; each step gives a new one. */
function request(machine: Machine, settings: ClientSettings, operation: string, members: ObjectValue): NativeValue {
  const made: NativeValue = native(`${settings.service} request`, {
    services: settings.isOtherIdentity ? [] : [settings.service],
    member: (name) => {
      if (/^(send|send_with|wait|send_orchestrator)$/.test(name)) return method(name, (call) => emit(machine, call, settings, operation, inputOf(members)));
      if (/^presigned/.test(name)) return method(name, (call) => emit(machine, call, settings, operation, inputOf(members), "signed into a URL"));
      if (/^(into_paginator|customize|items|page_size|interceptor|config_override|mutate_request|clone|set_fields|stop_on_duplicate_token|map_request|runtime_plugin)$/.test(name)) return method(name, () => made);
      if (/^(as_input|build|get_\w+)$/.test(name)) return method(name, () => members);
      return method(name, (call) => request(machine, settings, operation, withMember(machine, members, name, call)));
    },
  });
  return made;
}

/** A builder of a type: `TransactWriteItem::builder().put(put).build()`. */
export function makeBuilder(machine: Machine, members: ObjectValue): NativeValue {
  return native("builder", {
    symbolic: () => inputOf(members).input,
    member: (name) => {
      if (name === "build") return method(name, () => members);
      if (name === "clone") return method(name, () => makeBuilder(machine, members));
      return method(name, (call) => makeBuilder(machine, withMember(machine, members, name, call)));
    },
  });
}

/** `.table_name(x)`, `.item("key", value)`, `.set_item(Some(map))`, and one element of a list after the other. */
function withMember(machine: Machine, members: ObjectValue, name: string, call: Call): ObjectValue {
  const made = machine.makeObject(members.type);
  for (const [key, value] of members.slots.map) machine.store.set(made.slots, key, value);
  // A struct of the program keeps its own names; members of the API have theirs.
  const key = members.type?.kind === "local" ? name : name.replace(/^set_/, "").replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const before = made.slots.map.get(key);
  if (call.args.length >= 2) {
    const map = asMap(machine, before);
    machine.setItem(map, call.args[0]!, call.args[1]!);
    machine.store.set(made.slots, key, map);
    return made;
  }
  const value = call.args[0] ?? zero;
  const isAgain = before !== undefined && before.kind !== "zero" && !name.startsWith("set_");
  machine.store.set(made.slots, key, isAgain ? machine.makeList([...(before.kind === "list" ? machine.elementsOf(before).items : [before]), value]) : value);
  return made;
}

/** What a client is made with: the configuration, as it was put together. */
export function settingsFrom(service: string, config: ProgramValue | undefined): ClientSettings {
  const known = alternativesOf(config).flatMap((one) => (one.kind === "native" && one.key?.startsWith("rust-config:") ? [JSON.parse(one.key.slice("rust-config:".length)) as Omit<ClientSettings, "service">] : []));
  return { ...(known[0] ?? {}), service };
}

/** A configuration, and what builds one. */
export function makeConfig(settings: Omit<ClientSettings, "service">): NativeValue {
  const made: NativeValue = native("configuration", {
    key: `rust-config:${JSON.stringify(settings)}`,
    member: (name) => {
      if (/^(set_)?credentials_provider$/.test(name)) return method(name, ({ args: [given] }) => makeConfig(isOtherIdentity(given) ? { ...settings, isOtherIdentity: true } : settings));
      if (/^(set_)?region$/.test(name)) {
        return method(name, ({ args: [given] }) => {
          const region = given && shownText(given);
          return given === undefined ? made : makeConfig(region ? { ...settings, region } : settings);
        });
      }
      if (/^(set_)?endpoint_url$/.test(name)) {
        return method(name, ({ args: [given] }) => {
          const endpoint = given && shownText(given);
          return makeConfig(endpoint ? { ...settings, endpoint } : settings);
        });
      }
      return method(name, () => made);
    },
  });
  return made;
}

/** `AssumeRoleProvider::builder("arn:…").build()` */
function assumeRole(machine: Machine, call: Call): NativeValue {
  emit(machine, call, { service: "sts" }, "AssumeRole", inputWith({ RoleArn: call.args[0] }));
  const other = otherCredentials();
  const builder: NativeValue = native("role provider", { key: OTHER, member: (name) => method(name, () => (/^build/.test(name) ? other : builder)) });
  return builder;
}

/** A call of a path of the SDK: `aws_sdk_s3::Client::new`, `aws_config::load_from_env`. */
export function callSdk(machine: Machine, path: string, call: Call): ProgramValue | undefined {
  const [type, name] = [path.slice(0, path.lastIndexOf("::")), path.slice(path.lastIndexOf("::") + 2)];
  if (path.startsWith("aws_config::") || path.startsWith("aws_types::")) {
    if (/AssumeRoleProvider(Builder)?$/.test(type)) return assumeRole(machine, call);
    if (/(WebIdentityToken|Cognito|Profile|Sso)\w*$/.test(type) && name === "builder") return makeConfig({});
    if (/region/i.test(type) || /Region/.test(name)) return name === "new" || name === "from_static" ? (call.args[0] ?? zero) : call.args.length > 0 ? call.args[call.args.length - 1]! : makeConfig({});
    return makeConfig({});
  }
  const service = serviceOf(path);
  if (service === undefined) return undefined;
  if (/^aws_sdk_\w+$/.test(type) || /::Client$/.test(type)) return /^(new|from_conf)$/.test(name) ? makeClient(machine, settingsFrom(service, call.args[0])) : makeConfig({});
  if (/::config(::Builder)?$/.test(type) || /::Config$/.test(type)) return name === "from" || name === "new" ? (alternativesOf(call.args[0]).find((one) => one.kind === "native") ?? makeConfig({})) : name === "builder" ? makeConfig({}) : (call.args[0] ?? zero);
  if (/::config::/.test(type)) return call.args[0] ?? zero;
  if (name === "builder") return makeBuilder(machine, machine.makeObject({ kind: "external", path: type, args: [] }));
  return call.args[0] ?? atRunTime(path);
}

/** A value of a type of the SDK of which nothing else is known. */
export function objectOfSdkType(machine: Machine, path: string): ProgramValue | undefined {
  if (path === "aws_config::SdkConfig" || path === "aws_types::SdkConfig" || path === "aws_types::sdk_config::SdkConfig") return makeConfig({});
  const service = serviceOf(path);
  return service !== undefined && /^aws_sdk_\w+::(client::)?Client$/.test(path) ? makeClient(machine, { service }) : undefined;
}

/** `aws_secretsmanager_caching::SecretsManagerCachingClient` */
export function secretCache(machine: Machine): NativeValue {
  const cache: NativeValue = native("secret cache", {
    services: ["secretsmanager"],
    member: (name) =>
      name === "get_secret_value"
        ? method(name, (call) => {
            const input = inputWith({ SecretId: call.args[0] });
            emit(machine, call, { service: "secretsmanager", via: "aws_secretsmanager_caching" }, "DescribeSecret", input);
            return emit(machine, call, { service: "secretsmanager", via: "aws_secretsmanager_caching" }, "GetSecretValue", input);
          })
        : method(name, () => cache),
  });
  return cache;
}

