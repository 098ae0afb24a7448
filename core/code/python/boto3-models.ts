import { literal, reference } from "../../values";
import { argument } from "./arguments";
import { clientFor, serviceId, settingsOf } from "./aws-client";
import { roleSettings, type ClientSettings } from "./aws-calls";
import { method } from "./container-methods";
import { makeList } from "./containers";
import type { Call } from "./machine";
import type { CallModel, InheritedModel, ModelTable } from "./models";
import { hasResources, makeResourceService } from "./resource-objects";
import { choose } from "./store";
import { locationOf } from "../syntax";
import { alternativesOf, atRunTime, data, knownText, lost, none, type NativeValue, type PyValue } from "./values";

function client(session: ClientSettings, position = 0): (call: Call) => PyValue {
  return ({ machine, arguments: args, site }) => clientFor(machine, argument(args, position, "service_name") ?? none, settingsOf(args, session), site);
}

function resource(session: ClientSettings): (call: Call) => PyValue {
  return ({ machine, arguments: args, site }) =>
    choose(
      alternativesOf(argument(args, 0, "service_name") ?? none).map((one) => {
        const known = knownText(one);
        const service = known === undefined ? undefined : serviceId(known);
        if (service !== undefined && hasResources(service)) return makeResourceService(machine, service, settingsOf(args, session));
        const isOther = settingsOf(args, session).isOtherIdentity;
        if (!isOther) machine.unread({ message: service === undefined ? "A resource object is made for a service that could not be told." : `boto3 has no resource objects for ${service}.`, at: locationOf(site.node), services: service === undefined ? "any" : [service] });
        return lost("a resource object");
      }),
    );
}

/** `boto3.Session(…)`, and those of botocore and of aioboto3, which differ in how clients are opened only. */
function session(settings: ClientSettings): NativeValue {
  const made: NativeValue = {
    kind: "native",
    label: "boto3 session",
    services: settings.isOtherIdentity ? [] : "any",
    enter: () => made,
    attribute: (name) => sessionAttribute(settings, name),
  };
  return made;
}

function sessionAttribute(settings: ClientSettings, name: string): PyValue {
  switch (name) {
    case "client":
    case "create_client":
      return method(name, client(settings));
    case "resource":
      return method(name, resource(settings));
    case "region_name":
      return data(settings.region ?? reference("aws", "region"));
    case "get_config_variable":
      return method(name, ({ arguments: args }) => (knownText(argument(args, 0)) === "region" ? data(settings.region ?? reference("aws", "region")) : atRunTime("a setting of the session")));
    case "get_available_regions":
      return method(name, ({ machine }) => makeList(machine, [], atRunTime("a region")));
    case "get_partition_for_region":
      return method(name, () => data(reference("aws", "partition")));
    default:
      return method(name, () => atRunTime(`${name} of the session`));
  }
}

const newSession: CallModel = (call) => session(settingsOf(call.arguments));

const anySession = "(boto3|aioboto3|aiobotocore|botocore)(\\.session)?";

/** Classes of the code that are sessions. */
const ownSession: InheritedModel = (_cls, _object, name) => (name.startsWith("__") ? undefined : sessionAttribute(roleSettings, name));

/** boto3, aioboto3, botocore and aiobotocore. */
export const boto3Models: ModelTable = {
  calls: {
    "boto3.client": client(roleSettings),
    "boto3.resource": resource(roleSettings),
    "aioboto3.client": client(roleSettings),
    "aioboto3.resource": resource(roleSettings),
    "boto3.setup_default_session": () => none,
    "boto3.set_stream_logger": () => none,
    "boto3._get_default_session": () => session(roleSettings),
    "boto3.dynamodb.types.TypeSerializer": () => passing,
    "boto3.dynamodb.types.TypeDeserializer": () => passing,
  },
  patterns: [
    [new RegExp(`^${anySession}\\.(Aio)?Session$`), newSession],
    [new RegExp(`^${anySession}\\.get_session$`), newSession],
    [/^boto3\.dynamodb\.|^botocore\.(config|exceptions|errorfactory|response|stub|client|credentials|awsrequest|handlers|utils|loaders|waiter)\b|^boto3\.(exceptions|s3)\b|^aiobotocore\.config/, ignored],
  ],
  inherited: [[new RegExp(`^${anySession}\\.(Aio)?Session$`), ownSession]],
  values: {
    "boto3.DEFAULT_SESSION": () => session(roleSettings),
    "botocore.UNSIGNED": () => data(literal("unsigned")),
  },
};

/** Conditions, configuration, exceptions: they call nothing by themselves. */
function ignored(): undefined {
  return undefined;
}

/** Serializes data as it is. */
const passing: NativeValue = { kind: "native", label: "a serializer", services: [], attribute: (name) => method(name, ({ arguments: args }) => argument(args, 0) ?? none) };
