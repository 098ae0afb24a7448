import { expect } from "chai";
import type { Finding } from "../../core";
import { describeFinding, withoutUrns } from "../../policypack/report";

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

  const texts: readonly [string, string][] = [
    ["nothing here", "nothing here"],
    ["urn:pulumi:dev::shop::aws:iam/role:Role::a-b.c, urn:pulumi:dev::shop::aws:iam/role:Role::d.", "a-b.c, d."],
    ["(urn:pulumi:dev::shop::pulumi:pulumi:Stack$a:b:C::x)", "(x)"],
  ];
  for (const [text, expected] of texts) {
    it(`shortens ${JSON.stringify(text)}`, () => expect(withoutUrns(text)).to.equal(expected));
  }
});
