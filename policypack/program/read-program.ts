import type { SourceOfValues, StackResource } from "../stack-resource";
import type { Program } from "./find-program";

/** Reads from a program's own sources what the engine does not know yet of its resources, and where everything is written. */
export async function readProgram(program: Program, stack: readonly StackResource[]): Promise<void> {
  const values = await valuesOf(program, stack);
  if (values) for (const resource of stack) resource.readAlso(values);
}

/** Whether programs of a runtime are read at all. */
export function isReadRuntime(runtime: string): boolean {
  return runtime === "nodejs" || runtime === "python" || runtime === "yaml";
}

/** The parsers are loaded only when there is something for them. */
async function valuesOf(program: Program, stack: readonly StackResource[]): Promise<SourceOfValues | undefined> {
  switch (program.runtime) {
    case "nodejs":
      return (require("./follow-program") as typeof import("./follow-program")).followProgram(program, stack);
    case "python":
      return (require("./follow-python") as typeof import("./follow-python")).followPython(program, stack);
    case "yaml":
      return (require("./yaml-program") as typeof import("./yaml-program")).readYamlProgram(program, stack);
    default:
      return undefined;
  }
}
