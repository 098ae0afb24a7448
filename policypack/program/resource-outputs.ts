import { literal, literalText, reference, type SourceLocation, type Symbolic } from "../../core";
import type { StackResource } from "../stack-resource";

/** An output of a resource: what the engine knows of it already, else the reference that it will be. */
export function outputOf(resource: StackResource, property: string, at: SourceLocation): Symbolic {
  return property === "urn" ? literal(resource.urn) : filled(resource.property(property), resource.urn, property, at);
}

function filled(value: Symbolic, urn: string, property: string, at: SourceLocation): Symbolic {
  switch (value.kind) {
    case "unknown":
      return value.reason === "computed-at-apply" ? reference(urn, property, at) : value;
    case "null":
      // What the engine does not show may still be an output that only the provider fills in.
      return reference(urn, property, at);
    case "string":
      return literalText(value) === undefined ? reference(urn, property, at) : { ...value, at };
    case "list":
      return { ...value, items: value.items.map((item, index) => (item.kind === "unknown" ? reference(urn, `${property}[${index}]`, at) : item)) };
    default:
      return value;
  }
}

/** The account, region and partition that a stack is deployed to. */
export const target = {
  account: reference("aws", "account_id"),
  region: reference("aws", "region"),
  partition: reference("aws", "partition"),
  dnsSuffix: literal("amazonaws.com"),
};
