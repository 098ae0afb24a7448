import { symbolicString, type StringPart, type SymbolicString } from "../values";
import type { NamedResource } from "./named-resource";
import { ArnIndex, type FoundArn, type NamedArn } from "./arn-index";

/** Where the deployment goes, each literal where it is known, else the reference `aws.partition`, `aws.region`, `aws.account_id`. */
export interface DeploymentTarget {
  readonly partition: SymbolicString;
  readonly region: SymbolicString;
  readonly account: SymbolicString;
}

/** More steps from attribute to attribute than any deployment takes; a circle ends here too. */
const MOST_STEPS = 20;

/**
 * The resources of a deployment that have an ARN, by address. `${aws_s3_bucket.b.arn}`, `arn:aws:s3:::${aws_s3_bucket.b.id}` and
 * `arn:aws:s3:::orders` are brought to one canonical form by `expand`, and back to the symbol that a person recognises by `fold`.
 */
export class NamedResources {
  private readonly byAddress: ReadonlyMap<string, NamedResource>;
  private readonly byType = new Map<string, NamedResource[]>();
  private arns: ArnIndex | undefined;
  private existingArns: ArnIndex | undefined;

  private readonly folded = new WeakMap<SymbolicString, SymbolicString>();

  constructor(
    readonly all: readonly NamedResource[],
    readonly target: DeploymentTarget,
    /** Resources of others that the deployment looks up by their names: it has an ARN and a name for each, and decides nothing about them. */
    readonly existing: readonly NamedResource[] = [],
  ) {
    this.byAddress = new Map([...existing, ...all].map((resource) => [resource.address, resource]));
    for (const resource of all) {
      const same = this.byType.get(resource.type);
      if (same) same.push(resource);
      else this.byType.set(resource.type, [resource]);
    }
  }

  get(address: string): NamedResource | undefined {
    return this.byAddress.get(address);
  }

  ofType(type: string): NamedResource[] {
    return [...(this.byType.get(type) ?? [])];
  }

  /** The canonical form: each reference to an attribute that a named resource tells is replaced by its canonical value. */
  expand(string: SymbolicString): SymbolicString {
    if (string.parts.every((part) => part.kind !== "reference")) return string;
    return { ...symbolicString(this.expandParts(string.parts, 0), string.at), ...(string.places ? { places: string.places } : {}) };
  }

  private expandParts(parts: readonly StringPart[], steps: number): readonly StringPart[] {
    return parts.flatMap((part): readonly StringPart[] => {
      if (part.kind !== "reference" || steps > MOST_STEPS) return [part];
      if (part.address === "aws") return this.targetPart(part.attribute)?.parts ?? [part];
      const value = this.byAddress.get(part.address)?.attributes.get(part.attribute);
      if (!value || isItself(value, part.address, part.attribute)) return [part];
      return this.expandParts(value.parts, steps + 1);
    });
  }

  private targetPart(attribute: string): SymbolicString | undefined {
    const { partition, region, account } = this.target;
    return attribute === "partition" ? partition : attribute === "region" ? region : attribute === "account_id" ? account : undefined;
  }

  /**
   * The form for people: an ARN that is, or starts with, the ARN of a resource here becomes `${address.arn}` and what follows.
   * Where several resources fit, the longest ARN wins; a partition, region or account that one side leaves open (`*` or a reference) fits.
   */
  fold(string: SymbolicString): SymbolicString {
    let folded = this.folded.get(string);
    if (!folded) this.folded.set(string, (folded = this.computeFold(string)));
    return folded;
  }

  private computeFold(string: SymbolicString): SymbolicString {
    this.arns ??= new ArnIndex(this.all.flatMap((resource) => this.arnsOf(resource)));
    const expanded = this.expand(string);
    const found = this.arns.find(expanded) ?? this.findExisting(expanded);
    if (!found) return string;
    return symbolicString([{ kind: "reference", address: found.resource.address, attribute: found.attribute }, ...found.rest], string.at);
  }

  /** What the deployment creates goes before what it looks up: a module may look up what another one makes. */
  private findExisting(expanded: SymbolicString): FoundArn | undefined {
    if (this.existing.length === 0) return undefined;
    this.existingArns ??= new ArnIndex(this.existing.flatMap((resource) => this.arnsOf(resource)));
    return this.existingArns.find(expanded);
  }

  /** `arn`, and others that policies name: `stream_arn`, `execution_arn`. */
  private arnsOf(resource: NamedResource): NamedArn[] {
    const named = [...resource.attributes].filter(([attribute]) => /arn$/i.test(attribute));
    return named.map(([attribute, arn]) => ({ resource, attribute, arn: this.expand(arn) }));
  }
}

function isItself(value: SymbolicString, address: string, attribute: string): boolean {
  const [only] = value.parts;
  return value.parts.length === 1 && only?.kind === "reference" && only.address === address && only.attribute === attribute;
}
