import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** One root module with its plan. */
export interface PlannedRoot {
  readonly name: string;
  /** What is copied before it is changed: paths of the root may lead upwards, as far as here. */
  readonly tree: string;
  /** The root module's folder below the tree. */
  readonly root: string;
  readonly plan: Buffer;
}

const PLANS = ["plan.json", "tfplan.json", "plan.json.gz"];

/** The root modules in a folder: each child folder that holds a plan, with the sources beside it or somewhere below `root/`. */
export function findRoots(folder: string): PlannedRoot[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const file = PLANS.map((plan) => join(folder, name, plan)).find((path) => existsSync(path));
      if (file === undefined) return [];
      const bytes = readFileSync(file);
      const plan = file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
      const below = join(folder, name, "root");
      const tree = existsSync(below) ? below : join(folder, name);
      const root = rootModuleIn(tree, plan);
      return root === undefined ? [] : [{ name, tree, root, plan }];
    });
}

/** The folder whose files declare most of what the plan's root module has. */
function rootModuleIn(tree: string, plan: Buffer): string | undefined {
  const resources = (JSON.parse(plan.toString("utf8").replace(/^\uFEFF/, "")) as { configuration?: { root_module?: { resources?: { type: string; name: string }[]; module_calls?: object } } }).configuration?.root_module;
  const wanted = [...(resources?.resources ?? []).map(({ type, name }) => `"${type}" "${name}"`), ...Object.keys(resources?.module_calls ?? {}).map((name) => `module "${name}"`)];
  const scored = foldersBelow(tree).map((folder) => {
    const text = readdirSync(join(tree, folder)).filter((name) => name.endsWith(".tf")).map((name) => readFileSync(join(tree, folder, name), "utf8")).join("\n");
    return { folder, score: text === "" ? -1 : wanted.filter((header) => text.includes(header)).length };
  });
  return scored.filter(({ score }) => score >= 0).sort((a, b) => b.score - a.score || a.folder.length - b.folder.length)[0]?.folder;
}

function foldersBelow(tree: string, at = "", depth = 0): string[] {
  if (depth > 6) return [];
  const children = readdirSync(join(tree, at)).filter((name) => !/^(\.|node_modules$)/.test(name) && statSync(join(tree, at, name)).isDirectory());
  return [at, ...children.flatMap((name) => foldersBelow(tree, join(at, name), depth + 1))];
}
