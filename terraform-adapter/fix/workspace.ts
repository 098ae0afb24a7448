import { readFileSync } from "node:fs";
import { loadGrammar, UsageError, type Deployment, type SourceLocation } from "../../core";
import { adaptDeployment } from "../adapt-deployment";
import { adaptTerraform, type TerraformInput } from "../index";
import { parentModule } from "../addresses";
import { Configuration } from "../hcl/configuration";
import { ConfigurationSources } from "../hcl/configuration-sources";
import type { ModuleInstance } from "../hcl/module-instance";
import { SourceFolder } from "../hcl/source-folder";
import type { Block } from "../hcl/syntax";
import { planFacts } from "../plan-facts";
import { recordsAfter } from "../plan-records";
import { readPlan } from "../read-plan";
import { sourceInstances } from "../source-instances";
import { ChangedFolder, withoutPolicies } from "./changed-folder";
import { outlineBody } from "./hcl-outline";
import { outlineJson } from "./json-outline";
import { nodeAt, type SyntaxNode } from "./syntax-node";

/** A source file as it is edited. */
export interface EditableFile {
  /** Relative to the root, with forward slashes. */
  readonly file: string;
  readonly path: string;
  /** Without byte order mark. */
  readonly text: string;
  readonly mark: "" | "\uFEFF";
  readonly root: SyntaxNode | undefined;
}

/** The top-level block in which something is written, and the module that has it. */
export interface Owner {
  readonly block: Block;
  readonly module: ModuleInstance;
}

/** The sources of a deployment, with the trees that edits are made in. */
export class Workspace {
  private readonly files = new Map<string, EditableFile | undefined>();
  private readonly instances: readonly ModuleInstance[];

  private constructor(
    readonly deployment: Deployment,
    readonly configuration: Configuration,
    private readonly reload: (texts: ReadonlyMap<string, string>, gone: ReadonlySet<string>) => Configuration,
  ) {
    this.instances = modulesBelow(configuration.root);
  }

  /** `adapted` is the deployment of the same input, where it is there already. */
  static async open({ text, source }: TerraformInput & { readonly source: string }, adapted?: Deployment): Promise<Workspace> {
    const deployment = adapted ?? (await adaptTerraform({ ...(text === undefined ? {} : { text }), source }));
    const plan = text === undefined ? undefined : readPlan(text);
    const facts = plan && planFacts(plan, recordsAfter(plan));
    const parser = await loadGrammar("terraform");
    const configuration = new Configuration(new SourceFolder(source), facts, parser, process.env);
    if (configuration.root.definition.files.length === 0) throw new UsageError(`${source} holds no .tf files`, "Give the folder of the root module with --source.");
    const reload = (texts: ReadonlyMap<string, string>, gone: ReadonlySet<string>): Configuration => new Configuration(new ChangedFolder(source, texts), facts && withoutPolicies(facts, gone), parser, process.env);
    return new Workspace(deployment, configuration, reload);
  }

  /** The deployment as the sources alone tell it, some of them changed; what the plan knows of anything but policies is used, but not of the blocks that are gone (see ModuleSwitch). */
  deploymentWith(files: readonly { readonly path: string; readonly after: string }[], gone: ReadonlySet<string> = new Set()): Deployment {
    const sources = new ConfigurationSources(this.reload(new Map(files.map(({ path, after }) => [path, after])), gone));
    const { input, resources } = this.deployment;
    return adaptDeployment(sourceInstances(sources, input), { target: resources.target, notices: [], suppressions: [] });
  }

  moduleAt(address: string): ModuleInstance | undefined {
    const call = parentModule(address);
    return call ? this.moduleAt(call.parent)?.child(call.call, call.key) : this.configuration.root;
  }

  /** The instances of the module that a file belongs to. */
  modulesOf(file: string): readonly ModuleInstance[] {
    return this.instances.filter(({ definition }) => definition.files.some(({ source }) => source.file === file));
  }

  file(name: string): EditableFile | undefined {
    if (!this.files.has(name)) this.files.set(name, this.open(name));
    return this.files.get(name);
  }

