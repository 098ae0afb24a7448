import type { Interpreter } from "./interpreter";
import { copyInto } from "./expressions";
import { propertyText } from "./patterns";
import { bundledPackage, bundlerShape } from "./bundled-code";
import { bundledClientPackage } from "./sdk/v3-packages";
import { alternativesOf, arrayValue, choose, nativeFunction, objectValue, runTime, undefinedValue, type FunctionValue, type JsValue, type NativeCall } from "./values";

type Helper = (run: Interpreter, call: NativeCall) => JsValue;

/** `import x from` of a CommonJS module as compilers write it. */
function interopDefault(run: Interpreter, { args: [module], at }: NativeCall): JsValue {
  const value = module ?? undefinedValue;
  if (value.kind === "object" && (value.properties.has("__esModule") || value.getters.has("__esModule"))) return value;
  const wrapped = objectValue([["default", value]], run.depth);
  if (value.kind === "object" || value.kind === "native") wrapped.proto = value;
  if (value.kind === "native") {
    const own = run.get(value, "default", at);
    if (own.kind !== "undefined") wrapped.properties.set("default", own);
  }
  return wrapped;
}

function runGenerator(run: Interpreter, generator: JsValue, self: JsValue, at: NativeCall["at"]): JsValue {
  const result = run.call(generator, self, [], at);
  return result.kind === "array" && result.returned ? result.returned : result;
}

const lazily = (isMinified = false): Helper => (run, { args: [parts] }) => {
  let module: JsValue | undefined;
  const body = parts?.kind === "object" ? [...parts.properties.values()][0] : parts;
  const client = body?.kind === "function" ? bundledPackage(body.node, body.scope.module) : undefined;
  const sdk = client === undefined ? undefined : bundledClientPackage(run, client);
  if (sdk) return nativeFunction("a bundled SDK package", () => sdk);
  return nativeFunction("a bundled module", ({ at }) => {
    if (module) return run.get(module, "exports", at);
    module = objectValue([["exports", objectValue()]]);
    const made = module;
    run.atTopLevel(() => {
      run.startsLazily = isMinified;
      const [only] = parts ? run.keysOf(parts) : [];
      const body = parts?.kind === "object" ? ([...parts.properties.values()][0] ?? undefinedValue) : only ? undefinedValue : (parts ?? undefinedValue);
      run.call(body, undefinedValue, [run.get(made, "exports", at), made], at);
    });
    return run.get(module, "exports", at);
  });
};

/** What compilers and bundlers put into their output, by the names they give it: TypeScript, Babel, SWC, esbuild. */
const helpers: Readonly<Record<string, Helper>> = {
  __importDefault: interopDefault,
  __importStar: interopDefault,
  __toESM: interopDefault,
  _interopRequireDefault: interopDefault,
  _interop_require_default: interopDefault,
  _interopRequireWildcard: interopDefault,
  _interop_require_wildcard: interopDefault,
  __toCommonJS: (_run, { args: [module] }) => module ?? undefinedValue,
  __commonJS: lazily(),
  __esm: lazily(),
  __export: (run, { args: [target, getters] }) => {
    if (target?.kind === "object" && getters?.kind === "object") for (const [name, getter] of getters.properties) target.getters.set(name, getter);
    else if (target && getters) copyInto(run, target, getters, { file: "", line: 1, column: 1, endLine: 1, endColumn: 1 });
    return undefinedValue;
  },
  __exportStar: (run, { args: [from, to], at }) => {
    if (from && to) copyInto(run, to, from, at);
    return undefinedValue;
  },
  __reExport: (run, { args: [to, from], at }) => {
    if (from && to) copyInto(run, to, from, at);
    return to ?? undefinedValue;
  },
  __createBinding: (run, { args: [to, from, name, as], at }) => {
    const text = name?.kind === "data" && name.value.kind === "string" && name.value.parts[0]?.kind === "literal" ? name.value.parts[0].text : undefined;
    if (to && from && text !== undefined) run.set(to, as?.kind === "data" && as.value.kind === "string" && as.value.parts[0]?.kind === "literal" ? as.value.parts[0].text : text, run.get(from, text, at));
    return undefinedValue;
  },
  __awaiter: (run, { args: [self, , , generator], at }) => runGenerator(run, generator ?? undefinedValue, self ?? undefinedValue, at),
  _asyncToGenerator: (run, { args: [generator] }) => nativeFunction("an async function", ({ self, args, at }) => {
    const result = run.call(generator ?? undefinedValue, self, args, at);
    return result.kind === "array" && result.returned ? result.returned : result;
  }, { escape: (to, at) => generator && run.escape(generator, to, at) }),
  __generator: (run, { args: [self, body], at }) => {
    const state = { kind: "native" as const, name: "a generator's state", get: (property: string) => (property === "sent" ? nativeFunction("sent", () => lastYield(run)) : undefined) };
    const result = run.call(body ?? undefinedValue, self ?? undefinedValue, [state], at);
    const finals = alternativesOf(result).flatMap((one) => (one.kind === "array" && one.items[1] && isTwo(one.items[0]) ? [one.items[1]] : []));
    const value = finals.length > 0 ? choose(finals) : undefinedValue;
    return { ...arrayValue([], value), returned: value };
  },
  __assign: (run, { args: [target, ...sources], at }) => {
    for (const source of sources) copyInto(run, target ?? undefinedValue, source, at);
    return target ?? undefinedValue;
  },
  __spreadArray: (run, { args, at }) => run.call(run.get(arrayValue([]), "concat", at), arrayValue([]), args.slice(0, 2), at),
  __read: (_run, { args: [list] }) => list ?? undefinedValue,
  __values: (run, { args: [list], at }) => {
    const { items, rest } = run.elements(list ?? undefinedValue, at);
    return objectValue([["next", nativeFunction("next", () => objectValue([["value", choose(rest ? [...items, rest] : items)], ["done", runTime("a condition")]]))]]);
  },
  __decorate: (run, { args: [decorators, target], at }) => {
    if (target?.kind === "class" && decorators?.kind === "array") run.maybe(() => run.escape(target, "a decorator", at));
    return target ?? undefinedValue;
  },
  __metadata: () => undefinedValue,
  __param: () => undefinedValue,
  __name: (_run, { args: [value] }) => value ?? undefinedValue,
  __publicField: (run, { args: [target, name, value] }) => {
    const text = name?.kind === "data" && name.value.kind === "string" && name.value.parts[0]?.kind === "literal" ? name.value.parts[0].text : "[]";
    if (target) run.set(target, text, value ?? undefinedValue);
    return undefinedValue;
  },
  __classPrivateFieldGet: (run, { args: [target, map, , method], at }) => (method && method.kind !== "undefined" ? method : run.call(run.get(map ?? undefinedValue, "get", at), map ?? undefinedValue, [target ?? undefinedValue], at)),
  __classPrivateFieldSet: (run, { args: [target, map, value], at }) => {
    run.call(run.get(map ?? undefinedValue, "set", at), map ?? undefinedValue, [target ?? undefinedValue, value ?? undefinedValue], at);
    return value ?? undefinedValue;
  },
  __privateAdd: (run, { args: [target, map, value], at }) => run.call(run.get(map ?? undefinedValue, "set", at), map ?? undefinedValue, [target ?? undefinedValue, value ?? undefinedValue], at),
  __privateSet: (run, { args: [target, map, value], at }) => run.call(run.get(map ?? undefinedValue, "set", at), map ?? undefinedValue, [target ?? undefinedValue, value ?? undefinedValue], at),
  __privateGet: (run, { args: [target, map], at }) => run.call(run.get(map ?? undefinedValue, "get", at), map ?? undefinedValue, [target ?? undefinedValue], at),
  __privateMethod: (_run, { args }) => args[2] ?? undefinedValue,
  __extends: (run, { args: [child, parent], at }) => {
    const prototype = child ? run.get(child, "prototype", at) : undefinedValue;
    if (parent && prototype.kind === "object") prototype.proto = run.get(parent, "prototype", at);
    return undefinedValue;
  },
};
const sameAs: Readonly<Record<string, string>> = { _extends: "__assign", _objectSpread2: "__assign", _objectSpread: "__assign", _object_spread: "__assign", _object_spread_props: "__assign", __spreadProps: "__assign", __spreadValues: "__assign", __async: "__awaiter2", _async_to_generator: "_asyncToGenerator", __spread: "__spreadArray", _toConsumableArray: "__read", _to_consumable_array: "__read", _slicedToArray: "__read", _sliced_to_array: "__read", _ts_decorate: "__decorate", __decorateClass: "__decorate", _inherits: "__extends", _ts_generator: "__generator", __asyncValues: "__read", __setFunctionName: "__name", _export_star: "__exportStar" };

