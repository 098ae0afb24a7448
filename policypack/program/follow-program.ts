import * as path from "node:path";
import { loadJavascript, type javascript, type SourceLocation, type Symbolic } from "../../core";
import type { StackResource } from "../stack-resource";
import { packageNamespace } from "./aws-library";
import type { Program } from "./find-program";
import { pulumiLibrary } from "./pulumi-library";
import { StackConfiguration } from "./stack-configuration";
import { argumentOf, ResourceValues, type Registration } from "./resource-values";

/** What a program passes to its resources, as far as its sources tell. */
export class ProgramValues {
  private readonly byUrn = new Map<string, Registration[]>();

  constructor(
    registrations: readonly Registration[],
    /** Files that were read, relative to the program's folder. */
    readonly files: readonly string[],
  ) {
    const named = new Set(registrations.flatMap(({ urns, isNamed }) => (isNamed ? urns : [])));
    for (const registration of registrations) {
      for (const urn of registration.urns) {
        if (registration.isNamed || !named.has(urn)) this.byUrn.set(urn, [...(this.byUrn.get(urn) ?? []), registration]);
      }
    }
  }

  /** What is passed for a property of the resource; `undefined` where the program was not seen to make it, or passes nothing. */
  argument(urn: string, property: string): Symbolic | undefined {
    const found = (this.byUrn.get(urn) ?? []).flatMap((registration) => argumentOf(registration, property) ?? []);
    if (found.length === 0) return undefined;
    return found.length === 1 ? found[0] : { kind: "choice", alternatives: found };
  }

  /** Where the resource is made, where that is one place. */
  placeOf(urn: string): SourceLocation | undefined {
    const registrations = this.byUrn.get(urn) ?? [];
    return registrations.length === 1 ? registrations[0]!.at : undefined;
  }
}

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
