import type { Unknown } from "../../values";
import { externalSupertypes, findField, findMethod, frameOf } from "../program/declarations";
import type { LanguageRules, Machine } from "../program/machine";
import type { FunctionDeclaration, TypeDeclaration, Unit } from "../program/program";
import { scopeOf } from "../program/scopes";
import { alternativesOf, atRunTime, method, zero, type Call, type Frame, type FunctionValue, type ObjectValue, type ProgramValue, type Slots, type Type } from "../program/values";
import { callOnCollection, entriesOf, memberOfCollection } from "./csharp-collections";
import { Configuration } from "./csharp-configuration";
import { likeness } from "./csharp-likeness";
import { dispatch, isDispatcher } from "./csharp-dispatch";
import { callLibrary, configureLibrary, constructLibraryObject, libraryMember, methodOfLibraryObject, objectOfLibraryType, report, type LibraryWorld } from "./csharp-libraries";
import { MessageBus } from "./csharp-messaging";
import { externalPath, isHolder, lastOf, resolveCSharpType } from "./csharp-names";
import { ServiceRegistry } from "./csharp-services";
import type { CSharpSources } from "./csharp-sources";
import { callOnUnknown } from "./csharp-standard";
import { callOnText, isTextMethod } from "./csharp-text";

/** What C# does in its own way. Source: https://learn.microsoft.com/en-us/dotnet/csharp/language-reference/language-specification/readme */
export class CSharpRules implements LanguageRules {
  readonly hasMethodsApartFromFields = true;
  readonly hasValueTypes = false;
  readonly hasAccessors = true;
  readonly world: LibraryWorld;

  constructor(readonly sources: CSharpSources) {
    const world: LibraryWorld = { sources, services: new ServiceRegistry(), configuration: new Configuration(sources.settings.map((file) => sources.text(file)), (name) => sources.extensionsNamed(name).length > 0), isExtended: (name) => sources.extensionsNamed(name).length > 0, tables: { mappings: undefined }, messages: new MessageBus(), configure: (machine, name, call) => configureLibrary(machine, world, name, call) };
    this.world = world;
  }

  lookUp(machine: Machine, name: string, frame: Frame): ProgramValue | undefined {
    const isCall = name.endsWith("()");
    const plain = isCall ? name.slice(0, -2) : name;
    if (plain === "(event)") return method("event", (call) => (machine.surrender(call.args, call), zero));
    if (plain === "(copy)") return method("copy", (call) => copied(machine, call.args[0] ?? zero));
    if (isCall) {
      // A variable, a field or a function inside of another that is called.
      const held = scopeOf(plain, frame.scope) ? machine.name(plain, frame) : this.heldFunction(machine, plain, frame);
      if (held) return held;
    }
    return (isCall ? undefined : this.methodGroup(machine, plain, frame)) ?? this.staticUsing(machine, plain, frame, isCall) ?? (isCall ? undefined : this.typeNamed(plain, frame));
  }

  private heldFunction(machine: Machine, name: string, frame: Frame): ProgramValue | undefined {
    for (let owner = frame.owner; owner; owner = owner.outer) if (findField(machine, owner, name)) return machine.name(name, frame);
    return undefined;
  }

  /** A method as a value. */
  private methodGroup(machine: Machine, name: string, frame: Frame): FunctionValue | undefined {
    for (let owner = frame.owner; owner; owner = owner.outer) {
      const found = findMethod(machine, owner, name, undefined);
      if (found) return { kind: "function", declaration: found.declaration, ...(!found.declaration.isStatic && frame.self ? { self: frame.self } : {}) };
    }
    return undefined;
  }

  private staticUsing(machine: Machine, name: string, frame: Frame, isCall: boolean): ProgramValue | undefined {
    const types = [...frame.unit.statics.map(({ type }) => type), ...this.sources.globalUsings.flatMap((one) => (one.startsWith("static ") ? [one.slice(7)] : []))];
    for (const path of types) {
      const declaration = this.sources.find(path);
      const type: Type | undefined = declaration && { kind: "local", declaration, args: [] };
      if (declaration && type && (findMethod(machine, declaration, name, undefined) ?? findField(machine, declaration, name))) return machine.member({ kind: "type", type }, name, frame, declaration.at);
    }
    const external = types.filter((path) => !this.sources.find(path));
    return isCall && external.length === 1 ? { kind: "external", path: `${external[0]}.${name}` } : undefined;
  }

