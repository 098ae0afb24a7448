import { execFile, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { serveProviders, type ReattachedProviders } from "./reattached-providers";

/** Whether the real Terraform is to be run, which takes seconds for each plan. */
export const runsRealTerraform = process.env["LEASTWISE_E2E"] === "1" && (process.env["LEASTWISE_CI"] === "1" || spawnSync("terraform", ["version"]).status === 0);

/** What a command printed, and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A root module in a folder of its own, planned by the real Terraform with the stand-in providers: no registry, no network, no settings of this machine. */
export class TerraformProject {
  private constructor(readonly folder: string, private readonly base: string, private readonly providers: ReattachedProviders) {}

  /** A project with these files; `from` is a folder whose files it starts with. */
  static async create({ files = {}, from }: { readonly files?: Readonly<Record<string, string>>; readonly from?: string }): Promise<TerraformProject> {
    const base = realpathSync(mkdtempSync(join(tmpdir(), "leastwise-terraform-")));
    const folder = join(base, "root");
    mkdirSync(folder);
    writeFileSync(join(base, "empty.tfrc"), "");
    if (from !== undefined) cpSync(from, folder, { recursive: true });
    const project = new TerraformProject(folder, base, await serveProviders(folder));
    project.write(files);
    return project;
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const file = join(this.folder, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  /** Puts the files of a folder into the place of the sources that were there; the state stays. */
  replaceSources(from: string): void {
    for (const name of readdirSync(this.folder)) if (/\.tf(?:\.json)?$/.test(name)) rmSync(join(this.folder, name));
    cpSync(from, this.folder, { recursive: true });
  }

  /** Runs Terraform in the folder; anything but success is an error with what it said. */
  async terraform(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run("terraform", args);
    if (code !== 0) throw new Error(`terraform ${args.join(" ")} failed:\n${stdout}${stderr}`);
    return stdout;
  }

  /** Runs a command in the folder, with text for its standard input. */
  async run(command: string, args: readonly string[], input = ""): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const child = execFile(command, args, { cwd: this.folder, env: this.environment(), timeout: 60_000, killSignal: "SIGKILL", maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
        if (error && typeof error.code !== "number") reject(new Error(`${basename(command)} ${args.join(" ")} did not end by itself: ${error.message}\n${stdout}${stderr}`));
        else resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
      });
      child.stdin?.on("error", () => undefined); // a command that reads nothing may be gone before all is written
      child.stdin?.end(input);
    });
  }

  /** `terraform show -json` of a new plan. */
  async plan(...args: readonly string[]): Promise<string> {
    await this.initialise();
    await this.terraform("plan", "-input=false", "-no-color", "-lock=false", "-out=plan.bin", ...args);
    return this.terraform("show", "-json", "plan.bin");
  }

  /** Makes what the sources say, so that the next plan is an update. */
  async apply(...args: readonly string[]): Promise<void> {
    await this.initialise();
    await this.terraform("apply", "-auto-approve", "-input=false", "-no-color", "-lock=false", ...args);
  }

  /** Attached providers need no `terraform init`; modules do. */
  private async initialise(): Promise<void> {
    const sources = readdirSync(this.folder).filter((name) => name.endsWith(".tf")).map((name) => readFileSync(join(this.folder, name), "utf8"));
    if (sources.some((text) => /^\s*module\s+"/m.test(text))) await this.terraform("init", "-input=false", "-no-color");
  }

  remove(): void {
    this.providers.close();
    rmSync(this.base, { recursive: true, force: true });
  }

  private environment(): NodeJS.ProcessEnv {
    const own = Object.entries(process.env).filter(([name]) => !/^(?:TF_|AWS_)/.test(name));
    return { ...Object.fromEntries(own), HOME: this.base, TF_REATTACH_PROVIDERS: this.providers.variable, TF_CLI_CONFIG_FILE: join(this.base, "empty.tfrc"), TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1", NO_COLOR: "1" };
  }
}
