import { readCode } from "../../../../core/code/read-code";
import type { CodeReading } from "../../../../core/code/sdk-call";
import { fromPlain, known, reference, type Symbolic, type SymbolicMap } from "../../../../core/values";
import { dedent } from "../shown-calls";

export { dedent, shown } from "../shown-calls";

/** A case: the files (one text is `app.py`), and the calls as `service:Operation Member=value …` of the members that are named. */
export interface Case {
  readonly title: string;
  readonly source: string | Readonly<Record<string, string>>;
  readonly calls: readonly string[];
  readonly status?: CodeReading["status"];
  readonly handler?: string;
  readonly environment?: Readonly<Record<string, unknown>>;
}

/** Environment variables of every case, beside its own: one of them names a table that the deployment has. */
const environment: SymbolicMap = { kind: "map", entries: new Map<string, Symbolic>([["TABLE_NAME", reference("aws_dynamodb_table.orders", "name")], ["BUCKET", { kind: "string", parts: [{ kind: "literal", text: "orders-bucket" }] }]]) };

export async function readPython(source: Case["source"], handler: string | undefined = "app.handler", more: Case["environment"] = {}): Promise<CodeReading> {
  const files = new Map(Object.entries(typeof source === "string" ? { "app.py": source } : source).map(([name, text]) => [name, dedent(text)]));
  const entries = new Map([...environment.entries, ...Object.entries(more).map(([name, value]) => [name, fromPlain(value)] as const)]);
  return readCode({
    source: { kind: "inline", files },
    root: "/project",
    runtime: known("python3.13"),
    environment: { kind: "map", entries },
    ...(handler === "" ? {} : { handler: known(handler) }),
  });
}
