import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { createPolicies, sessionPolicyName } from "../../policypack/policies";
import { PreviewSession } from "../../policypack/preview-session";
import { rules } from "../../core";
import { replay, type RecordedResource } from "../support/pulumi/recording";
import { lambda, outputOf, policyText, resource, role, unknownValue, urnOf } from "../support/pulumi/stack";

interface Violation {
  readonly message: string;
  readonly urn: string;
  readonly severity: string;
  readonly enforcementLevel?: string;
}

type Policy = ReturnType<typeof createPolicies>[number];

/** Runs policies as the library does, with the configuration that each is given. */
class Host {
  readonly policies = createPolicies(new PreviewSession());
  readonly violations: (Violation & { readonly policy: string })[] = [];
  readonly ran: string[] = [];

  constructor(private readonly configuration: Readonly<Record<string, object>> = {}) {}

  async preview(recorded: readonly RecordedResource[]): Promise<this> {
    const { resources, inputs } = replay(recorded);
    for (const { urn, type, name } of resources) await this.create({ urn, type, name, props: inputs.get(urn) as Record<string, unknown> });
    for (const policy of this.policies) {
      if (this.isSkipped(policy.validateStack, "any")) continue;
      this.ran.push(policy.name);
      await policy.validateStack({ resources: resources as PolicyResource[], ...this.common(policy) }, this.reporter(policy));
    }
    return this;
  }

  async create(view: Pick<ResourceValidationArgs, "urn" | "type" | "name" | "props">): Promise<void> {
    for (const policy of this.policies) if (policy.enforcementLevel === "remediate") await policy.remediateResource?.({ ...view, ...this.common(policy) } as unknown as ResourceValidationArgs);
    for (const policy of this.policies) {
      const { validateResource } = policy;
      if (typeof validateResource !== "function" || this.isSkipped(validateResource, view.type)) continue;
      await validateResource({ ...view, ...this.common(policy) } as unknown as ResourceValidationArgs, this.reporter(policy));
    }
  }

  of(policy: string): Violation[] {
    return this.violations.filter((violation) => violation.policy === policy);
  }

  private isSkipped(validation: unknown, type: string): boolean {
    const only = (validation as { __pulumiType?: string }).__pulumiType;
    return only !== undefined && only !== type;
  }

  private common(policy: Policy): { getConfig: <T extends object>() => T; stackTags: Map<string, string>; notApplicable: () => never } {
    return { getConfig: <T extends object>() => (this.configuration[policy.name] ?? {}) as T, stackTags: new Map(), notApplicable: () => { throw new Error("not applicable"); } };
  }

  private reporter(policy: Policy): (message: string) => void {
    return (message) => void this.violations.push({ ...(message as unknown as Violation), policy: policy.name });
  }
}

const stackResource = resource("pulumi:pulumi:Stack", "shop-dev", {});
const publisher = role("publisher");
const fn = lambda("publish", publisher, { code: { class: "AssetArchive", assets: { "index.js": { class: "StringAsset", text: "exports.handler = async () => 1;" } } } });
const wide = resource("aws:iam/rolePolicy:RolePolicy", "wide", { name: "wide", role: "publisher-1a2b3c4", policy: policyText({ Effect: "Allow", Action: "s3:*", Resource: "*" }) });
const deployed = (recorded: RecordedResource): RecordedResource => ({ ...recorded, props: Object.fromEntries(Object.entries(recorded.props).map(([key, value]) => [key, value === unknownValue || (typeof value === "object" && value !== null && "$unknown" in value) ? `known-${key}` : value])) });

