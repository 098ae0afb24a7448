import * as fs from "node:fs";
import * as path from "node:path";
import { isMap, isScalar, LineCounter, parseDocument, type Node } from "yaml";
import { literal, unknown, type SourceLocation, type Symbolic } from "../../core";
import type { SourceOfValues, StackResource } from "../stack-resource";
import type { Program } from "./find-program";
import { outputOf } from "./resource-outputs";
import { StackConfiguration } from "./stack-configuration";
import { memberOf, placeOfYaml, valueOfYaml, type YamlNames } from "./yaml-expression";

const files = ["Pulumi.yaml", "Main.yaml", "Pulumi.yml", "Main.yml", "Pulumi.json"];

/** What a Pulumi YAML program passes to the resources of the stack. */
export function readYamlProgram(program: Program, stack: readonly StackResource[]): SourceOfValues | undefined {
  const file = files.map((name) => path.join(program.codeFolder, name)).find((candidate) => hasResources(candidate));
  return file === undefined ? undefined : new YamlProgram(file, program, stack);
}

function hasResources(file: string): boolean {
  try {
    return fs.statSync(file).isFile() && /^\s*"?resources"?\s*:/m.test(fs.readFileSync(file, "utf8"));
  } catch {
    // its values stay as unknown as the preview says
    return false;
  }
}

class YamlProgram implements SourceOfValues, YamlNames {
  readonly file: string;
  readonly lines = new LineCounter();
  private readonly byName = new Map<string, StackResource>();
  private readonly byUrn = new Map<string, Node>();
  private readonly variables: Node | undefined;
  private readonly inProgress = new Set<string>();
  private readonly configuration: StackConfiguration;
  private readonly names: { readonly project: string; readonly stack: string };
  private readonly configured: ReadonlySet<string>;

  constructor(file: string, program: Program, stack: readonly StackResource[]) {
    this.file = path.relative(program.folder, file).split(path.sep).join("/");
    const document = parseDocument(fs.readFileSync(file, "utf8"), { lineCounter: this.lines });
    const [, stackName = "", project = ""] = /^urn:pulumi:([^:]*)::([^:]*)::/.exec(stack[0]?.urn ?? "") ?? [];
    this.names = { project, stack: stackName };
    this.configuration = StackConfiguration.read(program.folder, project, stackName);
    this.variables = nodeIn(document.contents, "variables");
    this.configured = new Set(["configuration", "config"].flatMap((section) => namesIn(nodeIn(document.contents, section))));
    for (const [key, node] of entriesOf(nodeIn(document.contents, "resources"))) this.take(key, node, stack);
  }

  argument(urn: string, property: string): Symbolic | undefined {
    const properties = nodeIn(this.byUrn.get(urn), "properties");
    const node = nodeIn(properties, property);
    return node && valueOfYaml(node, this);
  }

  placeOf(urn: string): SourceLocation | undefined {
    const node = this.byUrn.get(urn);
    return node && placeOfYaml(node, this);
  }

  valueOf(name: string, members: readonly string[], at: SourceLocation): Symbolic {
    const resource = this.byName.get(name);
    if (resource) {
      const [output = "id", ...inside] = members;
      return inside.reduce((value, member) => memberOf(value, member, at), outputOf(resource, output, at));
    }
    return members.reduce((value, member) => memberOf(value, member, at), this.named(name, members, at));
  }

  private named(name: string, members: readonly string[], at: SourceLocation): Symbolic {
    if (name === "pulumi") return { kind: "map", entries: new Map([["project", literal(this.names.project)], ["stack", literal(this.names.stack)]]) };
    const variable = nodeIn(this.variables, name);
    if (variable) {
      // A variable that names itself has no value.
      if (this.inProgress.has(name)) return unknown("unreadable", name, [], at);
      this.inProgress.add(name);
      const value = valueOfYaml(variable, this);
      this.inProgress.delete(name);
      return value;
    }
    if (this.configured.has(name) || this.configured.has(`${this.names.project}:${name}`)) return this.configuration.get(this.names.project, name, members.length > 0 ? "requireObject" : "require");
    return unknown("unreadable", name, [], at);
  }

  /** A resource of the program is the one of the stack that has its type and name, where there is one such. */
  private take(key: string, node: Node, stack: readonly StackResource[]): void {
    const token = textIn(node, "type");
    const name = textIn(node, "name") ?? key;
    const found = stack.filter((resource) => resource.name === name && token !== undefined && isType(resource.type, token));
    if (found.length !== 1) return;
    this.byName.set(key, found[0]!);
    this.byUrn.set(found[0]!.urn, node);
  }
}

/** `aws:iam:RolePolicy` is short for `aws:iam/rolePolicy:RolePolicy`, `aws:Provider` for `pulumi:providers:aws`. */
function isType(type: string, token: string): boolean {
  const [packageName, module, name] = type.split(":");
  const parts = token.split(":");
  return parts[0] === packageName && parts.at(-1) === name && (parts.length < 3 || parts[1]!.split("/")[0] === module!.split("/")[0]);
}

function nodeIn(node: unknown, key: string): Node | undefined {
  return entriesOf(node).find(([name]) => name === key)?.[1];
}

function namesIn(node: unknown): string[] {
  return entriesOf(node).map(([name]) => name);
}

function entriesOf(node: unknown): [string, Node][] {
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }) => (isScalar(key) && value ? [[String(key.value), value as Node] as [string, Node]] : []));
}

function textIn(node: unknown, key: string): string | undefined {
  const found = nodeIn(node, key);
  return isScalar(found) && typeof found.value === "string" ? found.value : undefined;
}
