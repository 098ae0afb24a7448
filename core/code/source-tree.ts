import * as fs from "node:fs";
import * as path from "node:path";
import type { CodeSource } from "../model";
import { Archive } from "./archive";
import type { CodeCache } from "./code-cache";
import { limits } from "./limits";
import type { UnreadCode } from "./sdk-call";

/** A file that was read, as text; or, with `problem`, one that exists and could not be read. */
export interface SourceFile {
  /** Its path in the tree. */
  readonly path: string;
  /** As it is reported: relative to the root, `build/app.zip:index.js` for members of archives. */
  readonly shown: string;
  readonly text: string;
  readonly problem?: string;
}

/** A folder of the tree that stands at `prefix` inside the deployed package (`""` for the package itself). */
export interface PackageRoot {
  readonly path: string;
  readonly prefix: string;
  /** Set where the source names one file: only that file is in the package, though its neighbours may be looked at. */
  readonly file?: string;
}

/**
 * One view over what a function is made of: folders and files on disk, archives and inline text, package and layers.
 * Paths of the tree are absolute and have forward slashes; an archive is a folder (`/project/build/app.zip/index.js`), inline files are in
 * folders of their own. Everything is read when asked for, and never beyond `boundary`.
 */
export class SourceTree {
  readonly packageRoots: PackageRoot[] = [];
  readonly layerRoots: PackageRoot[] = [];
  /** Sources, layers and archive members that could not be read; a language reader decides whether an unread layer matters. */
  readonly packageProblems: UnreadCode[] = [];
  readonly layerProblems: UnreadCode[] = [];
  /** Whether part of the package does not exist, as before a build. */
  isMissing = false;

  private readonly archives = new Map<string, Archive>();
  private readonly inline = new Map<string, string>();
  private readonly inlineFolders = new Map<string, Set<string>>();
  private readonly readFiles = new Map<string, SourceFile>();
  /** What is on disk, shared by the functions of a run. */
  private readonly stats: Map<string, "file" | "folder" | undefined>;
  private readonly boundaries: string[] = [];
  private readonly root: string;

  constructor(
    root: string,
    source: CodeSource,
    layers: readonly CodeSource[],
    private readonly cache: CodeCache,
  ) {
    this.root = slashes(path.resolve(root));
    this.stats = cache.once("tree:stats", () => new Map());
    this.admit(this.root);
    this.mount(source, this.packageRoots, this.packageProblems);
    for (const layer of layers) this.mount(layer, this.layerRoots, this.layerProblems);
  }

  /** The places where a path of the deployed package (`src/app.js`) may be in the tree, best first. */
  locate(packagePath: string): string[] {
    const clean = path.posix.normalize(packagePath.replaceAll("\\", "/"));
    if (clean.startsWith("/opt/")) return this.layerRoots.map((mount) => join(mount.path, clean.slice("/opt/".length)));
    const wanted = clean.startsWith("/var/task/") ? clean.slice("/var/task/".length) : clean;
    return this.packageRoots.flatMap((mount) => {
      if (mount.prefix === "") return [join(mount.path, wanted)];
      return wanted === mount.prefix || wanted.startsWith(`${mount.prefix}/`) ? [join(mount.path, wanted.slice(mount.prefix.length + 1))] : [];
    });
  }

  isFile(file: string): boolean {
    return this.kindOf(file) === "file";
  }

  isFolder(folder: string): boolean {
    return this.kindOf(folder) === "folder";
  }

  /** Names in a folder, sorted; empty where there is none. */
  list(folder: string): string[] {
    if (!this.isFolder(folder)) return [];
    const inline = this.inlineFolders.get(folder);
    if (inline) return [...inline].sort();
    const inArchive = this.inArchive(folder);
    if (inArchive) return inArchive.archive.list(inArchive.member).sort();
    try {
      return fs.readdirSync(folder).sort();
    } catch {
      return [];
    }
  }

  /** Paths of the files below a folder, sorted, without those of folders that `skip` names (such as `node_modules`); bounded. */
  filesBelow(folder: string, skip: (folderName: string) => boolean = () => false): string[] {
    const found: string[] = [];
    const waiting = [folder];
    const linked = new Set<string>();
    let seen = 0;
    while (waiting.length > 0 && seen < limits.listedFiles) {
      const next = waiting.pop()!;
      for (const name of this.list(next)) {
        seen += 1;
        const child = join(next, name);
        const kind = this.kindOf(child);
        if (kind === "file") found.push(child);
        else if (kind === "folder" && !skip(name) && !isSeenLink(child, linked)) waiting.push(child);
      }
    }
    return found.sort();
  }

  /** The file, `undefined` where there is none. */
  read(file: string): SourceFile | undefined {
    const before = this.readFiles.get(file);
    if (before) return before;
    if (!this.isFile(file)) return undefined;
    const read = this.readFiles.size >= limits.files ? this.unread(file, `more than ${limits.files} files belong to this function`) : this.readNow(file);
    this.readFiles.set(file, read);
    return read;
  }

