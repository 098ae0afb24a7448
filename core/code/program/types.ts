import { ancestryOf } from "./declarations";
import type { LanguageRules, Machine } from "./machine";
import type { TypeName } from "./program";
import { choose } from "./store";
import { alternativesOf, type Frame, type ProgramValue, type Type } from "./values";

/** What a written type stands for. */
export function resolveType(language: LanguageRules, name: TypeName | undefined, frame: Frame, depth = 0): Type | undefined {
  if (!name || depth > 20) return undefined;
  const inner = (index: number): { of?: Type } => {
    const of = resolveType(language, name.args[index], frame, depth + 1);
    return of ? { of } : {};
  };
  if (name.declaration) return { kind: "local", declaration: name.declaration, args: [] };
  if (name.name === "[]") return { kind: "list", ...inner(0) };
  if (name.name === "chan") return { kind: "list", isStream: true, ...inner(0) };
  if (name.name === "map") return { kind: "map", ...inner(1) };
  if (name.name === "func") {
    const { of } = inner(0);
    return { kind: "function", ...(of ? { result: of } : {}) };
  }
  const parameter = frame.typeArguments?.get(name.name);
  if (parameter) return parameter;
  const found = declaredInside(name.name, frame) ?? language.resolveType(name.name, frame.unit, frame.owner);
  if (!found) return undefined;
  const args = name.args.flatMap((arg) => resolveType(language, arg, frame, depth + 1) ?? []);
  if (found.kind === "external") return { ...found, args };
  if (found.kind === "list" || found.kind === "map") return { ...found, ...inner(found.kind === "map" ? name.args.length - 1 : 0) };
  if (found.kind !== "local") return found;
  const { declaration } = found;
  // A named type without methods is what it stands for.
  if (declaration.stands && declaration.methods.size === 0) return resolveType(language, declaration.stands, { ...frame, unit: declaration.unit }, depth + 1);
  return { ...found, args };
}

function declaredInside(name: string, frame: Frame): Type | undefined {
  for (let at: Frame["scope"] | undefined = frame.scope; at; at = at.parent) {
    const declaration = at.declarations.get(name);
    if (declaration) return { kind: "local", declaration, args: [] };
  }
  return undefined;
}

/** The value, with what a declaration says of it. */
export function refineValue(machine: Machine, value: ProgramValue, type: Type | undefined): ProgramValue {
  if (!type) return value;
  if (value.kind === "choice") return choose(value.alternatives.map((one) => refineValue(machine, one, type)));
  if (value.kind === "data") {
    if (value.value.kind === "unknown" && value.type === undefined) {
      const opaque = machine.opaque(type, value.value);
      return opaque.kind === "data" ? { ...value, ...(opaque.type ? { type: opaque.type } : {}), ...(value.answer ? { answer: value.answer } : {}) } : opaque;
    }
    return type.kind === "local" && value.type === undefined && type.declaration.kind === "alias" ? { ...value, type } : value;
  }
  if (value.kind === "list" && type.kind === "list" && !value.of && type.of) return { ...value, of: type.of };
  if (value.kind === "map" && type.kind === "map" && !value.of && type.of) return { ...value, of: type.of };
  return value;
}

/** The value as one of the type: what cannot be of it is left out. */
export function castValue(machine: Machine, value: ProgramValue, type: Type | undefined): ProgramValue {
  if (!type) return value;
  const fitting = alternativesOf(value).filter((one) => one.kind !== "object" || type.kind !== "local" || one.type?.kind !== "local" || fits(machine, one.type.declaration, type.declaration));
  return choose(
    fitting.map((one): ProgramValue => {
      if (one.kind !== "data" || one.value.kind !== "unknown") return refineValue(machine, one, type);
      const { type: _, ...untyped } = one;
      const isNarrower = one.type?.kind === "local" && type.kind === "local" && fits(machine, one.type.declaration, type.declaration);
      return isNarrower || type.kind === "plain" ? one : refineValue(machine, untyped, type);
    }),
  );
}

function fits(machine: Machine, declaration: Parameters<typeof ancestryOf>[1], wanted: Parameters<typeof ancestryOf>[1]): boolean {
  if (declaration === wanted || wanted.kind === "interface" || wanted.kind === "alias") return true;
  return ancestryOf(machine, declaration).some((one) => one.declaration === wanted) || ancestryOf(machine, wanted).some((one) => one.declaration === declaration);
}

