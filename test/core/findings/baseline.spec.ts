import { expect } from "chai";
import { makeBaseline, readBaseline, type Finding } from "../../../core/findings";
import { ConfigurationError } from "../../../core/errors";

const finding = (fingerprint: string, status: Finding["status"] = "new"): Finding => ({
  ruleId: "no-wildcard-action",
  messageId: "prefix",
  severity: "medium",
  message: "m",
  remediation: "r",
  address: "aws_iam_role_policy.p",
  path: "Statement[0].Action[0]",
  location: { file: "main.tf", line: 1, column: 1, endLine: 1, endColumn: 2 },
  fingerprint,
  status,
});

describe("findings/baseline", () => {
  it("holds new and known findings in the order of their fingerprints, and none that is suppressed", () => {
    const baseline = makeBaseline([finding("c"), finding("a", "known"), finding("b", "suppressed")]);
    expect(baseline.findings.map(({ fingerprint }) => fingerprint)).to.deep.equal(["a", "c"]);
    expect(makeBaseline([finding("a", "known"), finding("c")])).to.deep.equal(baseline);
  });

  it("is read back as the fingerprints it was written with", () => {
    expect([...readBaseline(JSON.stringify(makeBaseline([finding("a"), finding("b")])), "b.json")]).to.deep.equal(["a", "b"]);
  });

  const refused: readonly (readonly [name: string, text: string, says: RegExp])[] = [
    ["no JSON", "<html>", /b\.json is no JSON/],
    ["nothing", "", /b\.json is no JSON/],
    ["null", "null", /b\.json is no baseline/],
    ["a list", "[]", /b\.json is no baseline/],
    ["a result of a check", '{"schemaVersion":1,"findings":[]}', /b\.json is no baseline/],
    ["no list of findings", '{"baselineVersion":1,"findings":{}}', /b\.json is no baseline/],
    ["a later version", '{"baselineVersion":2,"findings":[]}', /version 2; this leastwise reads version 1/],
    ["a row without fingerprint", '{"baselineVersion":1,"findings":[{"ruleId":"no-shared-role"}]}', /b\.json.*findings\[0\].*fingerprint/],
    ["a row that is null", '{"baselineVersion":1,"findings":[null]}', /b\.json.*findings\[0\].*fingerprint/],
  ];
  for (const [name, text, says] of refused) {
    it(`refuses ${name}`, () => {
      expect(() => readBaseline(text, "b.json")).to.throw(ConfigurationError, says);
    });
  }
});