  /** Where a path leads through links; the path itself inside archives. */
  realPath(file: string): string {
    if (file.startsWith(INLINE) || this.inArchive(file)) return file;
    try {
      return slashes(fs.realpathSync(file));
    } catch {
      return file;
    }
  }

  /** A path of the tree as it is reported. */
  shown(file: string): string {
    const inArchive = this.inArchive(file);
    if (inArchive) return `${this.relative(inArchive.path)}:${inArchive.member}`;
    if (file.startsWith(INLINE)) return file.slice(file.indexOf("/", INLINE.length) + 1);
    return this.relative(file);
  }

  /** A path that code names, as it is reported: one below the root without it, those of the running function as they are. */
  named(file: string): string {
    return this.allowed(file) ? this.relative(file) : file;
  }

  private relative(file: string): string {
    return slashes(path.relative(this.root, file));
  }

  private mount(source: CodeSource, into: PackageRoot[], problems: UnreadCode[]): void {
    const problem = (message: string): void => void problems.push({ message, services: "any" });
    switch (source.kind) {
      case "several":
        for (const one of source.sources) this.mount(one, into, problems);
        return;
      case "inline":
        into.push({ path: this.mountInline(source.files), prefix: "" });
        return;
      case "image":
        return problem("The code is in a container image, which is not read.");
      case "remote":
        return problem("The code is an object in a bucket, and the deployment does not contain its source.");
      case "unknown":
        return problem(`Where the code is cannot be told before deployment${source.detail ? `: ${source.detail}` : ""}.`);
      case "path":
        return this.mountPath(source.path, source.prefix ?? "", into, problem);
    }
  }

