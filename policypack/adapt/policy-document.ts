import { readPolicyDocument, unknown, type PolicyDocument, type Symbolic, type Value } from "../../core";
import type { StackResource } from "../stack-resource";

/** Reads a property that holds a policy document, as text or as an object. */
export function documentOf(resource: StackResource, property: string): Value<PolicyDocument> {
  return readDocument(resource.property(property));
}

/** Reads a policy document; absent text is unknown, not an empty policy. */
export function readDocument(source: Symbolic): Value<PolicyDocument> {
  return source.kind === "null" ? unknown("unreadable", "no document is set") : readPolicyDocument(source);
}