  private typeNamed(name: string, frame: Frame): ProgramValue | undefined {
    if (!/^[A-Z_]/.test(name)) return undefined;
    const parameter = frame.typeArguments?.get(name);
    if (parameter) return { kind: "type", type: parameter };
    const type = resolveCSharpType(this.sources, name, frame.unit, frame.owner);
    if (type?.kind === "local") return { kind: "type", type };
    return { kind: "external", path: type?.kind === "external" ? type.path : type ? name : externalPath(this.sources, name, frame.unit) };
  }

  resolveType(name: string, unit: Unit, owner: TypeDeclaration | undefined): Type | undefined {
    return resolveCSharpType(this.sources, name, unit, owner);
  }

  externalMember(machine: Machine, path: string, name: string): ProgramValue {
    if (name.startsWith("(")) return atRunTime("a value");
    const full = `${path.replace(/^AWSSDK\.(?=Amazon$)/, "")}.${name}`;
    const declaration = this.sources.find(full);
    if (declaration) return { kind: "type", type: { kind: "local", declaration, args: [] } };
    return libraryMember(machine, this.world, path, name) ?? { kind: "external", path: full };
  }

  callExternal(machine: Machine, path: string, call: Call): ProgramValue {
    return callLibrary(machine, this.world, path, call);
  }

  constructExternal(machine: Machine, path: string, call: Call): ProgramValue {
    return constructLibraryObject(machine, this.world, path, call);
  }

  opaqueExternal(machine: Machine, path: string, why: Unknown, args: readonly Type[]): ProgramValue | undefined {
    const provided = this.world.services.provide(machine, { kind: "external", path, args });
    if (provided) return provided;
    if (isHolder(path) && args[0]) return machine.opaque(args[0], why);
    return objectOfLibraryType(machine, this.world, path);
  }

  provided(machine: Machine, type: Type): ProgramValue | undefined {
    return this.world.services.provide(machine, type);
  }

  packageMember(): ProgramValue | undefined {
    return undefined;
  }

  packageSlots(): Slots | undefined {
    return undefined;
  }

  globalSlots(): Slots | undefined {
    return undefined;
  }

  callOnData(machine: Machine, value: ProgramValue, name: string, call: Call): ProgramValue | undefined {
    const extended = this.callExtension(machine, value, name, call);
    if (extended) return extended;
    switch (value.kind) {
      case "function":
        return /^(Invoke|InvokeAsync|DynamicInvoke|BeginInvoke)$/.test(name) ? machine.call(value, call) : callOnUnknown(machine, value, name, call);
      case "list":
      case "map":
        return callOnCollection(machine, value, name, call) ?? callOnUnknown(machine, value, name, call);
      case "native":
        if (/^(ConfigureAwait|GetAwaiter|GetResult|AsTask|WaitAsync)$/.test(name)) return value;
        if (value.services === "any" || value.services.length > 0) machine.unread({ message: `${name}() of the ${value.label} is not an operation that is known.`, at: call.at, services: value.services });
        machine.surrender(call.args, call);
        return atRunTime(`the result of ${name}()`);
      case "type":
        return this.callOnType(machine, value, name, call);
      case "object":
        if (value.type?.kind === "external") return methodOfLibraryObject(machine, value, value.type.path, name, call) ?? callOnUnknown(machine, value, name, call);
        return callOnUnknown(machine, value, name, call);
      case "data":
        if (value.value.kind !== "unknown") return callOnText(machine, value, name, call) ?? callOnUnknown(machine, value, name, call) ?? value;
        if (value.type?.kind === "function" && /^Invoke/.test(name)) return machine.opaque(value.type.result, value.value);
        if (value.type?.kind === "external" && isDispatcher(value.type.path)) return dispatch(machine, this.sources, call);
        if (value.type?.kind === "external") report(machine, value.type.path, call);
        return (isTextMethod(name) ? callOnText(machine, value, name, call) : undefined) ?? callOnUnknown(machine, value, name, call);
      default:
        return callOnUnknown(machine, value, name, call);
    }
  }

