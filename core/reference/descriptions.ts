import { inflateRawSync } from "node:zlib";
import { dataIndex, readDataFile, readDataSlice } from "./data-files";
import type { ActionDefinition } from "./definitions";
import { findService } from "./services";

const texts = new Map<string, readonly string[]>();
let lengths: readonly number[] | undefined;

/** What AWS says an action lets one do, as the end of a sentence: `retrieve objects from Amazon S3`. */
export function describeAction(action: ActionDefinition): string | undefined {
  const place = [...(findService(action.service)?.actions.keys() ?? [])].indexOf(action.name.toLowerCase());
  return readTexts(action.service)[place] || undefined;
}

/** The texts of a service stand in the order of its actions, those of all services in the order of the index. */
function readTexts(service: string): readonly string[] {
  const known = texts.get(service);
  if (known) return known;
  lengths ??= readDataFile<{ lengths: number[] }>("descriptions.json").lengths;
  const place = dataIndex().services.indexOf(service);
  const offset = lengths.slice(0, place).reduce((sum, length) => sum + length, 0);
  const read = inflateRawSync(readDataSlice("descriptions.bin", offset, lengths[place] ?? 0)).toString("utf8").split("\n");
  texts.set(service, read);
  return read;
}
