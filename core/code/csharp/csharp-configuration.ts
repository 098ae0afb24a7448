import { parse } from "jsonc-parser";
import type { SourceLocation } from "../../values";
import { frameOf } from "../program/declarations";
import type { Machine } from "../program/machine";
import type { TypeDeclaration } from "../program/program";
import { choose } from "../program/store";
import { alternativesOf, atRunTime, data, knownText, method, native, zero, type Call, type NativeValue, type ProgramValue, type Type } from "../program/values";
import { functionIn, apply } from "./csharp-collections";
import { callSources } from "./csharp-configuration-sources";

/** An environment variable by its name; nothing where it is not configured. */
export function environmentVariable(machine: Machine, name: ProgramValue | undefined, at: SourceLocation): ProgramValue {
  return choose(
    alternativesOf(name).map((one) => {
      const known = knownText(one);
      return known === undefined ? atRunTime("an environment variable") : variable(machine, known, at);
    }),
  );
}

function variable(machine: Machine, name: string, at: SourceLocation): ProgramValue {
  const found = machine.environment.get(name, at);
  if (found.kind === "absent") return zero;
  const value = data(found.value, [`environment variable ${name}`]);
  return found.kind === "configured" ? value : choose([value, zero]);
}

/** What .NET's configuration holds: variables of the environment over the files of settings. Source: https://learn.microsoft.com/en-us/dotnet/core/extensions/configuration-providers */
export class Configuration {
  private readonly prefixes = [""];
  /** Whether there are sources that are not read: what is not in those that are may be in one of them. */
  private hasOthers = false;
  /** By their keys, lower-case, with colons between the parts. */
  private readonly settings = new Map<string, string>();

  constructor(
    files: readonly string[],
    /** Whether the program itself has such a method for it. */
    private readonly isExtended: (name: string) => boolean,
  ) {
    for (const file of files) this.addFile(file);
  }

  addPrefix(prefix: string): void {
    if (!this.prefixes.includes(prefix)) this.prefixes.push(prefix);
  }

  private addFile(file: string): void {
    this.flatten(parse(file.replace(/^\uFEFF/, "")), "", 0);
  }

  private flatten(value: unknown, key: string, depth: number): void {
    if (depth > 10 || this.settings.size > 5000) return;
    if (typeof value === "object" && value !== null) for (const [name, inner] of Object.entries(value)) this.flatten(inner, key === "" ? name : `${key}:${name}`, depth + 1);
    else if (value !== null && value !== undefined) this.settings.set(key.toLowerCase(), String(value));
  }

  /** The value under a key; unknown where none of the sources that are read has it, as others may. */
  get(machine: Machine, key: string, at: SourceLocation): ProgramValue {
    const name = key.replaceAll(":", "__");
    const setting = this.settings.get(key.toLowerCase());
    for (const prefix of this.prefixes) {
      const wanted = `${prefix}${name}`.toLowerCase();
      const written = machine.environment.names().find((one) => one.toLowerCase() === wanted) ?? `${prefix}${name}`;
      const found = machine.environment.get(written, at);
      if (found.kind === "configured") return data(found.value, [`environment variable ${written}`]);
      if (found.kind === "possible" && setting === undefined) return choose([data(found.value, [`environment variable ${written}`]), zero]);
    }
    if (setting === undefined) return this.hasOthers ? atRunTime(`setting ${key}`) : zero;
    return data({ kind: "string", parts: setting === "" ? [] : [{ kind: "literal", text: setting }] }, [`setting ${key}`]);
  }

