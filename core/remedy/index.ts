export * from "./least-privilege-policy";
export type { NarrowedResource, Need, StatementPart } from "./narrow-statement";
export * from "./remedy";
