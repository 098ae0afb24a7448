import type { Machine } from "../program/machine";
import { emit, inputWith } from "../program/sdk-client";
import { alternativesOf, atRunTime, knownText, type Call, type ProgramValue } from "../program/values";

/** Sources of configuration that are kept in AWS. Whether the name is one of them. */
export function callSources(machine: Machine, name: string, call: Call): boolean {
  switch (name) {
    case "AddSystemsManager":
      // Source: https://github.com/aws/aws-dotnet-extensions-configuration
      for (const path of pathsOf(call)) readParameters(machine, path, call);
      return true;
    case "AddAppConfig":
    case "AddAppConfigUsingLambdaExtension":
      if (name === "AddAppConfig") for (const operation of ["StartConfigurationSession", "GetLatestConfiguration"]) emit(machine, call, { service: "appconfigdata", via: EXTENSIONS }, operation, inputWith({}));
      return true;
    case "AddSecretsManager":
      for (const operation of ["ListSecrets", "GetSecretValue"]) emit(machine, call, { service: "secretsmanager", via: "Kralizek.Extensions.Configuration.AWSSecretsManager" }, operation, inputWith({}));
      return true;
    default:
      return false;
  }
}

const EXTENSIONS = "Amazon.Extensions.Configuration.SystemsManager";

/** The path, or what a function that is given sets as one. */
function pathsOf(call: Call): ProgramValue[] {
  const [first] = call.args;
  return alternativesOf(first).some((one) => one.kind === "data") ? [first!] : [atRunTime("a path")];
}

/** A reference to a secret is read through the parameter store. */
function readParameters(machine: Machine, path: ProgramValue, call: Call): void {
  const known = knownText(path);
  const isSecret = known?.startsWith("/aws/reference/secretsmanager/") ?? false;
  emit(machine, call, { service: "ssm", via: EXTENSIONS }, isSecret ? "GetParameter" : "GetParametersByPath", inputWith(isSecret ? { Name: path } : { Path: path }));
  if (isSecret) emit(machine, call, { service: "secretsmanager", via: EXTENSIONS }, "GetSecretValue", inputWith({ SecretId: knownSecret(known!) }));
}

function knownSecret(reference: string): ProgramValue {
  return { kind: "data", value: { kind: "string", parts: [{ kind: "literal", text: reference.slice("/aws/reference/secretsmanager/".length) }] } };
}
