import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { fromPlain, literal, unknown, type Symbolic } from "../../core";

/** The configuration of a stack as its file has it: `Pulumi.dev.yaml`, with the defaults of `Pulumi.yaml`. */
export class StackConfiguration {
  private constructor(private readonly values: ReadonlyMap<string, unknown> | undefined) {}

  static read(folder: string, project: string, stack: string): StackConfiguration {
    const own = sectionOf(path.join(folder, `Pulumi.${stack}.yaml`));
    // Without the stack's own file the configuration is kept elsewhere.
    if (!own) return new StackConfiguration(undefined);
    const values = new Map<string, unknown>();
    for (const [key, value] of Object.entries(sectionOf(path.join(folder, "Pulumi.yaml")) ?? {})) values.set(fullKey(key, project), defaultOf(value));
    for (const [key, value] of Object.entries(own)) values.set(fullKey(key, project), value);
    return new StackConfiguration(values);
  }

  /** The value of `namespace:key` as the given method of `pulumi.Config` returns it; `null` where it is not set. */
  get(namespace: string, key: string, method: string): Symbolic {
    if (!this.values) return unknown("unreadable", `the configuration ${namespace}:${key}`);
    const value = this.values.get(`${namespace}:${key}`);
    if (value === undefined || value === null) return { kind: "null" };
    if (/Secret/.test(method) || isSecure(value)) return unknown("secret");
    if (/Object$/.test(method)) return fromPlain(typeof value === "string" ? parsedJson(value) : value);
    if (/Boolean$/.test(method)) return { kind: "boolean", value: String(value) === "true" };
    if (/Number$/.test(method)) return { kind: "number", value: Number(value) };
    return typeof value === "object" ? unknown("unreadable", `the configuration ${namespace}:${key}`) : literal(String(value));
  }
}

function sectionOf(file: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const content = parse(fs.readFileSync(file, "utf8")) as { config?: unknown } | null;
    return typeof content?.config === "object" && content.config !== null ? (content.config as Record<string, unknown>) : {};
  } catch {
    return undefined;
  }
}

function fullKey(key: string, project: string): string {
  return key.includes(":") ? key : `${project}:${key}`;
}

/** In Pulumi.yaml a value may stand beside its type and description. */
function defaultOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const described = value as { default?: unknown; value?: unknown; type?: unknown };
  return "value" in described ? described.value : "default" in described ? described.default : "type" in described ? undefined : value;
}

function isSecure(value: unknown): boolean {
  return typeof value === "object" && value !== null && JSON.stringify(value).includes('"secure":');
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
