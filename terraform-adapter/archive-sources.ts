import { literalText, unknown, type CodeSource, type Symbolic } from "../core";
import { asUnknown, blocksOf, entryOf } from "./attribute-reading";
import { pathSource } from "./code-paths";
import type { ResourceInstance } from "./resource-instances";

/** What an `archive_file` puts into its zip: a folder, a file, or texts. */
export function archiveSources(archive: ResourceInstance): CodeSource {
  const sources = [...foldersAndFiles(archive), ...texts(archive)];
  const [only] = sources;
  if (sources.length > 1) return { kind: "several", sources };
  return only ?? unknown("unreadable", `what ${archive.address} archives cannot be told before apply`, [], archive.at);
}

function foldersAndFiles(archive: ResourceInstance): CodeSource[] {
  return ["source_dir", "source_file"].flatMap((name): CodeSource[] => {
    const value = archive.attribute(name);
    if (value.kind === "null" || isOwn(value, archive)) return [];
    const text = value.kind === "string" ? literalText(value) : undefined;
    return [text === undefined ? asUnknown(value) : pathSource(text, value.at ?? archive.placeOf(name))];
  });
}

function texts(archive: ResourceInstance): CodeSource[] {
  const files = new Map<string, string>();
  const unread: CodeSource[] = [];
  const add = (name: Symbolic, content: Symbolic): void => {
    const file = name.kind === "string" ? literalText(name) : undefined;
    const text = content.kind === "string" ? literalText(content) : undefined;
    if (file === undefined) unread.push(asUnknown(name, "the name of a file in an archive"));
    else if (text === undefined) unread.push({ ...asUnknown(content), detail: `the text of ${file} cannot be told before apply` });
    else files.set(file, text);
  };
  for (const block of blocksOf(archive.attribute("source"))) {
    if (block.kind === "unknown") unread.push(block);
    else add(entryOf(block, "filename"), entryOf(block, "content"));
  }
  const content = archive.attribute("source_content");
  if (content.kind !== "null" && !isOwn(content, archive)) add(archive.attribute("source_content_filename"), content);
  return [...(files.size > 0 ? [{ kind: "inline" as const, files, ...(archive.at ? { at: archive.at } : {}) }] : []), ...unread];
}

function isOwn(value: Symbolic, archive: ResourceInstance): boolean {
  const [part] = value.kind === "string" ? value.parts : [];
  return part?.kind === "reference" && part.address === archive.address;
}
