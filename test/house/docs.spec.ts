import { expect } from "chai";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { renderRuleIndex, renderRulePage, rules } from "../../core/rules";

const folder = join(__dirname, "../../docs/rules");
const stored = (file: string): string => (existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8") : "");

describe("house: generated docs (npm run docs)", () => {
  for (const rule of rules) {
    it(`${rule.id}.md is what the rule says`, () => {
      expect(stored(`${rule.id}.md`)).to.equal(renderRulePage(rule));
    });
  }

  it("README.md lists the rules", () => {
    expect(stored("README.md")).to.equal(renderRuleIndex(rules));
  });

  it("has no page of a rule that is gone", () => {
    expect(readdirSync(folder).sort()).to.deep.equal([...rules.map((rule) => `${rule.id}.md`), "README.md"].sort());
  });
});
