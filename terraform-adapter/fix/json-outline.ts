import { syntaxNode, type SyntaxMember, type SyntaxNode } from "./syntax-node";

class NoJson extends Error {}

/** The JSON value that stands in a text from one offset to another, with template interpolations inside and outside of strings; `undefined` where it is not that plain. */
export function outlineJson(text: string, start: number, end: number, interpolates: boolean): SyntaxNode | undefined {
  try {
    return new JsonOutline(text, start, end, interpolates).read();
  } catch (error) {
    if (error instanceof NoJson) return undefined;
    throw error;
  }
}

class JsonOutline {
  constructor(
    private readonly text: string,
    private at: number,
    private readonly end: number,
    private readonly interpolates: boolean,
  ) {}

  read(): SyntaxNode {
    const value = this.readValue(0);
    this.skipSpace();
    if (this.at < this.end) throw new NoJson();
    return value;
  }

  private readValue(depth: number): SyntaxNode {
    if (depth > 100) throw new NoJson();
    this.skipSpace();
    const start = this.at;
    const sign = this.text[start];
    const base = { language: "json" as const, interpolates: this.interpolates, start };
    if (sign === '"') {
      this.skipString();
      return syntaxNode({ ...base, kind: "text", end: this.at });
    }
    if (sign === "[") {
      const items = this.readSequence("]", () => this.readValue(depth + 1));
      return syntaxNode({ ...base, kind: "list", end: this.at, items });
    }
    if (sign === "{") {
      const members = this.readSequence("}", () => this.readMember(depth + 1));
      return syntaxNode({ ...base, kind: "object", end: this.at, members });
    }
    if (this.interpolates && this.text.startsWith("${", start)) this.skipInterpolation();
    else {
      while (this.at < this.end && /[\w.+-]/.test(this.text[this.at]!)) this.at++;
      if (this.at === start) throw new NoJson();
    }
    return syntaxNode({ ...base, kind: "other", end: this.at });
  }

  private readMember(depth: number): SyntaxMember {
    const start = this.at;
    if (this.text[start] !== '"') throw new NoJson();
    this.skipString();
    const keyEnd = this.at;
    this.skipSpace();
    if (this.text[this.at++] !== ":") throw new NoJson();
    return { name: this.text.slice(start + 1, keyEnd - 1), start, keyEnd, value: this.readValue(depth) };
  }

  private readSequence<T>(closing: string, readItem: () => T): T[] {
    const items: T[] = [];
    this.at++;
    for (;;) {
      this.skipSpace();
      if (this.text[this.at] === closing) break;
      items.push(readItem());
      this.skipSpace();
      if (this.text[this.at] === ",") this.at++;
      else if (this.text[this.at] !== closing) throw new NoJson();
    }
    this.at++;
    return items;
  }

  private skipString(): void {
    this.at++;
    while (this.at < this.end && this.text[this.at] !== '"') {
      if (this.text[this.at] === "\\") this.at += 2;
      else if (this.interpolates && this.text.startsWith("$${", this.at)) this.at += 3;
      else if (this.interpolates && this.text.startsWith("${", this.at)) this.skipInterpolation();
      else if (this.interpolates && this.text.startsWith("%{", this.at)) throw new NoJson();
      else this.at++;
    }
    this.at++;
  }

  private skipInterpolation(): void {
    let open = 1;
    this.at += 2;
    while (open > 0) {
      const sign = this.text[this.at];
      if (this.at >= this.end) throw new NoJson();
      if (sign === "{") open++;
      if (sign === "}") open--;
      if (sign === '"') this.skipQuoted();
      else this.at++;
    }
  }

  private skipQuoted(): void {
    this.at++;
    while (this.at < this.end && this.text[this.at] !== '"') {
      if (this.text[this.at] === "\\") this.at += 2;
      else if (this.text.startsWith("${", this.at)) this.skipInterpolation();
      else this.at++;
    }
    this.at++;
  }

  private skipSpace(): void {
    while (this.at < this.end && /\s/.test(this.text[this.at]!)) this.at++;
  }
}
