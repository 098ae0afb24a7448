import { unzipSync } from "fflate";
import { limits } from "./limits";

/** A zip or jar held in memory; members are unpacked one at a time, when they are asked for. */
export class Archive {
  private readonly sizes = new Map<string, number>();
  private readonly folders = new Map<string, Set<string>>();
  private unpacked = 0;
  /** What was left out of it, and why. */
  readonly problems: string[] = [];

  /** Throws where the bytes are no zip. */
  constructor(private readonly bytes: Uint8Array) {
    let entries = 0;
    let strange = 0;
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        entries += 1;
        if (entries > limits.archiveEntries) return false;
        if (name.endsWith("/")) return false;
        if (isOutside(name)) strange += 1;
        else this.add(name, originalSize);
        return false;
      },
    });
    if (entries > limits.archiveEntries) this.problems.push(`it has more than ${limits.archiveEntries} entries`);
    if (strange > 0) this.problems.push(`${strange} of its entries would be written outside of it`);
  }

  isFile(name: string): boolean {
    return this.sizes.has(name);
  }

  isFolder(name: string): boolean {
    return this.folders.has(name);
  }

  list(folder: string): string[] {
    return [...(this.folders.get(folder) ?? [])];
  }

  /** The bytes of a member, or why it cannot be unpacked. */
  read(name: string): Uint8Array | string {
    const size = this.sizes.get(name);
    if (size === undefined) return "it is not in the archive";
    if (size > limits.fileBytes) return `it is larger than ${limits.fileBytes / 1024 / 1024} MB`;
    if (this.unpacked + size > limits.unpackedBytes) return "the archive unpacks to too much";
    this.unpacked += size;
    try {
      return unzipSync(this.bytes, { filter: (file) => file.name === name })[name] ?? "it cannot be unpacked";
    } catch (error) {
      return `it cannot be unpacked (${error instanceof Error ? error.message : String(error)})`;
    }
  }

  private add(name: string, size: number): void {
    this.sizes.set(name, size);
    let child = name;
    for (;;) {
      const slash = child.lastIndexOf("/");
      const folder = slash < 0 ? "" : child.slice(0, slash);
      const children = this.folders.get(folder);
      if (children) {
        children.add(child.slice(slash + 1));
        return;
      }
      this.folders.set(folder, new Set([child.slice(slash + 1)]));
      if (folder === "") return;
      child = folder;
    }
  }
}

function isOutside(name: string): boolean {
  return name.startsWith("/") || name.includes("\\") || name.includes("\0") || /^[a-z]:/i.test(name) || name.split("/").includes("..");
}
