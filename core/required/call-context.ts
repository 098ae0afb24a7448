import type { SdkCall } from "../code";
import { NamedResources, type EventSource, type NamedResource } from "../model";
import { isSameSymbolic, literal, reference, type SymbolicMap, type SymbolicString } from "../values";
import { joinPattern } from "./arn-pattern";
import { withOwnPlace } from "./own-values";
import { givenAt, givenKeys, givenText, presenceOf, type Given, type GivenText, type Presence } from "./call-input";

/** What surrounds the calls of one function. */
export interface Surroundings {
  readonly resources: NamedResources;
  /** What triggers the function. */
  readonly eventSources: readonly EventSource[];
  /** The function's own ARN, where there is a function. */
  readonly self?: SymbolicString;
  /** All calls of the function. */
  readonly calls: readonly SdkCall[];
}

/** Where nothing is known of the infrastructure: the standard partition, any region and account. */
export const noResources = new NamedResources([], {
  partition: literal("aws"),
  region: reference("aws", "region"),
  account: reference("aws", "account_id"),
});

/** One call, and what its input means in this deployment. */
export class CallContext {
  constructor(
    readonly call: SdkCall,
    readonly surroundings: Surroundings,
  ) {}

  get resources(): NamedResources {
    return this.surroundings.resources;
  }

  given(path: string): Given[] {
    return givenAt(this.call.input, path);
  }

  /** The texts at a path, canonical. */
  texts(path: string): GivenText[] {
    return givenText(this.call.input, path).map((given) => this.canonical(given));
  }

  keys(path: string): GivenText[] {
    return givenKeys(this.call.input, path);
  }

  presence(path: string): Presence {
    return presenceOf(this.call.input, path);
  }

  /** The texts at a path of a part of the input. */
  textsIn(part: SymbolicMap, path: string): GivenText[] {
    return givenText(part, path).map((given) => this.canonical(given));
  }

  /** What the other calls of the function to the same service give for a member: the stream of an iterator, the queue of a URL that was looked up. */
  related(path: string): GivenText[] {
    const others = this.surroundings.calls.filter((call) => call !== this.call && call.service === this.call.service);
    return others.flatMap((call) => givenText(call.input, path)).map((given) => this.canonical(given));
  }

  /** What a rule finds for other calls of the function. */
  sibling<T>(calls: readonly SdkCall[], rule: (context: CallContext) => T[]): T[] {
    return calls.flatMap((call) => rule(new CallContext(call, this.surroundings)));
  }

  /** The region that the client is made for, else the deployment's. */
  get region(): SymbolicString {
    const { region } = this.call;
    const isKnown = region?.kind === "string" && region.parts.every((part) => part.kind !== "unknown-text");
    return isKnown ? this.resources.expand(region) : this.resources.target.region;
  }

  /** An ARN of this deployment's partition, region and account. */
  arn(service: string, resource: readonly (string | SymbolicString)[], scope: ArnScope = "regional"): SymbolicString {
    const empty = literal("");
    return this.arnOf(service, scope === "regional" ? this.region : empty, scope === "bare" ? empty : undefined, resource);
  }

  /** An ARN of another region or account; of the deployment's where they are not given. */
  arnOf(service: string, region: SymbolicString | undefined, account: SymbolicString | undefined, resource: readonly (string | SymbolicString)[]): SymbolicString {
    const { target } = this.resources;
    return joinPattern("arn:", target.partition, `:${service}:`, region ?? this.region, ":", account ?? target.account, ":", ...resource);
  }

  /** The resource that the text is an identity of (its name, id, URL, ARN), among those of these types. */
  managed(types: readonly string[], text: SymbolicString): NamedResource | undefined {
    return this.surroundings.resources.all.find((resource) => types.includes(resource.type) && identifies(resource, text));
  }

  private canonical(given: GivenText): GivenText {
    return given.value.kind === "unknown" ? given : { ...given, value: withOwnPlace(this.resources.expand(given.value), this.resources.target) };
  }
}

/** Which of region and account an ARN has: both, the account alone (IAM), none (S3). */
export type ArnScope = "regional" | "account" | "bare";

/** Attributes that tell which resource it is, in plain spelling: Pulumi writes `keyId`. */
const identityAttributes: ReadonlySet<string> = new Set(["id", "arn", "name", "url", "keyid", "bucket", "alias", "queueurl", "identifier", "functionname", "tablename"]);

/** Whether an attribute tells which resource it is. */
export function isIdentityAttribute(attribute: string): boolean {
  return identityAttributes.has(plainSpelling(attribute));
}

/** An attribute by Terraform's name of it, in whichever spelling the toolchain has. */
export function attributeOf(resource: NamedResource, name: string): SymbolicString | undefined {
  const direct = resource.attributes.get(name);
  if (direct) return direct;
  for (const [attribute, value] of resource.attributes) if (plainSpelling(attribute) === plainSpelling(name)) return value;
  return undefined;
}

function plainSpelling(attribute: string): string {
  return attribute.toLowerCase().replaceAll("_", "");
}

function identifies(resource: NamedResource, text: SymbolicString): boolean {
  const [only] = text.parts;
  const isOwn = text.parts.length === 1 && only?.kind === "reference" && only.address === resource.address;
  if (isOwn && isIdentityAttribute(only.attribute)) return true;
  if (isSameSymbolic(resource.name, text)) return true;
  for (const [attribute, value] of resource.attributes) if (isIdentityAttribute(attribute) && isSameSymbolic(value, text)) return true;
  return false;
}
