export * from "./decided";
export * from "./policy-document";
export * from "./read-policy-document";
