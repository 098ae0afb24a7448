/** Text of one file that is put in place of other text; an insertion has `start` and `end` alike. */
export interface TextEdit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with the edits, whose offsets all count in the text as it was; `undefined` where two of them overlap and differ. */
export function applyEdits(text: string, edits: readonly Omit<TextEdit, "file">[], base = 0): string | undefined {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = "";
  let at = base;
  let last: Omit<TextEdit, "file"> | undefined;
  for (const edit of ordered) {
    if (last && edit.start === last.start && edit.end === last.end && edit.text === last.text) continue;
    if (edit.start < at) return undefined;
    result += text.slice(at - base, edit.start - base) + edit.text;
    at = edit.end;
    last = edit;
  }
  return result + text.slice(at - base);
}
