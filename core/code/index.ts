export { CodeCache } from "./code-cache";
export { readCode, type CodeRequest } from "./read-code";
export * from "./sdk-call";