  private open(name: string): EditableFile | undefined {
    // Installed by terraform init, and gone with the next one.
    if (name.split("/").includes(".terraform")) return undefined;
    const path = this.configuration.folder.resolve(name);
    const parsed = this.modulesOf(name)[0]?.definition.files.find(({ source }) => source.file === name);
    if (parsed && parsed.problems.length > 0) return undefined;
    const raw = readText(path);
    if (raw === undefined) return undefined;
    const mark = raw.startsWith("\uFEFF") ? "\uFEFF" : "";
    const text = raw.slice(mark.length);
    if (parsed) {
      if (parsed.source.text !== text || name.endsWith(".json")) return undefined;
      return { file: name, path, text, mark, root: outlineBody(parsed.body, text) };
    }
    return { file: name, path, text, mark, root: /\.(json|tftpl|tpl)$/.test(name) ? outlineJson(text, 0, text.length, !name.endsWith(".json")) : undefined };
  }

  /** What is written at a place. */
  nodeAt(at: SourceLocation | undefined, ...kinds: SyntaxNode["kind"][]): { readonly file: EditableFile; readonly node: SyntaxNode } | undefined {
    if (!at) return undefined;
    const file = this.file(at.file);
    if (!file?.root) return undefined;
    const start = offsetOf(file.text, at.line, at.column);
    const end = offsetOf(file.text, at.endLine, at.endColumn);
    const candidates = kinds.length === 0 ? [nodeAt(file.root, start, end)] : kinds.map((kind) => nodeAt(file.root!, start, end, kind));
    const node = candidates.find((found) => found !== undefined);
    return node && { file, node: kinds.length === 0 ? wholeTraversal(node, file.text) : node };
  }

  /** Why nothing can be edited at a place. */
  reasonNotEditable(at: SourceLocation | undefined): string {
    if (at && at.file.split("/").includes(".terraform")) return `it is written in ${at.file}, which terraform init brings back`;
    if (at && /\.(tf|tofu)\.json$/.test(at.file)) return `it is written in ${at.file}: JSON sources are not edited`;
    return "the statement is not written out in the sources";
  }

  /** The top-level block around an offset. */
  ownerOf(file: string, offset: number): Owner | undefined {
    for (const module of this.modulesOf(file)) {
      const parsed = module.definition.files.find(({ source }) => source.file === file);
      const block = parsed?.body.blocks.find(({ start, end }) => start <= offset && offset < end);
      if (block) return { block, module };
    }
    return undefined;
  }

  /** The texts of a module's files, joined. */
  textOf(module: ModuleInstance): string {
    return module.definition.files.map(({ source }) => source.text).join("\n");
  }

  get modules(): readonly ModuleInstance[] {
    return this.instances;
  }
}

/** `aws_s3_bucket.b.arn`, or `"${aws_s3_bucket.b.arn}"`, where only `aws_s3_bucket.b` of it was asked for. */
function wholeTraversal(node: SyntaxNode, text: string): SyntaxNode {
  const { parent } = node;
  if (parent?.kind === "text" && text.slice(parent.start, parent.end).replace(/\s/g, "") === `"\${${text.slice(node.start, node.end).replace(/\s/g, "")}}"`) return parent;
  const isPart = parent?.kind === "other" && parent.start === node.start && /^\s*[.[]/.test(text.slice(node.end, parent.end));
  return isPart ? wholeTraversal(parent, text) : node;
}

function modulesBelow(module: ModuleInstance, depth = 0): ModuleInstance[] {
  if (depth > 20) return [module];
  const { configuration } = module;
  const children = [...module.definition.calls].flatMap(([name, block]) => {
    const sets = module.keySets(block, configuration.plan?.moduleKeys(module.address, name));
    return [...new Set(sets.flatMap(({ keys }) => keys))].flatMap((key) => module.child(name, key) ?? []);
  });
  return [module, ...children.flatMap((child) => modulesBelow(child, depth + 1))];
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let current = 1; current < line; current++) {
    const next = text.indexOf("\n", start);
    if (next < 0) return text.length;
    start = next + 1;
  }
  return start + column - 1;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
