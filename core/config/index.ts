export * from "./configuration";
