import { expect } from "chai";
import { readCode } from "../../../core/code";
import { known, unknown } from "../../../core/values";

const files = new Map([
  ["example.js", `exports.handler = async () => 1;`],
  ["scan.py", "def run(event, context):\n    return 1\n"],
  ["tasks/daily.py", "def run(event, context):\n    return 1\n"],
]);

describe("the language of a function without a runtime", () => {
  for (const [handler, file] of [["scan.run", "scan.py"], ["tasks.daily.run", "tasks/daily.py"], ["tasks/daily.run", "tasks/daily.py"], ["example.handler", "example.js"]] as const) {
    it(`is that of the file which the handler ${handler} names`, async () => {
      const reading = await readCode({ source: { kind: "inline", files }, handler: known(handler), environment: unknown("decided-at-run-time"), root: "/nowhere" });
      expect(reading).to.deep.include({ status: "read", files: [file] });
    });
  }
});
