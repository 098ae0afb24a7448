export * from "./as-unknown";
export * from "./parse-json";
export * from "./render-json";
export { nearest } from "./nearest";
export * from "./source-location";
export * from "./symbolic";
export * from "./symbolic-string";
export * from "./unknown";
export * from "./value";
