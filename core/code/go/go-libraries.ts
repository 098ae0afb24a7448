import { unknown } from "../../values";
import type { Machine } from "../program/machine";
import { emit, inputWith } from "../program/sdk-client";
import { alternativesOf, atRunTime, method, native, zero, type Call, type ProgramValue } from "../program/values";
import { isOtherIdentity, mergeConfigs, otherCredentials } from "./go-config";
import { callEnvironmentLibrary } from "./go-environment";
import { startHandler } from "./go-lambda";
import { callSdk, isSdkPath, objectOfSdkType, servicePackage } from "./go-sdk";
import { callStandard, isStandard } from "./go-standard";

const CONFIG = "github.com/aws/aws-sdk-go-v2/aws.Config";

/** What is found in a package of a library; `undefined` where it is just named. */
export function libraryMember(_machine: Machine, path: string, name: string): ProgramValue | undefined {
  // Constants of an SDK are texts, of which only the running program knows the letters.
  if (servicePackage(path)?.rest === "types" && !/^[A-Z]\w*(Input|Output|Request|Item|Member\w*)$/.test(name)) return { kind: "external", path: `${path}.${name}` };
  return undefined;
}

/** `T{…}` of a library's type. */
export function makeLibraryObject(machine: Machine, path: string, _call: Call, entries: ReadonlyMap<string, ProgramValue>): ProgramValue {
  // Members of unions of DynamoDB's types: `types.AttributeValueMemberS{Value: "x"}`
  const member = /\/types\.\w+Member(\w+)$/.exec(path)?.[1];
  const object = machine.makeObject({ kind: "external", path, args: [] });
  const value = entries.get("Value");
  if (member && value) machine.store.set(object.slots, member, value);
  else for (const [name, entry] of entries) machine.store.set(object.slots, name, entry);
  return object;
}

/** A value of a library's type of which nothing else is known. */
export function objectOfLibraryType(machine: Machine, path: string): ProgramValue | undefined {
  return objectOfSdkType(machine, path);
}

/** A call of a library's function. */
export function callLibrary(machine: Machine, path: string, call: Call): ProgramValue {
  const sdk = callSdk(machine, path, call) ?? configure(machine, path, call);
  if (sdk) return sdk;
  const [packagePath, name] = [path.slice(0, path.lastIndexOf(".")), path.slice(path.lastIndexOf(".") + 1)];
  if (packagePath === "github.com/aws/aws-lambda-go/lambda") return startHandler(machine, name, call);
  const known = callEnvironmentLibrary(machine, packagePath, name, call) ?? callHelper(machine, packagePath, name, call) ?? callStandard(machine, path, call);
  if (known) return known;
  // A conversion to a type: `types.InvocationType("Event")`
  if (isSdkPath(path)) return /\/types\./.test(path) ? (call.args[0] ?? zero) : sdkHelper(machine, name, call);
  return callUnknown(machine, packagePath, name, call);
}

/** `aws.String(x)`, `aws.ToString(x)` and the like; whatever else the SDKs have calls nothing. */
function sdkHelper(machine: Machine, name: string, call: Call): ProgramValue {
  const [first] = call.args;
  if (/^(To|From)?(Ptr|String|Bool|Byte|U?Int|Float|Time|Duration|MillisecondsTimeValue)\w*$/.test(name)) return first ?? zero;
  if (/^(Marshal|ConvertTo)\w*/.test(name)) return { kind: "tuple", items: [marshalled(machine, first), atRunTime("err")] };
  if (/^(Unmarshal|ConvertFrom)\w*/.test(name)) {
    for (const one of call.args.slice(1)) machine.fill(one, unknown("decided-at-run-time", "an item"), true);
    return atRunTime("err");
  }
  return native(`the result of ${name}()`, { member: (member) => method(member, () => sdkHelper(machine, member, call)), symbolic: () => unknown("decided-at-run-time", `the result of ${name}()`) });
}

