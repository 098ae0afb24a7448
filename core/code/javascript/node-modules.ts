import * as path from "node:path";
import type { Interpreter } from "./interpreter";
import { joinText } from "./expressions";
import { knownText, shownText } from "./symbolic";
import { alternativesOf, nativeFunction, runTime, textValue, undefinedValue, type JsValue, type NativeCall, type NativeValue } from "./values";

/** Built-in modules of Node.js that need more than being left alone. */
export function nodeModule(run: Interpreter, specifier: string): NativeValue | undefined {
  const name = specifier.replace(/^node:/, "");
  if (!builtins.has(name)) return undefined;
  const exports = Object.hasOwn(modelled, name) ? modelled[name]!(run) : {};
  return moduleOf(run, name, exports);
}

const builtins = new Set("assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs fs/promises http http2 https inspector module net os path path/posix path/win32 perf_hooks process punycode querystring readline repl stream stream/promises string_decoder sys timers timers/promises tls tty url util v8 vm wasi worker_threads zlib test util/types assert/strict".split(" "));

function moduleOf(run: Interpreter, name: string, exports: Readonly<Record<string, JsValue>>): NativeValue {
  const value: NativeValue = {
    kind: "native",
    name,
    get: (property) => {
      if (property === "default" || (name === "path" && property === "posix")) return value;
      if (property === "__esModule" || property === "then") return undefined;
      if (Object.hasOwn(exports, property)) return exports[property];
      if (property === "promises" && name === "fs") return value;
      return benign(run, `${name}.${property}`);
    },
    ...(name === "events" || name === "stream" ? { construct: () => emitter(run, name) } : {}),
  };
  return value;
}

/** Something that calls the functions it is given, and nothing else of interest. */
function benign(run: Interpreter, name: string): NativeValue {
  const use = ({ args, at }: NativeCall): JsValue => {
    for (const arg of args) if (arg.kind === "function" || arg.kind === "object") run.escape(arg, name, at);
    return runTime(`the result of ${name}`, at);
  };
  return { kind: "native", name, call: use, construct: (call) => (/Emitter|Transform|Readable|Writable|PassThrough|Duplex/.test(name) ? emitter(run, name) : use(call)) };
}

/** An emitter or stream: what listens to it may be called. */
function emitter(run: Interpreter, name: string): NativeValue {
  const value: NativeValue = {
    kind: "native",
    name,
    get: (property) =>
      nativeFunction(property, ({ args, at }) => {
        for (const arg of args) if (arg.kind === "function") run.escape(arg, name, at);
        return /^(on|once|pipe|addListener|setMaxListeners|off)$/.test(property) ? value : runTime(`${name}.${property}()`, at);
      }),
  };
  return value;
}

const modelled: Readonly<Record<string, (run: Interpreter) => Readonly<Record<string, JsValue>>>> = {
  path: () => pathExports,
  "path/posix": () => pathExports,
  fs: fsExports,
  "fs/promises": fsExports,
  url: () => ({ fileURLToPath: nativeFunction("fileURLToPath", ({ args: [url] }) => withoutScheme(url)), pathToFileURL: nativeFunction("pathToFileURL", ({ args: [file] }) => file ?? undefinedValue) }),
  util: (run) => ({
    promisify: nativeFunction("promisify", ({ args: [fn] }) => fn ?? undefinedValue),
    callbackify: nativeFunction("callbackify", ({ args: [fn] }) => fn ?? undefinedValue),
    format: nativeFunction("format", ({ at }) => runTime("formatted text", at)),
    inspect: nativeFunction("inspect", ({ at }) => runTime("text", at)),
    inherits: nativeFunction("inherits", ({ args: [child, parent], at }) => {
      const prototype = child ? run.get(child, "prototype", at) : undefinedValue;
      if (parent && prototype.kind === "object") prototype.proto = run.get(parent, "prototype", at);
      return undefinedValue;
    }),
  }),
  child_process: (run) => Object.fromEntries(["exec", "execSync", "execFile", "execFileSync", "spawn", "spawnSync", "fork"].map((name) => [name, startProgram(run, name)])),
  module: (run) => ({ createRequire: nativeFunction("createRequire", ({ args: [from] }) => run.requireFrom(knownText(withoutScheme(from)))) }),
  worker_threads: (run) => ({ Worker: { kind: "native", name: "Worker", construct: ({ args: [file], at }) => startWorker(run, file, at) } }),
  vm: (run) => ({ runInNewContext: generated(run, "vm"), runInThisContext: generated(run, "vm"), runInContext: generated(run, "vm"), Script: generated(run, "vm") }),
};