  /** A static method that is called as if it were the value's own. */
  private callExtension(machine: Machine, value: ProgramValue, name: string, call: Call): ProgramValue | undefined {
    const candidates = this.sources.extensionsNamed(name).filter((one) => fits(one, call.args.length + 1));
    if (candidates.length === 0) return undefined;
    const args = [value, ...call.args];
    const declaration = this.select(candidates, args, machine);
    return declaration && machine.invoke({ kind: "function", declaration }, args, { ...call, args, ...(call.names ? { names: [undefined, ...call.names] } : {}) });
  }

  private callOnType(machine: Machine, { type }: Extract<ProgramValue, { kind: "type" }>, name: string, call: Call): ProgramValue | undefined {
    if (type.kind === "external") return callLibrary(machine, this.world, `${type.path}.${name}`, call);
    if (type.kind === "plain") return callLibrary(machine, this.world, `${type.name === "string" ? "String" : type.name}.${name}`, call);
    if (type.kind !== "local") return atRunTime(name);
    for (const path of externalSupertypes(machine, type.declaration)) report(machine, path, call);
    machine.surrender(call.args, call);
    return atRunTime(`the result of ${name}()`);
  }

  memberOfData(machine: Machine, value: ProgramValue, name: string): ProgramValue | undefined {
    if (name === "(returned)") return atRunTime("a condition");
    if (name.startsWith("(out")) return value;
    const position = /^\((\d+)\)$/.exec(name)?.[1];
    if (position !== undefined) return this.part(machine, value, Number(position));
    if (/^(Value|Result|CurrentValue|Current|UtcNow|Task)$/.test(name) && !(value.kind === "object" && value.type?.kind === "external" && !isHolder(value.type.path))) return value.kind === "external" ? undefined : value;
    if (value.kind === "list" || value.kind === "map") return memberOfCollection(machine, value, name);
    return value.kind === "data" && name === "Length" ? atRunTime("a length") : undefined;
  }

  /** A part of what is taken apart. */
  private part(machine: Machine, value: ProgramValue, index: number): ProgramValue | undefined {
    if (value.kind === "list") return machine.item(value, { kind: "data", value: { kind: "number", value: index } });
    if (value.kind === "map") return this.part(machine, entriesOf(machine, value), index);
    if (value.kind !== "object") return undefined;
    const names = value.type?.kind === "local" ? [value.type.declaration.constructors[0]?.parameters[index]?.name ?? ""] : [`Item${index + 1}`, index === 0 ? "Key" : "Value"];
    return names.map((name) => value.slots.map.get(name)).find((one) => one !== undefined);
  }

  /** What a class has from a library. */
  callInherited(machine: Machine, object: ProgramValue, declaration: TypeDeclaration, name: string, call: Call): ProgramValue | undefined {
    const extended = this.callExtension(machine, object, name, call);
    if (extended) return extended;
    for (const path of externalSupertypes(machine, declaration)) {
      const base = objectOfLibraryType(machine, this.world, path);
      if (base) return machine.callMember(base, name, call);
      report(machine, path, call);
    }
    return undefined;
  }

  subtypesOf(declaration: TypeDeclaration): readonly TypeDeclaration[] {
    return this.sources.mentioning(declaration.name).filter((one) => one !== declaration && this.inherits(one, declaration, 0));
  }

  private inherits(one: TypeDeclaration, wanted: TypeDeclaration, depth: number): boolean {
    return depth < 8 && one.supertypes.some((name) => {
      const type = resolveCSharpType(this.sources, name.name, one.unit, one.outer);
      return type?.kind === "local" && (type.declaration === wanted || this.inherits(type.declaration, wanted, depth + 1));
    });
  }

