import { unknown } from "../../values";
import type { EnvironmentValue } from "../environment";
import type { Machine } from "../program/machine";
import { choose } from "../program/store";
import { joinTexts } from "../program/text";
import { alternativesOf, atRunTime, data, knownText, method, native, text, zero, type Call, type ObjectValue, type ProgramValue } from "../program/values";
import { apply } from "./java-collections";
import { makeBuilder } from "./java-builders";
import { callEnhanced, objectOfEnhancedType } from "./java-enhanced-dynamodb";
import { callPowertools, objectOfPowertoolsType } from "./java-powertools";
import { callSdk2, memberOfSdk2, objectOfSdk2Type, SDK2, settingsOfClient } from "./java-sdk-v2";
import { callV1Static, constructV1, methodOfV1Object, objectOfV1Type } from "./java-sdk-v1";
import { callStringClass } from "./java-text";
import { callV1DynamoDb, constructV1DynamoDb, objectOfV1DynamoDb, v1TransferManager } from "./java-v1-dynamodb";

/** An environment variable by its name; nothing where it is not configured. */
export function environmentVariable(machine: Machine, name: ProgramValue | undefined, call: Call): ProgramValue {
  return choose(
    alternativesOf(name).map((one) => {
      const known = knownText(one);
      return known === undefined ? atRunTime("an environment variable") : named(machine.environment.get(known, call.at), known);
    }),
  );
}

function named(value: EnvironmentValue, name: string): ProgramValue {
  return value.kind === "absent" ? zero : data(value.value, [`environment variable ${name}`]);
}

/** `System.getenv()` */
function wholeEnvironment(machine: Machine): ProgramValue {
  return native("environment", {
    member: (name) =>
      method(name, (call) => {
        if (name === "get") return environmentVariable(machine, call.args[0], call);
        if (name !== "getOrDefault") return atRunTime(`the result of ${name}()`);
        const value = environmentVariable(machine, call.args[0], call);
        const isSure = knownText(call.args[0]) !== undefined && machine.environment.get(knownText(call.args[0])!, call.at).kind === "configured";
        return value.kind === "zero" ? (call.args[1] ?? zero) : isSure ? value : choose([value, call.args[1] ?? zero]);
      }),
  });
}

type Model = (machine: Machine, call: Call) => ProgramValue;
const first: Model = (_, { args }) => args[0] ?? zero;
const list: Model = (machine, { args }) => (args.length === 1 && args[0]!.kind === "list" ? args[0]! : machine.makeList(args));

const models: Readonly<Record<string, Model>> = {
  "java.lang.System.getenv": (machine, call) => (call.args.length > 0 ? environmentVariable(machine, call.args[0], call) : wholeEnvironment(machine)),
  "java.util.Objects.requireNonNull": first,
  "java.util.Objects.requireNonNullElse": (_, { args }) => (args[0]?.kind === "zero" ? (args[1] ?? zero) : choose(args.filter((one) => one.kind !== "zero"))),
  "java.util.Objects.toString": first,
  "java.util.Optional.of": first,
  "java.util.Optional.ofNullable": first,
  "java.util.Optional.empty": () => zero,
  "java.util.List.of": list,
  "java.util.List.copyOf": list,
  "java.util.Set.of": list,
  "java.util.Arrays.asList": list,
  "java.util.Arrays.stream": list,
  "java.util.stream.Stream.of": list,
  "java.util.Collections.singletonList": list,
  "java.util.Collections.singleton": list,
  "java.util.Collections.unmodifiableList": first,
  "java.util.Collections.unmodifiableMap": first,
  "java.util.Collections.emptyList": (machine) => machine.makeList([]),
  "java.util.Collections.emptyMap": (machine) => machine.makeMap(),
  "java.util.Collections.singletonMap": (machine, call) => mapOf(machine, call.args),
  "java.util.Map.of": (machine, call) => mapOf(machine, call.args),
  "java.util.Map.copyOf": first,
  "java.util.Map.entry": (machine, { args }) => machine.makeList(args),
  "java.util.Map.ofEntries": (machine, { args }) => mapOf(machine, args.flatMap((one) => machine.elementsOf(one).items)),
  "java.lang.Integer.parseInt": first,
  "java.lang.Integer.valueOf": first,
  "java.lang.Long.parseLong": first,
  "java.lang.Long.valueOf": first,
  "java.net.URI.create": first,
  "java.net.URLDecoder.decode": first,
  "java.util.concurrent.CompletableFuture.completedFuture": first,
  "java.nio.file.Paths.get": (_, { args }) => joinTexts(args.flatMap((one, index) => (index === 0 ? [one] : [text("/"), one]))),
  "java.nio.file.Path.of": (_, { args }) => joinTexts(args.flatMap((one, index) => (index === 0 ? [one] : [text("/"), one]))),
};

