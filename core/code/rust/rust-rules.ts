import { unknown, type Unknown } from "../../values";
import type { LanguageRules, Machine } from "../program/machine";
import { NamedCalls } from "../program/named-calls";
import type { FunctionDeclaration, TypeDeclaration, Unit } from "../program/program";
import { childScope } from "../program/scopes";
import { choose } from "../program/store";
import { atRunTime, zero, type Call, type Frame, type ObjectValue, type ProgramValue, type Slots, type Type } from "../program/values";
import type { RustCrates, RustModule } from "./rust-crates";
import { absolute } from "./rust-items";
import type { Constant } from "./rust-source";
import { makeBuilder, serviceOf } from "./rust-sdk";
import { callLibrary, environmentVariable, objectOfLibraryType, ownFunction, report } from "./rust-standard";
import { callOnAnything, callOnCollection, callOnText, fieldOf } from "./rust-values";

/** Names that are there without being imported, by their full paths. */
const prelude: Readonly<Record<string, string>> = { std: "std", Box: "Box", String: "String", Vec: "Vec", Some: "Some", Default: "Default" };

/** Methods that texts, options and collections have: of something unknown these are most likely meant. */
const held = /^(get|get_mut|insert|remove|entry|push|pop|len|first|last|next|iter\w*|into\w*|as_\w+|to_\w+|clone|map\w*|unwrap\w*|expect|ok\w*|and_then|is_\w+|contains\w*|clear|send|await)$/;

/** What Rust does in its own way. Source: https://doc.rust-lang.org/reference/ */
export class RustRules implements LanguageRules {
  readonly hasMethodsApartFromFields = false;
  readonly hasValueTypes = false;
  /** Calls of which nothing told what they reach. */
  readonly named = new NamedCalls();

  constructor(private readonly crates: RustCrates) {}

  lookUp(machine: Machine, name: string, frame: Frame): ProgramValue | undefined {
    if (name.startsWith("(")) return ownFunction(machine, name);
    if (name === "Self") return frame.owner && { kind: "type", type: { kind: "local", declaration: frame.owner, args: [] } };
    if (name.startsWith("Self::")) return this.lookUp(machine, "Self", frame) && this.memberOfPath(machine, this.lookUp(machine, "Self", frame)!, name.slice("Self::".length), frame);
    const own = this.crates.moduleOf(frame.unit);
    const found = own && this.inModule(machine, own, name);
    if (found) return found;
    const [first = "", ...others] = name.replace(/^::/, "").split("::");
    const root = this.rootOf(machine, first, frame, own);
    return root && (others.length === 0 ? root : this.memberOfPath(machine, root, others.join("::"), frame));
  }

  /** What the first part of a path stands for. */
  private rootOf(machine: Machine, first: string, frame: Frame, own: RustModule | undefined): ProgramValue | undefined {
    if (own && /^(crate|self|super)$/.test(first)) return { kind: "package", path: absolute(first, { module: own.path, crate: own.source.crate }) };
    const known = own && this.inModule(machine, own, first);
    if (known) return known;
    if (own && this.crates.find(`${own.path}::${first}`)) return { kind: "package", path: `${own.path}::${first}` };
    const imported = frame.unit.imports.get(first);
    if (imported !== undefined) return this.atPath(machine, imported);
    for (const wild of frame.unit.wildcards) {
      const module = this.crates.find(wild);
      const member = module ? this.inModule(machine, module, first) : undefined;
      if (member) return member;
    }
    if (this.crates.find(first)) return { kind: "package", path: first };
    const standard = Object.hasOwn(prelude, first) ? prelude[first] : undefined;
    if (standard !== undefined) return { kind: "external", path: standard };
    return /^[a-z][a-z0-9_]*$/.test(first) && !frame.unit.functions.some((one) => one.name === first) ? { kind: "external", path: first } : /^[A-Z]/.test(first) ? { kind: "external", path: first } : undefined;
  }

  private memberOfPath(machine: Machine, root: ProgramValue, rest: string, frame: Frame): ProgramValue {
    return rest.split("::").reduce<ProgramValue>((object, name) => machine.member(object, name, frame, { file: frame.unit.shown, line: 1, column: 1, endLine: 1, endColumn: 1 }), root);
  }

