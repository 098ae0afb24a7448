import type { Machine } from "../program/machine";
import { emit, inputWith } from "../program/sdk-client";
import { atRunTime, method, native, zero, type Call, type NativeValue, type ProgramValue } from "../program/values";
import { blockOf, callBlockOften, keyword } from "./ruby-calls";
import { makeResource } from "./ruby-resources";
import { inputFrom, inputWithAlso, makeClient, otherCredentials, presigner, serviceOf, settingsFrom, settingsOfClient } from "./ruby-sdk";

/** Gems that call AWS on one's behalf and are not followed, with what they can call. */
const unfollowed: readonly { readonly gem: RegExp; readonly services: readonly string[] | "any" }[] = [
  { gem: /^(dynamoid|aws-record|aws-sessionstore-dynamodb)$/, services: ["dynamodb"] },
  { gem: /^(shoryuken|circuitry)/, services: ["sqs", "sns"] },
  { gem: /^(carrierwave-aws|shrine|fog-aws|fog|paperclip|activestorage|active_storage)/, services: ["s3"] },
  { gem: /^aws-(?!sdk|xray-sdk|sigv4|eventstream|partitions|crt|lambda|msgpack)/, services: "any" },
  { gem: /^(lamby|lambda_punch|jets|ruby_on_jets)/, services: "any" },
];

/** `require "gem"`: what is known to call AWS in ways that are not read is said. */
export function requireGem(machine: Machine, name: string, call: Call): void {
  const gem = name.split("/")[0]!;
  const found = unfollowed.find((one) => one.gem.test(gem));
  if (found) machine.unread({ message: `The gem ${gem} can call AWS, and how the code uses it is not followed.`, at: call.at, services: found.services });
}

/** `Aws::S3::Client.new(…)` and whatever else classes of the SDK are asked for. */
export function callSdk(machine: Machine, path: string, call: Call): ProgramValue | undefined {
  const dot = path.lastIndexOf(".");
  const [type, name] = [path.slice(0, dot), path.slice(dot + 1)];
  if (!/^(Aws|AWS)(::|$)/.test(type)) return undefined;
  if (type === "Aws") return zero;
  if (name !== "new") return atRunTime(`the result of ${path}`);
  return credentials(machine, type, call) ?? constructOf(machine, type, call) ?? atRunTime(`a ${type}`);
}

function credentials(machine: Machine, type: string, call: Call): ProgramValue | undefined {
  if (/^Aws::AssumeRole(WebIdentity)?Credentials$/.test(type)) {
    const operation = type.includes("WebIdentity") ? "AssumeRoleWithWebIdentity" : "AssumeRole";
    emit(machine, call, { service: "sts" }, operation, inputWith({ RoleArn: keyword(call.args, "role_arn") }));
    return otherCredentials();
  }
  if (/^Aws::(Cognito|SSO|Process|Shared)\w*Credentials$/.test(type)) return otherCredentials();
  if (type === "Aws::Credentials") return call.args[0] ?? zero;
  return undefined;
}

function constructOf(machine: Machine, type: string, call: Call): ProgramValue | undefined {
  const service = serviceOf(type);
  const kind = type.split("::").slice(2).join("::");
  if (service === undefined) {
    machine.unread({ message: `${type} is not known.`, at: call.at, services: "any" });
    return undefined;
  }
  const client = keyword(call.args, "client");
  const settings = client ? settingsOfClient(client, service) : settingsFrom(service, call.args);
  if (kind === "Client" || kind === "AsyncClient") return makeClient(machine, settings);
  if (kind === "Presigner") return presigner(machine, settings);
  if (service === "s3" && kind === "TransferManager") return transferManager(machine, settings);
  if (service === "s3" && kind === "PresignedPost") return postForm(machine, settings, call);
  if (service === "s3" && /^Encryption(V\d)?::(Encryption)?Client$/.test(kind)) return encryptionClient(machine, settings, call);
  if (service === "sqs" && kind === "QueuePoller") return poller(machine, settings, call);
  if (/AuthTokenGenerator$/.test(kind)) return tokens(machine, service);
  return makeResource(machine, settings, kind, call.args);
}

