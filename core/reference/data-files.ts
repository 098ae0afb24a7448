import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import type { DataVersions } from "./definitions";

/** The generated files, beside this module both in the sources and in the build. */
export const dataDirectory = join(__dirname, "data");

/** What `index.json` holds: enough to know which file answers a question. */
export interface DataIndex {
  readonly versions: DataVersions;
  /** Prefixes, sorted. */
  readonly services: readonly string[];
  /** Botocore service ids, sorted. */
  readonly operationServices: readonly string[];
}

let index: DataIndex | undefined;

export function dataIndex(): DataIndex {
  return (index ??= readDataFile<DataIndex>("index.json"));
}

/** A generated file as it stands; it is the package's own, so its shape is not checked again. */
export function readDataFile<T>(name: string): T {
  return JSON.parse(readFileSync(join(dataDirectory, name), "utf8")) as T;
}

/** The bytes of a slice of a generated file, without reading the rest of it. */
export function readDataSlice(name: string, offset: number, length: number): Buffer {
  const file = openSync(join(dataDirectory, name), "r");
  try {
    const buffer = Buffer.alloc(length);
    readSync(file, buffer, 0, length, offset);
    return buffer;
  } finally {
    closeSync(file);
  }
}
