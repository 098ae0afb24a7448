import * as path from "node:path";
import type { SourceTree } from "../source-tree";

/** A project file, as far as it says which sources are compiled, and how. */
export interface CSharpProject {
  readonly file: string;
  readonly folder: string;
  /** The name of what is built: handlers begin with it. */
  readonly assembly: string;
  readonly usings: readonly string[];
  readonly references: readonly string[];
  /** Folders of sources that are compiled beside its own. */
  readonly linked: readonly string[];
  readonly isTest: boolean;
}

/** Reads what a project file says; what MSBuild would compute is left out. */
export function readProject(tree: SourceTree, file: string): CSharpProject {
  const text = withoutComments(tree.read(file)?.text ?? "");
  const folder = path.posix.dirname(file);
  const attributes = (element: string): string[] => [...text.matchAll(new RegExp(`<${element}\\s[^<>]*?Include="([^"<>]+)"`, "g"))].map((match) => match[1]!);
  const at = (relative: string): string => path.posix.normalize(path.posix.join(folder, relative.replaceAll("\\", "/")));
  const assembly = /<AssemblyName>([^<$]+)</.exec(text)?.[1]?.trim() ?? path.posix.basename(file).replace(/\.\w+$/, "");
  return {
    file,
    folder,
    assembly,
    usings: attributes("Using"),
    references: attributes("ProjectReference").map(at),
    linked: attributes("Compile").filter((one) => one.startsWith("..")).map((one) => at(one.replace(/[^/\\]*\*.*$/, ""))),
    isTest: /Microsoft\.NET\.Test\.Sdk|<IsTestProject>\s*true/.test(text),
  };
}

function withoutComments(text: string): string {
  let kept = "";
  for (let from = 0; ; ) {
    const start = text.indexOf("<!--", from);
    if (start < 0) return kept + text.slice(from);
    kept += text.slice(from, start);
    const end = text.indexOf("-->", start);
    if (end < 0) return kept;
    from = end + 3;
  }
}

/** The projects that the sources of an assembly are in; `undefined` where no project file tells. */
export function projectsOf(tree: SourceTree, files: readonly string[], assembly: string | undefined): CSharpProject[] | undefined {
  const projects = files.map((file) => readProject(tree, file));
  const named = projects.filter((project) => project.assembly === assembly);
  const candidates = projects.filter((project) => !project.isTest);
  const start = named.length > 0 ? named : candidates.length === 1 ? candidates : undefined;
  if (!start) return undefined;
  const found = new Map<string, CSharpProject>();
  const waiting = [...start];
  for (let next = waiting.pop(); next && found.size < 200; next = waiting.pop()) {
    if (found.has(next.file)) continue;
    found.set(next.file, next);
    waiting.push(...next.references.filter((file) => tree.isFile(file)).map((file) => readProject(tree, file)));
  }
  return [...found.values()];
}
