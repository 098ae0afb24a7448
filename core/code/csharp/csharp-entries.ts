import { unknown } from "../../values";
import { externalSupertypes, findMethod, frameOf } from "../program/declarations";
import type { Follower } from "../program/follower";
import type { FunctionDeclaration, TypeDeclaration } from "../program/program";
import type { Call, ProgramValue } from "../program/values";
import type { UnreadCode } from "../sdk-call";
import { invokeHandler } from "./csharp-handlers";
import { PRIVATE } from "./csharp-functions";
import { follow, useStartup } from "./csharp-hosts";
import { lastOf } from "./csharp-names";
import type { CSharpRules } from "./csharp-rules";
import { construct, serviceCollection } from "./csharp-services";
import { fullNameOf } from "./csharp-sources";

/** Base classes whose own method hands events to an ASP.NET Core application. */
const webBases = /^(APIGatewayProxyFunction|APIGatewayHttpApiV2ProxyFunction|ApplicationLoadBalancerFunction|AbstractAspNetCoreFunction)$/;

/** A program that is followed, and its rules. */
export interface Program {
  readonly machine: Follower;
  readonly rules: CSharpRules;
}

function callAt(machine: Follower, declaration: FunctionDeclaration | TypeDeclaration): Call {
  return { args: [], at: declaration.at, code: declaration.name, frame: frameOf(machine, declaration) };
}

/** `Assembly::Namespace.Class::Method`. Source: https://docs.aws.amazon.com/lambda/latest/dg/csharp-handler.html */
export function followClassHandler(program: Program, handler: string): UnreadCode[] {
  const { machine, rules } = program;
  const [, className = "", name = ""] = handler.split("::");
  const declaration = rules.sources.find(className) ?? generatedFrom(program, className, name) ?? onlyOne(rules.sources.findSimple(lastOf(className.replaceAll("+", "."))));
  if (!declaration) return [{ message: `The class of the handler ${handler} is not in the sources.`, services: "any" }];
  followStartup(program);
  const found = findMethod(machine, declaration, name, undefined) ?? findMethod(machine, declaration, generatedMethod(declaration, name), undefined);
  if (found?.declaration.body ?? found?.declaration.value) {
    runMethod(program, declaration, found!.declaration);
    return [];
  }
  if (isWebFunction(machine, declaration)) {
    followWebFunction(program, declaration);
    return [];
  }
  const bases = externalSupertypes(machine, declaration);
  if (followOverrides(program, declaration)) return bases.length > 0 ? [{ message: `The handler ${declaration.name}::${name} is in ${bases.join(" or ")}, which was not read.`, services: "any" }] : [];
  return [{ message: `The handler ${declaration.name}::${name} is not in the sources${bases.length > 0 ? `; it may be in ${bases.join(" or ")}` : ""}.`, services: "any" }];
}

function onlyOne<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}

/** `Acme.Functions_Add_Generated::Add` is made of Acme.Functions::Add. */
function generatedFrom({ rules }: Program, className: string, name: string): TypeDeclaration | undefined {
  const plain = /^(.*)_Generated$/.exec(className)?.[1];
  if (plain === undefined) return undefined;
  const ending = `_${name}`;
  if (plain.endsWith(ending)) return rules.sources.find(plain.slice(0, -ending.length)) ?? onlyOne(rules.sources.findSimple(lastOf(plain.slice(0, -ending.length))));
  return undefined;
}

/** Methods that are only declared with another ending: `AddAsync`. */
function generatedMethod(declaration: TypeDeclaration, name: string): string {
  return declaration.methods.has(`${name}Async`) ? `${name}Async` : name;
}

/** `[LambdaStartup]` registers services before any handler is made. */
function followStartup({ machine, rules }: Program): void {
  for (const type of rules.sources.mentioning("LambdaStartup")) if (type.annotations.some((one) => one.name === "LambdaStartup")) useStartup(machine, rules.world, { kind: "local", declaration: type, args: [] }, callAt(machine, type));
}

/** The runtime makes the object with a constructor that takes nothing; what is generated, with services. */
function create({ machine }: Program, declaration: TypeDeclaration): ProgramValue {
  const call = callAt(machine, declaration);
  if (declaration.constructors.some((one) => one.parameters.every((parameter) => parameter.initial))) return machine.construct(declaration, call);
  return construct(machine, { kind: "local", declaration, args: [] }, call);
}

function runMethod(program: Program, declaration: TypeDeclaration, method: FunctionDeclaration): void {
  const { machine } = program;
  const self = method.isStatic ? undefined : create(program, declaration);
  if (method.isStatic) machine.staticSlots(declaration);
  invokeHandler(machine, { kind: "function", declaration: method, ...(self ? { self } : {}) }, callAt(machine, method));
}

function isWebFunction(machine: Follower, declaration: TypeDeclaration): boolean {
  return externalSupertypes(machine, declaration).some((path) => webBases.test(lastOf(path)));
}

