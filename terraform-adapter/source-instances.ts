import { reference, type DeploymentInput, type SourceLocation, type Symbolic } from "../core";
import { InstanceCollection, type ResourceInstance, type ResourceInstances } from "./resource-instances";
import type { InstanceKey, SourceInstance, SourceResource, TerraformSources } from "./sources";

const NULL: Symbolic = { kind: "null" };
/** What every managed resource has, written or not. */
const ALWAYS_THERE = new Set(["arn", "id"]);

/** The instances that the sources alone enumerate; all of them are yet to be created. */
export function sourceInstances(sources: TerraformSources, input: DeploymentInput): ResourceInstances {
  return new InstanceCollection(
    input,
    sources.instances().map((instance) => new WrittenInstance(instance, sources)),
  );
}

class WrittenInstance implements ResourceInstance {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly module: string;
  readonly key: InstanceKey;
  readonly change = "create";
  readonly isPossible: boolean;
  private readonly block: SourceResource | undefined;

  constructor(
    instance: SourceInstance,
    private readonly sources: TerraformSources,
  ) {
    this.address = instance.address;
    this.mode = instance.mode;
    this.type = instance.type;
    this.name = instance.name;
    this.module = instance.module;
    this.key = instance.key;
    this.isPossible = instance.isPossible;
    this.block = sources.resource(instance.address);
  }

  get at(): SourceLocation | undefined {
    return this.block?.at;
  }

  attribute(name: string): Symbolic {
    const written = this.block?.attribute(name);
    if (written) return written;
    const isComputed = this.mode === "managed" ? ALWAYS_THERE.has(name) : this.type !== "aws_iam_policy_document";
    return isComputed ? reference(this.address, name) : NULL;
  }

  /** All that is known of it is written. */
  isSet(): true {
    return true;
  }

  placeOf(name: string): SourceLocation | undefined {
    return this.block?.placeOf(name) ?? this.block?.at;
  }

  region(): Symbolic | undefined {
    return this.block?.attribute("region") ?? this.sources.provider.region;
  }
}
