export { findConditionKey } from "./condition-keys";
export * from "./data-versions";
export * from "./definitions";
export { findManagedPolicy, managedPolicyNames, type ManagedPolicy } from "./managed-policies";
export * from "./operation-definitions";
export { findOperation, findOperationByMethod, findOperations, findOperationService, findWaiterOperation, operationServices } from "./operations";
export * from "./scoping";
export { findSdkService, type Sdk } from "./sdk-services";
export { findAction, findService, servicePrefixes } from "./services";
