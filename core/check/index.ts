export * from "./access-diff";
export * from "./check";
export { mergeResults, type NamedResult } from "./merge-results";
export { version } from "./version";
export { needsOfCode, type NeedsRequest } from "./needs";
export { readAllCode } from "./read-all-code";
