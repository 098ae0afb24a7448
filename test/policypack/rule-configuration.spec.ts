import { expect } from "chai";
import { recommended, rules, type Rule } from "../../core";
import { configurationOf, mayBlock, ruleConfigSchema, type RuleProperties } from "../../policypack/rule-configuration";

const rule = (id: string, severity: Rule["severity"], isOnByDefault = true): Rule => ({ ...rules[0]!, id, severity, isOnByDefault, options: { allow: { type: "string[]", default: ["xray:Put*"], description: "Accepted." } } });

describe("policypack/rule-configuration", () => {
  it("makes the schema of a rule's configuration from its options", () => {
    const { properties } = ruleConfigSchema(rule("r", "high"));
    expect(Object.keys(properties)).to.deep.equal(["severity", "failOn", "allow"]);
    expect(properties["allow"]).to.deep.equal({ type: "array", items: { type: "string" }, default: ["xray:Put*"], description: "Accepted." });
  });

  const levels: readonly [string, Rule["severity"], Rule["severity"], RuleProperties, boolean][] = [
    ["a critical finding of a high rule", "critical", "high", {}, true],
    ["a medium finding of a high rule", "medium", "high", {}, false],
    ["a medium finding of a medium rule", "medium", "medium", {}, true],
    ["a low finding of a high rule from which low ones fail", "low", "high", { failOn: "low" }, true],
    ["a high finding of a high rule from which critical ones fail", "high", "high", { failOn: "critical" }, false],
  ];
  for (const [title, severity, ruleSeverity, properties, expected] of levels) {
    it(`${expected ? "leaves to the policy's level" : "makes advisory"} ${title}`, () => expect(mayBlock(severity, rule("r", ruleSeverity), properties)).to.equal(expected));
  }

  it("turns properties into options and severities, and switches on a rule whose policy is enabled", () => {
    const list = [rule("a", "high"), rule("b", "low", false), rule("c", "low", false)];
    const { rules: set } = configurationOf(recommended, list, new Map<string, RuleProperties>([["a", { severity: "low", allow: ["s3:*"] }], ["b", {}]]));
    expect(set).to.deep.equal({ a: { severity: "low", options: { allow: ["s3:*"] } }, b: { severity: "low", options: {} } });
  });
});
