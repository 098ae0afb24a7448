import { unknown, type Unknown } from "../../values";
import { ancestryOf, externalSupertypes, findField, findMethod, frameOf } from "../program/declarations";
import type { LanguageRules, Machine } from "../program/machine";
import type { FieldDeclaration, FunctionDeclaration, TypeDeclaration, Unit } from "../program/program";
import { choose } from "../program/store";
import { alternativesOf, atRunTime, knownText, zero, type Call, type DataValue, type Frame, type ObjectValue, type ProgramValue, type Slots, type Type } from "../program/values";
import { makeBuilder } from "./java-builders";
import { callOnCollection } from "./java-collections";
import { callOnAnything, callOnNothing } from "./java-generic";
import { Injection, nameOf } from "./java-injection";
import { callLibrary, constructLibraryObject, libraryMember, methodOfLibraryObject, objectOfLibraryType, report } from "./java-libraries";
import { isHolder, named, resolveJavaType } from "./java-names";
import { largeMessage } from "./java-powertools";
import type { JavaProperties } from "./java-properties";
import type { JavaSources } from "./java-sources";
import { callOnText } from "./java-text";

/** What Java does in its own way. Source: https://docs.oracle.com/javase/specs/jls/se21/html/index.html */
export class JavaRules implements LanguageRules {
  readonly hasMethodsApartFromFields = true;
  readonly hasValueTypes = false;

  readonly injection: Injection;
  /** Whether the code hands over to a framework that finds its controllers by itself. */
  startsFramework = false;

  constructor(
    private readonly sources: JavaSources,
    readonly properties: JavaProperties,
  ) {
    this.injection = new Injection(sources, properties);
  }

  allSources(): JavaSources {
    return this.sources;
  }

  lookUp(machine: Machine, name: string, frame: Frame): ProgramValue | undefined {
    const isCall = name.endsWith("()");
    const plain = isCall ? name.slice(0, -2) : name;
    const imported = this.staticImport(machine, plain, frame, isCall);
    if (imported || isCall) return imported;
    if (/^[A-Z]/.test(plain)) {
      const type = resolveJavaType(this.sources, plain, frame.unit, frame.owner);
      if (type) return type.kind === "external" ? { kind: "external", path: type.path } : type.kind === "local" ? { kind: "type", type } : { kind: "external", path: standardPath(plain) };
    }
    return /^(com|org|software|java|javax|jakarta|io|net)$/.test(plain) ? { kind: "external", path: plain } : undefined;
  }

  private staticImport(machine: Machine, name: string, frame: Frame, isCall: boolean): ProgramValue | undefined {
    const exact = frame.unit.statics.find((one) => one.name === name);
    const candidates = exact ? [exact] : frame.unit.statics.filter((one) => one.name === "*");
    for (const { type: path } of candidates) {
      const type = named(this.sources, path);
      if (type?.kind === "local" && (findMethod(machine, type.declaration, name, undefined) ?? findField(machine, type.declaration, name) ?? type.declaration.nested.has(name))) return machine.member({ kind: "type", type }, name, frame, type.declaration.at);
    }
    const external = candidates.filter(({ type }) => this.sources.find(type) === undefined);
    return exact || (isCall && external.length === 1) ? external[0] && { kind: "external", path: `${external[0].type}.${name}` } : undefined;
  }

  resolveType(name: string, unit: Unit, owner: TypeDeclaration | undefined): Type | undefined {
    return resolveJavaType(this.sources, name, unit, owner);
  }

  externalMember(_machine: Machine, path: string, name: string): ProgramValue {
    const full = `${path}.${name}`;
    const declaration = /^[A-Z]/.test(name) ? this.sources.find(full) : undefined;
    if (declaration) return { kind: "type", type: { kind: "local", declaration, args: [] } };
    return libraryMember(path, name) ?? { kind: "external", path: full };
  }

  callExternal(machine: Machine, path: string, call: Call): ProgramValue {
    const component = this.daggerComponent(path);
    if (component) return component === "builder" ? makeBuilder(machine, path, undefined, () => this.daggerComponent(path.replace(/\w+$/, "create")) as ProgramValue) : component;
    if (path === "java.lang.Class.forName") return this.classNamed(machine, call);
    this.noticeFramework(path);
    this.noticeMissing(machine, path, call);
    return callLibrary(machine, path, call);
  }

  private classNamed(machine: Machine, call: Call): ProgramValue {
    const name = knownText(call.args[0]);
    if (name === undefined) machine.unread({ message: "A class is looked up by a name that is not known.", at: call.at, services: "any" });
    const declaration = name === undefined ? undefined : this.sources.find(name);
    return declaration ? { kind: "type", type: { kind: "local", declaration, args: [] } } : atRunTime("a class");
  }

