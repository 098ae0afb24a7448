import { expect } from "chai";
import { readCode } from "../../../../core/code/read-code";
import type { CodeReading } from "../../../../core/code/sdk-call";
import { fromPlain, known, reference, type Symbolic } from "../../../../core/values";
import { shown } from "../python/reading";

/** A case: the files (one text is `Function.cs`), and the calls as `service:Operation Member=value …` of the members that are named. */
export interface Case {
  readonly title: string;
  readonly source: string | Readonly<Record<string, string>>;
  readonly calls: readonly string[];
  readonly status?: CodeReading["status"];
  /** Parts of reasons that must be given. */
  readonly reasons?: readonly RegExp[];
  readonly handler?: string;
  readonly environment?: Readonly<Record<string, unknown>>;
}

/** Environment variables of every case, beside its own: one of them names a table that the deployment has. */
const environment = new Map<string, Symbolic>([["TABLE_NAME", reference("aws_dynamodb_table.orders", "name")], ["BUCKET", { kind: "string", parts: [{ kind: "literal", text: "orders-bucket" }] }]]);

export async function readCSharp(source: Case["source"], handler: string | undefined = "App::Acme.Function::Handle", more: Case["environment"] = {}): Promise<CodeReading> {
  const files = new Map(Object.entries(typeof source === "string" ? { "Function.cs": source } : source));
  const entries = new Map([...environment, ...Object.entries(more).map(([name, value]) => [name, fromPlain(value)] as const)]);
  return readCode({ source: { kind: "inline", files }, root: "/project", runtime: known("dotnet8"), environment: { kind: "map", entries }, ...(handler === "" ? {} : { handler: known(handler) }) });
}

/** One test a case: the calls must be these and no others, and the status as it says (`read` where it says nothing). */
export function checkCases(cases: readonly Case[]): void {
  for (const one of cases) {
    it(one.title, async () => {
      const reading = await readCSharp(one.source, one.handler, one.environment);
      expect(shown(reading, one.calls)).to.deep.equal([...one.calls].sort());
      expect(reading.status, reading.reasons.map(({ message }) => message).join("; ")).to.equal(one.status ?? "read");
      for (const reason of one.reasons ?? []) expect(reading.reasons.map(({ message }) => message).join("\n")).to.match(reason);
    });
  }
}
