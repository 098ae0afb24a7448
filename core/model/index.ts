export * from "./deployment";
export * from "./name-resource";
export * from "./named-resource";
export * from "./named-resources";
export { findResourceType, findResourceTypeOfToken, resourceTypeNames, type ResourceType, type Template } from "./resource-types";
