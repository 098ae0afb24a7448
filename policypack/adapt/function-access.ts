import { known, literalText, type FunctionPermission, type FunctionUrl, type Symbolic, type SymbolicString, type Unknown, type Value, unknown } from "../../core";
import type { StackResource } from "../stack-resource";
import { changeOf, placeOf } from "./functions";
import type { StackIndex } from "./stack-index";

/** The entries of the functions' resource-based policies. */
export function adaptFunctionPermissions(index: StackIndex): FunctionPermission[] {
  return index.of("permission").map((resource) => ({
    address: resource.urn,
    function: functionOf(resource, resource.property("function").kind === "null" ? "functionName" : "function", index),
    action: required(resource, "action"),
    principal: required(resource, "principal"),
    ...optional("sourceArn", resource.text("sourceArn")),
    ...optional("sourceAccount", resource.text("sourceAccount")),
    ...optional("principalOrgId", resource.text("principalOrgId", "principalOrgID")),
    ...optional("functionUrlAuthType", resource.text("functionUrlAuthType")),
    ...optional("eventSourceToken", resource.text("eventSourceToken")),
    change: changeOf(resource),
    ...placeOf(resource),
  }));
}

/** The URLs of functions. */
export function adaptFunctionUrls(index: StackIndex): FunctionUrl[] {
  return index.of("url").map((resource) => ({
    address: resource.urn,
    function: functionOf(resource, resource.property("functionName").kind === "null" ? "targetFunctionArn" : "functionName", index),
    authorizationType: resource.text("authorizationType", "authType") ?? unknown("unreadable", "the URL has no authorization type"),
    change: changeOf(resource),
    ...placeOf(resource),
  }));
}

/** The function that a property names, directly or through an alias. */
export function functionOf(resource: StackResource, property: string, index: StackIndex, value: Symbolic = resource.property(property)): Value<string> {
  const fn = index.followOne(resource, property, value, "function");
  if ("urn" in fn) return known(fn.urn);
  const alias = index.followOne(resource, property, value, "alias");
  return "urn" in alias ? functionOf(alias, "functionName", index) : fn;
}

function required(resource: StackResource, property: string): SymbolicString | Unknown {
  return resource.text(property) ?? unknown("unreadable", `the permission has no ${property}`);
}

/** Empty text is as good as none. */
function optional<Name extends string>(name: Name, value: SymbolicString | Unknown | undefined): { readonly [N in Name]?: SymbolicString | Unknown } {
  return value === undefined || (value.kind === "string" && literalText(value) === "") ? {} : ({ [name]: value } as { readonly [N in Name]: SymbolicString | Unknown });
}
