import { check, isAtLeast, literalText, rules, type Configuration, type Finding } from "../core";
import { adaptStack } from "./adapt";
import { kindOfToken, type ResourceKind } from "./adapt/kinds";
import { StackIndex } from "./adapt/stack-index";
import { readStack, type ResourceView } from "./read-stack";
import { itemsOf, type StackResource } from "./stack-resource";

/** Rules that a document alone decides: what functions need, and whether they share a role, is known only at the end. */
const decidedByDocument: ReadonlySet<string> = new Set([
  "no-wildcard-action",
  "no-wildcard-resource",
  "no-not-action",
  "no-not-resource",
  "no-unscoped-pass-role",
  "no-public-invoke",
  "no-broad-trust-policy",
]);

/** What bears a permission, and what has to be known with it. */
const judged: ReadonlySet<ResourceKind> = new Set(["role", "rolePolicy", "sharedInlinePolicy", "policy", "rolePolicyAttachment", "policyAttachment", "exclusiveAttachments", "permission", "url"]);
const remembered: ReadonlySet<ResourceKind> = new Set(["role", "policy"]);

/** Looks at single resources before they are made, when an update knows what the preview did not. */
export class BeforeOperation {
  /** Roles and policies by their names. */
  private readonly seen = new Map<string, StackResource>();
  private readonly findings = new Map<string, readonly Finding[]>();
  private readonly rulesWithFindings = new Set<string>();

  async look(view: Pick<ResourceView, "urn" | "type" | "name" | "props">, inputs: unknown, configuration: Configuration): Promise<void> {
    const kind = kindOfToken(view.type);
    if (!kind || !judged.has(kind)) return;
    const [resource] = await readStack([{ ...view, propertyDependencies: {} }], new Map([[view.urn, inputs]]));
    const name = resource!.literal("name", "roleName", "managedPolicyName");
    if (remembered.has(kind) && name !== undefined) this.seen.set(`${kind} ${name}`, resource!);
    const found = this.judge(resource!, configuration);
    this.findings.set(view.urn, found);
    for (const { ruleId } of found) this.rulesWithFindings.add(ruleId);
  }

  findingsOf(urn: string): readonly Finding[] {
    return this.findings.get(urn) ?? [];
  }

  hasFindingsOf(ruleId: string): boolean {
    return this.rulesWithFindings.has(ruleId);
  }

  /** What a resource names of what was seen, by name or ARN. */
  private mentionedBy(resource: StackResource): StackResource[] {
    const texts = links.flatMap((property) => itemsOf(resource.property(property)).flatMap((item) => (item.kind === "string" ? (literalText(item) ?? []) : [])));
    const names = texts.map((text) => text.slice(text.lastIndexOf("/") + 1));
    return names.flatMap((name) => [this.seen.get(`role ${name}`), this.seen.get(`policy ${name}`)].flatMap((found) => found ?? []));
  }

  private judge(resource: StackResource, configuration: Configuration): Finding[] {
    const stack = [...new Set([resource, ...this.mentionedBy(resource)])];
    const index = new StackIndex(stack);
    const alsoRoles = rolesOf(resource, index).filter(isForLambda).map(({ urn }) => urn);
    const deployment = adaptStack(stack, { kind: "update", alsoRoles });
    const concerned = new Set([resource.urn, ...deployment.executionRoles.flatMap(({ policies }) => policies.filter(({ attachment }) => attachment?.address === resource.urn).map(({ address }) => address))]);
    const { findings } = check(deployment, { configuration, rules: rules.filter(({ id }) => decidedByDocument.has(id)) });
    return findings.filter(({ address, severity, status }) => status === "new" && concerned.has(address) && isAtLeast(severity, "high"));
  }
}

const links = ["role", "roleName", "roles", "policyArn", "policyArns", "managedPolicyArns", "permissionsBoundary"];

/** The roles that a resource is, or gives permissions to. */
function rolesOf(resource: StackResource, index: StackIndex): readonly StackResource[] {
  if (kindOfToken(resource.type) === "role") return [resource];
  const property = ["role", "roleName", "roles"].find((name) => resource.property(name).kind !== "null");
  return property === undefined ? [] : index.follow(resource, property, itemsOf(resource.property(property)), "role").found;
}

/** Other services' roles are none of our business. */
function isForLambda(role: StackResource): boolean {
  const trust = role.property("assumeRolePolicy", "assumeRolePolicyDocument");
  return JSON.stringify(trust, (_, value: unknown) => (value instanceof Map ? [...(value as Map<string, unknown>)] : value)).includes("lambda.amazonaws.com");
}
