export * from "./baseline";
export * from "./finding";
export * from "./fingerprint";
export * from "./severity";
