import type { Machine } from "./machine";
import type { FieldDeclaration, FunctionDeclaration, TypeDeclaration } from "./program";
import { childScope } from "./scopes";
import type { Frame, ProgramValue, Type } from "./values";

/** A frame in which the names of a declaration's own file are understood. */
export function frameOf(machine: Machine, declaration: TypeDeclaration | FunctionDeclaration, args: readonly Type[] = []): Frame {
  const owner = "methods" in declaration ? declaration : declaration.owner;
  return { scope: childScope(machine.store, undefined), unit: declaration.unit, ...(owner ? { owner } : {}), typeArguments: typeArgumentsOf(declaration, args), returns: [] };
}

export function typeArgumentsOf({ typeParameters = [] }: { readonly typeParameters?: readonly string[] }, args: readonly Type[]): ReadonlyMap<string, Type> {
  return new Map(typeParameters.flatMap((name, index) => (args[index] ? [[name, args[index]] as const] : [])));
}

/** The type and all that it inherits from in the program, nearest first. */
export function ancestryOf(machine: Machine, declaration: TypeDeclaration): { readonly declaration: TypeDeclaration; readonly args: readonly Type[] }[] {
  const found: { declaration: TypeDeclaration; args: readonly Type[] }[] = [];
  const waiting: { declaration: TypeDeclaration; args: readonly Type[] }[] = [{ declaration, args: [] }];
  while (waiting.length > 0 && found.length < 50) {
    const next = waiting.shift()!;
    if (found.some((one) => one.declaration === next.declaration)) continue;
    found.push(next);
    const frame = frameOf(machine, next.declaration, next.args);
    for (const name of next.declaration.supertypes) {
      const type = machine.typeOf(name, frame);
      if (type?.kind === "local") waiting.push({ declaration: type.declaration, args: type.args });
    }
  }
  return found;
}

/** Types of libraries that it inherits from. */
export function externalSupertypes(machine: Machine, declaration: TypeDeclaration): string[] {
  return ancestryOf(machine, declaration).flatMap((one) => {
    const frame = frameOf(machine, one.declaration, one.args);
    return one.declaration.supertypes.flatMap((name) => {
      const type = machine.typeOf(name, frame);
      return type?.kind === "external" ? [type.path] : [];
    });
  });
}

/** The method that a call by this name with these arguments reaches in a type. */
export function findMethod(machine: Machine, declaration: TypeDeclaration, name: string, args: readonly ProgramValue[] | undefined): { declaration: FunctionDeclaration; args: readonly Type[] } | undefined {
  let declared: { declaration: FunctionDeclaration; args: readonly Type[] } | undefined;
  for (const one of ancestryOf(machine, declaration)) {
    const candidates = one.declaration.methods.get(name);
    if (!candidates) continue;
    const selected = args ? machine.language.select(candidates, args, machine) : candidates[0];
    if (selected?.body || selected?.value) return { declaration: selected, args: one.args };
    if (selected) declared ??= { declaration: selected, args: one.args };
  }
  return declared;
}

export function findField(machine: Machine, declaration: TypeDeclaration, name: string): { field: FieldDeclaration; owner: TypeDeclaration; type: Type | undefined } | undefined {
  for (const one of ancestryOf(machine, declaration)) {
    const field = one.declaration.fields.find((candidate) => candidate.name === name);
    if (field) return { field, owner: one.declaration, type: machine.typeOf(field.type, frameOf(machine, one.declaration, one.args)) };
  }
  return undefined;
}
