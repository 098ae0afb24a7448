import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { TerraformProject } from "./cli";

const repository = resolve(__dirname, "../../..");

/** Folders with a plan that real Terraform has made of the sources beside it, relative to the repository. */
export function fixtureFolders(): string[] {
  const groups = ["test/fixtures/terraform", "test/fixtures/twins", "examples"];
  const folders = groups.flatMap((group) => readdirSync(join(repository, group)).map((name) => `${group}/${name}`));
  return folders.filter((folder) => existsSync(join(repository, folder, "plan.json")));
}

/** The text of a folder's plan.json, made anew. What is in `before/` is deployed first: the plan is then an update. */
export async function makeFixturePlan(folder: string): Promise<string> {
  const sources = join(repository, folder);
  const earlier = join(sources, "before");
  const project = await TerraformProject.create({ from: existsSync(earlier) ? earlier : sources });
  try {
    if (existsSync(earlier)) {
      await project.apply();
      project.replaceSources(sources);
    }
    return stablePlan(await project.plan());
  } finally {
    project.remove();
  }
}

/** A plan without what differs from run to run: the time, and the order of `relevant_attributes`. */
export function stablePlan(text: string): string {
  const { timestamp: _, relevant_attributes: relevant, ...plan } = JSON.parse(text) as { readonly timestamp?: string; readonly relevant_attributes?: readonly object[] };
  const sorted = relevant?.map((entry) => JSON.stringify(entry)).sort().map((entry) => JSON.parse(entry) as object);
  return `${JSON.stringify({ ...plan, ...(sorted ? { relevant_attributes: sorted } : {}) }, null, 2)}\n`;
}
