import { expect } from "chai";
import { formatSymbolic, type ExecutionRole, type PolicyDocument, type Value } from "../../../core";
import { adapted, lambda, outputOf, policyText, resource, role, unknownValue, urnOf } from "../../support/pulumi/stack";

const allowS3 = { Effect: "Allow", Action: "s3:*", Resource: "*" };
const publisher = role("publisher");
const fn = lambda("publish", publisher);

function actionsOf(document: Value<PolicyDocument>): string[] | string {
  if (document.kind === "unknown") return document.reason;
  return document.value.statements.flatMap(({ actions }) => (actions ?? []).map(({ value, path }) => `${path} ${value.kind === "string" ? formatSymbolic(value) : value.reason}`));
}

function onlyRole(roles: readonly ExecutionRole[]): ExecutionRole {
  expect(roles).to.have.length(1);
  return roles[0]!;
}

describe("policypack/adapt/roles", () => {
  it("links a function to the role that its unknown ARN was computed from", async () => {
    const deployment = await adapted(fn, publisher);
    expect(deployment.functions[0]!.role).to.deep.equal({ kind: "known", value: publisher.urn });
    expect(onlyRole(deployment.executionRoles)).to.deep.include({ address: publisher.urn, change: "create" });
  });

  it("links by ARN once it is known, also through a path", async () => {
    const arn = "arn:aws:iam::123456789012:role/service/publisher-1a2b3c4";
    const deployment = await adapted(lambda("publish", publisher, { role: arn }), role("publisher", { arn, id: "publisher-1a2b3c4" }));
    expect(deployment.functions[0]!.role).to.deep.equal({ kind: "known", value: publisher.urn });
    expect(onlyRole(deployment.executionRoles).change).to.equal("update");
  });

  it("says that a role outside the stack is outside, with its ARN", async () => {
    const deployment = await adapted(lambda("publish", publisher, { role: "arn:aws:iam::123456789012:role/elsewhere" }), publisher);
    expect(deployment.functions[0]!.role).to.deep.include({ kind: "unknown", reason: "unreadable", detail: "arn:aws:iam::123456789012:role/elsewhere" });
    expect(deployment.executionRoles).to.deep.equal([]);
  });

  it("does not choose between two roles", async () => {
    const other = role("other");
    const deployment = await adapted(lambda("publish", publisher, { role: outputOf([publisher, other]) }), publisher, other);
    expect(deployment.functions[0]!.role).to.deep.include({ kind: "unknown", reason: "computed-at-apply", references: [other.urn, publisher.urn] });
  });

  const inline: readonly [string, ReturnType<typeof resource>][] = [
    ["by name", resource("aws:iam/rolePolicy:RolePolicy", "p", { role: "publisher-1a2b3c4", policy: policyText(allowS3) })],
    ["by an unknown id", resource("aws:iam/rolePolicy:RolePolicy", "p", { role: outputOf(publisher), policy: policyText(allowS3) })],
    ["natively", resource("aws-native:iam:RolePolicy", "p", { roleName: outputOf(publisher), policyDocument: { Version: "2012-10-17", Statement: [allowS3] } })],
    ["natively for several", resource("aws-native:iam:Policy", "p", { roles: [outputOf(publisher)], policyDocument: { Statement: [allowS3] } })],
  ];
  for (const [title, policy] of inline) {
    it(`reads a role policy that names its role ${title}`, async () => {
      const found = onlyRole((await adapted(policy, fn, publisher)).executionRoles);
      expect(found.policies.map(({ address, kind, document }) => [address, kind, actionsOf(document)])).to.deep.equal([[policy.urn, "inline", ["Statement[0].Action[0] s3:*"]]]);
    });
  }

  it("keeps a document that is unknown as such, with what it depends on", async () => {
    const bucket = resource("aws:s3/bucket:Bucket", "b", { bucket: "b-1" });
    const policy = resource("aws:iam/rolePolicy:RolePolicy", "p", { role: outputOf(publisher), policy: outputOf(bucket) });
    const [found] = onlyRole((await adapted(policy, fn, publisher, bucket)).executionRoles).policies;
    expect(found!.document).to.deep.equal({ kind: "unknown", reason: "computed-at-apply", references: [bucket.urn] });
  });

  it("keeps the known parts of a document that is an object", async () => {
    const policy = resource("aws-native:iam:RolePolicy", "p", { roleName: outputOf(publisher), policyDocument: { Statement: { Effect: "Allow", Action: "s3:*", Resource: unknownValue } } });
    const [found] = onlyRole((await adapted(policy, fn, publisher)).executionRoles).policies;
    expect(actionsOf(found!.document)).to.deep.equal(["Statement[0].Action[0] s3:*"]);
    expect(found!.document.kind === "known" && found!.document.value.statements[0]!.resources![0]!.value.kind).to.equal("unknown");
  });

  const logs = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
  const attachments: readonly [string, ReturnType<typeof resource>][] = [
    ["an attachment", resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "a", { role: "publisher-1a2b3c4", policyArn: logs })],
    ["an attachment to several", resource("aws:iam/policyAttachment:PolicyAttachment", "a", { roles: ["someone", outputOf(publisher)], policyArn: logs })],
    ["an exclusive attachment", resource("aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", "a", { roleName: outputOf(publisher), policyArns: [logs] })],
  ];
  for (const [title, attachment] of attachments) {
    it(`opens an AWS managed policy of ${title}`, async () => {
      const [found, ...rest] = onlyRole((await adapted(attachment, fn, publisher)).executionRoles).policies;
      expect(rest).to.deep.equal([]);
      expect(found).to.deep.include({ address: attachment.urn, kind: "aws-managed", name: { kind: "known", value: "AWSLambdaBasicExecutionRole" } });
      expect(actionsOf(found!.document)).to.contain("Statement[0].Action[0] logs:CreateLogGroup");
    });
  }

  it("follows an attachment to a policy of the stack, before and after its ARN is known", async () => {
    const arn = "arn:aws:iam::123456789012:policy/p-1";
    for (const policyArn of [outputOf(resource("aws:iam/policy:Policy", "p", {})), arn]) {
      const policy = resource("aws:iam/policy:Policy", "p", { name: "p-1", policy: policyText(allowS3), ...(policyArn === arn ? { arn } : {}) });
      const attachment = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "a", { role: outputOf(publisher), policyArn });
      const [found] = onlyRole((await adapted(attachment, policy, fn, publisher)).executionRoles).policies;
      expect(found).to.deep.include({ address: policy.urn, kind: "customer-managed", attachment: { address: attachment.urn } });
    }
  });

  const unresolved: readonly [string, unknown, string][] = [
    ["a policy of another stack", "arn:aws:iam::123456789012:policy/elsewhere", "the policy arn:aws:iam::123456789012:policy/elsewhere is not part of this stack"],
    ["an AWS policy that does not exist", "arn:aws:iam::aws:policy/NoSuchPolicy", "arn:aws:iam::aws:policy/NoSuchPolicy is not among the AWS managed policies that this version knows"],
  ];
  for (const [title, policyArn, detail] of unresolved) {
    it(`does not drop ${title}`, async () => {
      const attachment = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "a", { role: outputOf(publisher), policyArn });
      const found = onlyRole((await adapted(attachment, fn, publisher)).executionRoles);
      expect(found.policies).to.deep.equal([]);
      expect(found.unresolvedPolicies.map(({ address, unknown }) => [address, unknown.detail])).to.deep.equal([[attachment.urn, detail]]);
    });
  }

  it("leaves a policy open for each role that it may belong to", async () => {
    const other = role("other");
    const policy = resource("aws:iam/rolePolicy:RolePolicy", "p", { role: outputOf([publisher, other]), policy: policyText(allowS3) });
    const { executionRoles } = await adapted(policy, fn, publisher, other, lambda("second", other));
    expect(executionRoles.map(({ address, unresolvedPolicies }) => [address, unresolvedPolicies.map((one) => one.address)])).to.deep.equal([
      [other.urn, [policy.urn]],
      [publisher.urn, [policy.urn]],
    ]);
  });

  it("tells of a policy whose role nobody can tell", async () => {
    const policy = resource("aws:iam/rolePolicy:RolePolicy", "p", { role: unknownValue, policy: policyText(allowS3) });
    const { notices } = await adapted(policy, fn, publisher);
    expect(notices.map(({ message }) => message)).to.deep.equal([`${policy.urn} gives permissions to a role that cannot be told before deployment.`]);
  });

  it("reads what a role holds itself: inline blocks, managed ARNs, boundary, trust", async () => {
    const policy = resource("aws:iam/policy:Policy", "limit", { name: "limit-1", policy: policyText({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }) });
    const full = role("publisher", {
      inlinePolicies: [{ name: "store", policy: policyText(allowS3) }, { policy: policyText(allowS3) }, {}],
      managedPolicyArns: [logs, outputOf(policy)],
      permissionsBoundary: outputOf(policy),
    });
    const found = onlyRole((await adapted(full, policy, lambda("publish", full))).executionRoles);
    expect(found.policies.map(({ kind, pathPrefix, document }) => [kind, pathPrefix, actionsOf(document)[0]])).to.deep.equal([
      ["customer-managed", undefined, "Statement[0].Action[0] s3:GetObject"],
      ["inline", "inline_policy[1]", "Statement[0].Action[0] s3:*"],
      ["inline", "inline_policy[store]", "Statement[0].Action[0] s3:*"],
      ["aws-managed", "managed_policy_arns[0]", "Statement[0].Action[0] logs:CreateLogGroup"],
    ]);
    expect(found.permissionsBoundary).to.deep.include({ kind: "boundary", address: policy.urn });
    expect(found.trustPolicy).to.deep.include({ kind: "trust", pathPrefix: "assume_role_policy" });
    expect(actionsOf(found.trustPolicy.document)).to.deep.equal(["Statement[0].Action[0] sts:AssumeRole"]);
  });

  it("takes names that an exclusive list allows for policies that lie elsewhere", async () => {
    const policy = resource("aws:iam/rolePolicy:RolePolicy", "p", { name: "store", role: "publisher-1a2b3c4", policy: policyText(allowS3) });
    const list = resource("aws:iam/rolePoliciesExclusive:RolePoliciesExclusive", "only", { roleName: "publisher-1a2b3c4", policyNames: ["store", "console"] });
    const found = onlyRole((await adapted(list, policy, fn, publisher)).executionRoles);
    expect(found.unresolvedPolicies.map(({ path, unknown }) => [path, unknown.detail])).to.deep.equal([["policy_names[1]", "the inline policy console is not part of this stack"]]);
  });

  it("counts once what the provider read back from AWS", async () => {
    const policy = resource("aws:iam/rolePolicy:RolePolicy", "p", { name: "store", role: "publisher-1a2b3c4", policy: policyText(allowS3) });
    const attachment = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "a", { role: "publisher-1a2b3c4", policyArn: logs });
    const deployed = role("publisher", { managedPolicyArns: [logs], inlinePolicies: [{ name: "store", policy: policyText(allowS3) }] }, { inputs: ["assumeRolePolicy", "name"] });
    const found = onlyRole((await adapted(deployed, policy, attachment, fn)).executionRoles);
    expect(found.policies.map(({ address }) => address)).to.deep.equal([policy.urn, attachment.urn]);
  });

  it("does not take lists that the provider will fill in for unknown permissions, nor unknown lists of the program for nothing", async () => {
    const computed = role("publisher", { managedPolicyArns: unknownValue, inlinePolicies: unknownValue }, { inputs: ["assumeRolePolicy", "name"] });
    expect(onlyRole((await adapted(computed, fn)).executionRoles).unresolvedPolicies).to.deep.equal([]);
    const set = role("publisher", { managedPolicyArns: unknownValue, inlinePolicies: unknownValue });
    expect(onlyRole((await adapted(set, fn)).executionRoles).unresolvedPolicies.map(({ path }) => path)).to.have.members(["managed_policy_arns", "inline_policy"]);
  });

  it("shows of a secret document only IAM's own words", async () => {
    const secret = { $secret: policyText({ Effect: "Allow", Action: ["s3:*"], Resource: ["arn:aws:s3:::hidden/*", "*"], Condition: { StringEquals: { "sts:ExternalId": "hunter2" } } }) };
    const policy = resource("aws:iam/rolePolicy:RolePolicy", "p", { role: "publisher-1a2b3c4", policy: secret });
    const [found] = onlyRole((await adapted(policy, fn, publisher)).executionRoles).policies;
    expect(actionsOf(found!.document)).to.deep.equal(["Statement[0].Action[0] s3:*"]);
    const shown = JSON.stringify(found, (_, item: unknown) => (item instanceof Map ? [...item] : item));
    expect(shown).to.not.contain("hidden").and.not.contain("hunter2");
  });

  it("is the same for every order in which the engine hands resources over", async () => {
    const policy = resource("aws:iam/rolePolicy:RolePolicy", "p", { role: outputOf(publisher), policy: policyText(allowS3) });
    const attachment = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "a", { role: outputOf(publisher), policyArn: logs });
    const all = [fn, publisher, policy, attachment, lambda("second", publisher)];
    const forward = await adapted(...all);
    const backward = await adapted(...[...all].reverse());
    expect(backward.functions).to.deep.equal(forward.functions);
    expect(backward.executionRoles).to.deep.equal(forward.executionRoles);
    expect(forward.functions.map(({ address }) => address)).to.deep.equal([urnOf("aws:lambda/function:Function", "publish"), urnOf("aws:lambda/function:Function", "second")]);
  });
});