  /** Says that a class is missing which another part of the program has to have; what is missing in a package that is there was generated. */
  private noticeMissing(machine: Machine, path: string, call: Call): void {
    const missing = /^((?:[a-z_0-9]+\.)+)([A-Z]\w*)/.exec(path);
    if (!missing || !this.sources.isNearOwn(missing[1]!.slice(0, -1))) return;
    machine.unread({ message: `The class ${missing[1]}${missing[2]} is not in the sources.`, at: call.at, services: "any" });
  }

  private noticeFramework(path: string): void {
    if (/^com\.amazonaws\.serverless\.|^org\.springframework\.boot\.(SpringApplication|builder)\b|^io\.micronaut\.(runtime|context)\b/.test(path)) this.startsFramework = true;
  }

  /** `DaggerOrderComponent.create()` gives what implements OrderComponent, which Dagger writes. */
  private daggerComponent(path: string): ProgramValue | "builder" | undefined {
    const match = /^(.*\.)?Dagger(\w+)\.(create|builder|factory)$/.exec(path);
    const declaration = match ? this.sources.find(`${match[1] ?? ""}${match[2]!.replaceAll("_", ".")}`) : undefined;
    if (!declaration) return undefined;
    return match![3] === "create" ? { kind: "data", value: unknown("decided-at-run-time", declaration.name), type: { kind: "local", declaration, args: [] } } : "builder";
  }

  constructExternal(machine: Machine, path: string, call: Call): ProgramValue {
    this.noticeFramework(path);
    this.noticeMissing(machine, path, call);
    return constructLibraryObject(machine, path, call);
  }

  opaqueExternal(machine: Machine, path: string, why: Unknown, args: readonly Type[]): ProgramValue | undefined {
    if (isHolder(path) && args[0]) return machine.opaque(args[0], why);
    return objectOfLibraryType(machine, path);
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
    switch (value.kind) {
      case "function":
        return /^(andThen|compose|negate|toString|hashCode|equals)$/.test(name) ? value : machine.call(value, call);
      case "list":
      case "map":
        return callOnCollection(machine, value, name, call) ?? callOnAnything(machine, value, name, call);
      case "type":
        return this.callOnType(machine, value, name, call);
      case "object":
        if (value.type?.kind === "external") return methodOfLibraryObject(machine, value, value.type.path, name, call) ?? callOnAnything(machine, value, name, call);
        return callOnAnything(machine, value, name, call);
      case "data":
        if (value.value.kind !== "unknown") return callOnText(value, name, call) ?? callOnAnything(machine, value, name, call) ?? value;
        if (value.type?.kind === "function") return machine.opaque(value.type.result, value.value);
        if (value.type?.kind === "external") report(machine, value.type.path, call);
        return this.textOfUnknown(value, name, call) ?? callOnAnything(machine, value, name, call);
      default:
        return callOnAnything(machine, value, name, call);
    }
  }

  callOnNothing(machine: Machine, name: string, call: Call): ProgramValue | undefined {
    return callOnNothing(machine, name, call);
  }

  /** What makes a text of a text is one also where the text is not known. */
  private textOfUnknown(value: DataValue, name: string, call: Call): ProgramValue | undefined {
    return /^(concat|formatted|toLowerCase|toUpperCase|replace|substring|split)$/.test(name) ? callOnText(value, name, call) : undefined;
  }

  private callOnType(machine: Machine, { type }: Extract<ProgramValue, { kind: "type" }>, name: string, call: Call): ProgramValue | undefined {
    if (type.kind !== "local") return atRunTime(name);
    const { declaration } = type;
    if (name === "builder" || name === "newBuilder") return this.lombokBuilder(machine, declaration);
    if (declaration.kind !== "enum") return atRunTime(`the result of ${name}()`);
    const constants = [...machine.staticSlots(declaration).map].filter(([key]) => declaration.fields.some((field) => field.name === key && field.type?.name === declaration.name));
    if (name === "values") return machine.makeList(constants.map(([, value]) => value));
    const wanted = knownText(call.args[0]);
    const one = wanted === undefined ? undefined : constants.find(([key]) => key === wanted)?.[1];
    return one ?? choose(constants.map(([, value]) => value));
  }

  private lombokBuilder(machine: Machine, declaration: TypeDeclaration): ProgramValue {
    return makeBuilder(machine, declaration.name, undefined, (object, call) => {
      const made = machine.construct(declaration, { ...call, args: [] });
      for (const [name, value] of object.slots.map) machine.setMember(made, name, value);
      return made;
    });
  }

  memberOfData(_machine: Machine, value: ProgramValue, name: string): ProgramValue | undefined {
    if (name === "length" && (value.kind === "list" || value.kind === "data")) return atRunTime("a length");
    return name === "class" ? value : undefined;
  }

