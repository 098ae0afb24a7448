import * as path from "node:path";
import { loadPython } from "../../core";
import type { StackResource } from "../stack-resource";
import type { Program } from "./find-program";
import { ProgramValues } from "./program-values";
import { pythonLibrary } from "./python-library";
import { PythonResources } from "./python-resources";
import { StackConfiguration } from "./stack-configuration";

/** Follows a Python program to the resources of the stack. Nothing of it is run. */
export async function followPython(program: Program, stack: readonly StackResource[]): Promise<ProgramValues> {
  const [, stackName = "", project = ""] = /^urn:pulumi:([^:]*)::([^:]*)::/.exec(stack[0]?.urn ?? "") ?? [];
  const resources = new PythonResources(stack);
  const library = pythonLibrary({ project, stack: stackName, configuration: StackConfiguration.read(program.folder, project, stackName) });
  const own = resources.models();
  const models = { ...library, calls: { ...library.calls, ...own.calls }, patterns: [...(library.patterns ?? []), ...(own.patterns ?? [])], inherited: own.inherited ?? [] };
  const entry = path.relative(program.folder, program.main?.endsWith(".py") ? program.main : path.join(program.codeFolder, "__main__.py"));
  const files = await loadPython().followProgram({ root: program.folder, entry: entry.split(path.sep).join("/"), models, isGiven: (name) => /^pulumi(?:_\w+)?(?:\.|$)/.test(name), deferred: new Set(["apply"]) });
  return new ProgramValues(resources.registrations, files);
}
