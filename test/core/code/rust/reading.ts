import { expect } from "chai";
import { readCode } from "../../../../core/code/read-code";
import { fromPlain, known, reference, type Symbolic } from "../../../../core/values";
import { dedent, shown, type Case } from "../python/reading";

const manifest = '[package]\nname = "orders"\n';
const environment = new Map<string, Symbolic>([["TABLE_NAME", reference("aws_dynamodb_table.orders", "name")], ["BUCKET", { kind: "string", parts: [{ kind: "literal", text: "orders-bucket" }] }]]);

/** One test a case: one text is `src/main.rs`; the calls must be these and no others, and the status as it says (`read` where it says nothing). */
export function checkRust(cases: readonly Case[]): void {
  for (const { title, source, handler = "bootstrap", environment: more = {}, calls, status = "read" } of cases) {
    it(title, async () => {
      const files = { "Cargo.toml": manifest, ...(typeof source === "string" ? { "src/main.rs": source } : source) };
      const reading = await readCode({
        source: { kind: "inline", files: new Map(Object.entries(files).map(([name, text]) => [name, name.endsWith(".rs") ? dedent(text) : text])) },
        root: "/project",
        runtime: known("provided.al2023"),
        environment: { kind: "map", entries: new Map([...environment, ...Object.entries(more).map(([name, value]) => [name, fromPlain(value)] as const)]) },
        handler: known(handler),
      });
      expect(shown(reading, calls)).to.deep.equal([...calls].sort());
      expect(reading.status, reading.reasons.map(({ message }) => message).join("; ")).to.equal(status);
    });
  }
}
