/** Text that Markdown and HTML take as nothing but text, in one line, for use outside code spans: no links, no mentions. */
export function escapeMarkdown(text: string): string {
  return inOneLine(text)
    .replace(/[&<>]/g, (character) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[character]!)
    .replace(/[\\`*_{}[\]()#+!|~$]/g, "\\$&")
    .replace(/:\/\//g, ":\\//")
    .replace(/\bwww\./gi, (start) => `${start.slice(0, 3)}\\.`)
    .replaceAll("@", "@&#8203;");
}

/** A code span that ends where it should, whatever is in it; bars are escaped, for tables. */
export function codeSpan(text: string): string {
  const line = inOneLine(text).replaceAll("|", "\\|");
  if (line === "") return "";
  const fence = "`".repeat(longestRun(line) + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** A sentence with `code` in it: the code stays code, everything else is escaped. */
export function escapeSentence(text: string): string {
  const parts = inOneLine(text).split("`");
  if (parts.length % 2 === 0) return escapeMarkdown(text);
  return parts.map((part, index) => (index % 2 === 1 ? codeSpan(part) : escapeMarkdown(part))).join("");
}

/** A fenced block that nothing in it can close. */
export function codeBlock(text: string, language: string): string[] {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return [`${fence}${language}`, ...text.split("\n"), fence];
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

function inOneLine(text: string): string {
  return text.replace(/[\r\n\t\u2028\u2029]+/g, " ").replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}
