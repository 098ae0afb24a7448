/** A place in a source file: 1-based lines and columns, `endColumn` exclusive, `file` relative to the root that was given and with forward slashes. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}
