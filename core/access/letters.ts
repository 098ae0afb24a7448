import type { ReferencePart } from "../values";

/** Letters come after all UTF-16 code units. */
export const FIRST_LETTER = 0x10000;

/** What a letter of the alphabet stands for: one text that is fixed but not known. */
export interface Letter {
  readonly code: number;
  /** As it is shown to a person: `${aws_s3_bucket.b.arn}`, `${aws:username}`. */
  readonly shown: string;
  /** The condition key of the request whose value it is, in lower case; absent for references. */
  readonly variable?: string;
  /** Whether its text can neither hold `:` nor `/`: an account, a region, a bucket's name. */
  readonly isSegment: boolean;
  readonly reference?: Pick<ReferencePart, "address" | "attribute">;
}

const letters: Letter[] = [];
const byShown = new Map<string, Letter>();
const SEGMENT_ATTRIBUTES = new Set(["partition", "region", "account_id", "accountId", "bucket", "function_name", "functionName", "hex", "dec"]);
/** Attributes that tell one resource from all others of its type. */
const IDENTITIES = new Set([
  "arn", "id", "name", "bucket", "url", "key_id", "keyId", "function_name", "functionName", "stream_arn", "streamArn", "execution_arn", "executionArn", "qualified_arn", "unique_id", "uniqueId",
]);

/** The letter of an attribute of a resource; the same each time. */
export function letterOfReference({ address, attribute }: ReferencePart): Letter {
  return intern(`\${${address}.${attribute}}`, { isSegment: SEGMENT_ATTRIBUTES.has(attribute), reference: { address, attribute } });
}

/** The letter of a policy variable, which has one value in each request. */
export function letterOfVariable(text: string): Letter {
  const [key = "", ...fallback] = text.split(",");
  const variable = key.trim().toLowerCase();
  return intern(`\${${[variable, ...fallback].join(",")}}`, { isSegment: false, ...(fallback.length === 0 ? { variable } : {}) });
}

export function letterWith(code: number): Letter {
  return letters[code - FIRST_LETTER]!;
}

/** Whether two letters surely stand for different texts: the same identity of two resources that the deployment manages. */
export function areDistinct(a: number, b: number): boolean {
  if (a === b || a < FIRST_LETTER || b < FIRST_LETTER) return false;
  const [one, other] = [letterWith(a).reference, letterWith(b).reference];
  if (!one || !other || one.attribute !== other.attribute || one.address === other.address || !IDENTITIES.has(one.attribute)) return false;
  const type = typeOfManaged(one.address);
  return type !== undefined && type === typeOfManaged(other.address);
}

function intern(shown: string, letter: Omit<Letter, "code" | "shown">): Letter {
  let known = byShown.get(shown);
  if (!known) {
    known = { ...letter, code: FIRST_LETTER + letters.length, shown };
    letters.push(known);
    byShown.set(shown, known);
  }
  return known;
}

/** The type in a Terraform address or Pulumi URN; `undefined` for what is only looked up, which may be a resource that is managed too. */
function typeOfManaged(address: string): string | undefined {
  if (address.startsWith("urn:")) return address.split("::")[2]?.split("$").pop();
  const path = address.replace(/\[[^\]]*\]/g, "").replace(/^(?:module\.[^.]+\.)+/, "");
  const [type, name] = path.split(".");
  return type === "data" || name === undefined ? undefined : type;
}