function withoutScheme(url: JsValue | undefined): JsValue {
  const text = knownText(url);
  return text === undefined ? (url ?? undefinedValue) : textValue(text.replace(/^file:\/\//, ""));
}

function pathFunction(name: string, apply: (...parts: string[]) => string): NativeValue {
  return nativeFunction(name, ({ args, at }) => {
    const texts = args.map(knownText);
    if (texts.every((text) => text !== undefined)) return textValue(apply(...texts));
    return name === "join" || name === "resolve" ? joinText(args.flatMap((arg, index) => (index === 0 ? [arg] : [textValue("/"), arg])), at) : (args.find((arg) => arg.kind === "unknown") ?? runTime(`path.${name}()`, at));
  });
}

const pathExports: Readonly<Record<string, JsValue>> = {
  join: pathFunction("join", (...parts) => path.posix.join(...parts)),
  resolve: pathFunction("resolve", (...parts) => path.posix.resolve("/var/task", ...parts)),
  dirname: pathFunction("dirname", (file = "") => path.posix.dirname(file)),
  basename: pathFunction("basename", (file = "", end) => path.posix.basename(file, end)),
  extname: pathFunction("extname", (file = "") => path.posix.extname(file)),
  normalize: pathFunction("normalize", (file = "") => path.posix.normalize(file)),
  sep: textValue("/"),
};

/** Files that come with the code are read like the code; what is written while the function runs is not known. */
function fsExports(run: Interpreter): Readonly<Record<string, JsValue>> {
  const readFile = nativeFunction("readFile", ({ args, at }) => {
    const name = knownText(withoutScheme(args[0]));
    const content: JsValue = (name === undefined ? undefined : run.fileText(name)) ?? runTime(`the content of ${name === undefined ? "a file" : run.tree.named(name)}`, at);
    for (const arg of args.slice(1)) if (arg.kind === "function") run.maybe(() => run.call(arg, undefinedValue, [runTime("an error"), content], at));
    return content;
  });
  return { readFile, readFileSync: readFile };
}

function startProgram(run: Interpreter, name: string): NativeValue {
  return nativeFunction(name, ({ args, at }) => {
    const first = args[0] ?? undefinedValue;
    for (const command of alternativesOf(first)) {
      const text = knownText(command);
      if (text === undefined || /(^|[\s/;&|"'])(aws|terraform|cdk|sam|node|python3?|sh|bash)(\s|$)/.test(text)) {
        run.unread({ message: `A program is started (${shownText(command)}), which may call AWS.`, at, services: "any" });
      }
    }
    for (const arg of args) if (arg.kind === "function") run.escape(arg, name, at);
    return emitter(run, "a child process");
  });
}

function startWorker(run: Interpreter, file: JsValue | undefined, at: NativeCall["at"]): JsValue {
  const name = knownText(withoutScheme(file));
  if (name === undefined || !run.loadFile(name)) run.unread({ message: "Which file a worker runs is decided while the function runs.", at, services: "any" });
  return emitter(run, "a worker");
}

/** Code that is made while the function runs. */
export function generated(run: Interpreter, name: string): NativeValue {
  const use = ({ args, at }: NativeCall): JsValue => {
    const code = knownText(args.at(-1));
    // `Function("return this")` and the like, in many libraries.
    if (code !== undefined && code.length < 200 && !/require|import|\(/.test(code)) return runTime(`the result of ${name}`, at);
    run.unread({ message: `Code is made while the function runs (${name}).`, at, services: "any" });
    return runTime(`the result of ${name}`, at);
  };
  return { kind: "native", name, call: use, construct: use };
}

