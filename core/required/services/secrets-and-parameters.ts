import { literal, literalText, symbolicString, type StringPart, type SymbolicString, type Unknown } from "../../values";
import { asPattern, isArn, joinPattern, startsWith, withoutStart } from "../arn-pattern";
import type { CallContext } from "../call-context";
import { everything, named, type Naming } from "../resource-rule";
import { given, type Condition, type ResourceRule, type ServiceRules } from "../service-rules";

/** AWS adds a hyphen and six characters to a secret's name. Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html */
const suffix = "-??????";

const secretNaming: Pick<Naming, "arn" | "types"> = {
  types: ["aws_secretsmanager_secret"],
  arn: (context, name) => context.arn("secretsmanager", ["secret:", name, suffix]),
};

/** Secrets by name or ARN; an ARN without its random end gets one. */
export function secretsAt(...members: readonly string[]): ResourceRule {
  const rule = named({ ...secretNaming, members });
  return (context) => rule(context).map((found) => (found.value.kind === "unknown" ? found : { ...found, value: complete(found.value) }));
}

function complete(arn: SymbolicString): SymbolicString {
  const text = literalText(arn);
  return text === undefined || !isArn(arn) || /(-[A-Za-z0-9]{6}|-\?{6}|\*)$/.test(text) ? arn : joinPattern(arn, suffix);
}

export const secretsManager: ServiceRules = {
  services: ["secretsmanager"],
  types: { "secretsmanager:Secret": secretsAt("SecretId", "Name") },
  operations: {
    BatchGetSecretValue: [
      { action: "secretsmanager:BatchGetSecretValue", on: everything },
      { action: "secretsmanager:GetSecretValue", on: secretsAt("SecretIdList"), when: given("SecretIdList"), because: "each secret is read" },
      { action: "secretsmanager:GetSecretValue", on: () => [{ value: unknownByFilter, certainty: "certain" }], when: given("Filters"), because: "each secret is read" },
      { action: "secretsmanager:ListSecrets", on: everything, when: given("Filters"), because: "secrets are found by filters" },
    ],
  },
  also: { CreateSecret: [{ action: "secretsmanager:TagResource", on: secretsAt("Name"), when: given("Tags"), because: "the call sets tags" }] },
};

const unknownByFilter: Unknown = { kind: "unknown", reason: "decided-at-run-time", detail: "secrets that fit the filters", references: [] };

const parameterNaming: Pick<Naming, "arn" | "types"> = { types: ["aws_ssm_parameter"], arn: parameterArn };

/** A name's leading slash is the one behind `parameter`; a version or label is no part of it, and AWS's public parameters have no account. */
function parameterArn(context: CallContext, name: SymbolicString): SymbolicString {
  const isPublic = startsWith(name, "/aws/service/");
  return context.arnOf("ssm", undefined, isPublic ? literal("") : undefined, ["parameter/", withoutSelector(withoutStart(name, "/"))]);
}

function withoutSelector(name: SymbolicString): SymbolicString {
  return symbolicString(name.parts.map((part, index): StringPart => (part.kind === "literal" && index === name.parts.length - 1 ? { kind: "literal", text: part.text.replace(/:[^:/]*$/, "") } : part)));
}

const parameter = named({ ...parameterNaming, members: ["Name", "Names", "ResourceId"] });

const path = named({ ...parameterNaming, members: ["Path"] });

const belowPath: ResourceRule = (context) => path(context).map((found) => (found.value.kind === "unknown" ? found : { ...found, value: joinPattern(found.value, endsWithSlash(found.value) ? "*" : "/*") }));

function endsWithSlash(text: SymbolicString): boolean {
  const last = text.parts.at(-1);
  return last?.kind === "literal" && last.text.endsWith("/");
}

/** Secrets can be read as parameters. Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html */
const viaParameters = "/aws/reference/secretsmanager/";

const isSecret: Condition = (context) => {
  const names = [...context.texts("Name"), ...context.texts("Names")].filter((text) => text.value.kind === "string" && startsWith(text.value, viaParameters));
  return names.length > 0 ? "yes" : "no";
};

const secretsOfParameters: ResourceRule = (context) =>
  [...context.texts("Name"), ...context.texts("Names")].flatMap(({ value, certainty }) =>
    value.kind === "string" && startsWith(value, viaParameters) ? [{ value: secretNaming.arn(context, asPattern(withoutStart(value, viaParameters))), certainty }] : [],
  );

const alsoSecret = [{ action: "secretsmanager:GetSecretValue", on: secretsOfParameters, when: isSecret, because: "the parameter is a secret" }];

export const systemsManager: ServiceRules = {
  services: ["ssm"],
  types: { "ssm:parameter": parameter },
  operations: {
    /** Whoever may read a path may read all below it, and is asked for the path alone. Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html */
    GetParametersByPath: [
      { action: "ssm:GetParametersByPath", on: path },
      { action: "ssm:GetParametersByPath", on: belowPath, certainty: "possible" },
    ],
  },
  also: { GetParameter: alsoSecret, GetParameters: alsoSecret },
};
