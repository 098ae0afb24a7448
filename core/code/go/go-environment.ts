import { unknown } from "../../values";
import type { Machine } from "../program/machine";
import type { TypeDeclaration } from "../program/program";
import { choose } from "../program/store";
import { alternativesOf, atRunTime, knownText, text, zero, type Call, type ObjectValue, type ProgramValue, type Type } from "../program/values";
import { environmentVariable } from "./go-standard";

/** Libraries that read the environment into structs, or by keys of their own: envconfig, env, cleanenv, viper. */
export function callEnvironmentLibrary(machine: Machine, packagePath: string, name: string, call: Call): ProgramValue | undefined {
  if (packagePath === "github.com/kelseyhightower/envconfig" && /^(Must)?Process$/.test(name)) return fillAll(machine, call.args[1], call, "envconfig", knownText(call.args[0]));
  if (/^github\.com\/sethvargo\/go-envconfig/.test(packagePath) && /^(Must)?Process/.test(name)) return fillAll(machine, call.args[1], call, "env");
  if (/^github\.com\/caarlos0\/env(\/v\d+)?$/.test(packagePath)) {
    if (/^Parse(WithOptions)?$/.test(name)) return fillAll(machine, call.args[0], call, "env");
    if (/^(ParseAs|Must)/.test(name)) return parseAs(machine, call, name);
  }
  if (/^github\.com\/ilyakaznacheev\/cleanenv$/.test(packagePath) && /^Read/.test(name)) return fillAll(machine, call.args[call.args.length - 1], call, "env");
  if (packagePath === "github.com/spf13/viper" && /^Get(String|Int|Bool|Duration)?$/.test(name)) return viper(machine, call);
  return undefined;
}

function fillAll(machine: Machine, target: ProgramValue | undefined, call: Call, tag: string, prefix?: string): ProgramValue {
  for (const one of alternativesOf(target)) if (one.kind === "object" && one.type?.kind === "local") fillFields(machine, one, one.type.declaration, call, tag, prefix ? `${prefix.toUpperCase()}_` : "");
  return atRunTime("err");
}

function fillFields(machine: Machine, object: ObjectValue, declaration: TypeDeclaration, call: Call, tag: string, prefix: string): void {
  for (const field of declaration.fields) {
    const tags = new Map((field.annotations ?? []).map((annotation) => [annotation.name, textIn(annotation.values.get("value"))]));
    const type = machine.typeOf(field.type, { ...call.frame, unit: declaration.unit });
    if (type?.kind === "local" && type.declaration.kind === "class") {
      machine.store.set(object.slots, field.name, nested(machine, type, call, tag, prefix + (tags.get("envPrefix") ?? "")));
      continue;
    }
    const written = tags.get(tag)?.split(",")[0];
    const name = written ? prefix + written : tag === "envconfig" ? prefix + field.name.toUpperCase() : undefined;
    if (name === undefined) continue;
    const fallback = tags.get("envDefault") ?? tags.get("default") ?? tags.get("env-default") ?? /default=([^,]*)/.exec(tags.get(tag) ?? "")?.[1];
    const value = environmentVariable(machine, text(name), call);
    machine.store.set(object.slots, field.name, fallback === undefined || isSet(machine, name, call) ? value : isSet(machine, name, call) === undefined ? choose([value, text(fallback)]) : text(fallback));
  }
}

/** `undefined` where nobody tells. */
function isSet(machine: Machine, name: string, call: Call): boolean | undefined {
  const { kind } = machine.environment.get(name, call.at);
  return kind === "possible" ? undefined : kind === "configured";
}

function textIn(value: { readonly kind: string; readonly value?: unknown } | undefined): string {
  return value && typeof value.value === "string" ? value.value : "";
}

function nested(machine: Machine, type: Extract<Type, { kind: "local" }>, call: Call, tag: string, prefix: string): ObjectValue {
  const inner = machine.makeObject(type);
  fillFields(machine, inner, type.declaration, call, tag, prefix);
  return inner;
}

function parseAs(machine: Machine, call: Call, name: string): ProgramValue {
  const [type] = call.types ?? [];
  const object = type?.kind === "local" ? machine.makeObject(type) : undefined;
  if (object && type?.kind === "local") fillFields(machine, object, type.declaration, call, "env", "");
  const value = object ?? call.args[0] ?? atRunTime("a configuration");
  return /^Must/.test(name) ? value : { kind: "tuple", items: [value, atRunTime("err")] };
}

/** With AutomaticEnv a key is the variable of that name; what a file says is not known. */
function viper(machine: Machine, call: Call): ProgramValue {
  const key = knownText(call.args[0]);
  if (key === undefined) return atRunTime("a setting");
  const variable = key.toUpperCase().replace(/[.-]/g, "_");
  const known = isSet(machine, variable, call);
  return known === false ? { kind: "data", value: unknown("decided-at-run-time", `setting ${key}`) } : choose([environmentVariable(machine, text(variable), call), ...(known ? [] : [zero])]);
}
