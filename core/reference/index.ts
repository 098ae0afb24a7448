export { findConditionKey } from "./condition-keys";
export * from "./data-versions";
export * from "./definitions";
export { findManagedPolicy, managedPolicyNames, type ManagedPolicy } from "./managed-policies";
export * from "./operations";
export * from "./scoping";
export { findAction, findService, servicePrefixes } from "./services";
