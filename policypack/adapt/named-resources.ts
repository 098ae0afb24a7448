import { NamedResources, reference } from "../../core";
import type { StackIndex } from "./stack-index";

/** The resources of the stack that have an ARN. */
export function adaptNamedResources(_index: StackIndex): NamedResources {
  return new NamedResources([], { partition: reference("aws", "partition"), region: reference("aws", "region"), account: reference("aws", "account_id") });
}
