import { unknown, type Unknown } from "../../values";
import { ancestryOf, frameOf } from "../program/declarations";
import type { LanguageRules, Machine } from "../program/machine";
import type { FunctionDeclaration, TypeDeclaration, Unit } from "../program/program";
import { childScope } from "../program/scopes";
import { bind, spreadOver } from "../program/statements";
import { zero, type Call, type Frame, type ProgramValue, type Slots, type Type } from "../program/values";
import { builtin, isBuiltinType } from "./go-builtins";
import { callLibrary, libraryMember, makeLibraryObject, methodOfLibraryObject, objectOfLibraryType } from "./go-libraries";
import { operationOfInput } from "./go-sdk";
import type { GoModules, GoPackage } from "./go-modules";

/** What Go does in its own way. Source: https://go.dev/ref/spec */
export class GoRules implements LanguageRules {
  readonly hasMethodsApartFromFields = false;
  readonly hasValueTypes = true;

  constructor(private readonly modules: GoModules) {}

  lookUp(machine: Machine, name: string, frame: Frame): ProgramValue | undefined {
    const own = this.modules.packageOf(frame.unit);
    const found = own && this.memberOf(machine, own, name);
    if (found) return found;
    const imported = this.importOf(name, frame.unit);
    if (imported !== undefined) return this.modules.find(imported) ? { kind: "package", path: imported } : { kind: "external", path: imported };
    for (const path of frame.unit.wildcards) {
      const member = this.modules.find(path) ? this.packageMember(machine, path, name) : undefined;
      if (member) return member;
    }
    return builtin(machine, name);
  }

  private importOf(name: string, unit: Unit): string | undefined {
    const byName = unit.imports.get(name);
    if (byName !== undefined) return byName;
    // A package may have another name than its folder.
    return [...unit.imports.values()].find((path) => this.modules.find(path)?.clause === name);
  }

  packageMember(machine: Machine, path: string, name: string): ProgramValue | undefined {
    const found = this.modules.find(path);
    return found && this.memberOf(machine, found, name);
  }

  private memberOf(machine: Machine, own: GoPackage, name: string): ProgramValue | undefined {
    const declared = own.functions.get(name);
    if (declared) return { kind: "function", declaration: declared };
    const type = own.types.get(name);
    if (type) return { kind: "type", type: this.meaningOf(type) };
    if (!own.variables.has(name)) return undefined;
    const value = this.fillVariable(machine, own, name).map.get(name) ?? zero;
    return value.kind === "zero" ? this.declaredValue(machine, own, name) : value;
  }

  private meaningOf(declaration: TypeDeclaration): Type {
    if (declaration.stands && declaration.methods.size === 0) return this.written(declaration.stands, declaration.unit) ?? { kind: "local", declaration, args: [] };
    return { kind: "local", declaration, args: [] };
  }

  /** A variable that is set elsewhere, if at all, is what it is declared to be. */
  private declaredValue(machine: Machine, own: GoPackage, name: string): ProgramValue {
    const { unit, declaration } = own.variables.get(name)!;
    const type = machine.typeOf(declaration.bindings.find((binding) => binding.name === name)?.type, unitFrame(machine, unit));
    const why = unknown("decided-at-run-time", name);
    if (type?.kind === "external") return this.opaqueExternal(machine, type.path, why) ?? zero;
    if (type?.kind === "local" && type.declaration.kind === "interface") return machine.opaque(type, why);
    return zero;
  }

  /** Fills what a package's variable begins with, when it is first asked for. */
  fillVariable(machine: Machine, own: GoPackage, name: string): Slots {
    const slots = (own.slots ??= machine.store.slots());
    const found = own.variables.get(name);
    if (!found || own.filled.has(found.declaration)) return slots;
    own.filled.add(found.declaration);
    machine.store.once(() => {
      const frame: Frame = { ...unitFrame(machine, found.unit), scope: { ...childScope(machine.store, undefined), slots } };
      const { bindings, values } = found.declaration;
      const given = spreadOver(values.map((value) => machine.evaluate(value, { ...frame, scope: childScope(machine.store, undefined) })), bindings.length);
      bindings.forEach((binding, index) => bind(machine, binding, given[index], frame));
    });
    return slots;
  }

  globalSlots(machine: Machine, name: string, frame: Frame): Slots | undefined {
    const own = this.modules.packageOf(frame.unit);
    return own?.variables.has(name) ? this.fillVariable(machine, own, name) : undefined;
  }