  /** What Lombok and records add to a class, and what it has from a library. */
  callInherited(machine: Machine, object: ProgramValue, declaration: TypeDeclaration, name: string, call: Call): ProgramValue | undefined {
    const accessor = this.callAccessor(machine, object, declaration, name, call) ?? this.callComponent(machine, declaration, name);
    if (accessor) return accessor;
    const bases = externalSupertypes(machine, declaration);
    for (const path of bases) {
      const base = objectOfLibraryType(machine, path);
      if (base) return machine.callMember(base, name, call);
      report(machine, path, call);
    }
    if (bases.length > 0 && object.kind === "object" && /^(start|fork|invoke|execute|run|init)/.test(name)) machine.surrender([object], call);
    return undefined;
  }

  /** A method of a Dagger component gives what its modules provide, or fills what it is given. */
  private callComponent(machine: Machine, declaration: TypeDeclaration, name: string): ProgramValue | undefined {
    if (!declaration.annotations.some((one) => /^(Sub)?[Cc]omponent$/.test(one.name))) return undefined;
    const method = findMethod(machine, declaration, name, undefined)?.declaration;
    const type = method && machine.typeOf(method.results[0]?.type, frameOf(machine, method));
    if (!method || !type || type.kind === "plain") return method && zero;
    return this.injection.provide(machine, type, nameOf(machine, method.annotations, frameOf(machine, method))) ?? machine.opaque(type, unknown("decided-at-run-time", `the result of ${name}()`));
  }

  private callAccessor(machine: Machine, object: ProgramValue, declaration: TypeDeclaration, name: string, call: Call): ProgramValue | undefined {
    const match = /^(get|is|set|with)([A-Z]\w*)$/.exec(name);
    const fieldName = match ? match[2]![0]!.toLowerCase() + match[2]!.slice(1) : name;
    const found = findField(machine, declaration, fieldName) ?? findField(machine, declaration, name);
    if (!found) return undefined;
    if (call.args.length === 0) return machine.member(object, found.field.name, call.frame, call.at);
    if (call.args.length !== 1) return undefined;
    machine.setMember(object, found.field.name, call.args[0]!);
    return object;
  }

  subtypesOf(declaration: TypeDeclaration): readonly TypeDeclaration[] {
    return this.sources.mentioning(declaration.name).filter((one) => one !== declaration && this.inherits(one, declaration, 0));
  }

  private inherits(one: TypeDeclaration, wanted: TypeDeclaration, depth: number): boolean {
    return depth < 8 && one.supertypes.some((name) => {
      const type = resolveJavaType(this.sources, name.name, one.unit, one.outer);
      return type?.kind === "local" && (type.declaration === wanted || this.inherits(type.declaration, wanted, depth + 1));
    });
  }

  /** Methods that a library asks for: those that override something which is not in the program. */
  callableByOthers(declaration: TypeDeclaration): readonly FunctionDeclaration[] {
    if (declaration.kind === "enum" || declaration.supertypes.length === 0) return [];
    return [...declaration.methods.values()].flat().filter((one) => one.body && !one.isStatic && one.annotations?.some((annotation) => annotation.name === "Override") && !/^(toString|hashCode|equals|compareTo|close)$/.test(one.name));
  }

  describeMember(detail: string, name: string): string {
    const plain = name.replace(/^(get|is)(?=[A-Z])/, "");
    return plain === "" || plain === "get" ? detail : `${detail}.${plain}`;
  }

  /** Services are made by frameworks as by anybody else; mere data is not. */
  buildsUnknown(declaration: TypeDeclaration): boolean {
    if (declaration.kind !== "class" || declaration.name.startsWith("(")) return false;
    return this.isService(declaration, 0);
  }

  private isService(declaration: TypeDeclaration, depth: number): boolean {
    if (depth > 3) return false;
    const types = [...declaration.fields.filter((field) => !field.isStatic).map((field) => field.type), ...declaration.supertypes];
    if (declaration.fields.some((field) => !field.isStatic && (field.annotations?.some((one) => /^(Inject|Autowired|Value|ConfigProperty|Resource)$/.test(one.name)) || field.initial?.kind === "call"))) return true;
    return types.some((name) => {
      const type = name && resolveJavaType(this.sources, name.name, declaration.unit, declaration);
      if (type?.kind === "external") return /(Client|Presigner|Manager|Mapper|DynamoDB|Table)$|\.(Amazon|AWS)[A-Z]\w*$/.test(type.path) && /amazon/.test(type.path);
      return type?.kind === "local" && type.declaration !== declaration && (type.declaration.kind === "interface" ? this.subtypesOf(type.declaration).length > 0 : this.isService(type.declaration, depth + 1));
    });
  }

