import { literalText, unknown, type FunctionPermission, type FunctionUrl, type SymbolicString, type Unknown } from "../core";
import { functionOf } from "./adapt-functions";
import { textOrUnknown } from "./attribute-reading";
import { withSymbol } from "./symbols-of-unknowns";
import type { ResourceInstance, ResourceInstances } from "./resource-instances";
import type { ResourceLinks } from "./resource-links";

/** Translates `aws_lambda_permission`. */
export function adaptFunctionPermissions(instances: ResourceInstances, links: ResourceLinks): FunctionPermission[] {
  return instances.ofType("aws_lambda_permission").map((instance) => {
    const optional = {
      sourceArn: optionalText(instance, "source_arn"),
      sourceAccount: optionalText(instance, "source_account"),
      principalOrgId: optionalText(instance, "principal_org_id"),
      functionUrlAuthType: optionalText(instance, "function_url_auth_type"),
      eventSourceToken: optionalText(instance, "event_source_token"),
    };
    return {
      address: instance.address,
      function: functionOf(instance.attribute("function_name"), links),
      action: requiredText(instance, "action"),
      principal: requiredText(instance, "principal"),
      ...withoutAbsent(optional),
      change: instance.change,
      ...(instance.at ? { at: instance.at } : {}),
    };
  });
}

/** Translates `aws_lambda_function_url`. */
export function adaptFunctionUrls(instances: ResourceInstances, links: ResourceLinks): FunctionUrl[] {
  return instances.ofType("aws_lambda_function_url").map((instance) => ({
    address: instance.address,
    function: functionOf(instance.attribute("function_name"), links),
    authorizationType: requiredText(instance, "authorization_type"),
    change: instance.change,
    ...(instance.at ? { at: instance.at } : {}),
  }));
}

function requiredText(instance: ResourceInstance, name: string): SymbolicString | Unknown {
  return textOrUnknown(instance.attribute(name)) ?? unknown("unreadable", `${name} is not set`);
}

/** An argument that is configured but unknown is present; `null` and `""` are absent. */
function optionalText(instance: ResourceInstance, name: string): SymbolicString | Unknown | undefined {
  const value = textOrUnknown(withSymbol(instance.attribute(name)));
  if (value?.kind === "string" && (literalText(value) === "" || isSelf(value, instance))) return undefined;
  return value;
}

function isSelf(value: SymbolicString, instance: ResourceInstance): boolean {
  const [part] = value.parts;
  return value.parts.length === 1 && part?.kind === "reference" && part.address === instance.address;
}

function withoutAbsent<T extends Record<string, unknown>>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
