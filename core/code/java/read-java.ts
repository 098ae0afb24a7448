import { unknown } from "../../values";
import type { LanguageReader, LanguageRequest } from "../language-reader";
import { asSdkCall, withinStack } from "../program/calls-found";
import { ancestryOf, externalSupertypes, frameOf } from "../program/declarations";
import { Follower } from "../program/follower";
import type { FunctionDeclaration, TypeDeclaration } from "../program/program";
import { loadParser, type SourceParser } from "../program/syntax";
import { zero, type Call, type ProgramValue } from "../program/values";
import { finishReading, unavailable } from "../reading";
import type { CodeReading, UnreadCode } from "../sdk-call";
import { JavaRules } from "./java-rules";
import { JavaSources } from "./java-sources";

let parser: Promise<SourceParser> | undefined;

/** An event finds what the one before it left; after a few nothing new is left. */
const MOST_EVENTS = 3;

/** Handlers of frameworks, which find the function's own code by themselves. */
const frameworks = /^(org\.springframework\.|io\.quarkus\.|io\.micronaut\.|com\.amazonaws\.serverless\.|io\.helidon\.)/;

/** Reads handlers written in Java: both versions of the SDK. */
export const javaReader: LanguageReader = {
  language: "java",
  async read(request: LanguageRequest): Promise<CodeReading> {
    const parse = await (parser ??= loadParser("java"));
    const sources = new JavaSources(request.tree, parse, request.cache);
    if (sources.isEmpty) return unavailable([{ message: nothingToRead(sources), services: "any" }]);
    const machine = new Follower(new JavaRules(sources), request.environment);
    const reasons: UnreadCode[] = [];
    withinStack(machine, () => reasons.push(...follow(request, machine, sources)));
    const foreign = sources.foreign.length > 0 ? [{ message: `${sources.foreign.length} files of other languages (Kotlin, Scala or Groovy) were not read.`, services: "any" as const }] : [];
    return finishReading(sources.files, machine.calls.map(asSdkCall), [...machine.reasons, ...sources.problems, ...reasons, ...foreign]);
  },
};

function nothingToRead(sources: JavaSources): string {
  if (sources.foreign.length > 0) return "The code is written in Kotlin, Scala or Groovy, which are not read.";
  return "The package holds compiled classes, and their Java sources were not found.";
}

function follow({ handler, tree }: LanguageRequest, machine: Follower, sources: JavaSources): UnreadCode[] {
  const named = tree.packageRoots.flatMap((root) => (root.file ? [root.file] : []));
  if (handler === undefined) {
    const types = named.length > 0 ? named.flatMap((file) => sources.unitOf(file)?.types ?? []) : sources.all();
    followWhole(machine, types);
    return [];
  }
  const [className, methodName] = handler.split("::") as [string, string | undefined];
  const declaration = sources.find(className) ?? onlyOne(sources.findSimple(className.slice(className.lastIndexOf(".") + 1)));
  if (declaration) return followHandler(machine, declaration, methodName);
  if (frameworks.test(className)) {
    followFramework(machine, sources);
    return [];
  }
  return [{ message: `The class of the handler ${handler} is not in the sources.`, services: "any" }];
}

function onlyOne<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}

function followHandler(machine: Follower, declaration: TypeDeclaration, methodName: string | undefined): UnreadCode[] {
  const name = methodName ?? handlerMethod(machine, declaration);
  const object = create(machine, declaration);
  const found = findHandler(machine, declaration, name);
  if (!found) {
    const bases = externalSupertypes(machine, declaration);
    if (bases.some((path) => frameworks.test(path))) {
      followFramework(machine, (machine.language as JavaRules).allSources());
      return [];
    }
    return [{ message: `The handler ${declaration.name}::${name} is not in the sources${bases.length > 0 ? `; it may be in ${bases.join(" or ")}` : ""}.`, services: "any" }];
  }
  followEvents(machine, () => invokeMethod(machine, found, object, true));
  return [];
}

