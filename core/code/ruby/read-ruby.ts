import { unknown } from "../../values";
import type { LanguageReader, LanguageRequest } from "../language-reader";
import { asSdkCall, withinStack } from "../program/calls-found";
import { frameOf } from "../program/declarations";
import { Follower } from "../program/follower";
import type { NamedMethod } from "../program/named-calls";
import type { FunctionDeclaration } from "../program/program";
import { loadParser, type SourceParser } from "../syntax";
import { atRunTime, type Call, type ProgramValue } from "../program/values";
import { finishReading, unavailable } from "../reading";
import type { CodeReading, UnreadCode } from "../sdk-call";
import { RubyClasses } from "./ruby-classes";
import { RubyRules } from "./ruby-rules";
import { RubySources } from "./ruby-sources";
import { symbol } from "./ruby-symbols";

let parser: Promise<SourceParser> | undefined;

/** An event finds what the one before it left; after a few nothing new is left. */
const MOST_EVENTS = 3;

/** Reads handlers written in Ruby. */
export const rubyReader: LanguageReader = {
  language: "ruby",
  async read(request: LanguageRequest): Promise<CodeReading> {
    const parse = await (parser ??= loadParser("ruby"));
    const classes = new RubyClasses();
    const sources = new RubySources(request.tree, parse, request.cache, classes);
    const rules = new RubyRules(classes, sources);
    const machine = new Follower(rules, request.environment);
    const start = startOf(request, sources);
    if ("problem" in start) return unavailable([{ message: start.problem, services: "any" }]);
    const reasons: UnreadCode[] = [];
    withinStack(machine, () => {
      for (const file of start.files) rules.load(machine, file);
      if (start.target === undefined) followAll(machine, classes);
      else reasons.push(...followHandler(machine, rules, classes, start.target), ...followNamed(machine, rules, classes));
    });
    return finishReading(sources.files, machine.calls.map(asSdkCall), [...machine.reasons, ...sources.problems, ...reasons]);
  },
};

/** The files to load, and what to call then: `lambda_handler`, `Orders::Handler.process`. */
type Start = { readonly files: readonly string[]; readonly target: string | undefined } | { readonly problem: string };

/** Source: https://docs.aws.amazon.com/lambda/latest/dg/ruby-handler.html */
function startOf({ tree, handler }: LanguageRequest, sources: RubySources): Start {
  if (handler === undefined) {
    const named = tree.packageRoots.flatMap((root) => (root.file ? [root.file] : []));
    const files = named.length > 0 ? named : sources.all();
    return files.length > 0 ? { files, target: undefined } : { problem: "There is no Ruby file in the code." };
  }
  const dot = handler.indexOf(".", handler.lastIndexOf("/") + 1);
  const [name, target] = dot < 0 ? [handler, undefined] : [handler.slice(0, dot), handler.slice(dot + 1)];
  const file = sources.findFromRoot(name);
  return file === undefined ? { problem: `The file of the handler ${handler} is not in the package.` } : { files: [file], target: target ?? "handler" };
}

function followHandler(machine: Follower, rules: RubyRules, classes: RubyClasses, target: string): UnreadCode[] {
  const dot = target.lastIndexOf(".");
  const missing: UnreadCode[] = [{ message: `The handler ${target} is not in the code that was read.`, services: "any" }];
  if (dot < 0) {
    const declaration = classes.functions.get(target);
    if (!declaration) return missing;
    followEvents(machine, () => machine.invoke({ kind: "function", declaration }, handlerArguments(machine, declaration), callAt(machine, declaration)));
    return [];
  }
  const found = classes.find(target.slice(0, dot).replace(/^::/, ""));
  if (!found) return missing;
  const name = target.slice(dot + 1);
  const object = classes.objectOf(found);
  const at: Call = { args: [], at: found.instance.at, code: target, frame: frameOf(machine, found.singleton) };
  const declaration = found.singleton.methods.get(name)?.[0];
  followEvents(machine, () => machine.callMember(object, name, { ...at, args: declaration ? handlerArguments(machine, declaration) : [eventAndContext(machine)] }));
  return [];
}

/** The runtime calls the handler with `event:` and `context:`. */
function handlerArguments(machine: Follower, declaration: FunctionDeclaration): ProgramValue[] {
  const isPlain = declaration.parameters.every((parameter) => !parameter.isRest);
  return isPlain && declaration.parameters.length === 2 ? [atRunTime("event"), atRunTime("context")] : [eventAndContext(machine)];
}

function eventAndContext(machine: Follower): ProgramValue {
  const given = machine.makeMap();
  for (const name of ["event", "context"]) machine.setItem(given, symbol(name), atRunTime(name));
  return given;
}

function followEvents(machine: Follower, event: () => void): void {
  for (let count = 0; count < MOST_EVENTS; count += 1) {
    machine.store.hasOutlasting = false;
    machine.event(event);
    if (!machine.store.hasOutlasting) return;
  }
}

function callAt(machine: Follower, declaration: FunctionDeclaration): Call {
  return { args: [], at: declaration.at, code: declaration.name, frame: frameOf(machine, declaration) };
}

/** Without a handler any method may be called. */
function followAll(machine: Follower, classes: RubyClasses): void {
  for (const { declaration, call } of methodsOf(machine, classes)) if (!machine.followed.has(declaration)) machine.event(call);
}

/** Methods that are called without being named: operators, what Ruby calls itself, and what is put before a class's own. */
const unnamed = /^(\W.*|each|to_proc|inherited|included|extended|prepended|const_missing|method_added)$/;

function followNamed(machine: Follower, rules: RubyRules, classes: RubyClasses): UnreadCode[] {
  const methods = methodsOf(machine, classes);
  for (const { declaration } of methods) if (unnamed.test(declaration.name) || classes.of(declaration.owner)?.isPrepended) rules.named.ask(declaration.name);
  return rules.named.follow(machine, methods);
}

/** All methods of the program, called with what is not known. */
function methodsOf(machine: Follower, classes: RubyClasses): NamedMethod[] {
  const called = (declaration: FunctionDeclaration, self?: ProgramValue): NamedMethod => ({
    declaration,
    call: () => machine.invoke({ kind: "function", declaration, ...(self ? { self } : {}) }, handlerLike(machine, declaration), callAt(machine, declaration)),
  });
  const ofClasses = classes.all().flatMap((one) => {
    const self = machine.opaque({ kind: "local", declaration: one.instance, args: [] }, unknown("decided-at-run-time", `a ${one.name}`));
    return [...[...one.singleton.methods.values()].flat().map((declaration) => called(declaration, classes.objectOf(one))), ...[...one.instance.methods.values()].flat().map((declaration) => called(declaration, self))];
  });
  return [...[...classes.functions.values()].map((declaration) => called(declaration)), ...ofClasses];
}

function handlerLike(machine: Follower, declaration: FunctionDeclaration): ProgramValue[] {
  return declaration.parameters.some((parameter) => parameter.isRest) ? [eventAndContext(machine)] : machine.unknownArguments(declaration, frameOf(machine, declaration));
}
