import type { SymbolicMap } from "../../values";
import { findOperationByMethod, findSdkService, findWaiterOperation } from "../../reference";
import { argument } from "./arguments";
import { callOperation, emit, givesOtherIdentity, shownText, type ClientSettings } from "./aws-calls";
import { method } from "./container-methods";
import type { Arguments, Call, CallSite, Machine } from "./machine";
import { clientTransfers } from "./s3-transfer";
import { choose } from "./store";
import { locationOf } from "../syntax";
import { inputOf, mapOf, toSymbolic } from "./to-symbolic";
import { alternativesOf, atRunTime, knownText, lost, none, truth, type NativeValue, type PyValue } from "./values";

/** What `client(…)` and `resource(…)` are told beside the service. */
export function settingsOf(args: Arguments, session?: ClientSettings): ClientSettings {
  const region = shownText(argument(args, undefined, "region_name")) ?? session?.region;
  const endpoint = shownText(argument(args, undefined, "endpoint_url"));
  return { isOtherIdentity: isOtherIdentity(args) || (session?.isOtherIdentity ?? false), ...(region ? { region } : {}), ...(endpoint ? { endpoint } : {}), ...(session?.via ? { via: session.via } : {}) };
}

/** Whether the credentials come from the answer of AssumeRole, and only from there. */
function isOtherIdentity(args: Arguments): boolean {
  const key = args.keywords.get("aws_access_key_id");
  const given = key ? alternativesOf(key) : [];
  return given.length > 0 && given.every((one) => one.kind === "data" && one.response !== undefined && givesOtherIdentity(one.response.service, one.response.operation));
}

/** Makes a client for a service by the name that the code gives. */
export function clientFor(machine: Machine, name: PyValue, settings: ClientSettings, site: CallSite): PyValue {
  return choose(
    alternativesOf(name).map((one) => {
      const known = knownText(one);
      if (known === undefined) return unknownClient(machine, settings, site);
      return makeClient(machine, serviceId(known), settings);
    }),
  );
}

/** The service as the reference names it; a name that is not known is kept, so that it can be reported. */
export function serviceId(name: string): string {
  return findSdkService("python", name) ?? name;
}

/** A client of a service that only the running function knows: each of its calls may be anything. */
function unknownClient(machine: Machine, settings: ClientSettings, site: CallSite): NativeValue {
  const at = locationOf(site.node);
  return {
    kind: "native",
    label: "client of an unknown service",
    services: "any",
    attribute: (name) =>
      method(name, (call) => {
        if (!settings.isOtherIdentity) machine.unread({ message: `${name}() is called on a client whose service could not be told (line ${at.line}).`, at: locationOf(call.site.node), services: "any" });
        return atRunTime(`the result of ${name}()`);
      }),
  };
}

export function makeClient(machine: Machine, service: string, settings: ClientSettings): NativeValue {
  machine.note(service);
  const client: NativeValue = {
    kind: "native",
    label: `${service} client`,
    services: settings.isOtherIdentity ? [] : [service],
    attribute: (name) => clientAttribute(machine, service, settings, name),
    enter: () => client,
  };
  return client;
}

function clientAttribute(machine: Machine, service: string, settings: ClientSettings, name: string): PyValue {
  const specials = { ...specialMethods(service, settings), ...(service === "s3" ? clientTransfers(settings) : {}) };
  const special = Object.hasOwn(specials, name) ? specials[name] : undefined;
  if (special) return method(name, special, settings.isOtherIdentity ? [] : [service]);
  const operation = findOperationByMethod(service, name);
  if (operation) return method(name, (call) => callOperation(call, service, operation.operation, settings), settings.isOtherIdentity ? [] : [service]);
  if (["exceptions", "meta", "_endpoint", "_service_model", "waiter_names"].includes(name)) return atRunTime(`${service}.${name}`);
  if (name === "close" || name === "can_paginate" || name.startsWith("__")) return method(name, () => (name === "can_paginate" ? truth(true) : none));
  const unknownMethod = method(name, (call) => {
    if (!settings.isOtherIdentity) machine.unread({ message: `${name}() of the ${service} client is not an operation that is known.`, at: locationOf(call.site.node), services: [service] });
    return lost(`the result of ${name}()`);
  });
  return { ...unknownMethod, isGuess: true };
}

