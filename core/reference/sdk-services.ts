import { readDataFile } from "./data-files";
import type { SdkServiceRecord } from "./operation-record";
import { sdkNames, type Sdk } from "./sdk-names";

let services: ReadonlyMap<string, string> | undefined;

/**
 * The botocore service id behind a client of an SDK, as the code names it:
 * `javascript-v3` `@aws-sdk/client-sfn` or `SFNClient`; `javascript-v2` `StepFunctions` or `aws-sdk/clients/stepfunctions`; `python` `stepfunctions`;
 * (classes too: `AmazonDynamoDBClient` of `csharp`, `AWSLambdaClientBuilder` of `java-v1`);
 * `go-v2` `github.com/aws/aws-sdk-go-v2/service/sfn`; `java-v1` `com.amazonaws.services.stepfunctions`; `csharp` `Amazon.StepFunctions`; `ruby` `Aws::States`; `rust` `aws_sdk_sfn`.
 */
export function findSdkService(sdk: Sdk, name: string): string | undefined {
  const key = normalize(withoutWrapping(sdk, name));
  if (key === "") return undefined;
  const names = sdkNames[sdk];
  if (names && Object.hasOwn(names, key)) return names[key];
  return sdk === "python" ? pythonServices().get(name) : readServices().get(key);
}

/** What surrounds the name of the service in a package, a namespace or a class. */
const wrappings: Readonly<Record<Sdk, RegExp>> = {
  "javascript-v3": /^@aws-sdk\/(?:client|lib)-|Client$/g,
  "javascript-v2": /^aws-sdk\/clients\/|^AWS\.|\.js$/g,
  python: /^$/,
  "go-v2": /^github\.com\/aws\/aws-sdk-go-v2\/(?:service|feature)\/|\/.*$/g,
  "go-v1": /^github\.com\/aws\/aws-sdk-go\/service\/|\/.*$/g,
  "java-v2": /^software\.amazon\.awssdk\.services\.|\..*$|(?:Async|Enhanced)*Client(?:Builder)?$/g,
  "java-v1": /^com\.amazonaws\.services\.|^(?:Amazon|AWS)(?=[A-Z])|\..*$|(?:Async)?(?:Client)?(?:Builder)?$/g,
  csharp: /^AWSSDK\.|^Amazon\.|^I?Amazon(?=[A-Z])|\..*$|Client$/g,
  ruby: /^aws-sdk-|^(?:::)?Aws::|::.*$/g,
  rust: /^aws[-_]sdk[-_]|::.*$/g,
};

function withoutWrapping(sdk: Sdk, name: string): string {
  return sdk === "python" ? name : name.replace(wrappings[sdk], "");
}

function normalize(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** By service id and full name, as clients are named; botocore's own ids where these leave room. */
function readServices(): ReadonlyMap<string, string> {
  if (services) return services;
  const found = new Map<string, string>();
  const { services: records } = readDataFile<{ services: SdkServiceRecord[] }>("sdk-services.json");
  for (const [id, serviceId] of records) found.set(normalize(serviceId), id);
  for (const [id, , fullName] of records) {
    const named = normalize(fullName.replace(/^Amazon|AWS\s*|\(.*/g, ""));
    if (!found.has(named)) found.set(named, id);
  }
  for (const [id] of records) if (!found.has(normalize(id))) found.set(normalize(id), id);
  return (services = found);
}

let pythonIds: ReadonlyMap<string, string> | undefined;

function pythonServices(): ReadonlyMap<string, string> {
  return (pythonIds ??= new Map(readDataFile<{ services: SdkServiceRecord[] }>("sdk-services.json").services.map(([id]) => [id, id])));
}
