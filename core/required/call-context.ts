import type { SdkCall } from "../code";
import { NamedResources, type EventSource, type NamedResource } from "../model";
import { isSameSymbolic, literal, reference, type SymbolicString } from "../values";
import { joinPattern } from "./arn-pattern";
import { givenAt, givenKeys, givenText, presenceOf, type Given, type GivenText, type Presence } from "./call-input";

/** What surrounds the calls of one function. */
export interface Surroundings {
  readonly resources: NamedResources;
  /** What triggers the function. */
  readonly eventSources: readonly EventSource[];
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

  /** What the other calls of the function to the same service give for a member: the stream of an iterator, the queue of a URL that was looked up. */
  related(path: string): GivenText[] {
    const others = this.surroundings.calls.filter((call) => call !== this.call && call.service === this.call.service);
    return others.flatMap((call) => givenText(call.input, path)).map((given) => this.canonical(given));
  }

  /** An ARN of this deployment's partition, region and account. */
  arn(service: string, resource: readonly (string | SymbolicString)[], scope: ArnScope = "regional"): SymbolicString {
    const { partition, region, account } = this.resources.target;
    const empty = literal("");
    return joinPattern("arn:", partition, `:${service}:`, scope === "regional" ? region : empty, ":", scope === "bare" ? empty : account, ":", ...resource);
  }

  /** The resource that the text is an identity of (its name, id, URL, ARN), among those of these types. */
  managed(types: readonly string[], text: SymbolicString): NamedResource | undefined {
    return this.surroundings.resources.all.find((resource) => types.includes(resource.type) && identifies(resource, text));
  }

  private canonical(given: GivenText): GivenText {
    return given.value.kind === "unknown" ? given : { ...given, value: this.resources.expand(given.value) };
  }
}

/** Which of region and account an ARN has: both, the account alone (IAM), none (S3). */
export type ArnScope = "regional" | "account" | "bare";


const identityAttributes = new Set(["id", "arn", "name", "url", "key_id", "bucket", "alias", "queue_url", "identifier", "function_name", "table_name"]);

function identifies(resource: NamedResource, text: SymbolicString): boolean {
  const [only] = text.parts;
  if (text.parts.length === 1 && only?.kind === "reference") return only.address === resource.address && (identityAttributes.has(only.attribute) || isIdentity(resource, text));
  return isIdentity(resource, text);
}

function isIdentity(resource: NamedResource, text: SymbolicString): boolean {
  if (isSameSymbolic(resource.name, text)) return true;
  for (const [attribute, value] of resource.attributes) if (identityAttributes.has(attribute) && isSameSymbolic(value, text)) return true;
  return false;
}
