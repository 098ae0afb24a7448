export * from "./least-privilege-policy";
