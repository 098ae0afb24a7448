import { expect } from "chai";
import * as path from "node:path";
import { check, readAllCode, type CheckResult, type Deployment } from "../../core";
import { adaptStack } from "../../policypack/adapt";
import { readProgram } from "../../policypack/program/read-program";
import { readStack } from "../../policypack/read-stack";
import { readRecording } from "../support/pulumi/recording";

const folder = path.resolve(__dirname, "../fixtures/pulumi/callback");

describe("policypack on a recorded preview with callbacks", () => {
  let deployment: Deployment;
  let result: CheckResult;
  const named = (name: string) => (one: { readonly address: string }): boolean => one.address.endsWith(`::${name}`);

  before(async () => {
    const { resources, inputs } = readRecording(path.join(folder, "recording.json"));
    deployment = adaptStack(await readStack(resources, inputs), { kind: "preview" });
    result = check(deployment, { readings: await readAllCode(deployment, folder), today: "2026-01-01" });
  });

  it("links each function to its role", () => {
    expect(deployment.functions.map(({ role }) => role.kind === "known" && role.value.split("::").at(-1))).to.have.members(["copy", "remember"]);
  });

  it("tells default policies from those that the author passed", () => {
    const copy = deployment.executionRoles.find(named("copy"))!;
    expect(copy.policies.map(({ defaultedBy }) => defaultedBy)).to.deep.equal(Array(9).fill("aws.lambda.CallbackFunction"));
    const remember = deployment.executionRoles.find(named("remember"))!;
    expect(remember.policies.map(({ defaultedBy }) => defaultedBy)).to.deep.equal([undefined]);
  });

  it("reads what the serialized callback needs, with the buckets that it captured", () => {
    const { code, required } = result.functions.find(named("copy"))!;
    expect(code.status).to.equal("read");
    const fromCode = required.filter(({ origin }) => origin === "code").map(({ action }) => action);
    expect(fromCode).to.include.members(["s3:GetObject", "s3:PutObject"]);
  });

  it("gives one finding for the nine, and none for the role whose policies were passed", () => {
    const broad = result.findings.filter(({ ruleId }) => ruleId === "no-broad-managed-policy");
    expect(broad.map(({ address }) => address.split("::").at(-1))).to.deep.equal(["copy"]);
  });

  it("does not report again, under another name, what only the nine make possible", () => {
    expect(result.findings.filter(({ ruleId, address }) => ruleId === "no-privilege-escalation" && named("copy")({ address }))).to.deep.equal([]);
    const written = deployment.executionRoles.map((role) => ({ ...role, policies: role.policies.map(({ defaultedBy: _, ...policy }) => policy) }));
    const { findings } = check({ ...deployment, executionRoles: written }, { today: "2026-01-01" });
    expect(findings.filter(({ ruleId }) => ruleId === "no-privilege-escalation"), "what somebody wrote counts").to.not.deep.equal([]);
  });

  it("reads the notification as what calls the function", () => {
    expect(deployment.eventSources.map(({ service, delivery, function: fn }) => [service, delivery, fn.kind])).to.deep.equal([[{ kind: "known", value: "s3" }, "push", "known"]]);
  });

  it("gives no advice that only Terraform can follow", () => {
    for (const { remediation } of result.findings) expect(remediation).to.not.contain("--source");
  });

  it("shows nothing of a secret that a callback captured", () => {
    expect(JSON.stringify(result)).to.not.contain("not-to-be-shown");
  });
});

describe("policypack on a recorded preview with a callback that captured a client of the SDK and outputs", () => {
  let result: CheckResult;

  before(async () => {
    const captured = path.resolve(__dirname, "../fixtures/pulumi/captured");
    const { resources, inputs } = readRecording(path.join(captured, "recording.json"));
    const stack = await readStack(resources, inputs);
    await readProgram({ folder: captured, codeFolder: captured, main: undefined, runtime: "nodejs" }, stack);
    const deployment = adaptStack(stack, { kind: "preview" });
    result = check(deployment, { readings: await readAllCode(deployment, captured), today: "2026-01-01" });
  });

  it("sees the calls of the captured client, on the bucket that is known and on one that is not yet", () => {
    const [clean] = result.functions;
    const needed = clean!.required.filter(({ origin }) => origin === "code").map(({ action, resources }) => `${action} on ${resources.join(", ").replace(/urn:[^}]*::/g, "")}`);
    expect(needed.sort()).to.deep.equal(["s3:DeleteObject on ?", "s3:ListBucket on ${named.arn}", "s3:ListBucket on ?"].sort());
  });

  it("calls nothing missing that is granted on what the callback may mean", () => {
    expect(result.findings.filter(({ ruleId }) => ruleId === "no-missing-permission" || ruleId === "no-unused-permission")).to.deep.equal([]);
  });
});