  /** An object of a class whose properties are bound to a section. */
  bind(machine: Machine, declaration: TypeDeclaration, section: string, call: Call, object?: ProgramValue): ProgramValue {
    const bound = object ?? machine.construct(declaration, { ...call, args: [] });
    for (const field of declaration.fields) {
      if (field.isStatic || field.getter) continue;
      const written = field.annotations?.find((one) => one.name === "ConfigurationKeyName")?.values.get("(0)");
      const own = (written && knownText(machine.evaluate(written, frameOf(machine, declaration)))) ?? field.name;
      const key = section === "" ? own : `${section}:${own}`;
      const type: Type | undefined = machine.typeOf(field.type, frameOf(machine, declaration));
      const value = type?.kind === "local" && type.declaration.kind !== "enum" && type.declaration !== declaration && section.split(":").length < 5 ? this.bind(machine, type.declaration, key, call) : this.get(machine, key, call.at);
      if (value.kind !== "zero") machine.setMember(bound, field.name, value);
    }
    return bound;
  }

  /** `configuration["A:B"]`, `configuration.GetSection("A")` */
  section(machine: Machine, path: string): NativeValue {
    const keyed = (key: string): string => (path === "" ? key : `${path}:${key}`);
    const byKey = (key: ProgramValue | undefined, at: SourceLocation): ProgramValue => choose(alternativesOf(key).map((one) => (knownText(one) === undefined ? atRunTime("a setting") : this.get(machine, keyed(knownText(one)!), at))));
    const self: NativeValue = native("configuration", {
      key: `csharp:configuration:${path}`,
      item: (key) => byKey(key, { file: "", line: 0, column: 0, endLine: 0, endColumn: 0 }),
      member: (name) => {
        if (name === "Value") return this.get(machine, path, { file: "", line: 0, column: 0, endLine: 0, endColumn: 0 });
        return this.isExtended(name) ? undefined : method(name, (call) => this.call(machine, self, path, name, call, keyed, byKey));
      },
    });
    return self;
  }

  private call(machine: Machine, self: NativeValue, path: string, name: string, call: Call, keyed: (key: string) => string, byKey: (key: ProgramValue | undefined, at: SourceLocation) => ProgramValue): ProgramValue {
    const [first, second] = call.args;
    switch (name) {
      case "GetSection":
      case "GetRequiredSection":
        return this.section(machine, keyed(knownText(first) ?? "?"));
      case "GetConnectionString":
        return this.get(machine, `ConnectionStrings:${knownText(first) ?? "?"}`, call.at);
      case "GetValue": {
        const value = byKey(call.args.find((one) => one.kind === "data"), call.at);
        const isSure = value.kind === "data";
        return isSure || !second || second.kind === "type" ? value : choose([...alternativesOf(value), second]);
      }
      case "Get": {
        const [type] = call.types ?? [];
        return type?.kind === "local" ? this.bind(machine, type.declaration, path, call) : type ? machine.opaque(type, { kind: "unknown", reason: "decided-at-run-time", detail: `settings ${path}`, references: [] }) : atRunTime(`settings ${path}`);
      }
      case "Bind": {
        const target = call.args[call.args.length - 1];
        for (const one of alternativesOf(target)) if (one.kind === "object" && one.type?.kind === "local") this.bind(machine, one.type.declaration, call.args.length > 1 ? keyed(knownText(first) ?? "?") : path, call, one);
        return zero;
      }
      case "Build":
        return self;
      case "AddInMemoryCollection":
        for (const one of alternativesOf(first)) if (one.kind === "map") for (const [name, value] of one.slots.map) if (knownText(value) !== undefined) this.settings.set(name.toLowerCase(), knownText(value)!);
        return self;
      case "AddEnvironmentVariables":
        if (knownText(first) !== undefined) this.addPrefix(knownText(first)!);
        return self;
      default: {
        if (/^Add/.test(name) && !/^(AddJsonFile|AddCommandLine)$/.test(name)) this.hasOthers = true;
        const fn = functionIn(call.args);
        if (fn && !callSources(machine, name, call)) apply(machine, fn, self, call);
        else if (!fn) callSources(machine, name, call);
        return /^(Exists|Reload|GetReloadToken|GetChildren|AsEnumerable)$/.test(name) ? atRunTime(name) : self;
      }
    }
  }
}
