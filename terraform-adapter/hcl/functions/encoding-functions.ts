import { fromPlain, literal, literalText, parseSymbolicJson, toPlain } from "../../../core";
import { compareText, formatNumber, knownText, toText } from "../convert";
import { failure, hasFailure } from "../failure";
import { notKnown, textOf, type TerraformFunction } from "./function";

/** The value, kept as such; sorted or not, its text means the same. */
const jsonencode: TerraformFunction = (args, call) => {
  const [value] = args;
  if (!value) return failure("jsonencode without argument", call.at);
  if (value.kind === "unknown" && hasFailure(value)) return value;
  return { kind: "json", value, at: call.at };
};

const jsondecode: TerraformFunction = (args, call) => {
  const [text] = args;
  if (text?.kind === "json") return text.value;
  if (text?.kind !== "string") return text && text.kind !== "unknown" ? failure(`jsondecode of a ${text.kind}`, call.at) : notKnown(args, call);
  if (text.parts.length === 1 && text.parts[0]!.kind !== "literal") return notKnown(args, call);
  const { value, problems } = parseSymbolicJson(text);
  return problems.length > 0 ? failure(`jsondecode: ${problems[0]!.message}`, problems[0]!.at ?? call.at) : value;
};

const yamldecode: TerraformFunction = (args, call) => {
  const text = knownText(args[0]);
  if (text === undefined) return notKnown(args, call);
  // Loaded only where it is called: hardly any configuration does.
  const { parseDocument } = require("yaml") as typeof import("yaml");
  const document = parseDocument(text, { version: "1.1", schema: "yaml-1.1" });
  if (document.errors.length > 0) return failure(`yamldecode: ${document.errors[0]!.message}`, call.at);
  const plain: unknown = document.toJS({ maxAliasCount: 100 });
  return isPlain(plain) ? fromPlain(plain, call.at) : notKnown(args, call);
};

/** Without dates, bytes and sets, which only some readers of YAML know. */
function isPlain(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return typeof value !== "bigint";
  if (Array.isArray(value)) return value.every(isPlain);
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isPlain);
}

const PLAIN_TEXT = /^[^\p{C}\uFEFF]*$/u;

/** YAML as Terraform writes it, for values that are all known. */
const yamlencode: TerraformFunction = (args, call) => {
  const plain = args[0] ? toPlain(args[0]) : undefined;
  const lines = plain === undefined ? undefined : yamlLines(plain);
  return lines ? textOf(`${lines.join("\n")}\n`, call) : notKnown(args, call);
};

function yamlLines(value: unknown): string[] | undefined {
  if (Array.isArray(value)) return value.length === 0 ? ["[]"] : nestedLines(value.map((item: unknown) => ["- ", item] as const));
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b));
    return entries.length === 0 ? ["{}"] : nestedLines(entries.map(([key, item]) => [`${JSON.stringify(key)}:`, item] as const));
  }
  if (typeof value === "string") return PLAIN_TEXT.test(value) ? [JSON.stringify(value)] : undefined;
  return [typeof value === "number" ? formatNumber(value) : String(value)];
}

function nestedLines(items: readonly (readonly [lead: string, value: unknown])[]): string[] | undefined {
  const all: string[] = [];
  for (const [lead, value] of items) {
    const lines = yamlLines(value);
    if (!lines) return undefined;
    const isNested = typeof value === "object" && value !== null && Object.keys(value).length > 0;
    if (lead === "- ") all.push(...lines.map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`)));
    else if (!isNested) all.push(`${lead} ${lines[0]!}`);
    else all.push(lead, ...lines.map((line) => (Array.isArray(value) ? line : `  ${line}`)));
  }
  return all;
}

/** Functions that encode values as text, and back. */
export const ENCODING_FUNCTIONS: Readonly<Record<string, TerraformFunction>> = {
  base64decode: (args, call) => {
    const text = knownText(args[0]);
    if (text === undefined) return notKnown(args, call);
    const bytes = Buffer.from(text, "base64");
    return isUtf8(bytes) ? textOf(bytes.toString("utf8"), call) : failure("base64decode of bytes that are no text", call.at);
  },
  base64encode: (args, call) => {
    const text = args[0] ? toText(args[0]) : undefined;
    const known = text?.kind === "string" ? literalText(text) : undefined;
    return known === undefined ? notKnown(args, call) : literal(Buffer.from(known, "utf8").toString("base64"), call.at);
  },
  base64gzip: notKnown,
  csvdecode: notKnown,
  jsondecode,
  jsonencode,
  textdecodebase64: notKnown,
  textencodebase64: notKnown,
  yamldecode,
  yamlencode,
};

function isUtf8(bytes: Buffer): boolean {
  return Buffer.compare(Buffer.from(bytes.toString("utf8"), "utf8"), bytes) === 0;
}
