import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { ErrorObject } from "ajv";
import { ConfigurationError } from "../errors";
import { nearest } from "../values";
import { recommended, type Configuration, type RuleSetting, type Suppression } from "./configuration";
import { configurationSchema, type ConfigurableRule } from "./schema";

/** File names of the configuration, the first that exists is taken. */
export const configurationFiles = ["leastwise.json", "leastwise.yaml", "leastwise.yml"] as const;

/** The configuration file found in the folder or the nearest one above it. */
export function findConfiguration(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = configurationFiles.map((name) => join(at, name)).find((path) => existsSync(path));
    if (found !== undefined || dirname(at) === at) return found;
  }
}

/** Reads a configuration file. A file that cannot be read, is no JSON or YAML, or breaks the schema is a ConfigurationError that names the nearest known key. */
export function loadConfiguration(file: string, rules: readonly ConfigurableRule[]): Configuration {
  let text: string;
  try {
    text = readFileSync(file, "utf8").replace(/^\ufeff/, "");
  } catch (error) {
    throw new ConfigurationError(`cannot read the configuration ${file}: ${(error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : (error as Error).message}`, "Name one with --config, or leave it out.", undefined, { cause: error });
  }
  return readConfiguration(parse(text, file), rules, file);
}

/** A configuration from its plain value; `source` names it in errors. */
export function readConfiguration(value: unknown, rules: readonly ConfigurableRule[], source: string): Configuration {
  validate(value, rules, source);
  const written = value as WrittenConfiguration;
  requireSense(written.suppressions ?? [], source);
  const base = written.extends === "strict" ? strictConfiguration(rules) : recommended;
  return {
    failOn: written.failOn ?? base.failOn,
    rules: merged(base.rules, settingsOf(written.rules)),
    overrides: (written.overrides ?? []).map((override) => ({ ...override, rules: settingsOf(override.rules) })),
    suppressions: written.suppressions ?? [],
  };
}

type WrittenRules = Readonly<Record<string, RuleSetting["severity"] | { readonly severity?: RuleSetting["severity"]; readonly options?: RuleSetting["options"] }>>;

interface WrittenConfiguration {
  readonly extends?: "recommended" | "strict";
  readonly failOn?: Configuration["failOn"];
  readonly rules?: WrittenRules;
  readonly overrides?: readonly { readonly functions?: readonly string[]; readonly files?: readonly string[]; readonly rules: WrittenRules }[];
  readonly suppressions?: readonly Suppression[];
}

/** Every rule on, failing from medium upwards. Rules that are on anyway keep the severities which they give their findings. */
function strictConfiguration(rules: readonly ConfigurableRule[]): Configuration {
  const others = rules.filter((rule) => rule.isOnByDefault === false);
  return { ...recommended, failOn: "medium", rules: Object.fromEntries(others.map((rule) => [rule.id, { severity: rule.severity as NonNullable<RuleSetting["severity"]>, options: {} }])) };
}

/** The base with what is written on top, setting by setting: options alone leave a rule as severe as it was. */
function merged(base: Configuration["rules"], written: Configuration["rules"]): Configuration["rules"] {
  return { ...base, ...Object.fromEntries(Object.entries(written).map(([id, setting]) => [id, { ...base[id], ...setting }])) };
}

/** What a schema cannot say of suppressions: a reason has words in it, and an expiry is a day of the calendar. */
function requireSense(suppressions: readonly Suppression[], source: string): void {
  suppressions.forEach(({ reason, expires }, index) => {
    const at = `suppressions.${index}`;
    if (reason.trim() === "") throw new ConfigurationError(`${source}: the reason is empty in ${at}.reason`, "Say why this one is right.");
    if (expires !== undefined && !isDay(expires)) throw new ConfigurationError(`${source}: ${expires} is no day of the calendar in ${at}.expires`, "It is the last day on which the suppression holds, written as 2027-01-31.");
  });
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function settingsOf(rules: WrittenRules = {}): Record<string, RuleSetting> {
  return Object.fromEntries(
    Object.entries(rules).map(([id, setting]): [string, RuleSetting] => {
      if (typeof setting !== "object") return [id, { ...(setting === undefined ? {} : { severity: setting }), options: {} }];
      return [id, { ...(setting.severity === undefined ? {} : { severity: setting.severity }), options: setting.options ?? {} }];
    }),
  );
}

function parse(text: string, file: string): unknown {
  if (/\.ya?ml$/.test(file)) {
    const { parse: parseYaml } = require("yaml") as typeof import("yaml");
    try {
      return parseYaml(text) ?? {};
    } catch (error) {
      throw new ConfigurationError(`${file} is no YAML: ${(error as Error).message.split("\n")[0]}`, undefined, undefined, { cause: error });
    }
  }
  const { parse: parseJson, printParseErrorCode } = require("jsonc-parser") as typeof import("jsonc-parser");
  const errors: import("jsonc-parser").ParseError[] = [];
  const value = parseJson(text, errors, { allowTrailingComma: true }) as unknown;
  const [first] = errors;
  if (first) throw new ConfigurationError(`${file}:${text.slice(0, first.offset).split("\n").length}: ${inPlainWords(printParseErrorCode(first.error))}`, "It is JSON; comments and trailing commas are allowed.");
  return value ?? {};
}

/** `CloseBraceExpected` as `close brace expected`. */
function inPlainWords(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

function validate(value: unknown, rules: readonly ConfigurableRule[], source: string): void {
  const { default: Ajv } = require("ajv") as typeof import("ajv");
  const check = new Ajv({ allErrors: false, strict: false, verbose: true }).compile(configurationSchema(rules));
  if (check(value)) return;
  const [error] = [...(check.errors ?? [])].sort((a, b) => b.instancePath.length - a.instancePath.length);
  throw new ConfigurationError(`${source}: ${describe(error!)}`, "docs/configuration.md has every setting.", error!.instancePath);
}

/** The first thing that is wrong, in words, with the nearest name where one is unknown. */
function describe(error: ErrorObject): string {
  const place = error.instancePath === "" ? "" : ` in ${error.instancePath.slice(1).replaceAll("/", ".")}`;
  const params = error.params as { additionalProperty?: string; allowedValues?: readonly unknown[]; missingProperty?: string };
  if (error.keyword === "additionalProperties") {
    const known = Object.keys((error.parentSchema?.["properties"] as object | undefined) ?? {});
    return `there is no setting "${params.additionalProperty}"${place}${suggestion(params.additionalProperty ?? "", known)}`;
  }
  if (error.keyword === "enum") {
    const allowed = (params.allowedValues ?? []).map(String);
    return `${JSON.stringify(error.data)} is not allowed${place}${suggestion(String(error.data), allowed) || `: it is one of ${allowed.slice(0, 6).join(", ")}`}`;
  }
  if (error.keyword === "required") return `"${params.missingProperty}" is missing${place}`;
  return `${(error.message ?? "is not valid").replace(/^must be (array|object|integer)/, (_, type: string) => `must be ${type === "array" ? "a list" : `an ${type}`}`).replace(/^must/, "the value must")}${place}`;
}

function suggestion(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === undefined ? "" : `; did you mean "${near}"?`;
}