  /** Methods that a library may ask for: those of classes that are something of a library. */
  callableByOthers(declaration: TypeDeclaration): readonly FunctionDeclaration[] {
    const bases = declaration.supertypes.flatMap((name) => {
      const type = resolveCSharpType(this.sources, name.name, declaration.unit, declaration.outer);
      return type?.kind === "external" && !/^(I?Disposable|IAsyncDisposable|IEquatable|IComparable|\w*Exception|ICloneable|Attribute)$/.test(lastOf(type.path)) ? [type.path] : [];
    });
    if (bases.length === 0 || declaration.kind === "enum") return [];
    return [...declaration.methods.values()].flat().filter((one) => (one.body ?? one.value) && !one.isStatic && !/^(ToString|GetHashCode|Equals|CompareTo|Dispose|DisposeAsync)$/.test(one.name));
  }

  describeMember(detail: string, name: string): string {
    return name === "" || name === "Value" || name === "Result" || name.startsWith("(") ? detail : `${detail}.${name}`;
  }

  /** Services are made by containers as by anybody else; mere data is not. */
  buildsUnknown(declaration: TypeDeclaration): boolean {
    return declaration.kind === "class" && this.isService(declaration, 0);
  }

  private isService(declaration: TypeDeclaration, depth: number): boolean {
    if (depth > 3) return false;
    const own = declaration.fields.filter((field) => !field.isStatic);
    if (own.some((field) => field.initial?.kind === "new" && /Client$/.test(field.initial.type.name))) return true;
    const types = [...own.map((field) => field.type), ...declaration.constructors.flatMap((one) => one.parameters.map((parameter) => parameter.type)), ...declaration.supertypes];
    return types.some((name) => {
      const type = name && resolveCSharpType(this.sources, name.name, declaration.unit, declaration);
      if (type?.kind === "external") return /^(I?Amazon[A-Z]|I?DynamoDBContext$|I?TransferUtility$|I?Configuration$|IOptions|ILogger$|HttpClient$|IHttpClientFactory$|I?ServiceProvider$|IServiceScopeFactory$)/.test(lastOf(type.path));
      return type?.kind === "local" && type.declaration !== declaration && (type.declaration.kind === "interface" ? this.subtypesOf(type.declaration).length > 0 : type.declaration.kind === "class" && this.isService(type.declaration, depth + 1));
    });
  }

  /** By the number of arguments, then by how well these fit what is asked for. */
  select(candidates: readonly FunctionDeclaration[], args: readonly ProgramValue[], machine: Machine): FunctionDeclaration | undefined {
    const fitting = candidates.filter((one) => fits(one, args.length));
    if (fitting.length < 2) return fitting[0];
    const scores = fitting.map((one) => this.fit(machine, one, args));
    return fitting[scores.indexOf(Math.max(...scores))];
  }

  private fit(machine: Machine, candidate: FunctionDeclaration, args: readonly ProgramValue[]): number {
    const frame = frameOf(machine, candidate);
    const missing = candidate.parameters.length - args.length;
    return candidate.parameters.reduce((score, parameter, index) => {
      const type = machine.typeOf(parameter.type, frame);
      const [value] = alternativesOf(args[index]);
      return score + (value && type ? likeness(machine, value, type) : 0) - (parameter.isRest ? 1 : 0);
    }, -Math.abs(missing) / 10);
  }

  constructWithout(machine: Machine, _object: ObjectValue, _declaration: TypeDeclaration, call: Call): void {
    machine.surrender(call.args, call);
  }
}

/** Whether a function can be called with so many arguments. */
function fits({ parameters }: FunctionDeclaration, count: number): boolean {
  const required = parameters.filter((parameter) => !parameter.initial && !parameter.isRest).length;
  return count >= required && (count <= parameters.length || parameters.some((parameter) => parameter.isRest));
}

/** A record that is the same but for what is then set. */
function copied(machine: Machine, value: ProgramValue): ProgramValue {
  const [one] = alternativesOf(value);
  if (one?.kind !== "object") return value;
  const copy = machine.makeObject(one.type);
  for (const [name, held] of one.slots.map) machine.store.set(copy.slots, name, held);
  return copy;
}
