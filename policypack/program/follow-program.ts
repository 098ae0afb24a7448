import * as path from "node:path";
import { loadJavascript, type javascript } from "../../core";
import type { StackResource } from "../stack-resource";
import { packageNamespace } from "./aws-library";
import type { Program } from "./find-program";
import { ProgramValues } from "./program-values";
import { pulumiLibrary } from "./pulumi-library";
import { StackConfiguration } from "./stack-configuration";
import { ResourceValues } from "./resource-values";

/** Follows a TypeScript or JavaScript program to the resources of the stack. Nothing of it is run. */
export function followProgram(program: Program, stack: readonly StackResource[]): ProgramValues {
  const [, stackName = "", project = ""] = /^urn:pulumi:([^:]*)::([^:]*)::/.exec(stack[0]?.urn ?? "") ?? [];
  const resources = new ResourceValues(stack);
  const pulumi = pulumiLibrary(resources, { project, stack: stackName, configuration: StackConfiguration.read(program.folder, project, stackName) });
  const packageOf = (specifier: string): javascript.JsValue | undefined => {
    if (specifier === "@pulumi/pulumi") return pulumi;
    const [, name, inside] = /^@pulumi\/([^/]+)(?:\/(.*))?$/.exec(specifier) ?? [];
    return name === undefined ? undefined : packageNamespace(name, inside, resources);
  };
  const { files } = loadJavascript().followProgram({ root: program.folder, entry: program.main ?? path.resolve(program.folder), packageOf });
  return new ProgramValues(resources.registrations, files);
}
