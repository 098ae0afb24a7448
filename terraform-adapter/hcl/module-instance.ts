import { symbolicString, toPlain, unknown, type SourceLocation, type Symbolic } from "../../core";
import { formatKey, inModule } from "../addresses";
import type { InstanceKey } from "../sources";
import { choiceOf } from "./choices";
import type { Configuration } from "./configuration";
import { isSamePlain } from "./same-plain";
import { failure, unknownBecause } from "./failure";
import { instanceOf, possibleKeys, type KeySet } from "./instance-keys";
import { Memo } from "./memo";
import type { ModuleDefinition, ResourceBlock } from "./module-definition";
import { objectHandle, type ObjectHandle } from "./object-handle";
import { resourceAttribute } from "./resource-attribute";
import type { Instance, ModuleNames, Scope } from "./scope";
import { placeOf, type Block, type Expression } from "./syntax";
import { convertToType } from "./type-constraint";
import { knownNumber, knownText } from "./convert";

/** The call that made a module instance. */
export interface ModuleCall {
  readonly parent: ModuleInstance;
  readonly name: string;
  readonly block: Block;
  readonly key: InstanceKey;
}

/** One instance of a module, the root among them, with everything in it evaluated on demand and once. */
export class ModuleInstance implements ModuleNames {
  readonly scope: Scope;
  /** `api.worker`: the names of the calls without keys, as `.terraform/modules/modules.json` has them. */
  readonly callPath: string;
  /** Whether `aws` is another provider here than the root's default one. */
  readonly hasOwnProvider: boolean;
  /** The headers of the calls that lead here, outermost first. */
  readonly callChain: readonly SourceLocation[];
  private readonly values = new Memo<Symbolic>();
  private readonly children = new Map<string, ModuleInstance | undefined>();
  private readonly instances = new Map<string, Instance | undefined>();

  constructor(
    readonly configuration: Configuration,
    readonly definition: ModuleDefinition,
    /** `""` for the root. */
    readonly address: string,
    readonly origin?: ModuleCall,
  ) {
    this.scope = { module: this, bindings: new Map(), files: configuration.folder };
    this.callPath = origin ? (origin.parent.callPath === "" ? origin.name : `${origin.parent.callPath}.${origin.name}`) : "";
    this.hasOwnProvider = origin !== undefined && (origin.parent.hasOwnProvider || changesProvider(origin.block));
    this.callChain = origin ? [...origin.parent.callChain, origin.block.source.place(origin.block.start, origin.block.headerEnd)] : [];
  }

  variable(name: string, at: SourceLocation): Symbolic {
    return this.values.get(`var.${name}`, () => this.computeVariable(name, at), () => this.cycle(`var.${name}`, at));
  }

  local(name: string, at: SourceLocation): Symbolic {
    const expression = this.definition.locals.get(name);
    if (!expression) return this.missing(`local.${name}`, at);
    return this.values.get(`local.${name}`, () => this.evaluate(expression), () => this.cycle(`local.${name}`, at));
  }

  output(name: string, at: SourceLocation): Symbolic {
    const block = this.definition.outputs.get(name);
    const expression = block?.body.arguments.find((argument) => argument.name === "value")?.value;
    if (!expression) return this.missing(`${this.address}.${name}`, at);
    return this.values.get(`output.${name}`, () => this.evaluate(expression), () => this.cycle(`${this.address}.${name}`, at));
  }

  call(name: string, at: SourceLocation): Symbolic {
    const block = this.definition.calls.get(name);
    if (!block) return this.missing(`module.${name}`, at);
    const ofInstance = (key: InstanceKey): Symbolic => {
      const child = this.child(name, key);
      const address = `${inModule(this.address, `module.${name}`)}${formatKey(key)}`;
      if (!child) return this.callOfMissing(name, address, at);
      return objectHandle(address, (output, place) => child.output(output, place ?? at), at);
    };
    return this.values.get(`module.${name}`, () => this.instancesValue(block, this.configuration.plan?.moduleKeys(this.address, name), ofInstance, at), () => this.cycle(`module.${name}`, at));
  }

