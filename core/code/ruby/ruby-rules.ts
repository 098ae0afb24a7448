import { choose } from "../program/store";
import { ancestryOf, externalSupertypes } from "../program/declarations";
import type { LanguageRules, Machine } from "../program/machine";
import { NamedCalls } from "../program/named-calls";
import type { FunctionDeclaration, TypeDeclaration, Unit } from "../program/program";
import { alternativesOf, atRunTime, method, zero, type Call, type Frame, type FunctionValue, type ObjectValue, type ProgramValue, type Slots, type Type } from "../program/values";
import { blockOf, callBlock, callBlockOften } from "./ruby-calls";
import { ofItself, type RubyClass, type RubyClasses } from "./ruby-classes";
import { callOnCollection } from "./ruby-collections";
import { callStandard, environment, kernelFunction } from "./ruby-kernel";
import { callSdk, requireGem } from "./ruby-libraries";
import { serviceOf } from "./ruby-sdk";
import type { RubySources } from "./ruby-sources";
import { plainText, symbolName } from "./ruby-symbols";
import { callOnAnswer, callOnAnyValue, callOnText, callOnUnknown } from "./ruby-values";

/** Methods that texts, lists and hashes have: of something unknown these are most likely meant. */
const ofCollections = /^(\W+|fetch|dig|get|delete|find|select|update|store|push|insert|count|replace|merge|size|length|keys|values|first|last|each|map|name|id|key|body|data|to_\w+)$/;

/** What Ruby does in its own way. Source: https://docs.ruby-lang.org/en/3.4/ */
export class RubyRules implements LanguageRules {
  readonly hasMethodsApartFromFields = true;
  readonly hasValueTypes = false;
  /** Calls of which nothing told what they reach. */
  readonly named = new NamedCalls();
  private readonly loaded = new Set<string>();
  private readonly loading = new Set<string>();
  /** Modules of libraries that the program includes outside of classes. */
  private readonly included: string[] = [];

  constructor(
    private readonly classes: RubyClasses,
    private readonly sources: RubySources,
  ) {}

  /** Runs what stands in a file outside of methods, once. */
  load(machine: Machine, file: string): void {
    if (this.loaded.has(file)) return;
    this.loaded.add(file);
    const main = this.sources.main(file);
    if (!main) return;
    machine.store.once(() => void machine.invoke({ kind: "function", declaration: main }, [], { args: [], at: main.at, code: main.name, frame: { scope: { slots: machine.store.slots(true), types: new Map(), declarations: new Map() }, unit: main.unit, returns: [] } }));
  }

  lookUp(machine: Machine, name: string, frame: Frame): ProgramValue | undefined {
    if (name.endsWith("()")) return this.functionNamed(machine, name.slice(0, -2), frame);
    if (name === "ENV") return environment(machine);
    if (name === "(class)") return this.classAround(machine, frame);
    if (/^[$@]/.test(name)) return this.classes.globals.map.get(name) ?? zero;
    if (/^(::)?[A-Z]/.test(name)) return this.constant(machine, name, this.classes.of(frame.owner));
    return undefined;
  }

  private classAround(machine: Machine, frame: Frame): ProgramValue | undefined {
    const found = this.classes.of(frame.owner);
    return found && this.classes.objectOf(found);
  }

  private constant(machine: Machine, name: string, inside: RubyClass | undefined): ProgramValue {
    const plain = name.replace(/^::/, "");
    const known = this.classes.constant(plain, name.startsWith("::") ? undefined : inside);
    if (known) return known;
    // The SDK and the standard library come before what a loader could find.
    if (/^(Aws|AWS|JSON|File|YAML|Time|Date|CGI|URI|Base64|Logger|StandardError|Net|Set|Struct|Hash|Array|String|Proc|Thread)$/.test(plain)) return { kind: "external", path: plain };
    const loaded = this.autoload(machine, plain, inside);
    if (loaded) return loaded;
    const around = this.included.find((path) => serviceOf(`${path}::${plain}`) !== undefined);
    return { kind: "external", path: around === undefined ? plain : `${around}::${plain}` };
  }

