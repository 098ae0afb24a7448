import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { policyPack, runsRealCommands } from "../support/pulumi/cli";

interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

(runsRealCommands ? describe : describe.skip)("the package that is published (LEASTWISE_E2E=1)", () => {
  let packed: Packed;

  before(() => {
    const output = execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd: policyPack, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    // Anything else on standard output ends `pulumi policy publish`.
    [packed] = JSON.parse(output) as [Packed];
  });

  it("holds what runs and what people read, and nothing else", () => {
    const places = [...new Set(packed.files.map(({ path }) => path.split("/").slice(0, path.startsWith("dist/") ? 2 : 1).join("/")))].sort();
    expect(places).to.deep.equal(["CHANGELOG.md", "LICENSE", "NOTICE", "PulumiPolicy.yaml", "README.md", "dist/cli", "dist/core", "dist/grammars", "dist/policypack", "dist/terraform-adapter", "package.json", "schema"]);
    expect(packed.files.filter(({ path }) => /\.spec\.|(?<!\.d)\.ts$|\.tsbuildinfo$|fixtures/.test(path))).to.deep.equal([]);
  });

  it("is compiled: the pack starts with a file that is in it", () => {
    expect(packed.files.map(({ path }) => path)).to.include.members(["dist/policypack/index.js", "PulumiPolicy.yaml"]);
  });

  it("stays small, since an enforced pack is installed on every machine", () => {
    expect(packed.size).to.be.lessThan(5_000_000);
    expect(packed.unpackedSize).to.be.lessThan(30_000_000);
  });
});
