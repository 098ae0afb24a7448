export * from "./sdk-call";
