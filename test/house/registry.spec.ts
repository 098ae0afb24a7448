import { expect } from "chai";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../core/rules";

describe("house: rule registry", () => {
  const files = readdirSync(join(__dirname, "../../core/rules")).filter((file) => /^(?:no|require)-/.test(file));

  it("holds one rule for each file, under the file's name", () => {
    expect(rules.map((rule) => rule.id).sort()).to.deep.equal(files.map((file) => file.replace(/\.ts$/, "")).sort());
  });

  for (const rule of rules) {
    describe(rule.id, () => {
      it("says why, what to do, and where to read on", () => {
        expect(rule.title).to.match(/^[A-Z`]/).and.not.match(/\.$/);
        for (const text of [rule.rationale, rule.remediation]) expect(text).to.match(/\.$/);
        expect(rule.references.length).to.be.greaterThan(0);
        for (const reference of rule.references) expect(reference).to.match(/^https:\/\//);
      });

      it("ends every message with a full stop or a question mark", () => {
        for (const { says, instead } of Object.values(rule.messages)) for (const text of [says, instead]) expect(text).to.match(/[.?]$|\}\}$/);
      });

      it("shows an example for every message that it can", () => {
        expect(rule.examples.invalid.length).to.be.greaterThan(0);
        expect(rule.examples.invalid.flatMap((example) => example.messageIds).every((id) => id in rule.messages)).to.equal(true);
      });
    });
  }
});
