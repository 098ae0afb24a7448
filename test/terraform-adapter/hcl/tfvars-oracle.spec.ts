import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseToObject } from "hcl2-parser";
import { toPlain } from "../../../core";
import { loadTerraformSources } from "../../../terraform-adapter/hcl";

/** Values as people write them in terraform.tfvars; another parser of HCL says what they are. */
const texts: readonly string[] = [
  `"orders"`,
  `"a \\"quoted\\" word, a tab\\t and a line\\n"`,
  `42`,
  `-1.5`,
  `true`,
  `["s3:GetObject", "s3:PutObject",]`,
  `[]`,
  `{ name = "orders", sizes = [1, 2], nested = { deep = true } }`,
  `{ "s3:prefix" = "in/" }`,
  `[{ action = "s3:*" }, { action = "sqs:*" }]`,
  `<<EOT\nline one\nline two\nEOT\n`,
  `<<-EOT\n    indented\n      more\n    EOT\n`,
];

describe("hcl: tfvars as another parser reads them", () => {
  for (const text of texts) {
    it(JSON.stringify(text), async () => {
      const folder = mkdtempSync(join(tmpdir(), "leastwise-tfvars-"));
      writeFileSync(join(folder, "main.tf"), `variable "v" {}\nresource "aws_ssm_parameter" "p" {\n  value = jsonencode(var.v)\n}\n`);
      writeFileSync(join(folder, "terraform.tfvars"), `v = ${text}\n`);
      const value = (await loadTerraformSources(folder, undefined)).resource("aws_ssm_parameter.p")?.attribute("value");
      rmSync(folder, { recursive: true });
      const [expected] = parseToObject(`v = ${text}\n`) as [{ v: unknown }];
      expect(value?.kind).to.equal("json");
      expect(JSON.parse(toPlain(value!) as string)).to.deep.equal(expected.v);
    });
  }
});
