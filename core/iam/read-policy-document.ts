import { unknown, type Symbolic, type Value } from "../values";
import type { PolicyDocument } from "./policy-document";

/** Reads a policy document from JSON text (possibly symbolic), an encoded or a plain value. Never throws: what IAM would refuse is in `problems`, what cannot be told is an unknown in its place. */
export function readPolicyDocument(_source: Symbolic): Value<PolicyDocument> {
  return unknown("unreadable");
}
