export * from "./load-grammar";
