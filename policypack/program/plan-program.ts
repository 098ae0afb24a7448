import { isBuiltin } from "node:module";
import * as path from "node:path";
import { loadJavascript, type javascript } from "../../core";
import { unknownMark, type Asset } from "../known";
import { StackResource } from "../stack-resource";
import { assetOfValue } from "./asset-library";
import { packageNamespace } from "./aws-library";
import type { Program } from "./find-program";
import { ProgramValues } from "./program-values";
import { pulumiLibrary } from "./pulumi-library";
import type { ResourceClass } from "./resource-lookup";
import { ResourceValues } from "./resource-values";
import { StackConfiguration } from "./stack-configuration";

type JsValue = javascript.JsValue;

/** A resource that the program is going to make, as its source has it. */
export interface PlannedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Properties that the program passes, each unknown to the engine. */
  readonly props: Readonly<Record<string, string>>;
  readonly assets: ReadonlyMap<string, Asset>;
}

/** All that a program is going to make, told before the engine has seen it. */
export interface ProgramPlan {
  readonly resources: readonly PlannedResource[];
  readonly values: ProgramValues;
  /** Why there may be resources that are not among these; nothing where they are all. */
  readonly doubts: readonly string[];
}

/** Packages whose classes make no functions and roles but those that they are named for. */
const plainPackages: ReadonlySet<string> = new Set(["aws", "aws-native", "random", "tls", "archive", "time"]);
const propertiesWithAssets = ["code", "source"];

/** Follows a TypeScript or JavaScript program to everything that it makes. Nothing of it is run. */
export function planProgram(program: Program, project: string, stack: string): ProgramPlan {
  const planner = new Planner(project, stack);
  const resources = new ResourceValues([], planner);
  const pulumi = pulumiLibrary(resources, { project, stack, configuration: StackConfiguration.read(program.folder, project, stack) });
  const packageOf = (specifier: string): JsValue | undefined => {
    if (specifier === "@pulumi/pulumi") return pulumi;
    const [, name, inside] = /^@pulumi\/([^/]+)(?:\/(.*))?$/.exec(specifier) ?? [];
    if (name !== undefined) return packageNamespace(name, inside, resources);
    if (!specifier.startsWith(".") && !path.isAbsolute(specifier) && !isBuiltin(specifier)) planner.doubt(`${specifier} is not followed`);
    return undefined;
  };
  const reading = loadJavascript().followProgram({ root: program.folder, entry: program.main ?? path.resolve(program.folder), packageOf });
  if (reading.files.length === 0) planner.doubt("the program was not found");
  for (const { message } of reading.reasons) planner.doubt(message);
  return { resources: planner.resources, values: new ProgramValues(resources.registrations, reading.files), doubts: [...planner.doubts] };
}

/** Makes a resource of each registration, and notes what stands in the way of knowing them all. */
export class Planner {
  readonly resources: PlannedResource[] = [];
  readonly doubts = new Set<string>();

  constructor(
    private readonly project: string,
    private readonly stack: string,
  ) {}

  doubt(reason: string): void {
    this.doubts.add(reason);
  }

  /** The resource that a `new` is going to make; `undefined`, and a doubt, where that cannot be told. */
  plan(made: ResourceClass, name: string | undefined, args: JsValue | undefined): StackResource | undefined {
    const type = tokenOf(made);
    if (!plainPackages.has(made.package) || type === undefined || made.name === "CallbackFunction") return this.refuse(`what ${made.package}.${made.name} makes is not followed`);
    if (name === undefined) return this.refuse(`the name of a ${made.name} cannot be told`);
    if (args !== undefined && args.kind !== "undefined" && (args.kind !== "object" || args.rest)) return this.refuse(`what is passed to ${name} cannot be told`);
    const properties = args?.kind === "object" ? [...args.properties.keys()] : [];
    const urn = `urn:pulumi:${this.stack}::${this.project}::${type}::${name}`;
    if (this.resources.some((other) => other.urn === urn)) return this.refuse(`there are several resources named ${name}`);
    const held = propertiesWithAssets.filter((property) => properties.includes(property)).map((property) => [property, assetOfValue(args?.kind === "object" ? args.properties.get(property) : undefined)] as const);
    const planned: PlannedResource = { urn, type, name, props: Object.fromEntries(properties.map((property) => [property, unknownMark])), assets: new Map(held) };
    this.resources.push(planned);
    return new StackResource({ urn, type, name, props: planned.props, propertyDependencies: {} }, planned.assets);
  }

  private refuse(reason: string): undefined {
    this.doubt(reason);
    return undefined;
  }
}

/** `aws:iam/rolePolicy:RolePolicy`, `aws-native:iam:RolePolicy`. */
function tokenOf({ package: packageName, module, name }: ResourceClass): string | undefined {
  if (name === "Provider") return `pulumi:providers:${packageName}`;
  if (packageName === "aws-native") return module === undefined ? undefined : `${packageName}:${module}:${name}`;
  return `${packageName}:${module ?? "index"}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
}
