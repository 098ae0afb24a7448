import { expect } from "chai";
import { readCode } from "../../../core/code/read-code";
import type { CodeReading } from "../../../core/code/sdk-call";
import { fromPlain, known, reference, type Symbolic } from "../../../core/values";
import { dedent, shown } from "./shown-calls";

/** A case: the files by their names (one text is the language's usual file), and the calls as `service:Operation Member=value …` of the members that are named. */
export interface ProgramCase {
  readonly title: string;
  readonly source: string | Readonly<Record<string, string>>;
  readonly calls: readonly string[];
  readonly status?: CodeReading["status"];
  /** What has to be said about what could not be read. */
  readonly reason?: RegExp;
  /** `""` for none. */
  readonly handler?: string;
  readonly environment?: Readonly<Record<string, unknown>>;
}

/** How the programs of a language are read. */
export interface ProgramLanguage {
  readonly runtime: string;
  /** The name of a single file. */
  fileName(text: string): string;
  readonly handler: string;
  /** Lines that every single file begins with, on its first line. */
  readonly prelude?: string;
}

/** Environment variables of every case, beside its own: one of them names a table that the deployment has. */
const environment: ReadonlyMap<string, Symbolic> = new Map<string, Symbolic>([["TABLE_NAME", reference("aws_dynamodb_table.orders", "name")], ["BUCKET", fromPlain("orders-bucket")]]);

export async function readProgram(language: ProgramLanguage, { source, handler = language.handler, environment: more = {} }: Pick<ProgramCase, "source" | "handler" | "environment">): Promise<CodeReading> {
  const named = typeof source === "string" ? { [language.fileName(source)]: `${language.prelude ?? ""}${dedent(source)}` } : source;
  const files = new Map(Object.entries(named).map(([name, text]) => [name, dedent(text)]));
  const entries = new Map([...environment, ...Object.entries(more).map(([name, value]) => [name, fromPlain(value)] as const)]);
  return readCode({ source: { kind: "inline", files }, root: "/project", runtime: known(language.runtime), environment: { kind: "map", entries }, ...(handler === "" ? {} : { handler: known(handler) }) });
}

/** One test a case: the calls must be these and no others, and the status as it says (`read` where it says nothing). */
export function checkPrograms(language: ProgramLanguage, cases: readonly ProgramCase[]): void {
  for (const one of cases) {
    it(one.title, async () => {
      const reading = await readProgram(language, one);
      const said = reading.reasons.map(({ message }) => message).join("; ");
      expect(shown(reading, one.calls), said).to.deep.equal([...one.calls].sort());
      expect(reading.status, said).to.equal(one.status ?? (one.reason ? "partly" : "read"));
      if (one.reason) expect(said).to.match(one.reason);
    });
  }
}