  /** What a full path stands for: a module of the program, something in one, or a name of a library. */
  private atPath(machine: Machine, full: string): ProgramValue {
    if (this.crates.find(full)) return { kind: "package", path: full };
    const colons = full.lastIndexOf("::");
    const around = colons > 0 ? full.slice(0, colons) : "";
    const name = full.slice(colons > 0 ? colons + 2 : 0);
    const module = around === "" ? undefined : this.crates.find(around);
    if (module) return this.inModule(machine, module, name) ?? this.again(machine, module, name) ?? atRunTime(name);
    const type = around === "" ? undefined : this.typeAt(around);
    return type ? { kind: "type", type: { kind: "local", declaration: type, args: [] } } : { kind: "external", path: full };
  }

  /** `pub use` gives a name of another module. */
  private again(machine: Machine, module: RustModule, name: string): ProgramValue | undefined {
    const imported = module.source.imports.get(name);
    if (imported !== undefined && imported !== `${module.path}::${name}`) return this.atPath(machine, imported);
    for (const wild of module.source.wildcards) {
      const other = this.crates.find(wild);
      const found = other && other !== module ? this.inModule(machine, other, name) : undefined;
      if (found) return found;
    }
    return undefined;
  }

  private inModule(machine: Machine, module: RustModule, name: string): ProgramValue | undefined {
    const declared = module.functions.get(name);
    if (declared) return { kind: "function", declaration: declared };
    const type = module.types.get(name);
    if (type) return { kind: "type", type: this.meaningOf(type) };
    const constant = module.constants.get(name);
    return constant && this.constant(machine, constant, module, module.slots);
  }

  private meaningOf(declaration: TypeDeclaration): Type {
    const stands = declaration.stands && this.resolveType(declaration.stands.name, declaration.unit, undefined);
    return stands ?? { kind: "local", declaration, args: [] };
  }

  /** A constant or static, filled when it is first asked for; one that is set later is what it is declared to be. */
  private constant(machine: Machine, constant: Constant, module: RustModule, slots: Slots, owner?: TypeDeclaration): ProgramValue {
    const key = owner ? `${owner.name}::${constant.name}` : constant.name;
    const frame: Frame = { scope: childScope(machine.store, undefined), unit: module.source, returns: [], ...(owner ? { owner } : {}) };
    if (!module.filled.has(key)) {
      module.filled.add(key);
      machine.store.once(() => {
        if (constant.value) machine.store.set(slots, key, machine.evaluate(constant.value, frame));
      });
    }
    const value = slots.map.get(key) ?? zero;
    if (value.kind !== "zero" && !(value.kind === "data" && value.value.kind === "unknown")) return value;
    const type = machine.typeOf(constant.type, frame);
    return type ? machine.opaque(type, unknown("decided-at-run-time", constant.name)) : value;
  }

  packageMember(machine: Machine, path: string, name: string): ProgramValue | undefined {
    if (this.crates.find(`${path}::${name}`)) return { kind: "package", path: `${path}::${name}` };
    const module = this.crates.find(path);
    return module && (this.inModule(machine, module, name) ?? this.again(machine, module, name));
  }

  packageSlots(): Slots | undefined {
    return undefined;
  }

  globalSlots(): Slots | undefined {
    return undefined;
  }

  resolveType(name: string, unit: Unit, owner: TypeDeclaration | undefined): Type | undefined {
    if (name === "Self") return owner && { kind: "local", declaration: owner, args: [] };
    if (/^(str|String|bool|char|[iuf](8|16|32|64|128|size))$/.test(name)) return { kind: "plain", name };
    const declared = this.typeNamed(name, unit);
    if (declared) return declared.stands && declared.methods.size === 0 ? this.resolveType(declared.stands.name, declared.unit, undefined) : { kind: "local", declaration: declared, args: [] };
    const full = this.fullPath(name, unit);
    return full === undefined ? undefined : { kind: "external", path: full, args: [] };
  }

