import { symbolicString, type StringPart, type SymbolicString } from "../values";
import type { NamedResource } from "./named-resource";

/** An ARN of a resource, and the attribute that holds it. */
export interface NamedArn {
  readonly resource: NamedResource;
  readonly attribute: string;
  readonly arn: SymbolicString;
}

/** A resource of which a string has an ARN, and what follows it there. */
export interface FoundArn {
  readonly resource: NamedResource;
  readonly attribute: string;
  readonly rest: readonly StringPart[];
}

interface Entry {
  readonly resource: NamedResource;
  readonly attribute: string;
  readonly fields: ArnFields;
}

/** `arn:partition:service:region:account:` and the parts behind it. */
interface ArnFields {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: readonly StringPart[];
}

const NO_FIELDS = { partition: "", service: "", region: "", account: "" };

/** What AWS will append to a secret's ARN, and how policies write it. */
const SUFFIX_PATTERNS = ["??????", "*"];

/** Finds ARNs by what stands behind their account: time does not grow with the number of resources. */
export class ArnIndex {
  private readonly entries = new Map<string, Entry[]>();

  constructor(arns: readonly NamedArn[]) {
    for (const { resource, attribute, arn } of arns) {
      const fields = splitArn(arn);
      if (fields) for (const parts of spellings(fields.resource)) this.add(`${fields.service} ${keyOfParts(parts)}`, { resource, attribute, fields });
      else if (arn.parts.length === 1) this.add(keyOfParts(arn.parts), { resource, attribute, fields: { ...NO_FIELDS, resource: arn.parts } });
    }
  }

  /** The longest ARN that the string is, or that it goes on from. */
  find(string: SymbolicString): FoundArn | undefined {
    const [first, ...rest] = string.parts;
    if (first?.kind === "reference") {
      const [only, ...others] = this.entries.get(keyOfParts([first])) ?? [];
      return only && others.length === 0 ? { resource: only.resource, attribute: only.attribute, rest } : undefined;
    }
    const fields = splitArn(string);
    if (!fields) return undefined;
    const prefixes = prefixesOf(fields.resource);
    for (let index = prefixes.length - 1; index >= 0; index--) {
      const { key, rest: following } = prefixes[index]!;
      const fitting = (this.entries.get(`${fields.service} ${key}`) ?? []).filter((entry) => fits(entry.fields, fields));
      const exact = fitting.filter((entry) => isSamePlace(entry.fields, fields));
      const [chosen, ...others] = exact.length > 0 ? exact : fitting;
      if (chosen) return others.length === 0 ? { resource: chosen.resource, attribute: chosen.attribute, rest: following } : undefined;
    }
    return undefined;
  }

  private add(key: string, entry: Entry): void {
    const same = this.entries.get(key);
    if (same) same.push(entry);
    else this.entries.set(key, [entry]);
  }
}

/** Splits behind the fifth colon; a reference in a field is written as it is keyed. `undefined` for what is no ARN. */
function splitArn({ parts }: SymbolicString): ArnFields | undefined {
  const fields = [""];
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index]!;
    if (part.kind !== "literal") {
      fields[fields.length - 1] += keyOfPart(part);
      continue;
    }
    const pieces = part.text.split(":");
    const missing = 6 - fields.length;
    fields[fields.length - 1] += pieces[0]!;
    fields.push(...pieces.slice(1, missing));
    if (pieces.length <= missing) continue;
    const [prefix, partition = "", service = "", region = "", account = ""] = fields;
    if (prefix !== "arn") return undefined;
    const first: StringPart = { kind: "literal", text: pieces.slice(missing).join(":") };
    return { partition, service, region, account, resource: symbolicString([first, ...parts.slice(index + 1)]).parts };
  }
  return undefined;
}

/** A secret's ARN ends in six characters of AWS's choice: policies write a pattern for them. */
function spellings(parts: readonly StringPart[]): readonly (readonly StringPart[])[] {
  const last = parts[parts.length - 1];
  if (last?.kind !== "reference" || !/^arn_?suffix$/i.test(last.attribute)) return [parts];
  return [parts, ...SUFFIX_PATTERNS.map((text) => symbolicString([...parts.slice(0, -1), { kind: "literal", text }]).parts)];
}

interface Prefix {
  readonly key: string;
  readonly rest: readonly StringPart[];
}

/** Every beginning that ends where a name can end: before `/`, `:`, `*` or `?`, before another part, and at the end. Shortest first. */
function prefixesOf(parts: readonly StringPart[]): Prefix[] {
  const found: Prefix[] = [];
  let key = "";
  parts.forEach((part, index) => {
    const following = parts.slice(index + 1);
    if (part.kind !== "literal") {
      key += keyOfPart(part);
      if (following[0]?.kind !== "literal") found.push({ key, rest: following });
      return;
    }
    for (let end = 0; end < part.text.length; end++) {
      if (!"/:*?".includes(part.text[end]!)) continue;
      found.push({ key: key + part.text.slice(0, end), rest: [{ kind: "literal", text: part.text.slice(end) }, ...following] });
    }
    key += part.text;
    if (following.length === 0) found.push({ key, rest: following });
  });
  return found;
}

function keyOfParts(parts: readonly StringPart[]): string {
  return parts.map(keyOfPart).join("");
}

/** Unlike any text; unknown text is like nothing else. */
function keyOfPart(part: StringPart): string {
  if (part.kind === "literal") return part.text;
  return part.kind === "reference" ? `\u0000${part.address}\u0001${part.attribute}\u0000` : "\u0000?\u0000";
}

function fits(a: ArnFields, b: ArnFields): boolean {
  return isCompatible(a.partition, b.partition) && isCompatible(a.region, b.region) && isCompatible(a.account, b.account);
}

/** Equal, or left open by one of them: `*`, or a symbol for what only the deployment's target tells. */
function isCompatible(a: string, b: string): boolean {
  return a === b || isOpen(a) || isOpen(b);
}

function isOpen(field: string): boolean {
  return field === "*" || field.includes("\u0000");
}

function isSamePlace(a: ArnFields, b: ArnFields): boolean {
  return a.region === b.region && a.account === b.account;
}
