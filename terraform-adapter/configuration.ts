import { formatKey, inModule, parentModule, splitKey, splitSteps } from "./addresses";
import type { Expression, ModuleConfiguration, PlanConfiguration, ResourceConfiguration } from "./plan-json";
import type { InstanceKeys } from "./plan-records";
import type { InstanceKey } from "./sources";

/** Where an expression of the configuration stands: the module instance, and the key and for_each of the resource or module call it belongs to. */
export interface Scope {
  readonly module: string;
  readonly key?: InstanceKey;
  readonly forEach?: Expression | undefined;
}

/** What a reference leads to after variables, outputs and each.value were followed: an attribute of an instance, or a local, which a plan does not hold. */
export interface Terminal {
  readonly kind: "attribute" | "local";
  /** Of the instance; `module.m.local` for a local. */
  readonly address: string;
  /** `""` for the whole instance. */
  readonly attribute: string;
}

/** As it is shown and looked up: `aws_s3_bucket.b.arn`, `module.m.local.x`. */
export function formatTerminal({ address, attribute }: Terminal): string {
  return attribute === "" ? address : inModule(address, attribute);
}

/** Follows nobody deeper: no plan has that many modules in one another. */
const DEEPEST = 100;
const NO_REFERENCES: readonly string[] = [];

/** The `configuration` of a plan: which expressions the resources have, and what their references lead to. */
export class Configuration {
  private readonly modules = new Map<string, ModuleConfiguration | undefined>();
  private readonly resources = new Map<ModuleConfiguration, ReadonlyMap<string, ResourceConfiguration>>();

  constructor(
    private readonly root: PlanConfiguration,
    private readonly keys: InstanceKeys,
  ) {}

  /** `resource` with `data.` for data sources: `data.aws_iam_policy_document.d`. */
  resource(module: string, resource: string): ResourceConfiguration | undefined {
    const configuration = this.module(module);
    if (!configuration) return undefined;
    let byAddress = this.resources.get(configuration);
    if (!byAddress) {
      byAddress = new Map((configuration.resources ?? []).map((item) => [item.address, item]));
      this.resources.set(configuration, byAddress);
    }
    return byAddress.get(resource);
  }

  /** Each element is one reference of the expression, in order, with all it may lead to; those that can only be known (paths, keys, root variables) are left out. */
  follow(expression: Expression | undefined, scope: Scope): Terminal[][] {
    return this.followReferences(referencesIn(expression), scope, 0).filter((terminals) => terminals.length > 0);
  }

  /** As `follow`, for an output of a module instance. */
  followOutput(module: string, output: string): Terminal[][] {
    const outputs = this.module(module)?.outputs ?? {};
    return this.follow(Object.hasOwn(outputs, output) ? outputs[output]?.expression : undefined, { module });
  }

  private module(address: string): ModuleConfiguration | undefined {
    if (this.modules.has(address)) return this.modules.get(address);
    const place = parentModule(address);
    const found = place ? this.module(place.parent)?.module_calls?.[place.call]?.module : this.root.root_module;
    this.modules.set(address, found);
    return found;
  }

  private followReferences(references: readonly string[], scope: Scope, depth: number): Terminal[][] {
    return withoutPrefixes(references).map((reference) => this.followReference(reference, scope, depth));
  }

  private followReference(reference: string, scope: Scope, depth: number): Terminal[] {
    if (depth > DEEPEST) return [{ kind: "local", address: inModule(scope.module, "local"), attribute: reference }];
    const steps = splitSteps(reference);
    const [first = "", second = ""] = steps;
    switch (first) {
      case "var":
        return this.followVariable(splitKey(second).name, scope, depth);
      case "module":
        return this.followModule(steps, scope, depth);
      case "local":
        return [{ kind: "local", address: inModule(scope.module, "local"), attribute: steps.slice(1).join(".") }];
      case "each":
        return second === "value" ? this.followEachValue(steps.slice(2), scope, depth) : [];
      case "count":
      case "path":
      case "self":
      case "terraform":
        return [];
      default:
        return this.followResource(steps, scope);
    }
  }

