import { expect } from "chai";
import type { Finding } from "../../../core/findings";
import { blocksOf } from "../../../core/report/finding-groups";
import { finding } from "./results";

const unused = (given: Partial<Finding> = {}): Finding => finding({ ruleId: "no-unused-permission", messageId: "action", message: "`s3:*` is not needed.", remediation: "Remove `s3:*`.", ...given });

describe("core/report/finding-groups", () => {
  const together: readonly (readonly [title: string, findings: readonly Finding[], rules: readonly (readonly string[])[]])[] = [
    ["a wildcard that is not needed is told once", [unused(), finding()], [["no-wildcard-action", "no-unused-permission"]]],
    ["the lesser of two never hides the graver", [unused({ severity: "critical" }), finding({ severity: "medium" })], [["no-unused-permission"], ["no-wildcard-action"]]],
    ["another element is another matter", [unused({ path: "Statement[0].Action[1]" }), finding()], [["no-unused-permission"], ["no-wildcard-action"]]],
    ["another function is another matter", [unused({ function: "aws_lambda_function.other" }), finding()], [["no-unused-permission"], ["no-wildcard-action"]]],
    ["findings without a path are never one place", [unused({ path: undefined }), finding({ path: undefined })], [["no-unused-permission"], ["no-wildcard-action"]]],
    ["a role to pass is named once", [finding({ ruleId: "no-unscoped-pass-role", remediation: "Name `r`." }), finding({ ruleId: "no-wildcard-resource", remediation: "Instead of `*`, name `r`." })], [["no-unscoped-pass-role", "no-wildcard-resource"]]],
    ["unless other resources are asked for", [finding({ ruleId: "no-unscoped-pass-role", remediation: "Name `r`." }), finding({ ruleId: "no-wildcard-resource", remediation: "Instead of `*`, name `q`." })], [["no-unscoped-pass-role"], ["no-wildcard-resource"]]],
  ];
  for (const [title, findings, rules] of together) it(title, () => expect(blocksOf(findings).map(({ ruleIds }) => ruleIds)).to.deep.equal(rules));

  it("loses no finding, whatever is put together", () => {
    const findings = [finding(), unused(), unused({ path: "Statement[0].Action[1]" }), unused({ path: "Statement[0].Action[2]", message: "`s3:Put*` is not needed.", remediation: "Remove `s3:Put*`." }), finding({ ruleId: "no-ineffective-statement", path: "Statement[0].Action[1]" })];
    expect(blocksOf(findings).flatMap((block) => block.findings)).to.have.members(findings).and.to.have.length(findings.length);
  });

  it("lists the elements of one statement, and what to do with all of them", () => {
    const findings = ["a:B", "c:D", "e:F"].map((action, index) => unused({ path: `Statement[0].Action[${index}]`, message: `\`${action}\` is not needed.`, remediation: `Remove \`${action}\`.` }));
    const [block, ...none] = blocksOf(findings);
    expect(none).to.deep.equal([]);
    expect(block!.message).to.equal("`a:B` is not needed.");
    expect(block!.likewise.map(({ element }) => element)).to.deep.equal(["c:D", "e:F"]);
    expect(block!.remediation).to.equal("Remove `a:B`, `c:D` and `e:F`.");
  });

  it("lists the resources where the same is said of each", () => {
    const open = (address: string): Finding => finding({ ruleId: "no-public-invoke", address, path: undefined, message: "Everyone may invoke it.", remediation: "Name the caller." });
    const [block, ...none] = blocksOf([open("aws_lambda_permission.a"), open("aws_lambda_permission.b")]);
    expect(none).to.deep.equal([]);
    expect(block!.likewise.map(({ element }) => element)).to.deep.equal(["aws_lambda_permission.b"]);
  });

  const apart: readonly (readonly [title: string, second: Partial<Finding>])[] = [
    ["statement", { path: "Statement[1].Action[0]" }],
    ["policy", { address: "aws_iam_role_policy.other" }],
    ["severity", { severity: "low" }],
    ["sentence", { message: "`c:D` is not wanted." }],
    ["second thing in the sentence", { message: "`c:D` is not needed on `y`." }],
  ];
  for (const [what, second] of apart) {
    it(`keeps apart what differs in its ${what}`, () => {
      const first = { path: "Statement[0].Action[0]", message: what.startsWith("second") ? "`a:B` is not needed on `x`." : "`a:B` is not needed." };
      expect(blocksOf([unused(first), unused({ path: "Statement[0].Action[1]", message: "`c:D` is not needed.", ...second })])).to.have.length(2);
    });
  }

  it("removes what grants nothing and is not needed, instead of repairing it", () => {
    const [block] = blocksOf([unused(), finding({ ruleId: "no-ineffective-statement", severity: "medium", message: "It grants nothing.", remediation: "Repair it." })]);
    expect(block).to.include({ severity: "high", message: "It grants nothing.", remediation: "Remove `s3:*`." });
  });
});
