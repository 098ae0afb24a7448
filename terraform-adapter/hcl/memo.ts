/** Results by key, each computed once; what is asked for while it is being computed depends on itself. */
export class Memo<T> {
  private readonly results = new Map<string, T>();
  private readonly open = new Set<string>();

  get(key: string, compute: () => T, ofCycle: () => T): T {
    const known = this.results.get(key);
    if (known !== undefined) return known;
    if (this.open.has(key)) return ofCycle();
    this.open.add(key);
    try {
      const result = compute();
      this.results.set(key, result);
      return result;
    } finally {
      this.open.delete(key);
    }
  }
}