  /** A type of the program by a path in a file; of a variant, the enum. */
  typeNamed(name: string, unit: Unit, depth = 0): TypeDeclaration | undefined {
    const own = this.crates.moduleOf(unit);
    if (!own || depth > 8) return undefined;
    if (!name.includes("::")) {
      const local = own.types.get(name);
      if (local) return local;
      const imported = unit.imports.get(name);
      if (imported !== undefined) return this.typeAt(imported, depth);
      return unit.wildcards.map((wild) => this.typeAt(`${wild}::${name}`, depth)).find((one) => one !== undefined);
    }
    const direct = this.typeAt(this.fullPath(name, unit) ?? name, depth);
    // The last part may be a variant.
    return direct ?? this.typeNamed(name.slice(0, name.lastIndexOf("::")), unit, depth + 1);
  }

  private typeAt(full: string, depth = 0): TypeDeclaration | undefined {
    const colons = full.lastIndexOf("::");
    if (colons < 0 || depth > 8) return undefined;
    const module = this.crates.find(full.slice(0, colons));
    const name = full.slice(colons + 2);
    return module && (module.types.get(name) ?? this.againType(module, name, depth + 1));
  }

  private againType(module: RustModule, name: string, depth: number): TypeDeclaration | undefined {
    const imported = module.source.imports.get(name);
    if (imported !== undefined) return this.typeAt(imported, depth);
    return module.source.wildcards.map((wild) => this.typeAt(`${wild}::${name}`, depth)).find((one) => one !== undefined);
  }

  private fullPath(name: string, unit: Unit): string | undefined {
    const own = this.crates.moduleOf(unit);
    const [first = "", ...others] = name.replace(/^::/, "").split("::");
    if (own && /^(crate|self|super)$/.test(first)) return absolute(name, { module: own.path, crate: own.source.crate });
    if (own && this.crates.find(`${own.path}::${first}`)) return [own.path, first, ...others].join("::");
    const imported = unit.imports.get(first);
    if (imported !== undefined) return [imported, ...others].join("::");
    return others.length > 0 ? [first, ...others].join("::") : undefined;
  }

  externalMember(_machine: Machine, path: string, name: string): ProgramValue {
    return { kind: "external", path: `${path}::${name}` };
  }

  callExternal(machine: Machine, path: string, call: Call): ProgramValue {
    // A member of a path is joined by a dot where the machine calls it.
    const full = path.replace(/\.(?=\w+$)/, "::");
    const [asked] = call.types ?? [];
    const filled = asked?.kind === "local" ? this.fromEnvironment(machine, asked.declaration, full.slice(full.lastIndexOf(":") + 1), call) : undefined;
    return filled ?? callLibrary(machine, full, call);
  }

  /** A variant or a struct of a library: what it holds. */
  constructExternal(machine: Machine, path: string, call: Call, entries: ReadonlyMap<string, ProgramValue> | undefined): ProgramValue {
    if (serviceOf(path) === undefined) report(machine, path, call);
    const values = [...(entries ?? [])];
    if (values.length === 1 && values[0]![0] === "0") return values[0]![1];
    const object = machine.makeObject({ kind: "external", path, args: [] });
    for (const [name, value] of values) machine.store.set(object.slots, name, value);
    return object;
  }

  opaqueExternal(machine: Machine, path: string, _why: Unknown): ProgramValue | undefined {
    return objectOfLibraryType(machine, path);
  }

  extended(machine: Machine, self: ProgramValue, name: string, call: Call): ProgramValue | undefined {
    const found = this.crates.extensionsNamed(name).filter((one) => one.receiver !== undefined && one.parameters.length === call.args.length);
    return found.length > 0 ? choose(found.map((declaration) => machine.invoke({ kind: "function", declaration, self }, call.args, call))) : undefined;
  }

  callOnData(machine: Machine, value: ProgramValue, name: string, call: Call): ProgramValue | undefined {
    const known = this.extended(machine, value, name, call) ?? this.callOnKnown(machine, value, name, call);
    if (!held.test(name) && (!known || (value.kind === "data" && value.value.kind === "unknown" && !value.answer))) this.named.ask(name);
    return known;
  }

