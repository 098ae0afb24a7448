import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runsRealTerraform } from "../support/terraform/cli";
import { fixtureFolders, makeFixturePlan } from "../support/terraform/fixture-plans";

/** Another release of Terraform makes the same plan under its own number. */
const withoutRelease = (plan: string): string => plan.replace(/"terraform_version": "[^"]*"/, '"terraform_version": "any"');

(runsRealTerraform ? describe : describe.skip)("stored plans are what Terraform makes of the sources beside them: npm run fixtures (LEASTWISE_E2E=1)", () => {
  it("finds the stored plans", () => {
    expect(fixtureFolders()).to.include.members(["examples/ladder", "test/fixtures/terraform/changed-stack", "test/fixtures/twins/objects"]);
  });

  for (const folder of fixtureFolders()) {
    it(folder, async () => {
      const stored = readFileSync(join(resolve(__dirname, "../.."), folder, "plan.json"), "utf8");
      expect(withoutRelease(await makeFixturePlan(folder))).to.equal(withoutRelease(stored));
    });
  }
});
