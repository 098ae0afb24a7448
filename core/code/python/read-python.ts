import { literal, reference, symbolicString, unknown } from "../../values";
import type { LanguageReader, LanguageRequest } from "../language-reader";
import { finishReading, unavailable } from "../reading";
import type { CodeReading, SdkCall } from "../sdk-call";
import { anyArguments, positional } from "./arguments";
import { calledAs } from "./aws-calls";
import { boto3Models } from "./boto3-models";
import { builtinModels } from "./builtins";
import { dataFileModels } from "./data-files";
import { declaredPackages } from "./declared-packages";
import { findHandler, findWholeFiles, type EntryPoint } from "./entry-points";
import { environmentModels } from "./environment-models";
import { parametersOf } from "./functions";
import { Interpreter } from "./interpreter";
import { libraryModels } from "./libraries";
import type { CallSite, FoundCall } from "./machine";
import { ExternalModels } from "./models";
import { SourceModules } from "./modules";
import { standardModels } from "./standard-library";
import { loadParser, locationOf, type SourceParser } from "../syntax";
import { atRunTime, data, type ModuleValue, type NativeValue, type PyValue } from "./values";

let parser: Promise<SourceParser> | undefined;

/** Reads handlers written in Python: boto3 and its kin, and the libraries that call AWS for them. */
export const pythonReader: LanguageReader = {
  language: "python",
  async read(request: LanguageRequest): Promise<CodeReading> {
    const entries = entriesOf(request);
    if (entries.length === 0) return unavailable([{ message: missing(request), services: "any" }]);
    const parse = await (parser ??= loadParser("python"));
    return follow(request, entries, parse);
  },
};

/** Code can be nested so deeply that the call stack ends before the bound on depth: what was found until then counts, and the rest is unread. */
function withinStack(machine: Interpreter, body: () => void): void {
  try {
    body();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    machine.unread({ message: "The code is too deeply nested to be followed to its end.", services: "any" });
  }
}

function entriesOf({ tree, handler }: LanguageRequest): EntryPoint[] {
  if (handler === undefined) return findWholeFiles(tree);
  const found = findHandler(tree, handler);
  return found ? [found] : [];
}

function missing({ handler }: LanguageRequest): string {
  return handler === undefined ? "There is no Python file in the code." : `The module of the handler ${handler} is not in the code.`;
}

const tables = [builtinModels, standardModels, environmentModels, dataFileModels, boto3Models, libraryModels];

function follow(request: LanguageRequest, entries: readonly EntryPoint[], parse: SourceParser): CodeReading {
  const { tree, cache, environment } = request;
  const modules = new SourceModules(tree, parse, cache);
  const declared = declaredPackages(tree, entries.flatMap((entry) => entry.roots));
  const machine = new Interpreter(modules, new ExternalModels(tables, declared, tree.layerProblems.length > 0), environment);
  modules.attach(machine);
  for (const entry of entries) {
    for (const root of entry.roots) modules.addRoot(root);
    if (entry.doubt !== undefined) machine.unread({ message: entry.doubt, services: "any" });
  }
  withinStack(machine, () => followAll(machine, modules, entries));
  return finishReading(modules.files, machine.calls.map(asSdkCall), machine.reasons);
}

function followAll(machine: Interpreter, modules: SourceModules, entries: readonly EntryPoint[]): void {
  const loaded = entries.map((entry) => ({ entry, module: modules.loadFile(entry.file, entry.module, entry.functionName === undefined ? "__main__" : entry.module) }));
  followEvents(machine, () => {
    for (const { entry, module } of loaded) {
      if (entry.functionName === undefined) followWhole(machine, module);
      else followHandler(machine, module, entry.functionName);
    }
  });
}

/** An event finds what the one before it left; after a few nothing new is left. */
const MOST_EVENTS = 3;

function followEvents(machine: Interpreter, event: () => void): void {
  for (let count = 0; count < MOST_EVENTS; count += 1) {
    machine.store.hasOutlasting = false;
    machine.event(event);
    if (!machine.store.hasOutlasting) return;
  }
}

function siteIn(module: ModuleValue): CallSite {
  const source = { shown: module.file ?? "", text: "", lineStarts: [0] };
  return { node: { type: "module", start: 0, end: 0, children: [], fields: new Map(), source }, frame: { scope: { slots: module.slots, kind: "module", module, globals: new Set(), nonlocals: new Set() }, module } };
}

function followHandler(machine: Interpreter, module: ModuleValue, name: string): void {
  const site = siteIn(module);
  const handler = module.slots.map.get(name);
  if (!handler || handler.kind === "absent") {
    machine.unread({ message: `The handler ${name} is not defined in ${module.name}.`, services: "any" });
    return;
  }
  machine.call(handler, positional(atRunTime("event"), context), site);
}

/** Without a handler every function of the file may be one. */
function followWhole(machine: Interpreter, module: ModuleValue): void {
  const site = siteIn(module);
  const own = [...module.slots.map].filter(([, value]) => (value.kind === "function" || value.kind === "class") && value.node.source.shown === shownOf(module, value));
  for (const [name, value] of own) {
    if (value.kind !== "function" || !/(^|_)handler$|^main$/.test(name)) continue;
    const count = parametersOf(value.node).length;
    if (!machine.activated.has(value.node)) machine.call(value, positional(...[atRunTime("event"), context].slice(0, count)), site);
  }
  for (const [, value] of own) {
    if (value.kind === "function" && !machine.activated.has(value.node)) machine.call(value, anyArguments("an argument that nothing in the file gives"), site);
    if (value.kind === "class" && [...value.slots.map.values()].some((member) => member.kind === "function" && !machine.activated.has(member.node))) machine.callLater(value, site);
  }
}

function shownOf(module: ModuleValue, value: PyValue): string {
  const owner = value.kind === "function" ? value.scope.module : value.kind === "class" ? module : undefined;
  return owner === module && (value.kind === "function" || value.kind === "class") ? value.node.source.shown : "";
}

/** The second argument of a handler. Source: https://docs.aws.amazon.com/lambda/latest/dg/python-context.html */
const context: NativeValue = {
  kind: "native",
  label: "context",
  services: [],
  attribute: (name) => (name === "invoked_function_arn" ? data(invokedArn) : atRunTime(`context.${name}`)),
};

const invokedArn = symbolicString([
  ...literal("arn:").parts,
  ...reference("aws", "partition").parts,
  ...literal(":lambda:").parts,
  ...reference("aws", "region").parts,
  ...literal(":").parts,
  ...reference("aws", "account_id").parts,
  ...literal(":function:").parts,
  { kind: "unknown-text", unknown: unknown("decided-at-run-time", "the name of the function") },
]);

function asSdkCall(found: FoundCall): SdkCall {
  const { service, operation, input, site } = found;
  return {
    service,
    operation,
    input,
    call: found.call ?? calledAs(site),
    at: locationOf(site.node),
    certainty: found.isPossible ? "possible" : "certain",
    ...(found.via ? { via: found.via } : {}),
    ...(found.region ? { region: found.region } : {}),
    ...(found.endpoint ? { endpoint: found.endpoint } : {}),
    ...(found.note ? { note: found.note } : {}),
  };
}