  /** Loaders find the file of a constant by its name. */
  private autoload(machine: Machine, name: string, inside: RubyClass | undefined): ProgramValue | undefined {
    if (this.loading.has(name)) return undefined;
    this.loading.add(name);
    for (const full of [...(inside ? [`${inside.name}::${name}`] : []), name]) {
      const file = this.sources.findConstant(full);
      if (file === undefined) continue;
      this.load(machine, file);
      const found = this.classes.constant(full, undefined) ?? this.classes.constant(name, inside);
      if (found) return found;
    }
    return undefined;
  }

  private functionNamed(machine: Machine, name: string, frame: Frame): ProgramValue | undefined {
    if (/^require/.test(name) || name === "load") return method(name, (call) => this.require(machine, name, call));
    if (name === "(class)") return method(name, (call) => this.openClass(machine, call));
    if (name === "new") return method(name, (call) => this.makeOwn(machine, call, frame));
    if (name === "include" && !frame.owner) return method(name, (call) => this.include(call));
    if (/^(eval|system|exec|spawn)$/.test(name) && !this.classes.functions.has(name)) return method(name, (call) => this.runText(machine, name, call));
    const own = this.classes.functions.get(name);
    if (own) return { kind: "function", declaration: own };
    if (name === "define_method" || name === "define_singleton_method") return method(name, (call) => this.defineMethod(machine, call, frame));
    if (name === "method") return method(name, (call) => this.functionNamed(machine, plainText(call.args[0]) ?? "", frame) ?? atRunTime("a method"));
    if (name === "send" || name === "public_send" || name === "__send__") {
      return method(name, (call) => {
        const called = plainText(call.args[0]);
        const rest = { ...call, args: call.args.slice(1) };
        if (called !== undefined) return machine.callName(called, rest, frame);
        machine.unread({ message: "Which method is called could not be told.", at: call.at, services: "any" });
        return atRunTime("the result of a method");
      });
    }
    const standard = kernelFunction(machine, name);
    if (!standard) this.named.ask(name);
    return standard;
  }

  /** Names of the module stand for themselves from here on. */
  private include({ args }: Call): ProgramValue {
    for (const one of args.flatMap(alternativesOf)) if (one.kind === "external") this.included.push(one.path);
    return zero;
  }

  /** Code or a command in a text: what it does to AWS is not followed. */
  private runText(machine: Machine, name: string, call: Call): ProgramValue {
    const known = call.args.map(plainText);
    if (name === "eval" || known.some((one) => one === undefined ? false : /\baws\b/.test(one))) {
      machine.unread({ message: `What ${name} runs is a text, and is not followed.`, at: call.at, services: "any" });
    }
    return atRunTime(`the result of ${name}`);
  }

