export * from "./least-privilege-policy";
export type { NarrowedResource, Need, StatementPart } from "./narrow-statement";
export { policyDisproof } from "./policy-proof";
export { formatProgramPolicy, type ProgramLanguage } from "./program-snippet";
export * from "./remedy";
