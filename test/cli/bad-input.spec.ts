import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { repository, runCli } from "./run-cli";

const plan = readFileSync(join(repository, "examples/ladder/plan.json"), "utf8");

/** A plan with one odd thing in it. */
function withExtra(extra: string): string {
  return plan.replace("{", `{${extra},`);
}

const unreadable: readonly (readonly [name: string, input: string | Buffer, says: RegExp])[] = [
  ["nothing at all", "", /empty|nothing/i],
  ["white space", "\n \n", /empty|nothing/i],
  ["garbage", "Error: no such plan", /JSON/],
  ["a page of HTML", "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>", /HTML|JSON/],
  ["a truncated plan", plan.slice(0, plan.length / 2), /truncated|ends|JSON/i],
  ["a binary plan file", Buffer.concat([Buffer.from("PK\u0003\u0004"), deflateRawSync(plan)]), /terraform show -json/],
  ["an unknown format version", plan.replace(/"format_version":\s*"[^"]*"/, '"format_version":"99.0"'), /99\.0/],
  ["JSON that is no plan", '{"hello":"world"}', /plan|state/],
  ["a list", "[1,2,3]", /plan|state/],
  ["10,000 nested arrays and nothing else", "[".repeat(10_000) + "]".repeat(10_000), /plan|state|nested/],
];

describe("cli: input that cannot be checked", () => {
  for (const [name, input, says] of unreadable) {
    it(`${name}: one line, what to do, exit 2`, () => {
      const { status, stdout, stderr } = runCli(["check"], { input });
      expect(stderr).to.match(says);
      expect(stderr).not.to.match(/\n\s+at |internal error/);
      expect(stderr.trim().split("\n").length).to.be.at.most(2);
      expect(stdout).to.equal("");
      expect(status).to.equal(2);
    });
  }

  it("a file that is no plan, by its name and with what to do instead", () => {
    const { status, stderr } = runCli(["check", "examples/ladder/main.tf"]);
    expect(stderr).to.match(/examples\/ladder\/main\.tf: This is not JSON/).and.match(/leastwise check examples\/ladder\n/);
    expect(status).to.equal(2);
  });

  it("a baseline that is not there, in words", () => {
    const { stderr } = runCli(["check", "examples/ladder/plan.json", "--baseline", "none.json"]);
    expect(stderr).to.match(/cannot read the baseline none\.json: there is no such file/);
  });

  it("a file that is not there", () => {
    const { status, stderr } = runCli(["check", "no-such-plan.json"]);
    expect(stderr).to.match(/no-such-plan\.json/);
    expect(status).to.equal(2);
  });

  it("a folder without .tf files", () => {
    const folder = mkdtempSync(join(tmpdir(), "leastwise-"));
    const { status, stderr } = runCli(["check", folder]);
    expect(stderr).to.match(/\.tf/);
    expect(status).to.equal(2);
    rmSync(folder, { recursive: true });
  });

  it("an output that cannot be written", () => {
    const { status, stderr } = runCli(["check", "examples/ladder/plan.json", "--output", "no/such/folder/out.txt"]);
    expect(stderr).to.match(/cannot write/);
    expect(status).to.equal(2);
  });

  it("two reports to standard output", () => {
    const { status, stderr } = runCli(["check", "examples/ladder/plan.json", "--format", "text", "--format", "json"]);
    expect(stderr).to.match(/--output/);
    expect(status).to.equal(2);
  });
});

describe("cli: odd input that can be checked", () => {
  const check = (input: string | Buffer) => runCli(["check", "--format", "json", "--source", "examples/ladder"], { input });
  const expected = check(plan).stdout;

  const readable: readonly (readonly [name: string, input: string | Buffer])[] = [
    ["UTF-8 with BOM", `\ufeff${plan}`],
    ["UTF-16LE with BOM", Buffer.from(`\ufeff${plan}`, "utf16le")],
    ["UTF-16BE with BOM", Buffer.from(`\ufeff${plan}`, "utf16le").swap16()],
    ["__proto__ keys", withExtra('"__proto__":{"planned_values":null,"polluted":true}')],
    ["10,000 nested arrays beside the plan", withExtra(`"deep":${"[".repeat(10_000)}${"]".repeat(10_000)}`)],
    ["30 MB of something else beside the plan", withExtra(`"padding":"${"x".repeat(30_000_000)}"`)],
  ];
  for (const [name, input] of readable) {
    it(`${name}: the same result`, () => {
      const { status, stdout, stderr } = check(input);
      expect(stderr).to.equal("");
      expect(stdout).to.equal(expected);
      expect(status).to.equal(1);
    });
  }

  it("a plan without functions says so", () => {
    const { status, stdout } = runCli(["check"], { input: '{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{}},"resource_changes":[],"configuration":{"root_module":{}}}' });
    expect(stdout).to.match(/No Lambda functions/);
    expect(status).to.equal(0);
  });
});

describe("cli: exit codes", () => {
  const folder = mkdtempSync(join(tmpdir(), "leastwise-"));
  after(() => rmSync(folder, { recursive: true }));

  it("1 with findings at or above --fail-on, 0 below it", () => {
    const args = ["check", "examples/ladder/plan.json", "--source", "examples/ladder"];
    expect(runCli(args).status).to.equal(1);
    expect(runCli([...args, "--fail-on", "critical"]).status).to.equal(0);
    expect(runCli([...args, "--fail-on", "never"]).status).to.equal(0);
  });

  it("0 when all that is found is in the baseline, 1 again for something new", () => {
    const baseline = join(folder, "baseline.json");
    expect(runCli(["baseline", "examples/ladder/plan.json", "--source", "examples/ladder", "--output", baseline]).status).to.equal(0);
    const args = ["check", "examples/ladder/plan.json", "--source", "examples/ladder", "--baseline", baseline];
    expect(runCli(args).status).to.equal(0);
    const fewer = JSON.parse(readFileSync(baseline, "utf8")) as { findings: unknown[] };
    writeFileSync(baseline, JSON.stringify({ ...fewer, findings: fewer.findings.slice(1) }));
    expect(runCli(args).status).to.equal(1);
  });

  it("2 for a baseline of another version and a configuration with a slip", () => {
    writeFileSync(join(folder, "baseline.json"), '{"baselineVersion":7,"findings":[]}');
    const old = runCli(["check", "examples/ladder/plan.json", "--baseline", join(folder, "baseline.json")]);
    expect([old.status, old.stderr]).to.satisfy(([status, stderr]: [number, string]) => status === 2 && /version 7/.test(stderr));
    writeFileSync(join(folder, "leastwise.json"), '{"rules":{"no-wildcard-acton":"off"}}');
    const slip = runCli(["check", "examples/ladder/plan.json", "--config", join(folder, "leastwise.json")]);
    expect(slip.stderr).to.match(/did you mean "no-wildcard-action"/);
    expect(slip.status).to.equal(2);
  });
});
