import { zipSync } from "fflate";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { elementsOf, membersOf, textOf, textsOf, type Members } from "./dynamic-value";

/** Makes the zip of an `archive_file` and tells its hashes: the same files give the same bytes on every machine. */
export function makeArchive(given: Members, folder: string): Members {
  const bytes = zipSync(Object.fromEntries(contents(given, folder)), { level: 0, mtime: new Date(2049, 0, 1) });
  const target = join(folder, textOf(given["output_path"]) ?? "");
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, bytes);
  const hash = (algorithm: string, encoding: "hex" | "base64"): string => createHash(algorithm).update(bytes).digest(encoding);
  return {
    ...given,
    id: hash("sha1", "hex"),
    output_sha: hash("sha1", "hex"),
    output_sha256: hash("sha256", "hex"),
    output_base64sha256: hash("sha256", "base64"),
    output_sha512: hash("sha512", "hex"),
    output_base64sha512: hash("sha512", "base64"),
    output_md5: hash("md5", "hex"),
    output_size: bytes.length,
  };
}

function contents(given: Members, folder: string): (readonly [string, Uint8Array])[] {
  const directory = textOf(given["source_dir"]);
  if (directory !== undefined) return filesBelow(join(folder, directory), textsOf(given["excludes"]));
  const file = textOf(given["source_file"]);
  if (file !== undefined) return [[basename(file), readFileSync(join(folder, file))]];
  const text = textOf(given["source_content"]);
  if (text !== undefined) return [[textOf(given["source_content_filename"]) ?? "", Buffer.from(text)]];
  return elementsOf(given["source"]).map(membersOf).map((block) => [textOf(block["filename"]) ?? "", Buffer.from(textOf(block["content"]) ?? "")]);
}

function filesBelow(directory: string, excludes: readonly string[]): (readonly [string, Uint8Array])[] {
  const pattern = excludes.find((name) => /[*?[{]/.test(name));
  if (pattern !== undefined) throw new Error(`the stand-in excludes files and folders by name only, not by ${pattern}`);
  const names = (readdirSync(directory, { recursive: true }) as string[]).filter((name) => statSync(join(directory, name)).isFile()).sort();
  const kept = names.filter((name) => !excludes.some((excluded) => name === excluded || name.startsWith(`${excluded}/`)));
  return kept.map((name) => [name, readFileSync(join(directory, name))]);
}
