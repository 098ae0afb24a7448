import { expect } from "chai";
import { plainPalette, reportText, type Palette } from "../../../core/report";
import { clean, finding, functionResult, hostile, huge, mixed, resultOf } from "./results";
import { expectStored } from "./stored";

const tagged: Palette = { ...plainPalette, bold: (text) => `<b>${text}</b>`, severity: (severity, text) => `<${severity}>${text}</${severity}>` };

describe("core/report/text", () => {
  it("is the stored text", () => expectStored("mixed.txt", reportText(mixed(), { width: 90, fixCommand: "leastwise fix plan.json" })));
  it("is the stored text of a clean result", () => expectStored("clean.txt", reportText(clean())));
  it("colours by the palette alone", () => {
    expect(reportText(mixed(), { palette: tagged })).to.contain("<critical>critical </critical> <b>no-public-invoke</b>");
    expect(reportText(mixed())).not.to.contain("\u001b");
  });

  it("says there is nothing to check without functions", () => expect(reportText(resultOf([], []))).to.contain("No Lambda functions in this plan: nothing to check."));

  it("calls sources these", () => expect(reportText(resultOf([], [], { input: { toolchain: "terraform", kind: "sources", version: null } }))).to.contain("No Lambda functions in these sources"));

  it("does not call clean what it could not read", () => {
    const text = reportText(resultOf([functionResult({ unused: [], code: { status: "unavailable", files: [], reasons: ["no zip"] } })], []));
    expect(text).to.match(/^\? invoices .*its code was not read$/m).and.not.to.contain("✓");
  });

  it("does not call without more what is known or suppressed", () => {
    const fn = functionResult({ unused: [] });
    const text = reportText(resultOf([fn], [finding({ status: "known" }), finding({ status: "known" }), finding({ status: "suppressed" })]));
    expect(text).to.contain("✓ invoices  nothing new (2 known, 1 suppressed)").and.not.to.contain("has no more");
  });

  it("sends the reader of a function that shares its role to where the role's findings are", () => {
    const functions = ["orders", "refunds"].map((name) => functionResult({ name, address: `aws_lambda_function.${name}`, role: "aws_iam_role.shop" }));
    const text = reportText(resultOf(functions, [finding({ function: "aws_lambda_function.orders" })]));
    expect(text).to.contain("↑ refunds  shares its role with orders: see there").and.not.to.contain("✓");
  });

  it("lists what is undecided, once for each place, unless a finding is about it", () => {
    const undecided = ["no-wildcard-action", "no-wildcard-resource"].map((ruleId) => ({ ruleId, address: "aws_iam_policy.p", path: "Statement[0].Resource[0]", reason: "computed-at-apply", references: [] }));
    const about = finding({ ruleId: "no-undecided-policy", address: "aws_iam_policy.p" });
    const line = "? aws_iam_policy.p Statement[0].Resource[0] is not decided: computed at apply (no-wildcard-action, no-wildcard-resource)";
    expect(reportText(resultOf([functionResult()], [], { undecided }), { width: 200 }).split("\n").filter((text) => text.startsWith("?"))).to.deep.equal([line]);
    expect(reportText(resultOf([functionResult()], [about], { undecided }))).not.to.match(/^\?/m);
  });

  it("tells functions that are alike at once", () => {
    const names = ["orders-eu", "orders-us", "orders-ap"];
    const functions = names.map((name, index) => functionResult({ name, address: `module.f["${name}"].aws_lambda_function.this`, score: 17 + index }));
    const findings = functions.map((fn) => finding({ function: fn.address, address: `module.f["${fn.name}"].aws_iam_role_policy.p`, message: `\`s3:*\` lets ${fn.name} do all.` }));
    const text = reportText(resultOf(functions, findings));
    expect(text.match(/no-wildcard-action/g)).to.have.length(1);
    expect(text).to.contain("orders-eu, orders-us, orders-ap  3 alike");
    expect(text).to.contain("3 high in 3 of 3 functions");
  });

  it("does not take for alike what is at another place or needs other things", () => {
    const functions = ["a1", "a2"].map((name) => functionResult({ name, address: `aws_lambda_function.${name}` }));
    const at = (line: number) => ({ file: "main.tf", line, column: 1, endLine: line, endColumn: 2 });
    const findings = functions.map((fn, index) => finding({ function: fn.address, message: "the same", location: at(index + 1) }));
    expect(reportText(resultOf(functions, findings))).not.to.contain("alike");
  });

  it("gives a name no way to the terminal", () => {
    const text = reportText(hostile());
    expect(text.replaceAll("\n", "")).not.to.match(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(text).not.to.match(/^## /m);
  });

  for (const width of [60, 80, 120]) {
    it(`wraps at ${width}, long words alone`, () => {
      const lines = reportText(mixed(), { width }).split("\n").filter((line) => /^ {12}/.test(line));
      expect(lines.filter((line) => line.length > width && line.trim().includes(" "))).to.deep.equal([]);
    });
  }

  it("tells the worst of two thousand findings in full, the rest in short, and all of them in the sum", () => {
    const text = reportText(huge());
    expect(text.split("\n").length).to.be.lessThan(1_500);
    expect(text).to.contain("told in short");
    expect(text).to.contain("2000 high in 500 of 500 functions");
  });
});
