/** Makes the plans of fixtures and examples anew, with the real Terraform and the stand-in providers of test/support/terraform. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fixtureFolders, makeFixturePlan } from "../test/support/terraform/fixture-plans";

async function main(): Promise<void> {
  for (const folder of fixtureFolders()) {
    const file = join(__dirname, "..", folder, "plan.json");
    const made = await makeFixturePlan(folder);
    const isSame = made === readFileSync(file, "utf8");
    if (!isSame) writeFileSync(file, made);
    console.log(`${isSame ? "same   " : "changed"} ${folder}/plan.json`);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