  private require(machine: Machine, name: string, call: Call): ProgramValue {
    const asked = plainText(call.args[0]);
    if (asked === undefined) {
      // Files that a listing finds: all of them may be.
      for (const file of this.sources.all()) this.load(machine, file);
      return zero;
    }
    const isBeside = name === "require_relative";
    const file = isBeside ? this.sources.findBeside(call.frame.unit.path, asked) : this.sources.findFromRoot(asked.replace(/^\.\//, ""));
    if (file !== undefined) this.load(machine, file);
    else if (isBeside || asked.startsWith("./")) machine.unread({ message: `${asked} is not in the package.`, at: call.at, services: "any" });
    else requireGem(machine, asked, call);
    return zero;
  }

  private openClass(machine: Machine, call: Call): ProgramValue {
    const found = this.classes.find(plainText(call.args[0]) ?? "");
    const [body] = alternativesOf(call.args[1]);
    if (!found || body?.kind !== "function") return zero;
    machine.invoke({ kind: "function", declaration: body.declaration, self: this.classes.objectOf(found) }, [], call);
    return zero;
  }

  /** `new` inside of a method of the class itself. */
  private makeOwn(machine: Machine, call: Call, frame: Frame): ProgramValue {
    const found = this.classes.of(frame.owner);
    return found ? machine.construct(found.instance, call) : atRunTime("an object");
  }

  private defineMethod(machine: Machine, call: Call, frame: Frame): ProgramValue {
    const name = plainText(call.args[0]);
    const body = alternativesOf(call.args[1]).find((one): one is FunctionValue => one.kind === "function");
    if (name !== undefined && body && frame.owner) {
      const found = this.classes.of(frame.owner);
      const owner = found?.instance ?? frame.owner;
      owner.methods.set(name, [{ ...body.declaration, name, owner }]);
    } else machine.surrender(call.args, call);
    return zero;
  }

  resolveType(name: string, unit: Unit, owner: TypeDeclaration | undefined): Type | undefined {
    const isItself = name.startsWith(ofItself);
    const plain = isItself ? name.slice(ofItself.length) : name;
    const inside = this.classes.of(owner);
    const found = this.classes.resolve(plain, inside);
    if (found) return found.instance === owner || found.singleton === owner ? undefined : { kind: "local", declaration: isItself ? found.singleton : found.instance, args: [] };
    return isItself ? undefined : { kind: "external", path: plain, args: [] };
  }

  externalMember(_machine: Machine, path: string, name: string): ProgramValue {
    return { kind: "external", path: `${path}::${name}` };
  }

  callExternal(machine: Machine, path: string, call: Call): ProgramValue {
    // What a rack-up file starts is somewhere in the package.
    if (/^Rack::Builder\.(parse_file|load_file)$/.test(path)) for (const file of this.sources.all()) this.load(machine, file);
    const known = callSdk(machine, path, call) ?? callStandard(machine, path, call);
    if (known) return known;
    if (/(^|::)(Aws|AWS)/.test(path)) machine.unread({ message: `${path} looks like AWS and is not known.`, at: call.at, services: "any" });
    machine.surrender(call.args, call);
    return atRunTime(`the result of ${path}`);
  }

  constructExternal(machine: Machine, path: string, call: Call): ProgramValue {
    return this.callExternal(machine, `${path}.new`, call);
  }

  opaqueExternal(): ProgramValue | undefined {
    return undefined;
  }

  packageMember(): ProgramValue | undefined {
    return undefined;
  }

  packageSlots(): Slots | undefined {
    return undefined;
  }

  globalSlots(_machine: Machine, name: string): Slots | undefined {
    return /^[$@A-Z]/.test(name) ? this.classes.globals : undefined;
  }

  callOnData(machine: Machine, value: ProgramValue, name: string, call: Call): ProgramValue | undefined {
    const isOpen = value.kind === "data" && value.value.kind === "unknown" && !value.answer;
    const known = this.callOnKnown(machine, value, name, call);
    if (!ofCollections.test(name) && (!known || isOpen)) this.named.ask(name);
    return known;
  }

  private callOnKnown(machine: Machine, value: ProgramValue, name: string, call: Call): ProgramValue | undefined {
    switch (value.kind) {
      case "function":
        if (/^(call|\[\]|yield|===|\(\))$/.test(name)) return callBlock(machine, value, call.args, call);
        return /^(to_proc|curry|>>|<<)$/.test(name) ? value : callOnAnyValue(machine, value, name, call);
      case "list":
      case "map":
        return callOnCollection(machine, value, name, call) ?? callOnAnyValue(machine, value, name, call) ?? (value.kind === "map" && call.args.length === 0 ? value.slots.map.get(symbolName(name)) : undefined);
      case "object":
        return this.callOnObject(machine, value, name, call);
      case "native":
        if (value.call && /^(call|\[\]|===)$/.test(name)) return machine.call(value, call);
        return callOnAnyValue(machine, value, name, call);
      case "data":
        if (value.value.kind !== "unknown" && blockOf(call) && !/^(tap|then|yield_self)$/.test(name)) return callBlockOften(machine, blockOf(call)!, [atRunTime("a part")], call);
        return callOnAnyValue(machine, value, name, call) ?? (value.value.kind === "unknown" ? callOnUnknown(machine, value, name, call) : callOnText(machine, value, name, call));
      default:
        return undefined;
    }
  }

  /** What every object can do, and what an operation answered. */
  private callOnObject(machine: Machine, value: ObjectValue, name: string, call: Call): ProgramValue | undefined {
    const found = value.type?.kind === "local" ? this.classes.of(value.type.declaration) : undefined;
    if (!found) return callOnAnswer(value, name, call) ?? callOnAnyValue(machine, value, name, call);
    const isClass = value.type?.kind === "local" && value.type.declaration === found.singleton;
    if (isClass && name === "new") return machine.construct(found.instance, call);
    if (isClass && name === "instance") return machine.construct(found.instance, { ...call, args: [] });
    if (name === "class") return this.classes.objectOf(found);
    if (isClass && name === "const_get") return this.constantOf(machine, found, call);
    if (/^(send|public_send|__send__)$/.test(name) && plainText(call.args[0]) === undefined) return this.sendUnknown(machine, found, call);
    return callOnAnyValue(machine, value, name, call);
  }

  /** `Handlers.const_get(name)`: where the name is not known, any that it has. */
  private constantOf(machine: Machine, found: RubyClass, call: Call): ProgramValue {
    const name = plainText(call.args[0]);
    if (name !== undefined) return this.constant(machine, name, found);
    const inside = this.classes.all().filter((one) => one.around === found);
    return inside.length > 0 ? choose(inside.map((one) => this.classes.objectOf(one))) : atRunTime("a constant");
  }

  private sendUnknown(machine: Machine, { instance, singleton }: RubyClass, call: Call): ProgramValue {
    machine.unread({ message: "Which method is called could not be told.", at: call.at, services: "any" });
    for (const name of [...instance.methods.keys(), ...singleton.methods.keys()]) this.named.ask(name);
    machine.surrender(call.args, call);
    return atRunTime("the result of a method");
  }

  memberOfData(machine: Machine, value: ProgramValue, name: string): ProgramValue | undefined {
    if (value.kind !== "object" || value.type?.kind !== "local" || !/^[A-Z]/.test(name)) return undefined;
    const found = this.classes.of(value.type.declaration);
    return found && (this.classes.ownConstant(name, found, 0) ?? this.autoload(machine, `${found.name}::${name}`, undefined));
  }

  /** What a class has from a library, and what its objects can do like all others. */
  callInherited(machine: Machine, object: ProgramValue, declaration: TypeDeclaration, name: string, call: Call): ProgramValue | undefined {
    if (object.kind !== "object") return undefined;
    const own = this.callOnObject(machine, object, name, call);
    if (own) return own;
    if (/^(require|require_relative|puts|raise|new|lambda|proc|loop|format|\()/.test(name) || kernelFunction(machine, name) || this.classes.functions.has(name)) return undefined;
    const missing = ancestryOf(machine, declaration).flatMap((one) => one.declaration.methods.get("method_missing") ?? [])[0];
    if (missing) return machine.invoke({ kind: "function", declaration: missing, self: object }, call.args, call);
    const bases = externalSupertypes(machine, declaration).filter((path) => /^(Aws|AWS|Dynamoid)(::|$)/.test(path));
    for (const path of bases) machine.unread({ message: `${name} comes from ${path}, which is not followed.`, at: call.at, services: /Dynamoid|Record/.test(path) ? ["dynamodb"] : "any" });
    this.named.ask(name);
    const opened = this.classes.of(declaration);
    // A class of a library calls what its subclasses define.
    if (opened && externalSupertypes(machine, opened.instance).length > 0) for (const method of [...opened.instance.methods.keys(), ...opened.singleton.methods.keys()]) this.named.ask(method);
    return undefined;
  }

  subtypesOf(declaration: TypeDeclaration): readonly TypeDeclaration[] {
    const found = this.classes.of(declaration);
    return found ? this.classes.subclassesOf(found).map((one) => (declaration === found.singleton ? one.singleton : one.instance)) : [];
  }

  callableByOthers(declaration: TypeDeclaration): readonly FunctionDeclaration[] {
    return [...declaration.methods.values()].flat().filter((one) => /^(call|perform|run|each|to_proc|process|execute)$/.test(one.name));
  }

  describeMember(detail: string, name: string): string {
    return name === "" ? detail : `${detail}.${name.replace(/^@/, "")}`;
  }

  buildsUnknown(): boolean {
    return true;
  }

  select(candidates: readonly FunctionDeclaration[]): FunctionDeclaration | undefined {
    return candidates[candidates.length - 1];
  }

  /** A class without an `initialize` of its own takes the one that it inherits, with the same arguments. */
  constructWithout(machine: Machine, object: ObjectValue, declaration: TypeDeclaration, call: Call): void {
    const inherited = ancestryOf(machine, declaration).slice(1).flatMap((one) => one.declaration.constructors)[0];
    if (inherited) machine.invoke({ kind: "function", declaration: inherited, self: object }, call.args, call);
    else if (externalSupertypes(machine, declaration).length > 0) machine.surrender(call.args, call);
  }
}