  /** A module whose sources are not there: of its outputs the plan tells what they refer to. */
  private callOfMissing(name: string, address: string, at: SourceLocation): Symbolic {
    const missing = unknown("unreadable", `module.${name} is not installed here, so what it makes is not known`, [address], at);
    const { plan } = this.configuration;
    if (!plan?.moduleOutput) return missing;
    return objectHandle(address, (output, place) => ({ ...(plan.moduleOutput?.(address, output) ?? missing), at: place ?? at }), at);
  }

  resource(mode: "managed" | "data", type: string, name: string, at: SourceLocation): Symbolic {
    const key = mode === "data" ? `data.${type}.${name}` : `${type}.${name}`;
    const resource = this.definition.resources.get(key);
    if (!resource) return this.missing(key, at);
    const ofInstance = (instance: InstanceKey): Symbolic =>
      objectHandle(`${inModule(this.address, key)}${formatKey(instance)}`, (attribute, place) => resourceAttribute(this, resource, instance, attribute, place ?? at), at);
    return this.values.get(key, () => this.instancesValue(resource.block, this.configuration.plan?.resourceKeys(this.address, key), ofInstance, at), () => this.cycle(key, at));
  }

  pathOf(name: string, at: SourceLocation): Symbolic {
    const known = name === "module" ? this.configuration.folder.display(this.definition.folder) : name === "root" ? "." : undefined;
    return symbolicString([known === undefined ? { kind: "reference", address: "path", attribute: name } : { kind: "literal", text: known }], at);
  }

  /** Every set of instances that the block may have; the plan's, where it has any. */
  keySets(block: Block, planned: readonly InstanceKey[] | undefined): readonly KeySet[] {
    return planned && planned.length > 0 ? [{ keys: planned }] : possibleKeys(block, this.scope, this.configuration.evaluator);
  }

  /** The instance of a module call; `undefined` where the module is not there. */
  child(name: string, key: InstanceKey): ModuleInstance | undefined {
    const id = `${name}${formatKey(key)}`;
    if (!this.children.has(id)) {
      const block = this.definition.calls.get(name);
      const definition = block && this.configuration.definitionOf(this, name, block);
      this.children.set(id, definition && new ModuleInstance(this.configuration, definition, inModule(this.address, `module.${id}`), { parent: this, name, block, key }));
    }
    return this.children.get(id);
  }

  /** Where the arguments of the block are evaluated for the instance with that key. */
  scopeOf(id: string, block: Block, key: InstanceKey): Scope {
    const memo = `${id}${formatKey(key)}`;
    if (!this.instances.has(memo)) this.instances.set(memo, instanceOf(block, key, this.scope, this.configuration.evaluator));
    const instance = this.instances.get(memo);
    return instance ? { ...this.scope, instance } : this.scope;
  }

  scopeOfResource({ mode, type, name, block }: ResourceBlock, key: InstanceKey): Scope {
    return this.scopeOf(`${mode}.${type}.${name}`, block, key);
  }

  evaluate(expression: Expression, scope = this.scope): Symbolic {
    return this.configuration.evaluator.evaluate(expression, scope);
  }

  private instancesValue(block: Block, planned: readonly InstanceKey[] | undefined, ofInstance: (key: InstanceKey) => Symbolic, at: SourceLocation): Symbolic {
    const hasCount = block.body.arguments.some((argument) => argument.name === "count");
    const sets = this.keySets(block, planned);
    const values = sets.map(({ keys, rest }): Symbolic => {
      if (keys.length === 1 && keys[0] === undefined) return ofInstance(undefined);
      if (rest && keys.length === 0) return unkeyed(rest, ofInstance, at);
      if (hasCount || keys.every((key) => typeof key === "number")) return this.listOfInstances(keys, rest, ofInstance, at, hasCount);
      return { kind: "map", entries: new Map(keys.map((key) => [String(key), ofInstance(key)])), ...(rest ? { rest } : {}), at };
    });
    // Handles are never equal, so that no alternative is lost here.
    return values.length === 1 ? values[0]! : choiceOf(values, at);
  }

  private listOfInstances(keys: readonly InstanceKey[], rest: KeySet["rest"], ofInstance: (key: InstanceKey) => Symbolic, at: SourceLocation, hasCount: boolean): Symbolic {
    if (keys.length === 0 && !hasCount) return { kind: "map", entries: new Map(), ...(rest ? { rest } : {}), at };
    const length = keys.reduce<number>((most, key) => Math.max(most, typeof key === "number" ? key + 1 : most), 0);
    return { kind: "list", items: Array.from({ length }, (_, index) => ofInstance(index)), ...(rest ? { rest } : {}), at };
  }

