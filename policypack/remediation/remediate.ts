import { Analysis, check, literal, NamedResources, readAllCode, rules, type CodeReading, type Configuration, type Deployment, type Policy } from "../../core";
import { adaptStack } from "../adapt";
import { kindOfToken } from "../adapt/kinds";
import { holdsUnknown, readProperty, secretContent, unwrap } from "../known";
import type { Program } from "../program/find-program";
import type { ProgramPlan } from "../program/plan-program";
import { itemsOf, type StackResource } from "../stack-resource";
import { narrowedDocument, type PlainDocument } from "./narrow-policy";
import { hasUnplanned, plannedStack, type SeenResource } from "./planned-stack";

/** Properties that hold a document, by kind of resource. */
const documentProperties: Readonly<Record<string, readonly string[]>> = { rolePolicy: ["policy", "policyDocument"], policy: ["policy", "policyDocument"] };

/**
 * Narrows role policies before they are made. The functions that use them are made later, so that what these need is read from the program's
 * own source; where that leaves any doubt, nothing is touched.
 */
export class Remediation {
  private plan: ProgramPlan | undefined;
  private readings: Promise<ReadonlyMap<string, CodeReading>> | undefined;

  constructor(private readonly program: Program) {}

  /** The properties with a narrower document; `undefined` where they stay as they are. */
  async narrow(args: SeenResource, seen: readonly SeenResource[], configuration: Configuration, isNarrowed: (ruleId: string) => boolean): Promise<Record<string, unknown> | undefined> {
    const found = documentIn(args);
    if (!found) return undefined;
    const plan = this.planOf(args.urn);
    if (plan.doubts.length > 0 || hasUnplanned(plan, seen)) return undefined;
    const stack = await plannedStack(plan, seen);
    const address = stack.addressOf(args.urn);
    if (address === undefined) return undefined;
    const deployment = withPartition(adaptStack(stack.resources, { kind: "preview" }), stack.resources);
    this.readings ??= readAllCode(deployment, this.program.codeFolder);
    const readings = await this.readings;
    const policy = policyAt(deployment, address);
    if (policy?.document.kind !== "known") return undefined;
    const result = check(deployment, { configuration, readings, rules: rules.filter(({ id }) => isNarrowed(id)) });
    const narrowed = narrowedDocument(policy, found.document, deployment, new Analysis(deployment, readings), result, isNarrowed);
    return narrowed && { ...propertiesOf(args.props), [found.property]: found.isText ? JSON.stringify(narrowed) : narrowed };
  }

  private planOf(urn: string): ProgramPlan {
    if (!this.plan) {
      const { planProgram } = require("../program/plan-program") as typeof import("../program/plan-program");
      const [, stack = "", project = ""] = /^urn:pulumi:([^:]*)::([^:]*)::/.exec(urn) ?? [];
      this.plan = planProgram(this.program, project, stack);
    }
    return this.plan;
  }
}

/** The document of a policy, where all of it is known and none of it is secret. */
function documentIn({ type, props }: SeenResource): { readonly property: string; readonly document: PlainDocument; readonly isText: boolean } | undefined {
  for (const property of documentProperties[kindOfToken(type) ?? ""] ?? []) {
    const value = unwrap(readProperty(props, property));
    if (value === undefined || value === null || secretContent(value) || holdsUnknown(value)) continue;
    const isText = typeof value === "string";
    const document = plainOf(value);
    if (document) return { property, document, isText };
  }
  return undefined;
}

function plainOf(value: unknown): PlainDocument | undefined {
  try {
    const plain = JSON.parse(typeof value === "string" ? value : JSON.stringify(value)) as { Statement?: unknown } | null;
    return typeof plain === "object" && plain !== null && typeof plain.Statement === "object" && plain.Statement !== null ? (plain as PlainDocument) : undefined;
  } catch {
    return undefined;
  }
}

/** The properties as they came, with the marks of unknowns and secrets: the library sends them back as such. */
function propertiesOf(props: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.keys(unwrap(props) as object).map((name) => [name, readProperty(props, name)]));
}

/** The policy at an address; one that several roles have is one. */
function policyAt(deployment: Deployment, address: string): Policy | undefined {
  return deployment.executionRoles.flatMap(({ policies }) => policies).find((policy) => policy.address === address && (policy.kind === "inline" || policy.kind === "customer-managed"));
}

/** With the partition that AWS managed policies of the stack are named in: they can be attached in no other. */
function withPartition(deployment: Deployment, resources: readonly StackResource[]): Deployment {
  const { target } = deployment.resources;
  const named = new Set(resources.flatMap((resource) => ["policyArn", "managedPolicyArns"].flatMap((property) => itemsOf(resource.property(property)))).flatMap((item) => (item.kind === "string" ? (/^arn:([^:]+):iam::aws:policy\//.exec(textOf(item)) ?? []).slice(1) : [])));
  const [only] = named;
  if (only === undefined || named.size > 1 || target.partition.parts.every(({ kind }) => kind === "literal")) return deployment;
  return { ...deployment, resources: new NamedResources(deployment.resources.all, { ...target, partition: literal(only) }) };
}

function textOf(item: { readonly parts: readonly { readonly kind: string; readonly text?: string }[] }): string {
  return item.parts.map((part) => part.text ?? "").join("");
}
