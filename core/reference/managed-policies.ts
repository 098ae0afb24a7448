import { inflateRawSync } from "node:zlib";
import { readDataFile, readDataSlice } from "./data-files";

/** A policy that AWS maintains, with its current document. */
export interface ManagedPolicy {
  readonly arn: string;
  readonly name: string;
  /** The policy document as plain JSON. */
  readonly document: unknown;
}

/** `managed-policies.json`: which slice of `managed-policies.bin` holds which document. The slices follow the dictionary in this order. */
export interface ManagedPolicyIndex {
  readonly paths: readonly string[];
  /** Length of the dictionary at the start of the file. */
  readonly dictionary: number;
  readonly policies: readonly [name: string, path: number, length: number][];
}

interface Slice {
  readonly path: string;
  readonly offset: number;
  readonly length: number;
}

const documentsFile = "managed-policies.bin";
let slices: ReadonlyMap<string, Slice> | undefined;
let dictionary: Buffer | undefined;

/** Names of all AWS managed policies, sorted. */
export function managedPolicyNames(): readonly string[] {
  return [...readIndex().keys()];
}

/** The AWS managed policy with this name or ARN (of any partition); `undefined` where AWS has none. */
export function findManagedPolicy(arnOrName: string): ManagedPolicy | undefined {
  const arn = /^(?<start>arn:[^:]+:iam::aws:policy\/)(?<path>(?:.*\/)?)(?<name>[^/]+)$/.exec(arnOrName)?.groups;
  const name = arn?.["name"] ?? arnOrName;
  const slice = readIndex().get(name);
  if (!slice || (arn && arn["path"] !== slice.path)) return undefined;
  return { arn: `${arn?.["start"] ?? "arn:aws:iam::aws:policy/"}${slice.path}${name}`, name, document: readDocument(slice) };
}

function readDocument(slice: Slice): unknown {
  const bytes = readDataSlice(documentsFile, slice.offset, slice.length);
  return JSON.parse(inflateRawSync(bytes, { dictionary }).toString("utf8"));
}

function readIndex(): ReadonlyMap<string, Slice> {
  if (slices) return slices;
  const index = readDataFile<ManagedPolicyIndex>("managed-policies.json");
  dictionary = readDataSlice(documentsFile, 0, index.dictionary);
  let offset = index.dictionary;
  const found = new Map<string, Slice>();
  for (const [name, path, length] of index.policies) {
    found.set(name, { path: index.paths[path]!, offset, length });
    offset += length;
  }
  return (slices = found);
}
