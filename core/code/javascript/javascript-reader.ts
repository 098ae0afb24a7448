import type { SourceLocation } from "../../values";
import type { LanguageReader, LanguageRequest } from "../language-reader";
import { finishReading, unavailable } from "../reading";
import type { CodeReading } from "../sdk-call";
import { runDeferred } from "./deferred";
import { findEntry, type Entry } from "./entry";
import { atOriginalPlaces } from "./original-places";
import { Run } from "./run";
import { alternativesOf, nativeFunction, runTime, undefinedValue, type FunctionValue, type JsValue } from "./values";

/** Reads functions written in JavaScript or TypeScript. */
export const javascriptReader: LanguageReader = {
  language: "javascript",
  read: (request) => Promise.resolve(readJavaScript(request)),
};

/** Passes over the handler until no new call turns up; what one invocation leaves in variables, the next one finds. */
const maxPasses = 3;

function readJavaScript(request: LanguageRequest): CodeReading {
  const entry = findEntry(request.tree, request.handler, request.cache);
  if (typeof entry === "string") return unavailable([{ message: entry, services: "any" }]);
  const run = new Run(request.tree, request.environment, request.cache);
  try {
    const namespace = run.modules.file(entry.file, "import");
    for (let pass = 0, before = -1; pass < maxPasses && callCount(run) !== before; pass += 1) {
      before = pass === 0 ? -1 : callCount(run);
      run.startPass();
      invoke(run, entry, namespace);
    }
    runDeferred(run);
  } catch (error) {
    // Reading must end; whatever this code does to the reader, the function's code is then not known.
    if (!(error instanceof RangeError)) throw error;
    run.unread({ message: "The code is nested too deeply to be followed.", services: "any" });
  }
  run.finish();
  const paths = run.modules.pathsByName();
  return finishReading(run.modules.files, atOriginalPlaces(run.tree, paths, run.calls), atOriginalPlaces(run.tree, paths, run.reasons));
}

function callCount(run: Run): number {
  return new Set(run.calls.map((call) => `${call.service}:${call.operation}:${call.at.file}:${call.at.line}:${call.at.column}`)).size;
}

function invoke(run: Run, { file, names }: Entry, namespace: JsValue): void {
  const at: SourceLocation = { file: run.tree.shown(file), line: 1, column: 1, endLine: 1, endColumn: 1 };
  if (names) {
    const handler = names.reduce((value, name) => run.get(value, name, at), namespace);
    if (handler.kind === "undefined") run.unread({ message: `${at.file} has no export ${names.join(".")}.`, services: "any" });
    else callHandler(run, handler, at);
    return;
  }
  const exported = namespace.kind === "native" ? (namespace.keys?.() ?? []) : [];
  const handlers = exported.includes("handler") ? ["handler"] : exported;
  for (const name of handlers) callHandler(run, run.get(namespace, name, at), at);
}

function callHandler(run: Run, handler: JsValue, at: SourceLocation): void {
  for (const one of alternativesOf(handler)) {
    if (one.kind === "function") run.callFromOutside(one, lambdaArguments(one));
    else if (one.kind === "native" && one.call) one.call({ self: undefinedValue, args: [runTime("event"), runTime("context"), nativeFunction("callback", () => undefinedValue)], at });
    else run.escape(one, "Lambda", at);
  }
}

function lambdaArguments(handler: FunctionValue): ReturnType<typeof runTime>[] {
  return ["event", "context", "callback"].slice(0, handler.node.params.length).map((name) => runTime(name));
}
