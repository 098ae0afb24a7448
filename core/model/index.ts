export * from "./deployment";
export * from "./named-resources";
