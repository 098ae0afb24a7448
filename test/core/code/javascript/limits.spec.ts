import { spawnSync } from "node:child_process";
import { expect } from "chai";

describe("JavaScript: bounds", () => {
  it("says that a file is too large for the memory there is, where reading it would end the program", () => {
    const program = `
      const { readCode } = require("./core/code");
      const { known, unknown } = require("./core/values");
      const text = "var a = 0; " + "a = a + 1;".repeat(300000) + " exports.handler = async () => a;";
      readCode({ source: { kind: "inline", files: new Map([["index.js", text]]) }, handler: known("index.handler"), runtime: known("nodejs22.x"), environment: unknown("decided-at-run-time"), root: "/nowhere" })
        .then(({ reasons }) => console.log(reasons[0].message));
    `;
    const { status, stdout } = spawnSync(process.execPath, ["--max-old-space-size=160", "-r", "ts-node/register/transpile-only", "-e", program], { encoding: "utf8" });
    expect(stdout).to.match(/index\.js cannot be read: it is too large to be read/);
    expect(status).to.equal(0);
  });
});
