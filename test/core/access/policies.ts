import { accessOf, grantsOf, type AccessSet } from "../../../core/access";
import { readPolicyDocument, type PolicyDocument } from "../../../core/iam";
import { fromPlain, symbolicString, type StringPart, type Symbolic, type SymbolicString } from "../../../core/values";

/** A statement as it is written in JSON; `Effect` is Allow and `Resource` is `*` where they are left out. */
export type PlainStatement = Readonly<Record<string, unknown>>;

export function documentOf(...statements: readonly PlainStatement[]): PolicyDocument {
  const filled = statements.map((statement) => ({ Effect: "Allow", ...("Resource" in statement || "NotResource" in statement ? {} : { Resource: "*" }), ...statement }));
  return readDocument({ Version: "2012-10-17", Statement: filled });
}

/** Reads a plain policy in which `<aws_s3_bucket.b.arn>` is a reference and `<?>` is unknown text. */
export function readDocument(plain: unknown): PolicyDocument {
  const document = readPolicyDocument(withSymbols(fromPlain(plain)));
  if (document.kind === "unknown") throw new Error("not a policy");
  return document.value;
}

export function symbols(text: string): SymbolicString {
  return symbolicString(
    text.split(/(<[^>]+>)/).map((piece): StringPart => {
      if (piece === "<?>") return { kind: "unknown-text", unknown: { kind: "unknown", reason: "unreadable", references: [] } };
      const name = /^<(.+)\.([^.]+)>$/.exec(piece);
      return name ? { kind: "reference", address: name[1]!, attribute: name[2]! } : { kind: "literal", text: piece };
    }),
  );
}

function withSymbols(value: Symbolic): Symbolic {
  switch (value.kind) {
    case "string":
      return value.parts[0]?.kind === "literal" ? symbols(value.parts[0].text) : value;
    case "list":
      return { ...value, items: value.items.map(withSymbols) };
    case "map":
      return { ...value, entries: new Map([...value.entries].map(([key, item]) => [key, withSymbols(item)])) };
    default:
      return value;
  }
}

export function accessTo(...statements: readonly PlainStatement[]): AccessSet {
  return accessOf([grantsOf(documentOf(...statements), "policy", (value) => value)]);
}

export function accessWithin(statements: readonly PlainStatement[], boundary: readonly PlainStatement[]): AccessSet {
  return accessOf([grantsOf(documentOf(...statements), "policy", (value) => value)], grantsOf(documentOf(...boundary), "boundary", (value) => value));
}