type Settings = ReturnType<typeof settingsFrom>;

/** Source: https://docs.aws.amazon.com/sdk-for-ruby/v3/api/Aws/S3/TransferManager.html */
function transferManager(machine: Machine, settings: Settings): NativeValue {
  return native("S3 transfer manager", {
    services: settings.isOtherIdentity ? [] : ["s3"],
    member: (name) => {
      if (/^upload_(file|stream)$/.test(name)) {
        return method(name, (call) => {
          const block = blockOf(call);
          if (block) callBlockOften(machine, block, [atRunTime("a stream")], call);
          return emit(machine, call, settings, "PutObject", inputFrom(call.args));
        });
      }
      if (name !== "download_file") return undefined;
      return method(name, (call) => {
        emit(machine, call, settings, "HeadObject", inputFrom(call.args));
        return emit(machine, call, settings, "GetObject", inputFrom(call.args));
      });
    },
  });
}

/** `Aws::S3::PresignedPost.new(credentials, region, bucket, key: …)` */
function postForm(machine: Machine, settings: Settings, call: Call): ProgramValue {
  return emit(machine, call, settings, "PutObject", inputWithAlso([], { Bucket: call.args[2], Key: keyword(call.args, "key") }), "signed into a form");
}

/** A client that encrypts what it stores itself: it asks KMS for each object's key. */
function encryptionClient(machine: Machine, settings: Settings, made: Call): NativeValue {
  const key = keyword(made.args, "kms_key_id");
  const inner = makeClient(machine, settings);
  return native("S3 encryption client", {
    services: settings.isOtherIdentity ? [] : ["s3", "kms"],
    member: (name) => {
      if (name === "client") return method(name, () => inner);
      return method(name, (call) => {
        if (key && name === "put_object") emit(machine, call, { ...settings, service: "kms" }, "GenerateDataKey", inputWith({ KeyId: key }));
        if (key && name === "get_object") emit(machine, call, { ...settings, service: "kms" }, "Decrypt", inputWith({ KeyId: key }));
        return machine.callMember(inner, name, call);
      });
    },
  });
}

/** Source: https://docs.aws.amazon.com/sdk-for-ruby/v3/api/Aws/SQS/QueuePoller.html */
function poller(machine: Machine, settings: Settings, made: Call): NativeValue {
  const queue = inputWith({ QueueUrl: made.args[0] });
  return native("SQS poller", {
    services: settings.isOtherIdentity ? [] : ["sqs"],
    member: (name) => {
      if (name === "poll") {
        return method(name, (call) => {
          emit(machine, call, settings, "ReceiveMessage", queue);
          emit(machine, call, settings, "DeleteMessage", queue);
          const block = blockOf(call);
          if (block) callBlockOften(machine, block, [atRunTime("a message")], call);
          return zero;
        });
      }
      const operation = name === "change_message_visibility_timeout" ? "ChangeMessageVisibility" : name === "delete_message" || name === "delete_messages" ? "DeleteMessage" : undefined;
      return operation === undefined ? undefined : method(name, (call) => emit(machine, call, settings, operation, queue));
    },
  });
}

/** Tokens by which databases are logged in to. */
function tokens(machine: Machine, service: string): NativeValue {
  return native("token generator", {
    member: (name) =>
      method(name, (call) => {
        if (service === "rds") emit(machine, call, { service }, "GenerateDBAuthToken", inputWith({ DBUsername: keyword(call.args, "user_name"), DBHostname: keyword(call.args, "endpoint") }));
        if (service === "dsql") emit(machine, call, { service }, /admin/.test(name) ? "GenerateDbConnectAdminAuthToken" : "GenerateDbConnectAuthToken", inputWith({ Hostname: keyword(call.args, "endpoint") }));
        return atRunTime("a token");
      }),
  });
}