  packageSlots(machine: Machine, path: string, name: string): Slots | undefined {
    const own = this.modules.find(path);
    return own?.variables.has(name) ? this.fillVariable(machine, own, name) : undefined;
  }

  resolveType(name: string, unit: Unit): Type | undefined {
    const dot = name.indexOf(".");
    if (dot < 0) {
      const declared = this.modules.packageOf(unit)?.types.get(name) ?? unit.wildcards.map((path) => this.modules.find(path)?.types.get(name)).find((type) => type !== undefined);
      if (declared) return { kind: "local", declaration: declared, args: [] };
      return isBuiltinType(name) ? { kind: "plain", name } : undefined;
    }
    const path = this.importOf(name.slice(0, dot), unit);
    if (path === undefined) return undefined;
    const own = this.modules.find(path);
    if (!own) return { kind: "external", path: `${path}.${name.slice(dot + 1)}`, args: [] };
    const declared = own.types.get(name.slice(dot + 1));
    return declared && { kind: "local", declaration: declared, args: [] };
  }

  private written(name: NonNullable<TypeDeclaration["stands"]>, unit: Unit): Type | undefined {
    if (name.name === "[]") return { kind: "list" };
    if (name.name === "map") return { kind: "map" };
    return name.name === "func" ? { kind: "function" } : this.resolveType(name.name, unit);
  }

  externalMember(machine: Machine, path: string, name: string): ProgramValue {
    return libraryMember(machine, path, name) ?? { kind: "external", path: `${path}.${name}` };
  }

  callExternal(machine: Machine, path: string, call: Call): ProgramValue {
    return callLibrary(machine, path, call);
  }

  constructExternal(machine: Machine, path: string, call: Call, entries: ReadonlyMap<string, ProgramValue> | undefined): ProgramValue {
    return makeLibraryObject(machine, path, call, entries ?? new Map());
  }

  opaqueExternal(machine: Machine, path: string, _why: Unknown): ProgramValue | undefined {
    return objectOfLibraryType(machine, path);
  }

  callOnData(machine: Machine, value: ProgramValue, name: string, call: Call): ProgramValue | undefined {
    const known = methodOfLibraryObject(machine, value, name, call);
    // What a library was told to call: a command, a server.
    if (!known && value.kind === "object" && value.type?.kind === "external") machine.surrender([value], call);
    return known;
  }

  memberOfData(): ProgramValue | undefined {
    return undefined;
  }

  /** A method that an interface asks for and nobody in the program has: by the inputs of operations that it takes it is a client's. */
  callInherited(machine: Machine, _object: ProgramValue, declaration: TypeDeclaration, name: string, call: Call): ProgramValue | undefined {
    const method = ancestryOf(machine, declaration).flatMap((one) => one.declaration.methods.get(name) ?? [])[0];
    if (!method || method.body) return undefined;
    for (const [index, parameter] of method.parameters.entries()) {
      const type = machine.typeOf(parameter.type, frameOf(machine, declaration));
      const answer = type?.kind === "external" ? operationOfInput(machine, type.path, name, call, index) : undefined;
      if (answer) return answer;
    }
    for (const embedded of declaration.supertypes) {
      const type = machine.typeOf(embedded, frameOf(machine, declaration));
      const client = type?.kind === "external" ? objectOfLibraryType(machine, type.path) : undefined;
      if (client) return machine.callMember(client, name, call);
    }
    return undefined;
  }

  subtypesOf(declaration: TypeDeclaration): readonly TypeDeclaration[] {
    if (declaration.kind !== "interface" || declaration.methods.size === 0) return [];
    return this.modules.all().flatMap((one) => [...one.types.values()].filter((type) => type !== declaration && type.kind !== "interface" && [...declaration.methods.keys()].every((name) => type.methods.has(name))));
  }

  callableByOthers(declaration: TypeDeclaration): readonly FunctionDeclaration[] {
    return [...declaration.methods.values()].flat().filter((method) => /^[A-Z]/.test(method.name));
  }

  describeMember(detail: string, name: string): string {
    return name === "" ? detail : `${detail}.${name}`;
  }

  buildsUnknown(): boolean {
    return false;
  }

  select(candidates: readonly FunctionDeclaration[]): FunctionDeclaration | undefined {
    return candidates[0];
  }

  constructWithout(): void {
    // Go has no constructors.
  }
}

export function unitFrame(machine: Machine, unit: Unit): Frame {
  return { scope: childScope(machine.store, undefined), unit, returns: [] };
}

