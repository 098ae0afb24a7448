import type { Change, DeploymentInput, SourceLocation, Symbolic } from "../core";
import type { InstanceKey } from "./sources";

/** One instance of a managed resource or a data source, whether a plan, a state or the sources alone tell of it. */
export interface ResourceInstance {
  readonly address: string;
  readonly mode: "managed" | "data";
  /** `aws_iam_role`. */
  readonly type: string;
  readonly name: string;
  /** Address of the module instance, `""` for the root. */
  readonly module: string;
  readonly key: InstanceKey;
  readonly change: Change;
  /** Whether it exists only if an undecided count or for_each turns out that way. */
  readonly isPossible?: boolean;
  readonly at?: SourceLocation;
  /**
   * The value of an argument or attribute; a null where it is absent. What the provider will compute is a reference to itself;
   * what depends on something unknown is a symbol where that is certain, else an Unknown that names what it depends on.
   */
  attribute(name: string): Symbolic;
  /** Whether an argument, or one inside a block, is written: what is not is the provider's choice. `undefined` where nothing tells, as in a state. */
  isSet(path: readonly string[]): boolean | undefined;
  /** Where the argument is written. */
  placeOf(name: string): SourceLocation | undefined;
  /** The region that is set for just this resource or for its provider configuration. */
  region(): Symbolic | undefined;
}

/** All instances of a deployment, in the order of their addresses. */
export interface ResourceInstances {
  readonly input: DeploymentInput;
  readonly all: readonly ResourceInstance[];
  get(address: string): ResourceInstance | undefined;
  ofType(...types: string[]): readonly ResourceInstance[];
}

/** Builds the look-ups that every provider of instances needs. */
export class InstanceCollection implements ResourceInstances {
  readonly all: readonly ResourceInstance[];
  private readonly byAddress: ReadonlyMap<string, ResourceInstance>;
  private readonly byType = new Map<string, ResourceInstance[]>();

  constructor(
    readonly input: DeploymentInput,
    instances: readonly ResourceInstance[],
  ) {
    this.all = [...instances].sort((a, b) => compareText(a.address, b.address));
    this.byAddress = new Map(this.all.map((instance) => [instance.address, instance]));
    for (const instance of this.all) {
      const key = instance.mode === "data" ? `data.${instance.type}` : instance.type;
      const same = this.byType.get(key);
      if (same) same.push(instance);
      else this.byType.set(key, [instance]);
    }
  }

  get(address: string): ResourceInstance | undefined {
    return this.byAddress.get(address);
  }

  /** Data sources with `data.` before their type. */
  ofType(...types: string[]): readonly ResourceInstance[] {
    const [only] = types;
    if (types.length === 1) return this.byType.get(only!) ?? [];
    return types.flatMap((type) => this.byType.get(type) ?? []).sort((a, b) => compareText(a.address, b.address));
  }
}

/** By code units: the same order on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