  private mountPath(given: string, prefix: string, into: PackageRoot[], problem: (message: string) => void): void {
    const absolute = slashes(path.resolve(this.root, given));
    const cleanPrefix = prefix.replace(/^\.?\/+|\/+$/g, "");
    this.admit(projectAround(this.root, absolute));
    const kind = kindOnDisk(absolute);
    const built = kind === undefined && into === this.layerRoots ? builtFrom(absolute) : undefined;
    if (built) {
      into.push({ path: built, prefix: cleanPrefix });
      return;
    }
    if (kind === undefined) {
      if (into === this.packageRoots) this.isMissing = true;
      return problem(`${this.relative(absolute)} does not exist.`);
    }
    if (kind === "folder") {
      into.push({ path: absolute, prefix: cleanPrefix });
      return;
    }
    if (!ARCHIVE.test(absolute)) {
      into.push({ path: slashes(path.dirname(absolute)), prefix: cleanPrefix, file: absolute });
      return;
    }
    try {
      const archive = this.cache.once(`archive:${absolute}`, () => openArchive(absolute));
      this.archives.set(absolute, archive);
      into.push({ path: absolute, prefix: cleanPrefix });
      for (const left of archive.problems) problem(`${this.relative(absolute)} was not read in full: ${left}.`);
    } catch (error) {
      problem(`${this.relative(absolute)} cannot be read as an archive: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }

  private mountInline(files: ReadonlyMap<string, string>): string {
    inlineFolders += 1;
    const folder = `${INLINE}${inlineFolders}`;
    this.inlineFolders.set(folder, new Set());
    for (const [name, text] of files) {
      let child = join(folder, name);
      if (!child.startsWith(`${folder}/`)) continue;
      this.inline.set(child, text);
      while (child !== folder) {
        const parent = path.posix.dirname(child);
        this.inlineFolders.set(parent, (this.inlineFolders.get(parent) ?? new Set()).add(path.posix.basename(child)));
        child = parent;
      }
    }
    return folder;
  }

  private kindOf(file: string): "file" | "folder" | undefined {
    if (this.inline.has(file)) return "file";
    if (this.inlineFolders.has(file)) return "folder";
    if (file.startsWith(INLINE)) return undefined;
    const inArchive = this.inArchive(file);
    if (inArchive) return inArchive.archive.isFile(inArchive.member) ? "file" : inArchive.member === "" || inArchive.archive.isFolder(inArchive.member) ? "folder" : undefined;
    if (!this.allowed(file)) return undefined;
    if (this.stats.has(file)) return this.stats.get(file);
    const kind = kindOnDisk(file);
    this.stats.set(file, kind);
    return kind;
  }

  private inArchive(file: string): { archive: Archive; path: string; member: string } | undefined {
    for (const [archivePath, archive] of this.archives) {
      if (file === archivePath || file.startsWith(`${archivePath}/`)) return { archive, path: archivePath, member: file.slice(archivePath.length + 1) };
    }
    return undefined;
  }

  private readNow(file: string): SourceFile {
    const inline = this.inline.get(file);
    if (inline !== undefined) return { path: file, shown: this.shown(file), text: inline };
    const inArchive = this.inArchive(file);
    if (inArchive) {
      const bytes = inArchive.archive.read(inArchive.member);
      return typeof bytes === "string" ? this.unread(file, bytes) : this.decode(file, bytes);
    }
    const onDisk = this.cache.once(`tree:file:${file}`, () => readFromDisk(file));
    // A symlink may lead out of what was given; the file it leads to is none of our business then.
    if (onDisk.real !== undefined && !this.allowed(onDisk.real)) return this.unread(file, "it is a link that leads out of the project");
    return typeof onDisk.content === "string" ? { path: file, shown: this.shown(file), text: onDisk.content } : this.unread(file, onDisk.content.problem);
  }

  private decode(file: string, bytes: Uint8Array): SourceFile {
    const content = textOf(bytes);
    return typeof content === "string" ? { path: file, shown: this.shown(file), text: content } : this.unread(file, content.problem);
  }

  private unread(file: string, problem: string): SourceFile {
    return { path: file, shown: this.shown(file), text: "", problem };
  }

  /** Files below the folder may be read; also under its real path, since temporary and home folders are often links themselves. */
  private admit(folder: string): void {
    this.boundaries.push(folder);
    try {
      this.boundaries.push(slashes(fs.realpathSync(folder)));
    } catch {
      // It does not exist; mounting it will say so.
    }
  }

  private allowed(file: string): boolean {
    return this.boundaries.some((boundary) => file === boundary || file.startsWith(boundary === "/" ? "/" : `${boundary}/`));
  }
}

const INLINE = "/(inline)";
/** Inline packages of different functions must not meet in the cache. */
let inlineFolders = 0;
const ARCHIVE = /\.(zip|jar|war|whl)$/i;

function openArchive(file: string): Archive {
  const { size } = fs.statSync(file);
  if (size > limits.archiveBytes) throw new Error(`it is larger than ${limits.archiveBytes / 1024 / 1024} MB`);
  return new Archive(fs.readFileSync(file));
}

type Content = string | { readonly problem: string };

function readFromDisk(file: string): { real?: string; content: Content } {
  try {
    const real = slashes(fs.realpathSync(file));
    const { size } = fs.statSync(file);
    if (size > limits.fileBytes) return { real, content: { problem: `it is larger than ${limits.fileBytes / 1024 / 1024} MB` } };
    return { real, content: textOf(fs.readFileSync(file)) };
  } catch (error) {
    return { content: { problem: error instanceof Error && "code" in error ? String(error.code) : String(error) } };
  }
}

function textOf(bytes: Uint8Array): Content {
  if (bytes.subarray(0, 8192).includes(0)) return { problem: "it is a binary file" };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function kindOnDisk(file: string): "file" | "folder" | undefined {
  try {
    const stat = fs.statSync(file);
    return stat.isFile() ? "file" : stat.isDirectory() ? "folder" : undefined;
  } catch {
    return undefined;
  }
}

/** The sources of a layer that is yet to be built: `src/layers` for `dist/layers`. */
function builtFrom(folder: string): string | undefined {
  const candidates = ["src", "."].map((source) => path.posix.normalize(folder.replace(/\/(dist|build|out|\.build)(?=\/)/, `/${source}`)).replace(/\/+$/, ""));
  return candidates.find((candidate) => candidate !== folder && kindOnDisk(candidate) === "folder");
}

/** How far imports of unbuilt code may lead: the repository or workspace that the source is in, else what it and the root have in common. */
export function projectAround(root: string, source: string): string {
  let folder = source;
  for (let depth = 0; depth < 12; depth += 1) {
    const parent = slashes(path.dirname(folder));
    if (parent === folder) break;
    folder = parent;
    if (kindOnDisk(`${folder}/.git`) || kindOnDisk(`${folder}/pnpm-workspace.yaml`)) return folder;
  }
  const shared: string[] = [];
  const [a, b] = [root.split("/"), source.split("/")];
  for (let index = 0; index < a.length && a[index] === b[index]; index += 1) shared.push(a[index]!);
  // Nothing in common but the file system's top would open everything.
  return shared.length > 2 ? shared.join("/") : source;
}

function join(folder: string, name: string): string {
  return path.posix.join(folder, name);
}

function slashes(file: string): string {
  return path.sep === "\\" ? file.replaceAll("\\", "/") : file;
}

/** Whether it is a link to a folder above it, or to one that another link led to: following these has no end. */
function isSeenLink(folder: string, linked: Set<string>): boolean {
  try {
    if (!fs.lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return false;
    const target = slashes(fs.realpathSync(folder));
    if (linked.has(target) || folder.startsWith(`${target}/`) || `${slashes(fs.realpathSync(path.dirname(folder)))}/`.startsWith(`${target}/`)) return true;
    linked.add(target);
    return false;
  } catch {
    // A member of an archive is no link.
    return false;
  }
}
