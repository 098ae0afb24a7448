import type { LanguageReader, LanguageRequest } from "../language-reader";
import { asSdkCall, withinStack } from "../program/calls-found";
import { externalSupertypes } from "../program/declarations";
import { Follower } from "../program/follower";
import type { FunctionDeclaration, TypeDeclaration } from "../program/program";
import { loadParser, type SourceParser } from "../syntax";
import { finishReading, unavailable } from "../reading";
import type { CodeReading, UnreadCode } from "../sdk-call";
import { create, findHandler, followAllOf, followEvents, invokeMethod } from "./java-entry";
import { followFramework, frameworks } from "./java-frameworks";
import { JavaProperties } from "./java-properties";
import { JavaRules } from "./java-rules";
import { JavaSources } from "./java-sources";

let parser: Promise<SourceParser> | undefined;

/** Reads handlers written in Java: both versions of the SDK. */
export const javaReader: LanguageReader = {
  language: "java",
  async read(request: LanguageRequest): Promise<CodeReading> {
    const parse = await (parser ??= loadParser("java"));
    const sources = new JavaSources(request.tree, parse, request.cache);
    if (sources.isEmpty) return unavailable([{ message: nothingToRead(sources), services: "any" }]);
    const machine = new Follower(new JavaRules(sources, new JavaProperties(request.tree)), request.environment);
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
    return withFramework(machine, sources, []);
  }
  const [className, methodName] = handler.split("::") as [string, string | undefined];
  const declaration = sources.find(className) ?? onlyOne(sources.findSimple(className.slice(className.lastIndexOf(".") + 1)));
  if (declaration) return withFramework(machine, sources, followHandler(machine, sources, declaration, methodName));
  if (frameworks.test(className)) return followFramework(machine, sources, /proxy|Http|ApiGateway|APIGateway|MicronautLambdaHandler|resteasy/.test(className));
  return [{ message: `The class of the handler ${handler} is not in the sources.`, services: "any" }];
}

/** What the code starts may be a framework that calls its controllers. */
function withFramework(machine: Follower, sources: JavaSources, reasons: UnreadCode[]): UnreadCode[] {
  return (machine.language as JavaRules).startsFramework ? [...reasons, ...followFramework(machine, sources, true)] : reasons;
}

function onlyOne<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}

function followHandler(machine: Follower, sources: JavaSources, declaration: TypeDeclaration, methodName: string | undefined): UnreadCode[] {
  const bases = externalSupertypes(machine, declaration);
  const name = methodName !== undefined && findHandler(machine, declaration, methodName) ? methodName : handlerMethod(machine, declaration, bases, methodName);
  const object = create(machine, declaration);
  const found = findHandler(machine, declaration, name);
  if (found) {
    followEvents(machine, () => invokeMethod(machine, found, object, true));
    return [];
  }
  if (bases.some((path) => frameworks.test(path))) return followFramework(machine, sources, bases.some((path) => /proxy|Http|ApiGateway|Stream/.test(path)));
  return [{ message: `The handler ${declaration.name}::${name} is not in the sources${bases.length > 0 ? `; it may be in ${bases.join(" or ")}` : ""}.`, services: "any" }];
}

/** The method that does the work: what a class of a library has under the handler's name calls it. */
function handlerMethod(machine: Follower, declaration: TypeDeclaration, bases: readonly string[], written = "handleRequest"): string {
  if (findHandler(machine, declaration, written)) return written;
  const inherited = bases.some((path) => path.startsWith("java.util.function.")) ? "apply" : bases.some((path) => frameworks.test(path)) ? "execute" : undefined;
  return inherited !== undefined && findHandler(machine, declaration, inherited) ? inherited : written;
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
