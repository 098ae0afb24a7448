import { expect } from "chai";
import { check, fromPlain, literal, NamedResources, readPolicyDocument, unknown, type EffectiveAccess, type ExecutionRole, type ResourcePolicy } from "../../../core";
import { resource, target } from "../required/building";
import { allow, deployed, policy, role } from "./deployments";

const deny = (action: string, resource: string) => ({ ...allow(action, resource), Effect: "Deny" });

function effectiveOf(one: ExecutionRole, resourcePolicies: readonly ResourcePolicy[] = []): EffectiveAccess {
  return check(deployed([one], undefined, { resourcePolicies })).functions[0]!.effective!;
}

/** `resource extent: first action +more`. */
function rows({ resources }: EffectiveAccess): string[] {
  return resources.map(({ resource, extent, actions, resourcePolicy }) => `${resource} ${extent} ${actions.join(" ")}${resourcePolicy === undefined ? "" : ` by ${resourcePolicy}`}`);
}

describe("effective permissions in the result", () => {
  it("are those of all policies together, minus Deny, each action where it can act", () => {
    const effective = effectiveOf(
      role("reader", [
        policy("aws_iam_role_policy.a", [allow(["s3:GetObject", "s3:ListBucket"], ["arn:aws:s3:::invoices", "arn:aws:s3:::invoices/*"])]),
        policy("aws_iam_role_policy.b", [allow("sqs:SendMessage", "*"), allow("sqs:PurgeQueue", "*"), deny("sqs:Purge*", "*")]),
      ]),
    );
    expect(rows(effective)).to.deep.equal(["* whole sqs:SendMessage", "arn:aws:s3:::invoices whole s3:ListBucket", "arn:aws:s3:::invoices/* whole s3:GetObject"]);
    expect(effective).to.deep.include({ isComplete: true, accessLevels: { Write: 1, Read: 1, List: 1 } });
    expect(effective.services).to.deep.equal([{ service: "s3", accessLevels: { Read: 1, List: 1 } }, { service: "sqs", accessLevels: { Write: 1 } }]);
  });

  it("count many, and name the gravest", () => {
    const { resources, services } = effectiveOf(role("admin", [policy("p", [allow("*", "*"), deny("s3:*", "*")])]));
    expect(services.map(({ service }) => service)).to.deep.equal(["*"]);
    expect(resources).to.have.length(1);
    expect(resources[0]!.actions).to.have.length(50).and.include("iam:PutRolePolicy");
    expect(resources[0]!.accessLevels["Permissions management"]).to.be.above(100);
  });

  it("say where a policy could not be read, and are null without a role", () => {
    const later = unknown("computed-at-apply", "made while applying");
    const one = { ...role("reader", [policy("p", [allow("sqs:SendMessage", "*")])]), unresolvedPolicies: [{ address: "x", unknown: later }] };
    expect(effectiveOf(one)).to.deep.include({ isComplete: false });
    expect(rows(effectiveOf(one))).to.deep.equal(["* undecided sqs:SendMessage"]);
    const away = deployed([]);
    expect(check({ ...away, functions: deployed([role("reader", [])]).functions }).functions[0]!.effective).to.equal(null);
  });

  it("have what a policy on a resource grants the role by name, unless the role is denied it", () => {
    const document = readPolicyDocument(fromPlain({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:role/reader" }, Action: ["sqs:SendMessage", "sqs:PurgeQueue"], Resource: "*" }] }));
    const queue: ResourcePolicy = { address: "aws_sqs_queue_policy.q", resource: literal("arn:aws:sqs:eu-west-1:111122223333:q"), service: "sqs", document, change: "create" };
    const one = role("reader", [policy("p", [deny("sqs:PurgeQueue", "*")])]);
    const resources = new NamedResources([resource("aws_iam_role.reader", "arn:aws:iam::111122223333:role/reader", "reader")], target);
    expect(rows(check(deployed([one], undefined, { resourcePolicies: [queue], resources })).functions[0]!.effective!)).to.deep.equal(["* whole sqs:SendMessage by aws_sqs_queue_policy.q"]);
  });
});