function handlerMethod(machine: Follower, declaration: TypeDeclaration): string {
  if (findHandler(machine, declaration, "handleRequest")) return "handleRequest";
  return externalSupertypes(machine, declaration).some((path) => path.startsWith("java.util.function.")) ? "apply" : "handleRequest";
}

/** The method with the most parameters of that name, which the runtime prefers. Source: https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html */
function findHandler(machine: Follower, declaration: TypeDeclaration, name: string): FunctionDeclaration | undefined {
  const all = ancestryOf(machine, declaration).flatMap((one) => one.declaration.methods.get(name) ?? []).filter((method) => method.body);
  return all.sort((a, b) => b.parameters.length - a.parameters.length || specificity(b) - specificity(a))[0];
}

function specificity(method: FunctionDeclaration): number {
  return method.parameters.filter((parameter) => parameter.type?.name !== "Object").length;
}

function followEvents(machine: Follower, event: () => void): void {
  for (let count = 0; count < MOST_EVENTS; count += 1) {
    machine.store.hasOutlasting = false;
    machine.event(event);
    if (!machine.store.hasOutlasting) return;
  }
}

function callAt(machine: Follower, declaration: FunctionDeclaration | TypeDeclaration): Call {
  return { args: [], at: declaration.at, code: declaration.name, frame: frameOf(machine, declaration) };
}

/** The runtime makes the object with a constructor that takes nothing; others are made by whoever knows what they take. */
function create(machine: Follower, declaration: TypeDeclaration): ProgramValue {
  const call = callAt(machine, declaration);
  if (declaration.constructors.length === 0 || declaration.constructors.some((one) => one.parameters.length === 0)) return machine.construct(declaration, call);
  const [constructor] = declaration.constructors;
  return machine.construct(declaration, { ...call, args: machine.unknownArguments(constructor!, call.frame) });
}

function invokeMethod(machine: Follower, declaration: FunctionDeclaration, self: ProgramValue | undefined, isHandler: boolean): void {
  const call = callAt(machine, declaration);
  const names = declaration.parameters.map((parameter, index) => (!isHandler ? parameter.name : parameter.type?.name === "Context" ? "context" : index === 0 || /Stream$/.test(parameter.type?.name ?? "") ? "event" : parameter.name));
  machine.invoke({ kind: "function", declaration, ...(declaration.isStatic || !self ? {} : { self }) }, machine.unknownArguments(declaration, call.frame, names), call);
}

/** Without a handler: what can start in these classes; where nothing of that kind is there, all of their methods. */
function followWhole(machine: Follower, types: readonly TypeDeclaration[]): void {
  const starts = types.flatMap((type) => startsOf(machine, type).map((method) => ({ type, method })));
  if (starts.length > 0) {
    for (const { type, method } of starts) {
      const self = method.isStatic ? undefined : create(machine, type);
      followEvents(machine, () => invokeMethod(machine, method, self, true));
    }
    return;
  }
  for (const type of types) followAllOf(machine, type);
}

function startsOf(machine: Follower, type: TypeDeclaration): FunctionDeclaration[] {
  const main = type.methods.get("main")?.filter((method) => method.isStatic && method.body) ?? [];
  const isHandler = externalSupertypes(machine, type).some((path) => /\.Request(Stream)?Handler$/.test(path));
  const handler = isHandler ? findHandler(machine, type, "handleRequest") : undefined;
  return [...main, ...(handler ? [handler] : [])];
}

function followAllOf(machine: Follower, type: TypeDeclaration): void {
  if (type.kind === "interface") return;
  const self = machine.opaque({ kind: "local", declaration: type, args: [] }, unknown("decided-at-run-time", `a ${type.name}`));
  machine.staticSlots(type);
  for (const declaration of [...type.methods.values()].flat()) {
    if (!declaration.body || machine.followed.has(declaration)) continue;
    machine.event(() => invokeMethod(machine, declaration, self.kind === "zero" ? zero : self, false));
  }
}

/** Every class may be made and called by a framework. */
function followFramework(machine: Follower, sources: JavaSources): void {
  for (const type of sources.all()) followAllOf(machine, type);
}

