import { unknown, type Notice, type SourceLocation, type SuppressionComment, type Symbolic } from "../../core";
import { formatKey, inModule, parentModule, parseAddress } from "../addresses";
import type { InstanceKey, SourceInstance, SourceResource, TerraformSources } from "../sources";
import type { Configuration } from "./configuration";
import { attributeNames, placeOfAttribute } from "./evaluate-body";
import { hasFailure } from "./failure";
import type { KeySet } from "./instance-keys";
import type { ResourceBlock } from "./module-definition";
import type { ModuleInstance } from "./module-instance";
import { suppressionComments } from "./suppression-comments";
import { WorkExceeded } from "./work";

/** The sources as the rest of the adapter sees them. */
export class ConfigurationSources implements TerraformSources {
  private readonly resources = new Map<string, SourceResource | undefined>();
  private listed: readonly SourceInstance[] | undefined;
  private comments: readonly SuppressionComment[] | undefined;

  constructor(private readonly configuration: Configuration) {}

  resource(address: string): SourceResource | undefined {
    if (!this.resources.has(address)) this.resources.set(address, this.findResource(address));
    return this.resources.get(address);
  }

  instances(): readonly SourceInstance[] {
    return (this.listed ??= listInstances(this.configuration.root));
  }

  get provider(): { readonly region?: Symbolic; readonly account?: Symbolic } {
    return guarded(() => this.configuration.provider, () => ({}));
  }

  get suppressions(): readonly SuppressionComment[] {
    return (this.comments ??= this.configuration.allDefinitions().flatMap((definition) => definition.files.flatMap(suppressionComments)));
  }

  get notices(): readonly Notice[] {
    return [...this.configuration.notices, ...mismatches(this.configuration)];
  }

  private findResource(address: string): SourceResource | undefined {
    const { module, resource, key } = parseAddress(address);
    const instance = guarded(() => this.moduleInstance(module), () => undefined);
    const block = instance?.definition.resources.get(resource);
    return instance && block && new ResourceOfSource(address, instance, block, key);
  }

  private moduleInstance(address: string): ModuleInstance | undefined {
    const call = parentModule(address);
    return call ? this.moduleInstance(call.parent)?.child(call.call, call.key) : this.configuration.root;
  }
}

class ResourceOfSource implements SourceResource {
  private readonly values = new Map<string, Symbolic | undefined>();

  constructor(
    readonly address: string,
    private readonly module: ModuleInstance,
    private readonly resource: ResourceBlock,
    private readonly key: InstanceKey,
  ) {}

  get at(): SourceLocation {
    const { block } = this.resource;
    return block.source.place(block.start, block.headerEnd);
  }

  get callChain(): readonly SourceLocation[] {
    return this.module.callChain;
  }

  attribute(name: string): Symbolic | undefined {
    if (!this.values.has(name)) this.values.set(name, guarded(() => this.evaluate(name), (detail) => unknown("unreadable", detail, [], this.at)));
    return this.values.get(name);
  }

  attributeNames(): readonly string[] {
    return attributeNames(this.resource.block.body);
  }

  placeOf(name: string): SourceLocation | undefined {
    return placeOfAttribute(this.resource.block.body, name);
  }

  private evaluate(name: string): Symbolic | undefined {
    const { configuration } = this.module;
    const isDocument = this.resource.mode === "data" && this.resource.type === "aws_iam_policy_document" && (name === "json" || name === "minified_json");
    return isDocument ? configuration.policyDocument(this.module, this.resource, this.key) : configuration.writtenAttribute(this.module, this.resource, this.key, name);
  }
}

/** Sources that ask for more than the machine has are unreadable, not an error. */
function guarded<T>(evaluate: () => T, otherwise: (detail: string) => T): T {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof WorkExceeded) return otherwise("evaluating it takes too many steps");
    if (error instanceof RangeError) return otherwise("it is nested too deeply or too large");
    throw error;
  }
}

interface Place {
  readonly key: InstanceKey;
  readonly isPossible: boolean;
}

/** The instances of one block: the keys of all sets that it may have; possible are those that not every set has. */
function placesOf(sets: readonly KeySet[]): Place[] {
  const keys = [...new Set(sets.flatMap((set) => set.keys))];
  const places = keys.map((key) => ({ key, isPossible: sets.some((set) => !set.keys.includes(key)) }));
  const isOpen = sets.some((set) => set.rest && !hasFailure(set.rest) && set.keys.length === 0);
  return isOpen || sets.some((set) => set.rest && set.keys.length > 0) || (keys.length === 0 && sets.some((set) => set.rest)) ? [...places, { key: undefined, isPossible: true }] : places;
}

function listInstances(module: ModuleInstance, isPossible = false): SourceInstance[] {
  const { configuration } = module;
  const keySets = (block: ResourceBlock["block"], planned: readonly InstanceKey[] | undefined) =>
    placesOf(guarded(() => module.keySets(block, planned), (detail) => [{ keys: [], rest: unknown("unreadable", detail) }]));
  const own = [...module.definition.resources].flatMap(([id, resource]) =>
    keySets(resource.block, configuration.plan?.resourceKeys(module.address, id)).map((place): SourceInstance => ({
      address: `${inModule(module.address, id)}${formatKey(place.key)}`,
      mode: resource.mode,
      type: resource.type,
      name: resource.name,
      module: module.address,
      key: place.key,
      isPossible: isPossible || place.isPossible,
    })),
  );
  const inner = [...module.definition.calls].flatMap(([name, block]) =>
    keySets(block, configuration.plan?.moduleKeys(module.address, name)).flatMap((place) => {
      const child = module.child(name, place.key);
      return child ? listInstances(child, isPossible || place.isPossible) : [];
    }),
  );
  return [...own, ...inner].sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
}

/** Resources of the root module that always exist, and that the plan does not have: said once. */
function mismatches({ plan, root }: Configuration): Notice[] {
  if (!plan) return [];
  const missing = [...root.definition.resources].filter(([id, { mode, block }]) => {
    const isConditional = block.body.arguments.some((argument) => argument.name === "count" || argument.name === "for_each");
    return mode === "managed" && !isConditional && plan.resourceKeys("", id) === undefined;
  });
  const [first] = missing;
  if (!first) return [];
  const others = missing.length > 1 ? ` and ${missing.length - 1} more` : "";
  const { block } = first[1];
  return [{ message: `the sources do not match the plan, which has no ${first[0]}${others}; the plan is taken`, at: block.source.place(block.start, block.headerEnd) }];
}
