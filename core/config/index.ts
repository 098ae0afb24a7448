export * from "./configuration";
export { configurationFiles, findConfiguration, loadConfiguration, readConfiguration } from "./load";
export { configurationSchema, type ConfigurableRule } from "./schema";
