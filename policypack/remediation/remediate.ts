import { Analysis, check, fromPlain, literal, NamedResources, readAllCode, readPolicyDocument, rules, type CodeReading, type Configuration, type Deployment, type Policy } from "../../core";
import { adaptStack } from "../adapt";
import type { Program } from "../program/find-program";
import type { ProgramPlan } from "../program/plan-program";
import { itemsOf, type StackResource } from "../stack-resource";
import { heldDocuments, propertiesOf, type HeldDocument } from "./held-documents";
import { narrowedDocument, type PlainDocument } from "./narrow-policy";
import { hasUnplanned, plannedStack, type SeenResource } from "./planned-stack";
import { hasOtherHolders } from "./policy-holders";

/**
 * Narrows role policies before they are made. The functions that use them are made later, so that what these need is read from the program's
 * own source; where that leaves any doubt, nothing is touched.
 */
export class Remediation {
  private plan: ProgramPlan | undefined;
  private readings: Promise<ReadonlyMap<string, CodeReading>> | undefined;

  constructor(private readonly program: Program) {}

  /** The properties with narrower documents; `undefined` where they stay as they are. */
  async narrow(args: SeenResource, seen: readonly SeenResource[], configuration: Configuration, isNarrowed: (ruleId: string) => boolean): Promise<Record<string, unknown> | undefined> {
    const documents = heldDocuments(args);
    if (documents.length === 0) return undefined;
    const plan = this.planOf(args.urn);
    if (plan.doubts.length > 0 || hasUnplanned(plan, seen)) return undefined;
    const stack = await plannedStack(plan, seen);
    const address = stack.addressOf(args.urn);
    if (address === undefined) return undefined;
    let deployment = withPartition(adaptStack(stack.resources, { kind: "preview" }), stack.resources);
    this.readings ??= readAllCode(deployment, this.program.codeFolder);
    const readings = await this.readings;
    let properties: Record<string, unknown> | undefined;
    // One after the other: what meets a need in two documents may be taken from one of them alone.
    for (const held of documents) {
      const narrowed = narrowedIn(held, address, plan, { deployment, readings, configuration, isNarrowed });
      if (!narrowed) continue;
      properties = held.replaced(properties ?? propertiesOf(args.props), narrowed);
      deployment = withDocument(deployment, address, held.pathPrefix, narrowed);
    }
    return properties;
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

interface Judged {
  readonly deployment: Deployment;
  readonly readings: ReadonlyMap<string, CodeReading>;
  readonly configuration: Configuration;
  isNarrowed(ruleId: string): boolean;
}

function narrowedIn({ pathPrefix, document }: HeldDocument, address: string, plan: ProgramPlan, { deployment, readings, configuration, isNarrowed }: Judged): PlainDocument | undefined {
  const policy = policyAt(deployment, address, pathPrefix);
  if (policy?.document.kind !== "known" || hasOtherHolders(policy, plan, deployment)) return undefined;
  const result = check(deployment, { configuration, readings, rules: rules.filter(({ id }) => isNarrowed(id)) });
  return narrowedDocument(policy, document, deployment, new Analysis(deployment, readings), result, isNarrowed);
}

/** The deployment as it will be with the narrower document. */
function withDocument(deployment: Deployment, address: string, pathPrefix: string | undefined, narrowed: PlainDocument): Deployment {
  const document = readPolicyDocument(fromPlain(narrowed));
  const isIt = (policy: Policy): boolean => policy.address === address && policy.pathPrefix === pathPrefix && policy.kind !== "aws-managed";
  return { ...deployment, executionRoles: deployment.executionRoles.map((role) => ({ ...role, policies: role.policies.map((policy) => (isIt(policy) ? { ...policy, document } : policy)) })) };
}

/** The policy at an address; one that several roles have is one. */
function policyAt(deployment: Deployment, address: string, pathPrefix: string | undefined): Policy | undefined {
  return deployment.executionRoles.flatMap(({ policies }) => policies).find((policy) => policy.address === address && policy.pathPrefix === pathPrefix && (policy.kind === "inline" || policy.kind === "customer-managed"));
}

/** With the partition that AWS managed policies of the stack are named in: they can be attached in no other. */
function withPartition(deployment: Deployment, resources: readonly StackResource[]): Deployment {
  const { target } = deployment.resources;
  const named = new Set(resources.flatMap((resource) => ["policyArn", "managedPolicyArns"].flatMap((property) => itemsOf(resource.property(property)))).flatMap((item) => (item.kind === "string" ? (/^arn:([^:]+):iam::aws:policy\//.exec(textOf(item)) ?? []).slice(1) : [])));
  const [only] = named;
  if (only === undefined || named.size > 1 || target.partition.parts.every(({ kind }) => kind === "literal")) return deployment;
  return { ...deployment, resources: new NamedResources(deployment.resources.all, { ...target, partition: literal(only) }, deployment.resources.existing) };
}

function textOf(item: { readonly parts: readonly { readonly kind: string; readonly text?: string }[] }): string {
  return item.parts.map((part) => part.text ?? "").join("");
}