  private followVariable(name: string, scope: Scope, depth: number): Terminal[] {
    const place = parentModule(scope.module);
    if (!place) return [];
    const call = this.module(place.parent)?.module_calls?.[place.call];
    const expression = call?.expressions?.[name];
    if (!call || !expression) return [];
    return this.followReferences(referencesIn(expression), { module: place.parent, key: place.key, forEach: call.for_each_expression }, depth + 1).flat();
  }

  private followModule(steps: readonly string[], scope: Scope, depth: number): Terminal[] {
    const { name, key } = splitKey(steps[1] ?? "");
    const output = splitKey(steps[2] ?? "").name;
    return this.chooseKeys(this.keys.ofModule(scope.module, name) ?? [undefined], key, scope).flatMap((chosen) => {
      const child = inModule(scope.module, `module.${name}${formatKey(chosen)}`);
      const outputs = this.module(child)?.outputs ?? {};
      // An index that is computed hides which output is meant: it may be any.
      const expressions = output === "" ? Object.values(outputs) : Object.hasOwn(outputs, output) ? [outputs[output]!] : [];
      return expressions.flatMap(({ expression }) => this.followReferences(referencesIn(expression), { module: child }, depth + 1).flat());
    });
  }

  private followEachValue(rest: readonly string[], scope: Scope, depth: number): Terminal[] {
    const terminals = this.followReferences(referencesIn(scope.forEach), { module: scope.module, key: scope.key }, depth + 1).flat();
    return terminals.map((terminal) => (terminal.kind === "attribute" && terminal.attribute === "" ? { ...terminal, attribute: rest.join(".") } : terminal));
  }

  private followResource(steps: readonly string[], scope: Scope): Terminal[] {
    const length = steps[0] === "data" ? 3 : 2;
    if (steps.length < length) return [];
    const { name, key } = splitKey(steps[length - 1]!);
    const resource = [...steps.slice(0, length - 1), name].join(".");
    const keys = this.keys.ofResource(scope.module, resource);
    if (!keys) return [];
    const attribute = steps.slice(length).join(".");
    return this.chooseKeys(keys, key, scope).map((chosen) => ({ kind: "attribute", address: inModule(scope.module, `${resource}${formatKey(chosen)}`), attribute }));
  }

  /** The instance that is named; of one that is indexed by each.key or count.index, the one with the same key; else all. */
  private chooseKeys(keys: readonly InstanceKey[], named: InstanceKey, scope: Scope): readonly InstanceKey[] {
    if (named !== undefined) return keys.includes(named) ? [named] : [];
    if (keys.length > 1 && scope.key !== undefined && keys.includes(scope.key)) return [scope.key];
    return keys;
  }
}

/** All references below an expression: of an argument its own, of blocks those of everything in them. */
export function referencesIn(expression: unknown): readonly string[] {
  if (typeof expression !== "object" || expression === null) return NO_REFERENCES;
  if (Array.isArray(expression)) return expression.flatMap(referencesIn);
  const { references } = expression as Expression;
  if (Array.isArray(references) && references.every((item) => typeof item === "string")) return references;
  if ("constant_value" in expression) return NO_REFERENCES;
  return Object.values(expression).flatMap(referencesIn);
}

/** Terraform writes `a.b[0].arn`, `a.b[0]`, `a.b` for one reference: only the first of them is kept, and each occurrence by itself. */
export function withoutPrefixes(references: readonly string[]): string[] {
  const kept: string[] = [];
  for (const reference of references) {
    const last = kept[kept.length - 1];
    const isPrefix = last !== undefined && last.length > reference.length && last.startsWith(reference) && /[.[]/.test(last[reference.length]!);
    if (!isPrefix) kept.push(reference);
  }
  return kept;
}
