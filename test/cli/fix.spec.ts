import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Project, READER } from "../terraform-adapter/fix/fixing";
import { runCli } from "./run-cli";

const WIDE = `resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.reader.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:*"], Resource = ["*"] }] })
}
`;
const NARROW = WIDE.replace("s3:*", "s3:GetObject").replace('["*"]', '["${aws_s3_bucket.invoices.arn}/*"]');

describe("cli: fix", () => {
  let project: Project;
  const read = (): string => readFileSync(join(project.root, "policy.tf"), "utf8");
  beforeEach(() => (project = new Project({ "main.tf": READER, "policy.tf": WIDE })));
  afterEach(() => project.remove());

  it("prints a diff that git applies, and changes nothing", () => {
    const { status, stdout, stderr } = runCli(["fix", project.root]);
    expect(status).to.equal(0);
    expect(stdout).to.match(/^--- a\/policy\.tf\n\+\+\+ b\/policy\.tf\n@@ /);
    expect(stderr).to.contain("policy.tf to change");
    expect(read()).to.equal(WIDE);
    const applied = spawnSync("git", ["apply", "-"], { cwd: project.root, input: stdout, encoding: "utf8" });
    expect(applied.stderr).to.equal("");
    expect(read()).to.equal(NARROW);
  });

  for (const [title, text] of [["Windows line ends", WIDE.replace(/\n/g, "\r\n")], ["no line end at the end", WIDE.trimEnd()]] as const) {
    it(`prints a diff that patch and git take: ${title}`, () => {
      for (const [program, ...args] of [["git", "apply", "-"], ["patch", "-p1", "--binary"]] as const) {
        writeFileSync(join(project.root, "policy.tf"), text);
        const { stdout } = runCli(["fix", project.root]);
        const applied = spawnSync(program, args, { cwd: project.root, input: stdout, encoding: "utf8" });
        expect({ status: applied.status, stderr: applied.stderr }).to.deep.equal({ status: 0, stderr: "" });
        expect(read()).to.equal(text.replace("s3:*", "s3:GetObject").replace('["*"]', '["${aws_s3_bucket.invoices.arn}/*"]'));
      }
    });
  }

  it("--write changes the sources, and then there is nothing left to fix", () => {
    expect(runCli(["fix", project.root, "--write"])).to.include({ status: 0, stdout: "" });
    expect(read()).to.equal(NARROW);
    const again = runCli(["fix", project.root, "--write"]);
    expect(again).to.include({ status: 0, stdout: "", stderr: "nothing to fix\n" });
    expect(runCli(["check", project.root, "--fail-on", "low"]).status).to.equal(0);
  });

  it("says what it leaves, and why: exit 1", () => {
    writeFileSync(join(project.root, "src/reader/index.mjs"), "export const handler = (event) => import(event.module);\n");
    const { status, stdout, stderr } = runCli(["fix", project.root]);
    expect(status).to.equal(1);
    expect(stdout).to.equal("");
    expect(stderr).to.match(/^left: aws_iam_role\.reader: its code could not be read/m);
  });

  it("leaves what a suppression comment accepts", () => {
    const accepted = WIDE.replace("  policy", "  # leastwise:ignore no-wildcard-action -- moves to another account\n  # leastwise:ignore no-wildcard-resource -- moves to another account\n  # leastwise:ignore no-unused-permission -- moves to another account\n  policy");
    writeFileSync(join(project.root, "policy.tf"), accepted);
    expect(runCli(["fix", project.root])).to.include({ status: 0, stdout: "" });
  });

  it("cannot work without sources: exit 2", () => {
    const { status, stderr } = runCli(["fix", join(project.root, "src")]);
    expect(status).to.equal(2);
    expect(stderr).to.match(/holds no \.tf files/);
  });
});
