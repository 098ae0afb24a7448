import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { PlanFormatError, UsageError, type Deployment } from "../core";
import { adaptTerraform } from "../terraform-adapter";

/** A deployment, and the folder that relative code paths start from. */
export interface ReadInput {
  readonly deployment: Deployment;
  readonly root: string;
}

/** The text of a plan or state, absent where the input is a folder of sources, and the folder that paths start from. */
export interface OpenedInput {
  readonly text?: Buffer;
  readonly root: string;
}

/** Reads a plan, a state, a folder of sources, or standard input (`-`). */
export async function readDeployment(input: string, source: string | undefined): Promise<ReadInput> {
  const { text, root } = await openInput(input, source);
  return { deployment: await namingInput(input, () => adaptTerraform({ ...(text === undefined ? {} : { text }), source: root })), root };
}

/** Reads what an input is, without looking into it. */
export async function openInput(input: string, source: string | undefined): Promise<OpenedInput> {
  if (source !== undefined) requireFolder(source, "--source");
  if (input !== "-" && isFolder(input)) return { root: resolve(source ?? input) };
  const text = input === "-" ? await readStandardInput() : readPlanFile(input);
  return { text, root: resolve(source ?? ".") };
}

/** Reads a plan; an error about its form says which file it is about. */
export async function namingInput<T>(input: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof PlanFormatError) || input === "-") throw error;
    const hint = /\.(tf|tofu)(\.json)?$/.test(input) ? `Sources are checked by their folder: leastwise check ${dirname(input)}` : error.hint;
    throw new PlanFormatError(`${input}: ${error.message}`, hint, error.pointer, { cause: error });
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // opening it as a plan says why it cannot be
    return false;
  }
}

function requireFolder(path: string, option: string): void {
  if (!isFolder(path)) throw new UsageError(`${option} ${path} is not a folder`, "Give the folder of the root module: the one where terraform runs.");
}

function readPlanFile(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${(error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : (error as Error).message}`, "Make it with `terraform show -json plan.bin > plan.json`.", { cause: error });
  }
}

async function readStandardInput(): Promise<Buffer> {
  if (process.stdin.isTTY) throw new UsageError("there is nothing on standard input", "Pipe a plan in: terraform show -json plan.bin | leastwise check; or name a file or folder.");
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