describe("policypack/policies", () => {
  it("has one policy for each rule, with what a person is told about it, and one of its own", () => {
    const policies = createPolicies(new PreviewSession());
    expect(policies.map(({ name }) => name)).to.deep.equal([sessionPolicyName, ...rules.map(({ id }) => id)]);
    for (const rule of rules) {
      const policy = policies.find(({ name }) => name === rule.id)!;
      expect(policy).to.deep.include({ description: rule.title, severity: rule.severity, remediationSteps: rule.remediation });
      expect(policy.url).to.match(/^https:/);
      const expected = !rule.isOnByDefault ? "disabled" : rule.severity === "critical" || rule.severity === "high" ? "mandatory" : "advisory";
      expect(policy.enforcementLevel, rule.id).to.equal(expected);
    }
  });

  it("reports a finding once, under its rule, with the resource's URN, and a summary at the end", async () => {
    const host = await new Host().preview([stackResource, publisher, fn, wide]);
    const [finding, ...more] = host.of("no-wildcard-action");
    expect(more).to.deep.equal([]);
    expect(finding).to.deep.include({ urn: wide.urn, severity: "high" });
    expect(finding!.enforcementLevel, "the level of the policy counts").to.equal(undefined);
    expect(finding!.message).to.contain("s3:*").and.not.contain("\n").and.not.contain("urn:pulumi");
    const [summary] = host.of(sessionPolicyName);
    expect(summary).to.deep.include({ urn: stackResource.urn, enforcementLevel: "advisory" });
  });

  it("says nothing about a stack in which there is nothing to say", async () => {
    const host = await new Host().preview([stackResource, resource("aws:s3/bucket:Bucket", "b", { bucket: "b-1" })]);
    expect(host.violations).to.deep.equal([]);
  });

  it("says once that there is no code where the program is not known, and not of each function", async () => {
    const [first, second] = [lambda("first", publisher), lambda("second", publisher)];
    const host = await new Host().preview([stackResource, publisher, first, second, wide]);
    expect(host.of("no-unread-code")).to.deep.equal([]);
    expect(host.of(sessionPolicyName)[0]!.message).to.match(/program's folder is not known/);
    expect(host.of("no-unused-permission"), "nothing is called unused").to.deep.equal([]);
    expect(host.of("no-wildcard-action")).to.have.length(1);
  });

  it("leaves out the policies of rules that found nothing", async () => {
    const host = await new Host().preview([stackResource, publisher, fn, wide]);
    expect(host.ran).to.contain("no-wildcard-action").and.not.contain("no-public-invoke");
  });

  it("lowers and raises what a rule's configuration says", async () => {
    const severities = async (configuration: object): Promise<unknown[]> => (await new Host({ "no-wildcard-action": configuration }).preview([stackResource, publisher, fn, wide])).of("no-wildcard-action").map(({ severity, enforcementLevel }) => [severity, enforcementLevel]);
    expect(await severities({ severity: "medium" })).to.deep.equal([["medium", "advisory"]]);
    expect(await severities({ severity: "medium", failOn: "medium" })).to.deep.equal([["medium", undefined]]);
    expect(await severities({ failOn: "critical" })).to.deep.equal([["high", "advisory"]]);
    expect(await severities({ allow: ["s3:*"] })).to.deep.equal([]);
  });

  it("reports before a create what only the update knows, and not again at its end", async () => {
    const recorded = [stackResource, publisher, fn, wide].map(deployed);
    const host = await new Host().preview(recorded);
    expect(host.of("no-wildcard-action")).to.have.length(1);
    expect(host.of("no-wildcard-action")[0]!.urn).to.equal(wide.urn);
  });

  it("does not stop at a resource in a preview, whose end knows more", async () => {
    const host = new Host();
    await host.create({ urn: publisher.urn, type: publisher.type, name: "publisher", props: replay([publisher]).inputs.get(publisher.urn) as Record<string, unknown> });
    await host.create({ urn: fn.urn, type: fn.type, name: "publish", props: replay([fn]).inputs.get(fn.urn) as Record<string, unknown> });
    await host.create({ urn: wide.urn, type: wide.type, name: "wide", props: replay([wide]).inputs.get(wide.urn) as Record<string, unknown> });
    expect(host.violations).to.deep.equal([]);
  });

  it("leaves other services' roles alone before a create", async () => {
    const glue = role("glue", { assumeRolePolicy: policyText({ Effect: "Allow", Principal: { Service: "glue.amazonaws.com" }, Action: "sts:AssumeRole" }) });
    const own = resource("aws:iam/rolePolicy:RolePolicy", "own", { role: "glue-1a2b3c4", policy: policyText({ Effect: "Allow", Action: "s3:*", Resource: "*" }) });
    const host = new Host();
    for (const one of [glue, own].map(deployed)) await host.create({ urn: one.urn, type: one.type, name: one.name, props: replay([one]).inputs.get(one.urn) as Record<string, unknown> });
    expect(host.violations).to.deep.equal([]);
  });

  it("honours the configuration beside the program, unless that is forbidden", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "leastwise-configured-"));
    try {
      fs.writeFileSync(path.join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
      fs.writeFileSync(path.join(folder, "leastwise.json"), JSON.stringify({ suppressions: [{ rule: "no-wildcard-action", address: "*::wide", reason: "moves away in May" }] }));
      const found = async (more: object): Promise<number> => (await new Host({ [sessionPolicyName]: { programFolder: folder, ...more } }).preview([stackResource, publisher, fn, wide])).of("no-wildcard-action").length;
      expect(await found({})).to.equal(0);
      expect(await found({ ignoreProgramConfiguration: true })).to.equal(1);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });

  it("never throws at unknowns, wherever they are", async () => {
    const everything = [publisher, fn, wide, resource("aws:lambda/permission:Permission", "perm", { action: unknownValue, principal: unknownValue, function: unknownValue }), resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "att", { role: outputOf(publisher), policyArn: unknownValue })];
    const blanked = everything.map((one): RecordedResource => ({ ...one, props: Object.fromEntries(Object.keys(one.props).map((key) => [key, unknownValue])) }));
    await new Host().preview([stackResource, ...blanked]);
    await new Host().preview([stackResource, ...everything.slice(0, 3), ...blanked.slice(3)]);
    await new Host().preview([{ ...publisher, urn: urnOf("aws:iam/role:Role", "odd"), props: { name: 7, assumeRolePolicy: [1], inlinePolicies: "x", managedPolicyArns: { a: 1 } } }, { ...fn, props: { ...fn.props, code: 3, environment: "x", layers: 5, vpcConfig: [] } }]);
  });
});
