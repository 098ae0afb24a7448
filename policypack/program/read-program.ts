import type { SourceOfValues, StackResource } from "../stack-resource";
import type { Program } from "./find-program";

/** Reads from a program's own sources what the engine does not know yet of its resources, and where everything is written. */
export function readProgram(program: Program, stack: readonly StackResource[]): void {
  const values = valuesOf(program, stack);
  if (values) for (const resource of stack) resource.readAlso(values);
}

/** Whether programs of a runtime are read at all. */
export function isReadRuntime(runtime: string): boolean {
  return runtime === "nodejs" || runtime === "yaml";
}

/** The parsers are loaded only when there is something for them. */
function valuesOf(program: Program, stack: readonly StackResource[]): SourceOfValues | undefined {
  switch (program.runtime) {
    case "nodejs":
      return (require("./follow-program") as typeof import("./follow-program")).followProgram(program, stack);
    case "yaml":
      return (require("./yaml-program") as typeof import("./yaml-program")).readYamlProgram(program, stack);
    default:
      return undefined;
  }
}
