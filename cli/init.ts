import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { UsageError } from "../core";
import { exitCodes } from "./failure";
import { checkCommands, configurationFile, githubWorkflow, gitlabJob, preCommitHook, type CheckedFolder, type InitFile } from "./init-snippets";
import { detectToolchain, repositoryOf } from "./init-toolchain";

/** Where `leastwise baseline` writes when it is not told. */
const baselineFile = "leastwise-baseline.json";

/** Writes what a repository needs to be checked, never over something, and says what comes next. */
export function runInit(folder: string): number {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`${folder} is not a folder`, "Give the folder of the infrastructure code.");
  const toolchain = detectToolchain(folder);
  if (toolchain === undefined) throw new UsageError(`${folder} holds neither Terraform or OpenTofu (*.tf, *.tofu) nor Pulumi (Pulumi.yaml)`, "Run it in the folder of the root module or of the Pulumi program, or name that folder.");
  const repository = repositoryOf(folder);
  const inside = relative(repository, resolve(folder)).split(sep).join("/") || ".";
  const checked: CheckedFolder = { toolchain, folder: inside, baseline: existsSync(join(folder, baselineFile)) ? baselineFile : undefined, isNodePackage: existsSync(join(folder, "package.json")) };
  const lines = filesFor(checked, repository).map((file) => write(file, file.from === "folder" ? resolve(folder) : repository));
  process.stdout.write(`${[...lines, "", ...nextSteps(checked)].join("\n")}\n`);
  return exitCodes.clean;
}

/** The configuration, and the files of the CI that the repository has; of GitHub Actions where it shows none. */
function filesFor(checked: CheckedFolder, repository: string): InitFile[] {
  const names = readdirSync(repository);
  const hasGitlab = names.includes(".gitlab-ci.yml");
  const hasGithub = names.includes(".github");
  const hook = preCommitHook(checked);
  return [
    configurationFile(),
    ...(hasGithub || !hasGitlab ? [githubWorkflow(checked)] : []),
    ...(hasGitlab ? [gitlabJob(checked)] : []),
    ...(hook ? [hook] : []),
  ];
}

/** Writes a file that is not there yet; the line says what became of it, with the text to add where there was one. */
function write({ path, text }: InitFile, base: string): string {
  const target = join(base, path);
  const shown = relative(process.cwd(), target).split(sep).join("/");
  try {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text, { flag: "wx" });
    return `wrote  ${shown}`;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "EEXIST" || !existsSync(target)) throw new UsageError(`cannot write ${shown}: ${message}`, "Give a folder that can be written.", { cause: error });
    return path.startsWith(".pre-commit") ? `kept   ${shown}; to add:\n${text.replace(/^repos:\n/, "").trimEnd()}` : `kept   ${shown}`;
  }
}

function nextSteps(checked: CheckedFolder): string[] {
  const adopt = checked.toolchain === "pulumi" || checked.baseline !== undefined ? [] : ["Where it has many findings already, let only new ones fail, here and in the CI job:", "  leastwise baseline plan.json", `  leastwise check plan.json --baseline ${baselineFile}`, ""];
  const install = checked.toolchain === "pulumi" && checked.isNodePackage ? ["  npm install --save-dev leastwise"] : [];
  const commands = checkCommands(checked).filter((command) => command !== "npm ci");
  return ["Try it:", ...install, ...commands.map((command) => `  ${command.replace(/ --format sarif.*$/, "").replace("npx --yes ", "")}`), "", ...adopt, "Settings: leastwise.json. Rules: leastwise rules."];
}