function mapOf(machine: Machine, args: readonly ProgramValue[]): ProgramValue {
  const map = machine.makeMap();
  for (let index = 0; index + 1 < args.length; index += 2) machine.setItem(map, args[index]!, args[index + 1]!);
  return map;
}

/** A constant of a library's type. */
export function libraryMember(path: string, name: string): ProgramValue | undefined {
  return memberOfSdk2(path, name);
}

/** A value of a library's type of which nothing else is known. */
export function objectOfLibraryType(machine: Machine, path: string): ProgramValue | undefined {
  if (path === "com.amazonaws.services.s3.transfer.TransferManager") return v1TransferManager(machine, { service: "s3" });
  return objectOfSdk2Type(machine, path) ?? objectOfEnhancedType(machine, path) ?? objectOfV1Type(machine, path) ?? objectOfV1DynamoDb(machine, path) ?? objectOfPowertoolsType(machine, path) ?? (/^com\.amazonaws\.secretsmanager\.caching\.SecretCache$/.test(path) ? secretCache(machine) : undefined);
}

/** A static call of a library's type. */
export function callLibrary(machine: Machine, path: string, call: Call): ProgramValue {
  const model = Object.hasOwn(models, path) ? models[path] : undefined;
  if (model) return model(machine, call);
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (path.startsWith("java.lang.String.")) return callStringClass(name, call.args, (value) => (machine.elementsOf(value).rest ? undefined : machine.elementsOf(value).items));
  if (path.startsWith("com.amazonaws.services.s3.transfer.TransferManagerBuilder.")) {
    return name === "defaultTransferManager" ? v1TransferManager(machine, { service: "s3" }) : makeBuilder(machine, path, undefined, (object) => v1TransferManager(machine, settingsOfClient(object.slots.map.get("S3Client") ?? object.slots.map.get("s3Client"), "s3")));
  }
  if (/Sign|AwsSdk2Transport/.test(path)) report(machine, path, call);
  const known = callEnhanced(machine, path) ?? callPowertools(machine, path, call) ?? (path.startsWith(SDK2) ? callSdk2(machine, path, call) : (callV1DynamoDb(machine, path, call) ?? callV1Static(machine, path, call)));
  return known ?? callUnknown(machine, path, call);
}

/** `new T(…)` of a library's type. */
export function constructLibraryObject(machine: Machine, path: string, call: Call): ProgramValue {
  if (path === "com.amazonaws.services.s3.transfer.TransferManager") return v1TransferManager(machine, settingsOfClient(call.args[0], "s3"));
  if (/^com\.amazonaws\.secretsmanager\.caching\.SecretCache$/.test(path)) return secretCache(machine);
  if (/Sign|AwsSdk2Transport/.test(path)) report(machine, path, call);
  const known = constructV1DynamoDb(machine, path, call) ?? constructV1(machine, path, call);
  if (known) return known;
  if (/^java\.lang\.(String|StringBuilder|StringBuffer)$/.test(path)) {
    if (path.endsWith(".String")) return call.args[0] ?? text("");
    const built = machine.makeObject({ kind: "external", path, args: [] });
    machine.store.set(built.slots, "text", call.args[0]?.kind === "data" && call.args[0].value.kind !== "number" ? call.args[0] : text(""));
    return built;
  }
  if (/^java\.(net\.URI|io\.File)$/.test(path)) return call.args.length === 1 ? (call.args[0] ?? zero) : atRunTime("a file");
  report(machine, path, call);
  machine.surrender(call.args, call);
  const object = machine.makeObject({ kind: "external", path, args: [] });
  call.args.forEach((value, index) => machine.store.set(object.slots, `(${index})`, value));
  return object;
}

