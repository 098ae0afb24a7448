import type { StackResource } from "../stack-resource";
import type { Program } from "./find-program";

/** Reads from a program's own sources what the engine does not know yet of its resources, and where everything is written. The parsers are loaded only now. */
export function readProgram(program: Program, stack: readonly StackResource[]): void {
  if (program.runtime !== "nodejs") return;
  const { followProgram } = require("./follow-program") as typeof import("./follow-program");
  const values = followProgram(program, stack);
  for (const resource of stack) resource.readAlso(values);
}