/** A class that hands events to a web application: what sets that up, then all that it may call. */
function followWebFunction(program: Program, declaration: TypeDeclaration): void {
  const { machine, rules } = program;
  const call = callAt(machine, declaration);
  for (const base of declaration.supertypes) for (const written of base.args) {
    const type = machine.typeOf(written, call.frame);
    if (type?.kind === "local") useStartup(machine, rules.world, type, call);
  }
  const init = findMethod(machine, declaration, "Init", undefined)?.declaration;
  const self = create(program, declaration);
  for (const method of declaration.methods.get("Init") ?? (init ? [init] : [])) machine.invoke({ kind: "function", declaration: method, self }, machine.unknownArguments(method, call.frame), call);
  if (rules.world.services.usesControllers || rules.world.services.waiting.length > 0) machine.event(() => follow(machine, rules.world, call));
  else followMain(program);
}

/** A class whose handler is a library's: what the library calls of it. */
function followOverrides(program: Program, declaration: TypeDeclaration): boolean {
  const { machine, rules } = program;
  const own = rules.callableByOthers(declaration);
  if (own.length === 0) return false;
  const self = create(program, declaration);
  for (const method of own) {
    if (method.name === "ConfigureServices" || method.name === "Configure") machine.invoke({ kind: "function", declaration: method, self }, method.parameters.map((parameter) => (/ServiceCollection/.test(parameter.type?.name ?? "") ? serviceCollection(machine, rules.world) : machine.opaque(machine.typeOf(parameter.type, frameOf(machine, method)), unknown("decided-at-run-time", parameter.name)))), callAt(machine, method));
    else invokeHandler(machine, { kind: "function", declaration: method, self }, callAt(machine, method));
  }
  return true;
}

/** Functions with `[LambdaFunction]`: one of them where the environment says which. */
function annotated({ rules }: Program): { type: TypeDeclaration; method: FunctionDeclaration }[] {
  return rules.sources.mentioning("LambdaFunction").flatMap((type) => [...type.methods.values()].flat().filter((method) => method.annotations?.some((one) => one.name === "LambdaFunction")).map((method) => ({ type, method })));
}

/** A program with a start of its own: statements outside of types, `Main`, or what Annotations generate. */
export function followProgram(program: Program, handler: string): UnreadCode[] {
  if (followMain(program)) return [];
  const all = annotated(program);
  const found = program.machine.environment.get("ANNOTATIONS_HANDLER");
  const wanted = found.kind === "configured" && found.value.kind === "string" ? found.value.parts.map((part) => (part.kind === "literal" ? part.text : "")).join("") : undefined;
  const chosen = wanted === undefined ? all : all.filter(({ method }) => method.name === wanted);
  followStartup(program);
  for (const { type, method } of chosen) runMethod(program, type, method);
  return chosen.length > 0 ? [] : [{ message: `The handler ${handler} names a program, and no start of one (Main, or statements outside of classes) is in the sources.`, services: "any" }];
}

function followMain(program: Program): boolean {
  const { machine, rules } = program;
  const starts = [...rules.sources.mains().map((type) => type.methods.get("(main)")![0]!), ...rules.sources.mentioning("Main").flatMap((type) => (type.methods.get("Main") ?? []).filter((method) => method.isStatic && (method.body ?? method.value)))];
  for (const start of starts) {
    const call = callAt(machine, start);
    machine.invoke({ kind: "function", declaration: start }, machine.unknownArguments(start, call.frame), call);
  }
  return starts.length > 0;
}

/** Without a handler: what can start in these types; where nothing of that kind is there, all of their methods. */
export function followWhole(program: Program, types: readonly TypeDeclaration[], isWhole: boolean): void {
  const { machine } = program;
  followStartup(program);
  const own = new Set(types.map(fullNameOf));
  const starts = [...annotated(program).filter(({ type }) => own.has(fullNameOf(type))), ...types.flatMap((type) => [...type.methods.values()].flat().filter((method) => (method.body ?? method.value) && method.parameters.some((parameter) => parameter.type?.name === "ILambdaContext") && !method.annotations?.some((one) => one.name === PRIVATE)).map((method) => ({ type, method })))];
  const web = types.filter((type) => isWebFunction(machine, type));
  for (const { type, method } of starts) if (!machine.followed.has(method)) runMethod(program, type, method);
  for (const type of web) followWebFunction(program, type);
  const hasMain = (isWhole || types.some((type) => type.methods.has("(main)") || type.methods.has("Main"))) && followMain(program);
  if (starts.length > 0 || web.length > 0 || hasMain) return;
  for (const type of types) followAllOf(program, type);
}

function followAllOf({ machine }: Program, type: TypeDeclaration): void {
  if (type.kind === "interface" || type.kind === "enum") return;
  const self = construct(machine, { kind: "local", declaration: type, args: [] }, callAt(machine, type));
  for (const declaration of [...type.methods.values()].flat()) {
    if (!(declaration.body ?? declaration.value) || machine.followed.has(declaration)) continue;
    const call = callAt(machine, declaration);
    machine.event(() => machine.invoke({ kind: "function", declaration, ...(declaration.isStatic ? {} : { self }) }, machine.unknownArguments(declaration, call.frame), call));
  }
}
