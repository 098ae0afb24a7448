import { dirname, join, resolve } from "node:path";
import type { Parser } from "web-tree-sitter";
import { unknown, type Notice, type Symbolic } from "../../core";
import { formatKey } from "../addresses";
import type { InstanceKey, PlanFacts } from "../sources";
import { Evaluator } from "./evaluate";
import { Memo } from "./memo";
import { readModuleDefinition, type ModuleDefinition, type ResourceBlock } from "./module-definition";
import { ModuleInstance } from "./module-instance";
import { argumentOf, documentOf } from "./resource-attribute";
import { environmentVariable, readVariableFiles, type RootVariables } from "./root-variables";
import type { SourceFolder } from "./source-folder";
import type { Block, Expression } from "./syntax";
import { Work } from "./work";

/** Terraform refuses a module that calls itself; this is where a broken one is stopped. */
const DEEPEST_CALLS = 30;

/** The root module with all that it calls, and what the plan tells about it. */
export class Configuration {
  readonly evaluator: Evaluator;
  readonly root: ModuleInstance;
  readonly notices: Notice[] = [];
  private readonly definitions = new Map<string, ModuleDefinition | undefined>();
  private readonly computed = new Memo<Symbolic>();
  private readonly missing = new Set<string>();
  private readonly variableFiles: RootVariables;
  private installed: ReadonlyMap<string, string> | undefined;
  private settings: { readonly region?: Symbolic; readonly account?: Symbolic } | undefined;

  constructor(
    readonly folder: SourceFolder,
    readonly plan: PlanFacts | undefined,
    private readonly parser: Parser,
    private readonly environment: NodeJS.ProcessEnv,
  ) {
    this.evaluator = new Evaluator(new Work(), parser);
    this.variableFiles = readVariableFiles(folder, parser);
    this.notices.push(...this.variableFiles.notices);
    const definition = this.define(folder.root);
    if (!definition) this.notices.push({ message: "there are no Terraform sources in the folder that is read" });
    this.root = new ModuleInstance(this, definition ?? emptyDefinition(folder.root), "");
  }

  /** The module that a call calls; `undefined`, and said once, where it is not there. */
  definitionOf(parent: ModuleInstance, name: string, block: Block): ModuleDefinition | undefined {
    const callPath = parent.callPath === "" ? name : `${parent.callPath}.${name}`;
    const at = block.source.place(block.start, block.headerEnd);
    const folder = this.folderOf(parent, callPath, block);
    const isTooDeep = parent.callChain.length >= DEEPEST_CALLS;
    const definition = folder === undefined || isTooDeep ? undefined : this.define(folder);
    if (!definition && !this.missing.has(callPath)) {
      this.missing.add(callPath);
      const message = isTooDeep ? `module.${callPath} is called too deeply` : `the sources of module.${callPath} are not there: run terraform init, or give the folder that has them`;
      this.notices.push({ message, at });
    }
    return definition;
  }

  /** Where a file, or without a plan the environment, gives a root variable its value. */
  rootVariable(name: string, declaration: Block): Expression | undefined {
    return this.variableFiles.values.get(name) ?? (this.plan ? undefined : environmentVariable(name, declaration, this.parser, this.environment));
  }

  /** Every definition that can be reached, for what is read of all files. */
  allDefinitions(): ModuleDefinition[] {
    const found = new Set<ModuleDefinition>();
    const visit = (module: ModuleInstance): void => {
      found.add(module.definition);
      for (const name of module.definition.calls.keys()) {
        const child = module.child(name, undefined) ;
        if (child && child.callChain.length < DEEPEST_CALLS) visit(child);
      }
    };
    visit(this.root);
    return [...found];
  }

  policyDocument(module: ModuleInstance, resource: ResourceBlock, key: InstanceKey): Symbolic {
    const id = `${module.address}/${resource.type}.${resource.name}${formatKey(key)}`;
    return this.computed.get(id, () => documentOf(module, resource, key), () => unknown("unreadable", `data.${resource.type}.${resource.name} refers to itself`));
  }

  /** An argument as it is written; `undefined` where it is not, or refers to itself. */
  writtenAttribute(module: ModuleInstance, resource: ResourceBlock, key: InstanceKey, name: string): Symbolic | undefined {
    const id = `${module.address}/${resource.mode}/${resource.type}.${resource.name}${formatKey(key)}/${name}`;
    const absent = unknown("unreadable", "not written");
    const value = this.computed.get(id, () => argumentOf(module, resource, key, name) ?? absent, () => absent);
    return value.kind === "unknown" && value.detail === absent.detail ? undefined : value;
  }

  /** What the default `aws` provider says about where the deployment goes. */
  get provider(): { readonly region?: Symbolic; readonly account?: Symbolic } {
    if (this.settings) return this.settings;
    // While they are evaluated they are not known: a region that depends on data.aws_region is none.
    this.settings = {};
    const block = this.root.definition.providers.find((provider) => provider.labels[0] === "aws" && !provider.body.arguments.some((argument) => argument.name === "alias"));
    const value = (name: string) => {
      const expression = block?.body.arguments.find((argument) => argument.name === name)?.value;
      return expression && this.root.evaluate(expression);
    };
    const region = value("region");
    const accounts = value("allowed_account_ids");
    const account = accounts?.kind === "list" && accounts.items.length === 1 && !accounts.rest ? accounts.items[0] : undefined;
    this.settings = { ...(region ? { region } : {}), ...(account ? { account } : {}) };
    return this.settings;
  }

  private folderOf(parent: ModuleInstance, callPath: string, block: Block): string | undefined {
    const source = block.body.arguments.find((argument) => argument.name === "source")?.value;
    const [part] = source?.kind === "template" && source.parts.length === 1 ? source.parts : [];
    if (part?.kind === "text" && /^\.\.?(?:\/|$)/.test(part.text)) return resolve(parent.definition.folder, part.text);
    return this.installedModules().get(callPath);
  }

  private define(folder: string): ModuleDefinition | undefined {
    if (!this.definitions.has(folder)) {
      const definition = readModuleDefinition(folder, this.folder, this.parser);
      if (definition) this.folder.allow(folder);
      this.definitions.set(folder, definition);
      this.notices.push(...(definition?.notices ?? []));
    }
    return this.definitions.get(folder);
  }

  /** The folders of installed modules by their path of calls. Source: `terraform init` writes .terraform/modules/modules.json. */
  private installedModules(): ReadonlyMap<string, string> {
    if (this.installed) return this.installed;
    const path = join(this.folder.root, ".terraform", "modules", "modules.json");
    this.installed = new Map(modulesIn(this.folder.readSource(path)).map(({ key, dir }) => [key, resolve(dirname(dirname(dirname(path))), dir)]));
    return this.installed;
  }
}

function modulesIn(text: string | undefined): { readonly key: string; readonly dir: string }[] {
  try {
    const parsed = JSON.parse(text ?? "{}") as { Modules?: unknown };
    if (!Array.isArray(parsed.Modules)) return [];
    return parsed.Modules.flatMap((entry: { Key?: unknown; Dir?: unknown } | null) => (typeof entry?.Key === "string" && typeof entry.Dir === "string" ? [{ key: entry.Key, dir: entry.Dir }] : []));
  } catch {
    return [];
  }
}

function emptyDefinition(folder: string): ModuleDefinition {
  return { folder, files: [], variables: new Map(), locals: new Map(), outputs: new Map(), calls: new Map(), resources: new Map(), providers: [], notices: [] };
}
