export * from "./code";
export * from "./iam";
export * from "./model";
export * from "./required";
export * from "./values";
