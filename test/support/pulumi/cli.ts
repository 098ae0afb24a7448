import { execFile, execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";


const repository = path.resolve(__dirname, "../../..");

/** The folder of the policy pack: this repository, or where a packed one is installed. */
export const policyPack = process.env["LEASTWISE_PACK"] ?? repository;

/** Whether the real command lines are to be run: they take minutes to build once, and seconds each. */
export const runsRealCommands = process.env["LEASTWISE_E2E"] === "1";

/** How long a call may take, in milliseconds. */
const limit = Number(process.env["LEASTWISE_CLI_SECONDS"] ?? "90") * 1000;

/** What a command of the CLI printed, and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** A Pulumi project in a folder of its own, with its own state, run by the real CLI with stand-ins for the language host and the provider. */
export class PulumiProject {
  readonly folder: string;
  private readonly base: string;
  private readonly env: NodeJS.ProcessEnv;

  /** A copy of a program that is there already, with its own Pulumi.yaml; its dependencies are those installed above it, else this repository's. */
  static copyOf(program: string, env: NodeJS.ProcessEnv = {}): PulumiProject {
    const project = new PulumiProject({}, {}, env);
    fs.cpSync(program, project.folder, { recursive: true, filter: (file) => path.basename(file) !== "node_modules" });
    const installed = [path.join(program, "node_modules"), path.join(path.dirname(program), "node_modules"), path.join(path.dirname(program), "..", "node_modules")].find((folder) => fs.existsSync(folder));
    if (installed !== undefined) {
      fs.rmSync(path.join(project.folder, "node_modules"));
      fs.symlinkSync(path.resolve(installed), path.join(project.folder, "node_modules"));
    }
    return project;
  }

  constructor(files: Readonly<Record<string, string>>, project: Readonly<Record<string, string>> = {}, env: NodeJS.ProcessEnv = {}) {
    this.base = fs.mkdtempSync(path.join(os.tmpdir(), "leastwise-pulumi-"));
    this.folder = path.join(this.base, "program");
    fs.mkdirSync(this.folder);
    fs.mkdirSync(path.join(this.base, "state"));
    fs.symlinkSync(path.join(repository, "node_modules"), path.join(this.folder, "node_modules"));
    this.write({
      "Pulumi.yaml": ["name: shop", "runtime: nodejs", ...Object.entries(project).map(([key, value]) => `${key}: ${value}`), ""].join("\n"),
      "package.json": JSON.stringify({ name: "shop", version: "1.0.0" }),
      ...files,
    });
    this.env = {
      ...process.env,
      PATH: [cliFolder(), path.join(__dirname, "bin"), process.env["PATH"]].join(path.delimiter),
      PULUMI_HOME: path.join(this.base, "home"),
      PULUMI_BACKEND_URL: `file://${path.join(this.base, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_SKIP_UPDATE_CHECK: "1",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "1",
      PWD: this.folder,
      ...env,
    };
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.folder, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
  }

  /** Runs the CLI in the project's folder; a call that takes longer than the limit is ended, and fails. */
  async pulumi(...args: readonly string[]): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      execFile("pulumi", [...args, "--non-interactive"], { cwd: this.folder, env: this.env, timeout: limit, killSignal: "SIGKILL", maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
        if (error && error.killed === true) reject(new Error(`pulumi ${args.join(" ")} did not end:\n${stdout}${stderr}`));
        else resolve({ code: typeof error?.code === "number" ? error.code : error ? 1 : 0, output: `${stdout}${stderr}` });
      });
    });
  }

  async createStack(): Promise<void> {
    const { code, output } = await this.pulumi("stack", "init", "dev");
    if (code !== 0) throw new Error(output);
  }

  remove(): void {
    fs.rmSync(this.base, { recursive: true, force: true });
  }
}

let folderOfCli: string | undefined;

/** The folder with the Pulumi CLI, built from its Go modules the first time. */
function cliFolder(): string {
  folderOfCli ??= execFileSync(path.join(repository, ".ci", "build-pulumi.sh"), { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
  return folderOfCli;
}
