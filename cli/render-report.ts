import { relative, sep } from "node:path";
import type { CheckResult, Configuration, ReportedFix, ReportOptions } from "../core";
import { paletteFor } from "./palette";
import type { Format, ReportTarget } from "./report-target";

/** What a report is told of the run beside the result. */
export interface RunContext {
  /** The input as it was named, `-` for standard input. */
  readonly input: string;
  /** Absolute path that locations start from. */
  readonly root: string;
  readonly failOn: Configuration["failOn"];
  /** What answers findings, by fingerprint; worked out where a report asks for it. */
  readonly fixes?: ReadonlyMap<string, ReportedFix>;
  /** `--source` as it was given. */
  readonly source?: string;
}

/** The text of one report. */
export function renderReport(result: CheckResult, { format, file }: ReportTarget, context: RunContext): string {
  const core = require("../core") as typeof import("../core");
  const renderers: Record<Format, () => string> = {
    text: () => core.reportText(result, { palette: paletteFor(file), width: file === undefined ? Math.min(process.stdout.columns ?? (Number(process.env["COLUMNS"]) || 100), 120) : 100, ...fixCommand(context) }),
    json: () => core.reportJson(result),
    sarif: () => core.reportSarif(result, optionsFor(context)),
    junit: () => core.reportJUnit(result, optionsFor(context)),
    markdown: () => core.reportMarkdown(result),
    html: () => core.reportHtml(result),
    codequality: () => core.reportCodeQuality(result, optionsFor(context)),
  };
  return renderers[format]();
}

/** The command that shows the fix, where it can be typed as it is. */
function fixCommand({ input, source }: RunContext): { fixCommand?: string } {
  const words = ["leastwise", "fix", input, ...(source === undefined ? [] : ["--source", source])];
  return input !== "-" && words.every((word) => /^[\w@%+=:,./-]+$/.test(word)) ? { fixCommand: words.join(" ") } : {};
}

/** Reports that other tools show beside the sources: their paths start from the folder of the run, which is the repository's in CI. */
function optionsFor({ input, root, failOn, fixes }: RunContext): ReportOptions {
  const { renderRulePage, rules } = require("../core") as typeof import("../core");
  const inputFile = input === "-" ? undefined : inside(input);
  return {
    rules: rules.map((rule) => ({ ...rule, page: renderRulePage(rule) })),
    folder: inside(root) ?? "",
    ...(inputFile === undefined || inputFile === "" ? {} : { inputFile }),
    failOn,
    ...(fixes === undefined ? {} : { fixes }),
  };
}

/** The path from the working folder with forward slashes; `undefined` where it is outside. */
function inside(path: string): string | undefined {
  const from = relative(process.cwd(), path).split(sep).join("/");
  return from === ".." || from.startsWith("../") || /^(?:[A-Za-z]:|\/)/.test(from) ? undefined : from;
}
