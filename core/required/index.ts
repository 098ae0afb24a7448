export * from "./required-permission";