  /** By the number of arguments, then by how well these fit what is asked for. */
  select(candidates: readonly FunctionDeclaration[], args: readonly ProgramValue[], machine: Machine): FunctionDeclaration | undefined {
    const fitting = candidates.filter((one) => {
      const last = one.parameters[one.parameters.length - 1];
      return one.parameters.length === args.length || (last?.isRest === true && args.length >= one.parameters.length - 1);
    });
    if (fitting.length < 2) return fitting[0];
    const scores = fitting.map((one) => this.fit(machine, one, args));
    return fitting[scores.indexOf(Math.max(...scores))];
  }

  private fit(machine: Machine, candidate: FunctionDeclaration, args: readonly ProgramValue[]): number {
    const frame = frameOf(machine, candidate);
    return candidate.parameters.reduce((score, parameter, index) => {
      const type = machine.typeOf(parameter.type, frame);
      const [value] = alternativesOf(args[index]);
      return score + (value && type ? likeness(machine, value, type) : 0) - (parameter.isRest ? 1 : 0);
    }, 0);
  }

  /** Lombok's constructors take the fields in order. */
  constructWithout(machine: Machine, object: ObjectValue, declaration: TypeDeclaration, call: Call): void {
    if (call.args.length === 0) return;
    const names = declaration.annotations.map((annotation) => annotation.name);
    const own = declaration.fields.filter((field) => !field.isStatic);
    const required = own.filter((field) => !field.initial && (field.isFinal || field.annotations?.some((one) => one.name === "NonNull") || names.includes("Value")));
    const fields = names.includes("AllArgsConstructor") || required.length !== call.args.length ? own.filter((field) => !(field.isFinal && field.initial)) : required;
    fields.forEach((field, index) => {
      const value = call.args[index];
      if (value) machine.store.set(object.slots, field.name, machine.refine(value, machine.typeOf(field.type, frameOf(machine, declaration))));
    });
  }

  /** Fields that Powertools, Spring, Quarkus and the like fill. */
  injected(machine: Machine, owner: TypeDeclaration, field: FieldDeclaration): ProgramValue | undefined {
    return field.initial ? undefined : this.injection.fill(machine, field, frameOf(machine, owner), field.at);
  }

  /** Aspects of Powertools. */
  beforeRun(machine: Machine, declaration: FunctionDeclaration, call: Call): void {
    const aspect = declaration.annotations?.find((one) => /^(Sqs)?LargeMessage$/.test(one.name));
    if (!aspect) return;
    const setting = aspect.values.get("deleteS3Object") ?? aspect.values.get("deletePayloads");
    largeMessage(machine, { ...call, at: declaration.at, code: `@${aspect.name}` }, !(setting?.kind === "boolean" && !setting.value));
  }

  injectedArguments(machine: Machine, constructor: FunctionDeclaration): ProgramValue[] {
    const frame = frameOf(machine, constructor);
    return constructor.parameters.map((parameter) => this.injection.fill(machine, parameter, frame, constructor.at) ?? machine.opaque(machine.typeOf(parameter.type, frame), unknown("decided-at-run-time", parameter.name)));
  }
}

/** How well a value fits a type. */
function likeness(machine: Machine, value: ProgramValue, type: Type): number {
  switch (value.kind) {
    case "object":
      if (value.type?.kind === "local" && type.kind === "local") return ancestryOf(machine, value.type.declaration).some((one) => one.declaration === type.declaration) ? 3 : -5;
      if (value.type?.kind === "external" && type.kind === "external") return value.type.path === type.path ? 3 : 0;
      return type.kind === "plain" || type.kind === "list" || type.kind === "map" ? -5 : 0;
    case "list":
      return type.kind === "list" ? 3 : type.kind === "plain" ? -5 : 0;
    case "map":
      return type.kind === "map" ? 3 : type.kind === "plain" ? -5 : 0;
    case "data":
      if (value.value.kind === "string") return type.kind === "plain" ? (type.name === "String" || type.name === "CharSequence" ? 3 : -3) : -4;
      if (value.value.kind === "number") return type.kind === "plain" ? (type.name === "String" ? -3 : 2) : -3;
      if (value.value.kind === "boolean") return type.kind === "plain" && /oolean/.test(type.name) ? 3 : -3;
      return value.type && value.type.kind === type.kind ? (value.type.kind === "external" && type.kind === "external" ? (value.type.path === type.path ? 3 : -1) : 1) : 0;
    case "native":
      return type.kind === "external" ? 1 : -3;
    default:
      return 0;
  }
}

/** The full name of a type that is understood by its kind. */
function standardPath(name: string): string {
  return /^(List|Map|Set|Optional|Arrays|Collections|Objects|ArrayList|HashMap|LinkedHashMap|HashSet|Queue|Deque|Iterator|Collection)$/.test(name) ? `java.util.${name}` : name === "Stream" ? "java.util.stream.Stream" : `java.lang.${name}`;
}