function isTwo(value: JsValue | undefined): boolean {
  return value?.kind === "data" && value.value.kind === "number" && value.value.value === 2;
}

/** What the state machine of a compiled generator waited for last. */
function lastYield(run: Interpreter): JsValue {
  const last = run.frame.returns.at(-1);
  return last?.kind === "array" && last.items[1] ? last.items[1] : runTime("what was waited for");
}

/** What a function that bundlers put around modules does, `undefined` for all other functions. */
export function bundlerHelper(run: Interpreter, fn: FunctionValue, call: NativeCall, loaded: Map<string, JsValue>): JsValue | undefined {
  switch (bundlerShape(fn.node, fn.scope.module)) {
    case "lazy-module":
      return lazily(fn.scope.module?.isLazy)(run, call);
    case "export":
      return helpers["__export"]!(run, call);
    case "to-common-js":
      return call.args[0];
    case "copy":
      if (call.args[0] && call.args[1]) copyInto(run, call.args[0], call.args[1], call.at);
      return call.args[0];
    case "interop":
      return interopDefault(run, call);
    case "loader": {
      const [id] = call.args;
      const name = id?.kind === "data" && (id.value.kind === "string" || id.value.kind === "number") ? `${fn.node.start}:${propertyText(id) ?? ""}` : undefined;
      if (name === undefined) return undefined;
      const before = loaded.get(name);
      if (before) return before;
      const exports = objectValue();
      loaded.set(name, exports);
      let result: JsValue = exports;
      run.atTopLevel(() => {
        result = run.callBody(fn.node, fn.scope, { self: call.self }, call.args, call.at);
      });
      loaded.set(name, result);
      return result;
    }
    default:
      return undefined;
  }
}

/** The helper that a compiler calls by this name, with or without `tslib`. */
export function compiledHelper(run: Interpreter, name: string): JsValue | undefined {
  if (!name.startsWith("_")) return undefined;
  const known = Object.hasOwn(sameAs, name) ? sameAs[name]! : name;
  if (known === "__awaiter2") return nativeFunction(name, ({ args: [self, list, generator], at }) => {
    const result = run.call(generator ?? undefinedValue, self ?? undefinedValue, run.elements(list ?? undefinedValue, at).items, at);
    return result.kind === "array" && result.returned ? result.returned : result;
  });
  const helper = Object.hasOwn(helpers, known) ? helpers[known] : undefined;
  return helper && nativeFunction(name, (call) => helper(run, call));
}
