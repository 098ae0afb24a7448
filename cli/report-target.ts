export const formats = ["text", "json", "sarif", "junit", "markdown", "html", "codequality"] as const;
export type Format = (typeof formats)[number];

/** One report to write: a format, and a file or (absent) standard output. */
export interface ReportTarget {
  readonly format: Format;
  readonly file?: string;
}
