import type { SuppressionComment } from "../../core";
import type { Comment, ParsedFile } from "./parse-file";
import type { Body, Expression, TemplatePart } from "./syntax";

const MARK = /leastwise:ignore\b[ \t]*([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)?(.*)/;
const EXPIRY = /\b(?:until|expires)\s*[=: ]\s*(\d{4}-\d{2}-\d{2})\b/;

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The comments of a file that silence findings, one for each rule that they name. */
export function suppressionComments(file: ParsedFile): SuppressionComment[] {
  const marked = file.comments.filter((comment) => comment.text.includes("leastwise:ignore"));
  if (marked.length === 0) return [];
  const spans = spansOf(file.body);
  return marked.flatMap((comment) => readComment(comment, file, spans));
}

function readComment(comment: Comment, file: ParsedFile, spans: readonly Span[]): SuppressionComment[] {
  const { source } = file;
  const text = comment.text.replace(/\*\/\s*$/, "");
  const found = MARK.exec(text);
  if (!found) return [];
  const rest = found[2] ?? "";
  const expires = EXPIRY.exec(rest)?.[1];
  const reason = /--\s*(.*)/.exec(rest)?.[1]?.replace(EXPIRY, "").trim();
  const at = source.place(comment.start, comment.end);
  const covers = { file: source.file, ...coveredLines(comment, file, spans) };
  return (found[1] ?? "").split(",").map((ruleId) => ({
    ruleId: ruleId.trim(),
    ...(reason ? { reason } : {}),
    ...(expires ? { expires } : {}),
    at,
    covers,
  }));
}

/** Beside something: what starts in that line, to its end. In a line of its own: what starts in the next line that has any code. */
function coveredLines(comment: Comment, file: ParsedFile, spans: readonly Span[]): { readonly line: number; readonly endLine: number } {
  const { source } = file;
  const own = source.place(comment.start, comment.end);
  const lineStart = source.text.lastIndexOf("\n", comment.start - 1) + 1;
  const isBeside = source.text.slice(lineStart, comment.start).trim() !== "";
  const start = isBeside ? lineStart : nextCode(comment.end, file);
  const line = isBeside ? own.line : source.place(start, start).line;
  const newline = source.text.indexOf("\n", start);
  const lineEnd = newline === -1 ? source.text.length : newline;
  const ends = spans.filter((span) => span.start >= start && span.start < lineEnd).map((span) => source.place(span.start, span.end).endLine);
  return { line, endLine: Math.max(line, own.endLine, ...ends) };
}

/** The start of the next line that is neither empty nor a comment. */
function nextCode(offset: number, file: ParsedFile): number {
  const { text } = file.source;
  let at = offset;
  for (;;) {
    while (at < text.length && /\s/.test(text[at]!)) at++;
    const comment = file.comments.find((other) => other.start === at);
    if (!comment || comment.end <= at) return Math.min(at, text.length);
    at = comment.end;
  }
}

/** Everything that may be silenced: blocks, arguments, and the elements of lists and objects, at any depth. */
function spansOf(body: Body): Span[] {
  const spans: Span[] = [];
  const visitBody = (inner: Body): void => {
    for (const argument of inner.arguments) {
      spans.push(argument);
      visit(argument.value);
    }
    for (const block of inner.blocks) {
      spans.push(block);
      visitBody(block.body);
    }
  };
  const visit = (expression: Expression): void => {
    spans.push(...elementsOf(expression));
    for (const inner of innerExpressions(expression)) visit(inner);
  };
  visitBody(body);
  return spans;
}

function elementsOf(expression: Expression): Span[] {
  if (expression.kind === "list") return [...expression.items];
  if (expression.kind === "object") return expression.items.map((item) => ({ start: item.keyStart, end: item.value.end }));
  return [];
}

function innerExpressions(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "list":
      return expression.items;
    case "object":
      return expression.items.map((item) => item.value);
    case "call":
      return expression.args;
    case "conditional":
      return [expression.then, expression.otherwise];
    case "for":
      return [expression.value];
    case "attribute":
    case "index":
    case "splat":
      return [expression.object];
    case "template":
      return expression.parts.flatMap(partExpressions);
    default:
      return [];
  }
}

function partExpressions(part: TemplatePart): readonly Expression[] {
  return part.kind === "interpolation" ? [part.value] : [];
}
