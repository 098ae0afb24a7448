import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Deployment } from "../../core";
import { adaptTerraform } from "../../terraform-adapter";
import { grantsShown } from "./fixtures";

const fixture = join(__dirname, "../fixtures/terraform/linked-functions");
const plan = readFileSync(join(fixture, "plan.json"), "utf8");

/** What hangs on the functions' roles, and where the code is. */
const told = ({ functions, executionRoles }: Deployment): unknown => [functions.map(({ address, code }) => [address, code]), executionRoles.map((role) => [role.address, ...grantsShown(role)])];

/** `tofu show -json` of the same sources: another registry, a release of its own, and members that Terraform does not write. */
function asOpenTofu(text: string): string {
  const renamed = JSON.parse(text.replaceAll("registry.terraform.io/", "registry.opentofu.org/")) as Record<string, unknown>;
  return JSON.stringify({ ...renamed, terraform_version: "1.10.0", provider_format: "1.0", errored: false });
}

describe("OpenTofu", () => {
  it("makes plans that tell the same", async () => {
    const [terraform, opentofu] = await Promise.all([adaptTerraform({ text: plan, source: fixture }), adaptTerraform({ text: asOpenTofu(plan), source: fixture })]);
    expect(told(opentofu)).to.deep.equal(told(terraform));
    expect([terraform.input.toolchain, opentofu.input.toolchain, opentofu.input.version]).to.deep.equal(["terraform", "opentofu", "1.10.0"]);
  });

  it("names its files as it likes: .tofu, .tofu.json, overrides, each in place of the .tf of that name", async () => {
    const folder = mkdtempSync(join(tmpdir(), "leastwise-tofu-"));
    const trust = 'assume_role_policy = "{}"';
    const files = {
      "role.tofu": `resource "aws_iam_role" "r" {\n  name = "tofu"\n  ${trust}\n}\n`,
      "role.tf": `resource "aws_iam_role" "r" {\n  name = "terraform"\n  ${trust}\n}\n`,
      "function.tofu.json": JSON.stringify({ resource: { aws_lambda_function: { f: { function_name: "f", role: "${aws_iam_role.r.arn}", handler: "app.handler", runtime: "python3.13", filename: "f.zip" } } } }),
      "late_override.tofu": 'resource "aws_lambda_function" "f" {\n  handler = "other.handler"\n}\n',
    };
    try {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
      const { functions, executionRoles } = await adaptTerraform({ source: folder });
      expect(functions.map(({ handler }) => handler)).to.deep.equal([{ kind: "known", value: "other.handler" }]);
      expect(executionRoles.map(({ name }) => name.kind === "known" && name.value)).to.deep.equal(["tofu"]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
