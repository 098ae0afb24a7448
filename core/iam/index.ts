export * from "./decided";
export * from "./policy-document";
export { computePolicyDocument } from "./policy-document-data";
export * from "./read-policy-document";
