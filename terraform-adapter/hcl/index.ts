import { loadGrammar } from "../../core";
import type { LoadTerraformSources } from "../sources";
import { Configuration } from "./configuration";
import { ConfigurationSources } from "./configuration-sources";
import { SourceFolder } from "./source-folder";

/** Reads the Terraform sources of a folder: nothing but configuration files, and the files that these name inside of it. */
export const loadTerraformSources: LoadTerraformSources = async (rootFolder, plan) => {
  const parser = await loadGrammar("terraform");
  return new ConfigurationSources(new Configuration(new SourceFolder(rootFolder), plan, parser, process.env));
};
