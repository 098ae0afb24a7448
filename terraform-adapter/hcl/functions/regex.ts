import { literal, type Symbolic } from "../../../core";
import { Refused } from "./function";

/** A regular expression of Go (RE2) as one of JavaScript; what only one of them has is refused. */
export function compileRegex(pattern: string, flags = ""): RegExp {
  const inline = /^\(\?([ims]+)\)/.exec(pattern);
  const body = (inline ? pattern.slice(inline[0].length) : pattern)
    .replace(/\(\?P</g, "(?<")
    .replace(/\\A/g, "^")
    .replace(/\\z/g, "$")
    .replace(/\[\[:alnum:\]\]/g, "[0-9A-Za-z]")
    .replace(/\[\[:alpha:\]\]/g, "[A-Za-z]")
    .replace(/\[\[:digit:\]\]/g, "[0-9]")
    .replace(/\[\[:space:\]\]/g, "[\\t\\n\\v\\f\\r ]");
  if (mayBacktrack(body)) throw new Refused(`the regular expression "${pattern}" could take too long`);
  try {
    return new RegExp(body, `${flags}${inline?.[1] ?? ""}`);
  } catch {
    throw new Refused(`"${pattern}" is no regular expression that can be read`);
  }
}

/** A repeated group that itself repeats takes exponential time in JavaScript, unlike in Go. */
function mayBacktrack(pattern: string): boolean {
  return /\([^()]*[+*}][^()]*\)[+*{]/.test(pattern) || pattern.length > 2000;
}

/** A map where the expression names its groups, a list where it has groups without names, else the text. */
export function matchResult(found: RegExpMatchArray | null): Symbolic | undefined {
  if (!found) return undefined;
  const valueOf = (text: string | undefined): Symbolic => (text === undefined ? { kind: "null" } : literal(text));
  if (found.groups) return { kind: "map", entries: new Map(Object.entries(found.groups).map(([name, text]) => [name, valueOf(text)])) };
  return found.length > 1 ? { kind: "list", items: found.slice(1).map(valueOf) } : literal(found[0]);
}

/** `$1`, `${1}` and `${name}` in a replacement, with the arguments that `String.replace` hands over. */
export function expandReplacement(replacement: string, found: readonly unknown[]): string {
  const last = found[found.length - 1];
  const names = typeof last === "object" && last !== null ? (last as Record<string, string>) : {};
  const groups = found.filter((part, index) => typeof part === "string" || (part === undefined && index > 0)) as (string | undefined)[];
  return replacement.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (all, bare?: string, braced?: string) => {
    const name = bare ?? braced;
    if (name === undefined) return all === "$$" ? "$" : all;
    return (/^\d+$/.test(name) ? groups.slice(0, -1)[Number(name)] : names[name]) ?? "";
  });
}