/** A method of an object of a library's type. */
export function methodOfLibraryObject(machine: Machine, object: ObjectValue, path: string, name: string, call: Call): ProgramValue | undefined {
  if (/^java\.lang\.String(Builder|Buffer)$/.test(path)) {
    const before = object.slots.map.get("text") ?? text("");
    if (name === "toString") return before;
    if (name !== "append") return atRunTime("a text that is built");
    machine.store.set(object.slots, "text", joinTexts([before, call.args[0] ?? zero]));
    return object;
  }
  if (name === "toBuilder") return makeBuilder(machine, path, object, (built) => built);
  const getter = name.replace(/^(get|is)(?=[A-Z])/, "");
  if (call.args.length === 0) {
    for (const [key, value] of object.slots.map) if (key !== "" && key.toLowerCase() === getter.toLowerCase()) return value;
  }
  if (path.startsWith("com.amazonaws.")) return methodOfV1Object(machine, object, name, call);
  const fn = call.args.find((one) => alternativesOf(one).some((value) => value.kind === "function"));
  if (fn) {
    report(machine, path, call);
    return choose([apply(machine, fn, atRunTime("a value"), call), object]);
  }
  return undefined;
}

/** Libraries around AWS that call nothing on the code's behalf. */
const harmless = /^(software\.amazon\.awssdk\.|com\.amazonaws\.(services\.lambda\.|serverless\.|xray\.|auth|client|regions|util|http|metrics|retry|handlers|internal|event|ClientConfiguration|HttpMethod|AmazonServiceException|AmazonClientException|SdkClientException|Protocol|waiters|services\.(\w+\.(model|util|waiters|AmazonS3URI)|dynamodbv2\.(document|datamodeling|xspec)\.)|encryptionsdk)|software\.amazon\.(lambda\.(powertools\.(logging|tracing|metrics|utilities|validation|cloudformation|batch|common|serialization|kafka|idempotency|sqs\.(SQSBatchResponse|SqsBatch))|runtime)|cloudwatchlogs\.emf|msk\.auth|awscdk|awssdk\.crt|eventstream|lambda\.durable)|org\.apache\.logging|io\.opentelemetry)/;

const awsLooking = /(^|\.)(aws|amazon|amazonaws|awspring|dynamodb|dynamo|bedrock|sagemaker|kinesis|cognito|athena|secretsmanager|s3|sqs|sns|kms)(\.|$)|aws|amazon|dynamo|(S3|Sqs|Sns|Ssm|Kms)(Template|Operations|Client|Mapper)/i;

/** Says that a library that looks as if it called AWS is not known. */
export function report(machine: Machine, path: string, call: Call): void {
  if (/\.(Aws4\w*Signer|AWS4\w*Signer|AwsV4\w*Signer|AwsV4a?HttpSigner|AWSRequestSigning\w*|AwsRequestSigning\w*|AwsSdk2Transport)\b/.test(path)) {
    machine.unread({ message: `Requests are signed by hand (${path.split(".").find((part) => /^[A-Z]/.test(part))!}), and what they ask for is not read.`, at: call.at, services: "any" });
    return;
  }
  if (/^javax?\.|^jakarta\.|^kotlin\./.test(path) || harmless.test(path) || !awsLooking.test(path)) return;
  const type = /^(?:[a-z_0-9]+\.)+[A-Z]\w*/.exec(path)?.[0] ?? path;
  machine.unread({ message: `What ${type} asks of AWS is not known.`, at: call.at, services: "any" });
}

function callUnknown(machine: Machine, path: string, call: Call): ProgramValue {
  report(machine, path, call);
  const fn = call.args.find((one) => alternativesOf(one).some((value) => value.kind === "function"));
  machine.surrender(call.args.filter((one) => one !== fn), call);
  if (fn) return apply(machine, fn, atRunTime("a value"), call);
  const wanted = call.args.flatMap((one) => alternativesOf(one).flatMap((value) => (value.kind === "type" ? [value.type] : [])))[0];
  const name = path.split(".").slice(-2).join(".");
  return wanted ? machine.opaque(wanted, unknown("decided-at-run-time", `the result of ${name}()`)) : atRunTime(`the result of ${name}()`);
}

/** Source: https://github.com/aws/aws-secretsmanager-caching-java */
function secretCache(machine: Machine): ProgramValue {
  const client = objectOfSdk2Type(machine, "software.amazon.awssdk.services.secretsmanager.SecretsManagerClient")!;
  return native("secret cache", {
    services: ["secretsmanager"],
    member: (name) =>
      method(name, (call) => {
        if (!/^getSecret/.test(name)) return atRunTime(name);
        for (const operation of ["describeSecret", "getSecretValue"]) {
          const request = machine.makeObject({ kind: "external", path: "Request", args: [] });
          machine.store.set(request.slots, "secretId", call.args[0] ?? zero);
          machine.callMember(client, operation, { ...call, args: [request] });
        }
        return atRunTime("a secret");
      }),
  });
}
