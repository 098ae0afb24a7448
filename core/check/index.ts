export * from "./check";
export { version } from "./version";
export { readAllCode } from "./read-all-code";
