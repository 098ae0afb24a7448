import { expect } from "chai";
import { readCode } from "../../../../core/code/read-code";
import { fromPlain, known, reference, type Symbolic } from "../../../../core/values";
import { dedent, shown, type Case } from "../python/reading";

/** Environment variables of every case, beside its own: one of them names a table that the deployment has. */
const environment = new Map<string, Symbolic>([["TABLE_NAME", reference("aws_dynamodb_table.orders", "name")], ["BUCKET", { kind: "string", parts: [{ kind: "literal", text: "orders-bucket" }] }]]);

/** One test a case: the calls must be these and no others, and the status as it says (`read` where it says nothing). */
export function checkRuby(cases: readonly Case[]): void {
  for (const { title, source, handler = "app.handler", environment: more = {}, calls, status = "read" } of cases) {
    it(title, async () => {
      const reading = await readCode({
        source: { kind: "inline", files: new Map(Object.entries(typeof source === "string" ? { "app.rb": source } : source).map(([name, text]) => [name, dedent(text)])) },
        root: "/project",
        runtime: known("ruby3.4"),
        environment: { kind: "map", entries: new Map([...environment, ...Object.entries(more).map(([name, value]) => [name, fromPlain(value)] as const)]) },
        ...(handler === "" ? {} : { handler: known(handler) }),
      });
      expect(shown(reading, calls)).to.deep.equal([...calls].sort());
      expect(reading.status, reading.reasons.map(({ message }) => message).join("; ")).to.equal(status);
    });
  }
}
