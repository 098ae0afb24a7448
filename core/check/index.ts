export * from "./access-diff";
export * from "./check";
export { version } from "./version";
export { needsOfCode, type NeedsRequest } from "./needs";
export { readAllCode } from "./read-all-code";
