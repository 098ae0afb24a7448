import { expect } from "chai";
import type { CheckResult, Finding } from "../../core";
import { describeFinding, describeSummary, withoutUrns } from "../../policypack/report";

const finding: Finding = {
  ruleId: "no-wildcard-action",
  messageId: "wholeService",
  severity: "high",
  message: "`s3:*` grants every action of s3 to `urn:pulumi:dev::shop::aws:lambda/function:Function::publish`.",
  remediation: "Write `s3:GetObject` on `${urn:pulumi:dev::shop::my:index:Site$aws:s3/bucket:Bucket::orders.arn}/*`\ninstead.",
  address: "urn:pulumi:dev::shop::aws:iam/rolePolicy:RolePolicy::p",
  path: "Statement[0].Action[0]",
  location: null,
  fingerprint: "f",
  status: "new",
};

describe("policypack/report", () => {
  it("says a finding in one line, with names in place of URNs", () => {
    expect(describeFinding(finding)).to.equal("Statement[0].Action[0]: `s3:*` grants every action of s3 to `publish`. Write `s3:GetObject` on `${orders.arn}/*` instead.");
  });

  it("says the line of the program where that is known", () => {
    const location = { file: "index.ts", line: 12, column: 3, endLine: 12, endColumn: 9 };
    expect(describeFinding({ ...finding, location })).to.match(/^index\.ts:12: /);
  });

  it("calls arguments what they are called in Pulumi", () => {
    expect(describeFinding({ ...finding, path: undefined, message: "Open.", remediation: "Add `source_arn`, or at least `source_account`; `my_table` stays." })).to.equal("Open. Add `sourceArn`, or at least `sourceAccount`; `my_table` stays.");
  });

  it("says why documents are known only at deployment", () => {
    const summary = { functions: 1, executionRoles: 1, policyDocuments: { decided: 1, undecided: 2 }, findings: { critical: 0, high: 1, medium: 0, low: 0 }, suppressed: 0, known: 0, score: 50, decision: "fail" };
    const result = { findings: [finding], summary } as unknown as CheckResult;
    expect(describeSummary(result, () => true, 0)).to.equal("1 function, 1 execution role: 1 high; 2 policy documents known only at deployment; score 50 of 100");
    expect(describeSummary(result, () => true, 0, { unreadRuntime: "go" })).to.contain("known only at deployment, since programs for the runtime go are not read; score");
  });

  const texts: readonly [string, string][] = [
    ["nothing here", "nothing here"],
    ["urn:pulumi:dev::shop::aws:iam/role:Role::a-b.c, urn:pulumi:dev::shop::aws:iam/role:Role::d.", "a-b.c, d."],
    ["(urn:pulumi:dev::shop::pulumi:pulumi:Stack$a:b:C::x)", "(x)"],
  ];
  for (const [text, expected] of texts) {
    it(`shortens ${JSON.stringify(text)}`, () => expect(withoutUrns(text)).to.equal(expected));
  }
});