  private computeVariable(name: string, at: SourceLocation): Symbolic {
    const block = this.definition.variables.get(name);
    if (!block) return this.missing(`var.${name}`, at);
    const type = block.body.arguments.find((argument) => argument.name === "type")?.value;
    const value = this.origin ? this.inputValue(this.origin, name, block) : this.rootValue(name, block);
    const converted = type ? convertToType(value, type, this.scope, this.configuration.evaluator) : value;
    const isSensitive = knownPlain(block, "sensitive") === true;
    return isSensitive && toPlain(converted) !== undefined && toPlain(converted) !== null ? unknown("secret", `var.${name} is sensitive`, [`var.${name}`], converted.at) : converted;
  }

  private inputValue(origin: ModuleCall, name: string, block: Block): Symbolic {
    const given = origin.block.body.arguments.find((argument) => argument.name === name)?.value;
    if (!given && origin.block.body.broken) return unknown("unreadable", "the module call could not be read as a whole", [], origin.block.body.broken);
    const scope = origin.parent.scopeOf(`module.${origin.name}`, origin.block, origin.key);
    const value = given && origin.parent.evaluate(given, scope);
    if (value && !(value.kind === "null" && knownPlain(block, "nullable") === false)) return value;
    return this.defaultOf(name, block);
  }

  private rootValue(name: string, block: Block): Symbolic {
    const written = this.configuration.rootVariable(name, block);
    const own = written ? this.evaluate(written) : this.defaultOf(name, block);
    const planned = this.configuration.plan?.variables.get(name);
    if (!planned) return own;
    // The same value, and where it is written.
    return isSamePlain(own, planned) ? own : { ...planned, at: planned.at ?? placeOf(block) };
  }

  private defaultOf(name: string, block: Block): Symbolic {
    const expression = block.body.arguments.find((argument) => argument.name === "default")?.value;
    if (expression) return this.evaluate(expression);
    const at = placeOf(block);
    if (this.origin) return failure(`the module needs a value for ${name}`, at);
    const type = block.body.arguments.find((argument) => argument.name === "type")?.value;
    const isText = !type || (type.kind === "variable" && ["string", "any"].includes(type.name));
    return isText ? symbolicString([{ kind: "reference", address: "var", attribute: name }], at) : unknown("computed-at-apply", `var.${name} has no value here`, [`var.${name}`], at);
  }

  private cycle(name: string, at: SourceLocation): Symbolic {
    return unknown("unreadable", `${name} refers to itself`, [], at);
  }

  private missing(name: string, at: SourceLocation): Symbolic {
    const broken = this.definition.notices[0];
    return broken ? unknown("unreadable", `${name} is not declared in what could be read`, [name], at) : failure(`${name} is not declared`, at, [name]);
  }
}

/** Instances whose keys nobody knows: one of them can be named by its key, all of them cannot be listed. */
function unkeyed(rest: NonNullable<KeySet["rest"]>, ofInstance: (key: InstanceKey) => Symbolic, at: SourceLocation): Symbolic {
  const handle = objectHandle(rest.references[0] ?? "", () => unknownBecause([rest], "which instances there are is not known yet", at), at);
  const instance = (key: Symbolic): Symbolic => {
    const index = key.kind === "number" ? knownNumber(key) : knownText(key);
    return index === undefined ? unknownBecause([key, rest], "which instance it is is not known yet", at) : ofInstance(index);
  };
  return { ...handle, instanceOf: instance } as ObjectHandle;
}

function changesProvider(block: Block): boolean {
  const providers = block.body.arguments.find((argument) => argument.name === "providers")?.value;
  if (!providers) return false;
  if (providers.kind !== "object") return true;
  return providers.items.some((item) => item.key === "aws" && !(item.value.kind === "variable" && item.value.name === "aws"));
}

function knownPlain(block: Block, name: string): unknown {
  const expression = block.body.arguments.find((argument) => argument.name === name)?.value;
  return expression?.kind === "literal" ? expression.value : undefined;
}
