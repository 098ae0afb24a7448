import * as path from "node:path";
import type { SourceTree } from "../source-tree";

const named = /^(application|bootstrap|microprofile-config)\.(properties|ya?ml)$/;

/** What the configuration files of an application say, by the full names of the properties. */
export class JavaProperties {
  private properties: Map<string, string> | undefined;

  constructor(private readonly tree: SourceTree) {}

  /** As it is written: `${…}` stands for something else. */
  get(name: string): string | undefined {
    this.properties ??= this.read();
    return this.properties.get(name);
  }

  private read(): Map<string, string> {
    const found = new Map<string, string>();
    for (const root of this.tree.packageRoots) {
      const files = root.file ? [] : this.tree.filesBelow(root.path, (folder) => /^(test|target|build|node_modules|\.git)$/.test(folder));
      for (const file of files) {
        if (!named.test(path.posix.basename(file))) continue;
        const text = this.tree.read(file)?.text ?? "";
        for (const [name, value] of file.endsWith(".properties") ? propertiesIn(text) : yamlIn(text)) if (!found.has(name)) found.set(name, value);
      }
    }
    return found;
  }
}

/** Source: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Properties.html */
function propertiesIn(text: string): [string, string][] {
  return text.replace(/\\\r?\n\s*/g, "").split(/\r?\n/).flatMap((line): [string, string][] => {
    const match = /^\s*([^#!\s=:][^\s=:]*)\s*[=:\s]\s*(.*)$/.exec(line);
    return match ? [[match[1]!, match[2]!.trim()]] : [];
  });
}

function yamlIn(text: string): [string, string][] {
  const yaml = require("yaml") as typeof import("yaml");
  try {
    return yaml.parseAllDocuments(text).slice(0, 1).flatMap((document) => flatten("toJS" in document ? (document.toJS() as unknown) : undefined, ""));
  } catch {
    return [];
  }
}

function flatten(value: unknown, name: string): [string, string][] {
  if (value !== null && typeof value === "object") return Object.entries(value).flatMap(([key, inner]) => flatten(inner, name === "" ? key : `${name}.${key}`));
  return value === null || value === undefined ? [] : [[name, String(value)]];
}