/** An item as DynamoDB takes it: its members are those of the object, their values are of no interest. */
function marshalled(machine: Machine, value: ProgramValue | undefined): ProgramValue {
  const [only] = alternativesOf(value);
  return only?.kind === "map" ? only : machine.makeObject(undefined, unknown("decided-at-run-time", "an item"));
}

/** Configurations, sessions and credentials. */
function configure(machine: Machine, path: string, call: Call): ProgramValue | undefined {
  const at = (pattern: RegExp): boolean => isSdkPath(path) && pattern.test(path);
  if (at(/-v2\/config\.LoadDefaultConfig$/)) return { kind: "tuple", items: [mergeConfigs(machine, CONFIG, call.args), atRunTime("err")] };
  if (at(/-v2\/config\.WithRegion$/)) return option(machine, "Region", call.args[0]);
  if (at(/-v2\/config\.WithBaseEndpoint$/)) return option(machine, "BaseEndpoint", call.args[0]);
  if (at(/-v2\/config\.WithCredentialsProvider$/)) return option(machine, "Credentials", call.args[0]);
  if (at(/\/aws\/session\.(New|NewSession|NewSessionWithOptions)$/)) {
    const session = mergeConfigs(machine, "github.com/aws/aws-sdk-go/aws/session.Session", call.args);
    return path.endsWith(".New") ? session : { kind: "tuple", items: [session, atRunTime("err")] };
  }
  if (at(/\/aws\/session\.Must$/)) return call.args[0] ?? zero;
  if (at(/\.(NewCredentialsCache|NewStaticCredentialsProvider|NewStaticCredentials|NewStaticCredentialsFromCreds|NewCredentials)$/)) return call.args.some(isOtherIdentity) ? otherCredentials() : atRunTime("credentials");
  if (at(/\/aws\.NewConfig$/)) return mergeConfigs(machine, "github.com/aws/aws-sdk-go/aws.Config", []);
  return undefined;
}

function option(machine: Machine, name: string, value: ProgramValue | undefined): ProgramValue {
  const object = machine.makeObject({ kind: "external", path: CONFIG, args: [] });
  if (value) machine.store.set(object.slots, name, value);
  return object;
}

/** A method of an object of a library's type. */
export function methodOfLibraryObject(machine: Machine, value: ProgramValue, name: string, call: Call): ProgramValue | undefined {
  if (value.kind !== "object" || value.type?.kind !== "external") return undefined;
  const { path } = value.type;
  if (isSdkPath(path)) {
    if (name === "Copy") return mergeConfigs(machine, path, [value, ...call.args]);
    if (/^(With|Set)[A-Z]/.test(name)) {
      machine.store.set(value.slots, name.replace(/^(With|Set)/, ""), call.args[0] ?? zero);
      return value;
    }
    return value.slots.map.get(name.replace(/^Get/, "")) ?? atRunTime(`the result of ${name}()`);
  }
  if (path === "strings.Builder" || path === "bytes.Buffer") return atRunTime("a text that is built");
  return undefined;
}

/** Libraries around AWS that call nothing on the code's behalf. */
const harmless = /^github\.com\/(aws\/(aws-lambda-go|aws-xray-sdk-go|smithy-go|aws-sdk-go|aws-cdk-go|constructs-go|jsii-runtime-go|aws-durable-execution)|awslabs\/(aws-lambda-go-api-proxy|aws-embedded-metrics)|akrylysov\/algnhsa|apex\/gateway|DataDog\/|newrelic\/|getsentry\/|aws-powertools\/|prozz\/aws-embedded-metrics-golang)|^go\.opentelemetry\.io\/|^gopkg\.in\/DataDog\/|^github\.com\/(open-telemetry|sirupsen|rs\/zerolog|google|gorilla|gin-gonic|labstack|go-chi|stretchr|pkg\/errors)\b/;