function specialMethods(service: string, settings: ClientSettings): Readonly<Record<string, (call: Call) => PyValue>> {
  return {
    get_paginator: ({ machine, arguments: args, site }) => forNames(machine, argument(args, 0, "operation_name"), service, settings, site, (operation) => paginator(service, operation, settings)),
    get_waiter: ({ machine, arguments: args, site }) =>
      choose(
        alternativesOf(argument(args, 0, "waiter_name") ?? none).map((one) => {
          const operation = findWaiterOperation(service, knownText(one) ?? "");
          if (operation) return waiter(service, operation.operation, settings);
          unreadOf(machine, service, settings, "a waiter that could not be told", site);
          return lost("a waiter");
        }),
      ),
    generate_presigned_url: presignedUrl(service, settings),
    generate_db_auth_token: (call) => emit(call, service, "GenerateDBAuthToken", mapOf({ DBHostname: argument(call.arguments, 0, "DBHostname"), DBUsername: argument(call.arguments, 2, "DBUsername") }), settings),
    // Named like the actions that the tokens are for; no API operation stands behind them.
    generate_db_connect_auth_token: (call) => emit(call, service, "DbConnect", inputOf(call.arguments), settings),
    generate_db_connect_admin_auth_token: (call) => emit(call, service, "DbConnectAdmin", inputOf(call.arguments), settings),
  };
}

function presignedUrl(service: string, settings: ClientSettings): (call: Call) => PyValue {
  return (call) => {
    const { machine, arguments: args, site } = call;
    const params = argument(args, 1, "Params");
    return forNames(machine, argument(args, 0, "ClientMethod"), service, settings, site, (operation) => {
      const input = params ? toSymbolic(params) : undefined;
      const map: SymbolicMap = input?.kind === "map" ? input : { kind: "map", entries: new Map(), ...(input?.kind === "unknown" ? { rest: input } : {}) };
      emit(call, service, operation, map, settings, `signed into a URL`);
      return atRunTime("a signed URL");
    });
  };
}

function forNames(machine: Machine, name: PyValue | undefined, service: string, settings: ClientSettings, site: CallSite, make: (operation: string) => PyValue): PyValue {
  return choose(
    alternativesOf(name ?? none).map((one) => {
      const known = knownText(one);
      const operation = known === undefined ? undefined : findOperationByMethod(service, known);
      if (operation) return make(operation.operation);
      unreadOf(machine, service, settings, known === undefined ? "an operation whose name could not be told" : `${known}, which is not an operation that is known,`, site);
      return lost("the result of an operation that could not be told");
    }),
  );
}

function unreadOf(machine: Machine, service: string, settings: ClientSettings, what: string, site: CallSite): void {
  if (!settings.isOtherIdentity) machine.unread({ message: `The ${service} client is asked for ${what}.`, at: locationOf(site.node), services: [service] });
}

function paginator(service: string, operation: string, settings: ClientSettings): NativeValue {
  return {
    kind: "native",
    label: `${operation} paginator`,
    services: settings.isOtherIdentity ? [] : [service],
    attribute: (name) => {
      if (name !== "paginate") return undefined;
      return method(name, (call) => pages(callOperation(call, service, operation, settings)));
    },
  };
}

function pages(answer: PyValue): NativeValue {
  return {
    kind: "native",
    label: "pages",
    services: [],
    iterate: () => ({ items: [], rest: answer }),
    attribute: (name) => {
      if (name === "build_full_result") return method(name, () => answer);
      return name === "search" || name === "result_key_iters" ? method(name, () => answer) : undefined;
    },
  };
}

function waiter(service: string, operation: string, settings: ClientSettings): NativeValue {
  return {
    kind: "native",
    label: `${operation} waiter`,
    services: settings.isOtherIdentity ? [] : [service],
    attribute: (name) => {
      if (name !== "wait") return undefined;
      return method(name, (call) => {
        const { WaiterConfig: _, ...given } = Object.fromEntries(call.arguments.keywords);
        callOperation({ ...call, arguments: { ...call.arguments, keywords: new Map(Object.entries(given)) } }, service, operation, settings);
        return none;
      });
    },
  };
}