describe("policypack/adapt/callback-defaults", () => {
  const names = [
    "AWSLambda_FullAccess", "CloudWatchFullAccessV2", "CloudWatchEventsFullAccess", "AmazonS3FullAccess", "AmazonDynamoDBFullAccess",
    "AmazonSQSFullAccess", "AmazonKinesisFullAccess", "AmazonCognitoPowerUser", "AWSXrayWriteOnlyAccess",
  ];
  const attach = (name: string): ReturnType<typeof resource> =>
    resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", `publisher-${name}`, { role: "publisher-1a2b3c4", policyArn: `arn:aws:iam::aws:policy/${name}` });
  const callback = lambda("publish", publisher, { handler: "__index.handler", code: { class: "AssetArchive", assets: {} } });

  it("marks the nine that a callback gets when its author says nothing", async () => {
    const [found] = (await adapted(callback, publisher, ...names.map(attach))).executionRoles;
    expect(found!.policies.map(({ defaultedBy }) => defaultedBy)).to.deep.equal(Array(9).fill("aws.lambda.CallbackFunction"));
  });

  it("marks neither a part of them, nor the same ones where the author attached them to another function", async () => {
    const [part] = (await adapted(callback, publisher, ...names.slice(1).map(attach))).executionRoles;
    const [plain] = (await adapted(fn, publisher, ...names.map(attach))).executionRoles;
    for (const { policies } of [part!, plain!]) expect(policies.every(({ defaultedBy }) => defaultedBy === undefined)).to.equal(true);
  });
});