const awsLooking = /aws|amazon|dynamo|bedrock|sagemaker|kinesis|cognito|athena|secretsmanager|(^|[^a-z])(s3|sqs|sns|ssm|kms|ses|dax)([^a-z]|$)/i;

/** Helpers of libraries that call AWS on the code's behalf. */
function callHelper(machine: Machine, packagePath: string, name: string, call: Call): ProgramValue | undefined {
  if (/^github\.com\/aws\/aws-secretsmanager-caching-go/.test(packagePath) && name === "New") return { kind: "tuple", items: [secretCache(machine), atRunTime("err")] };
  if (/^github\.com\/aws\/aws-msk-iam-sasl-signer-go/.test(packagePath)) {
    emit(machine, call, { service: "kafka-cluster", via: "aws-msk-iam-sasl-signer-go" }, "Connect", inputWith({}));
    machine.unread({ message: "Which topics and groups of the Kafka cluster are used with the signed token is not followed.", at: call.at, services: ["kafka-cluster"] });
    return { kind: "tuple", items: [atRunTime("a token for Kafka"), atRunTime("its expiry"), atRunTime("err")] };
  }
  // Tracing of a session gives the session back.
  if (/aws-sdk-go\/aws$/.test(packagePath) && name === "WrapSession") return call.args[0] ?? zero;
  if (/^github\.com\/aws\/aws-xray-sdk-go/.test(packagePath) && name === "AWSSession") return call.args[0] ?? zero;
  if (harmless.test(packagePath) && !isSdkPath(packagePath)) {
    machine.surrender(call.args.filter((one) => alternativesOf(one).some((value) => value.kind === "function" || value.kind === "object")), call);
    const fn = call.args.find((one) => alternativesOf(one).some((value) => value.kind === "function"));
    return fn && /wrap|instrument|handler/i.test(name) ? fn : atRunTime(`the result of ${name}()`);
  }
  return undefined;
}

function secretCache(machine: Machine): ProgramValue {
  return native("secret cache", {
    services: ["secretsmanager"],
    member: (name) => {
      if (!/^GetSecret/.test(name)) return undefined;
      return method(name, (call) => {
        const id = call.args.find((one) => !(one.kind === "data" && one.type?.kind === "external")) ?? zero;
        for (const operation of ["DescribeSecret", "GetSecretValue"]) {
          const object = machine.makeObject({ kind: "external", path: "input", args: [] });
          machine.store.set(object.slots, "SecretId", id);
          machine.callMember(objectOfSdkType(machine, "github.com/aws/aws-sdk-go-v2/service/secretsmanager.Client")!, operation, { ...call, args: [atRunTime("context"), object] });
        }
        return { kind: "tuple", items: [atRunTime("a secret"), atRunTime("err")] };
      });
    },
  });
}

/** A library that is not known: it may call what it is given, and use the configuration. */
function callUnknown(machine: Machine, packagePath: string, name: string, call: Call): ProgramValue {
  if (!isStandard(packagePath) && (awsLooking.test(packagePath) || call.args.some(isConfiguration))) {
    machine.unread({ message: `What the package ${packagePath} asks of AWS is not known.`, at: call.at, services: "any" });
  }
  machine.surrender(call.args, call);
  for (const one of call.args) machine.fill(one, unknown("decided-at-run-time", `what ${name} sets`), /unmarshal|decode|process|parse|bind|load|scan|read/i.test(name));
  const label = `the result of ${packagePath.split("/").pop()!}.${name}()`;
  // Its first result, and the errors and others that may stand beside it.
  return atRunTime(label);
}

function isConfiguration(value: ProgramValue): boolean {
  return alternativesOf(value).some((one) => one.kind === "object" && one.type?.kind === "external" && /^github\.com\/aws\/aws-sdk-go(-v2)?\/aws(\/session)?\.(Config|Session)$/.test(one.type.path));
}

