import { createHash } from "node:crypto";

/** What makes two findings the same problem. */
export interface FindingIdentity {
  readonly ruleId: string;
  readonly messageId: string;
  readonly address: string;
  /** The offending text with its surroundings, not its position: `Allow s3:* on *`. */
  readonly subject: string;
}

/**
 * Fingerprints of the findings, in the given order. The position in the document and the module path play no part;
 * where several findings have one identity, a running number tells them apart.
 */
export function fingerprints(identities: readonly FindingIdentity[]): string[] {
  const seen = new Map<string, number>();
  return identities.map((identity) => {
    const key = JSON.stringify([identity.ruleId, identity.messageId, localAddress(identity.address), identity.subject]);
    const occurrence = seen.get(key) ?? 0;
    seen.set(key, occurrence + 1);
    return createHash("sha256").update(occurrence === 0 ? key : `${key}#${occurrence}`).digest("hex").slice(0, 20);
  });
}

/** The address without its modules or parents: `aws_iam_role_policy.p[0]`, `aws:iam/rolePolicy:RolePolicy::p`. */
export function localAddress(address: string): string {
  if (address.startsWith("urn:")) {
    const [type = "", name = ""] = address.split("::").slice(-2);
    return `${type.slice(type.lastIndexOf("$") + 1)}::${name}`;
  }
  return address.replace(/^(?:module\.[^.[]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+|\*)\])?\.)+/, "");
}