  private callOnKnown(machine: Machine, value: ProgramValue, name: string, call: Call): ProgramValue | undefined {
    switch (value.kind) {
      case "function":
        return name === "clone" || name === "boxed" ? value : machine.call(value, call);
      case "list":
      case "map":
        return callOnCollection(machine, value, name, call) ?? callOnAnything(machine, value, name, call);
      case "type":
        return this.callOnType(machine, value, name, call);
      case "data":
        if (value.value.kind === "unknown" && value.type?.kind === "external" && serviceOf(value.type.path) === undefined) report(machine, value.type.path, call);
        return (value.value.kind === "unknown" && !value.type ? undefined : callOnText(value, name, call)) ?? callOnAnything(machine, value, name, call) ?? this.askUnknown(value, name, call);
      case "object":
        if (value.type?.kind === "external" && serviceOf(value.type.path) === undefined) report(machine, value.type.path, call);
        return callOnAnything(machine, value, name, call) ?? (call.args.length === 0 ? value.slots.map.get(name) : undefined);
      default:
        return callOnAnything(machine, value, name, call);
    }
  }

  /** `response.item()` is a field of the answer. */
  private askUnknown(value: ProgramValue, name: string, call: Call): ProgramValue | undefined {
    return call.args.length === 0 && value.kind === "data" && value.value.kind === "unknown" ? fieldOf(value, name) : undefined;
  }

  private callOnType(machine: Machine, { type }: Extract<ProgramValue, { kind: "type" }>, name: string, call: Call): ProgramValue | undefined {
    if (type.kind !== "local") return callLibrary(machine, name, call);
    if (name === "builder") return makeBuilder(machine, machine.makeObject(type));
    if (name === "default" || name === "new") return machine.opaque(type, unknown("decided-at-run-time", type.declaration.name));
    if (/^(from|from_value|try_from|parse|from_str|deserialize)$/.test(name)) return call.args[0] ?? zero;
    return this.fromEnvironment(machine, type.declaration, name, call);
  }

  /** `envy::from_env::<Config>()` fills fields with variables of their names. */
  private fromEnvironment(machine: Machine, declaration: TypeDeclaration, name: string, call: Call): ProgramValue | undefined {
    if (!/^(from_env|init_from_env|parse_env)$/.test(name)) return undefined;
    const object = machine.makeObject({ kind: "local", declaration, args: [] });
    for (const field of declaration.fields) machine.store.set(object.slots, field.name, environmentVariable(machine, { kind: "data", value: { kind: "string", parts: [{ kind: "literal", text: field.name.toUpperCase() }] } }, call));
    return object;
  }

  /** Constants of types, and parts without names. */
  memberOfData(machine: Machine, value: ProgramValue, name: string): ProgramValue | undefined {
    if (value.kind === "type" && value.type.kind === "local") {
      const { declaration } = value.type;
      const constant = this.crates.constantsOf(declaration).get(name);
      const module = this.crates.moduleOf(declaration.unit);
      if (constant && module) return this.constant(machine, constant, module, module.slots, declaration);
      return machine.makeObject(value.type);
    }
    if (!/^\d+$/.test(name)) return undefined;
    if (value.kind === "list") return machine.item(value, { kind: "data", value: { kind: "number", value: Number(name) } });
    return value.kind === "data" || value.kind === "native" ? value : undefined;
  }

  callInherited(machine: Machine, object: ProgramValue, declaration: TypeDeclaration, name: string, call: Call): ProgramValue | undefined {
    const extended = this.extended(machine, object, name, call);
    const dereferenced = declaration.methods.get("deref")?.[0];
    if (extended || !dereferenced || name === "deref") return extended;
    return machine.callMember(machine.invoke({ kind: "function", declaration: dereferenced, self: object }, [], { ...call, args: [] }), name, call);
  }

  subtypesOf(declaration: TypeDeclaration): readonly TypeDeclaration[] {
    return this.crates.implementorsOf(declaration);
  }

  callableByOthers(declaration: TypeDeclaration): readonly FunctionDeclaration[] {
    return [...declaration.methods.values()].flat().filter((one) => /^(call|handle|run|poll|execute)$/.test(one.name));
  }

  describeMember(detail: string, name: string): string {
    return name === "" || name === "payload" ? detail : `${detail}.${name}`;
  }

  buildsUnknown(): boolean {
    return false;
  }

  select(candidates: readonly FunctionDeclaration[]): FunctionDeclaration | undefined {
    return candidates[0];
  }

  constructWithout(_machine: Machine, _object: ObjectValue, _declaration: TypeDeclaration, _call: Call): void {
    // Rust has no constructors.
  }
}
