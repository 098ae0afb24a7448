import { findConfiguration, loadConfiguration, recommended, rules, type Configuration } from "../core";

/** The configuration that is named, else the one found upward from the sources, else the recommended one; `--fail-on` wins over all. */
export function configurationFor({ config, failOn }: { readonly config?: string; readonly failOn?: Configuration["failOn"] }, root: string): Configuration {
  const file = config ?? findConfiguration(root);
  const configuration = file === undefined ? recommended : loadConfiguration(file, rules);
  return { ...configuration, ...(failOn === undefined ? {} : { failOn }) };
}
