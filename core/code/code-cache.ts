/** What functions of one run share: archives, parsed modules, summaries. Keys start with the name of who keeps it: `javascript:module:/path`. */
export class CodeCache {
  private readonly kept = new Map<string, unknown>();

  /** The value kept under the key, made on first demand. */
  once<T>(key: string, make: () => T): T {
    if (this.kept.has(key)) return this.kept.get(key) as T;
    const made = make();
    this.kept.set(key, made);
    return made;
  }
}
