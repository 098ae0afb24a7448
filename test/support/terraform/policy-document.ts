import { crc32 } from "node:zlib";
import { elementsOf, membersOf, textOf, textsOf, type Members, type Plain } from "./dynamic-value";

interface RenderedStatement {
  readonly Sid?: string;
}

/** `aws_iam_policy_document` as the AWS provider reads it: the given statements with their effect, and the rendered document. */
export function readPolicyDocument(given: Members): Members {
  const own = elementsOf(given["statement"]).map((block) => ({ ...membersOf(block), effect: textOf(membersOf(block)["effect"]) ?? "Allow" }));
  const layers = [...statementsOf(given, "source_policy_documents"), ...own.map(rendered), ...statementsOf(given, "override_policy_documents")];
  const version = textOf(given["version"]) ?? "2012-10-17";
  const id = textOf(given["policy_id"]);
  const statements = layers.reduce<readonly RenderedStatement[]>(placed, []);
  const document = { Version: version, ...(id === undefined ? {} : { Id: id }), ...(statements.length > 0 ? { Statement: statements } : {}) };
  const json = escapedForHtml(JSON.stringify(document, null, 2));
  return { ...given, id: String(crc32(json)), version, ...(own.length > 0 ? { statement: own } : {}), json, minified_json: escapedForHtml(JSON.stringify(document)) };
}

/** A statement takes the place of an earlier one with its Sid. */
function placed(statements: readonly RenderedStatement[], next: RenderedStatement): readonly RenderedStatement[] {
  const at = next.Sid ? statements.findIndex(({ Sid }) => Sid === next.Sid) : -1;
  return at < 0 ? [...statements, next] : statements.with(at, next);
}

function statementsOf(given: Members, list: string): RenderedStatement[] {
  const documents = textsOf(given[list]).filter((text) => text.trim() !== "");
  return documents.flatMap((text) => {
    const { Statement: statements } = JSON.parse(text) as { Statement?: RenderedStatement | readonly RenderedStatement[] };
    return statements === undefined ? [] : ([statements].flat() as RenderedStatement[]);
  });
}

function rendered(block: Members): RenderedStatement {
  const sid = textOf(block["sid"]);
  const members: Readonly<Record<string, unknown>> = {
    Sid: sid === "" ? undefined : sid,
    Effect: block["effect"],
    Action: oneOrMany(block["actions"]),
    NotAction: oneOrMany(block["not_actions"]),
    Resource: oneOrMany(block["resources"]),
    NotResource: oneOrMany(block["not_resources"]),
    Principal: principals(block["principals"]),
    NotPrincipal: principals(block["not_principals"]),
    Condition: conditions(block["condition"]),
  };
  return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined));
}

/** One text alone, or all of them, the last first. */
function oneOrMany(value: Plain | undefined): string | string[] | undefined {
  const texts = textsOf(value).map(policyVariables);
  return texts.length < 2 ? texts[0] : texts.sort().reverse();
}

/** `&{...}` of the configuration is the policy variable `${...}`. */
function policyVariables(text: string): string {
  return text.replaceAll("&{", "${");
}

function principals(value: Plain | undefined): unknown {
  const all = new Map<string, string[]>();
  for (const block of elementsOf(value).map(membersOf)) {
    const type = textOf(block["type"]) ?? "";
    all.set(type, [...(all.get(type) ?? []), ...textsOf(block["identifiers"])]);
  }
  if (all.size === 0) return undefined;
  if (all.size === 1 && all.get("*")?.join() === "*") return "*";
  return Object.fromEntries([...all].map(([type, identifiers]) => [type, oneOrMany(identifiers)]));
}

function conditions(value: Plain | undefined): unknown {
  const blocks = elementsOf(value).map(membersOf);
  if (blocks.length === 0) return undefined;
  const tests: Record<string, Record<string, unknown>> = {};
  for (const block of blocks) {
    const values = textsOf(block["values"]).map(policyVariables);
    (tests[textOf(block["test"]) ?? ""] ??= {})[textOf(block["variable"]) ?? ""] = values.length === 1 ? values[0] : values;
  }
  return tests;
}

/** The provider writes JSON the way Go does. */
function escapedForHtml(json: string): string {
  return json.replace(/[<>&]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
