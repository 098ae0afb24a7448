import * as path from "node:path";
import { argument, positional } from "./arguments";
import { importByName } from "./builtins";
import { method } from "./container-methods";
import { contentOf, makeDict, makeList } from "./containers";
import type { Call, Machine } from "./machine";
import type { ModelTable } from "./models";
import { choose } from "./store";
import { combineTexts } from "./text";
import { alternativesOf, atRunTime, knownText, none, text, unknownOf, type BoundValue, type NativeValue, type PyValue } from "./values";

type Model = (call: Call) => PyValue;

/** A decorator that leaves a function as it is, whether it is given arguments or the function itself. */
const transparent: Model = ({ arguments: args }) => {
  const [first] = args.positional;
  return first && (first.kind === "function" || first.kind === "bound" || first.kind === "class") ? first : identity;
};

const identity: NativeValue = { kind: "native", label: "a decorator", services: [], call: ({ arguments: args }) => args.positional[0] ?? none };

const same: Model = ({ arguments: args }) => args.positional[0] ?? none;

function partial({ arguments: args }: Call): PyValue {
  const [callee, ...given] = args.positional;
  const bound = (one: PyValue): BoundValue => ({ kind: "bound", callee: one, positional: given, keywords: args.keywords });
  return choose(alternativesOf(callee ?? none).map(bound));
}

/** A function that is called by another thread or later, with the arguments that stand beside it. */
function callAt(position: number): Model {
  return ({ machine, arguments: args, site }) => {
    const callee = args.positional[position];
    const keywords = position === 0 ? args.keywords : new Map<string, PyValue>();
    return callee ? future(machine.call(callee, { ...args, positional: args.positional.slice(position + 1), keywords }, site)) : none;
  };
}

/** A result that is asked for later. */
function future(result: PyValue): NativeValue {
  const self: NativeValue = {
    kind: "native",
    label: "a future",
    services: [],
    attribute: (name) => {
      if (name === "result" || name === "get" || name === "wait") return method(name, () => result);
      if (name === "add_done_callback") {
        return method(name, ({ machine, arguments: args, site }) => {
          if (args.positional[0]) machine.call(args.positional[0], positional(self), site);
          return none;
        });
      }
      return method(name, () => atRunTime(`${name} of a future`));
    },
  };
  return self;
}

/** Executors and pools of concurrent.futures and multiprocessing. */
function executor(): NativeValue {
  const self: NativeValue = {
    kind: "native",
    label: "an executor",
    services: [],
    enter: () => self,
    attribute: (name) => {
      if (name === "submit" || name === "apply_async" || name === "apply") return method(name, name === "submit" ? callAt(0) : applied);
      if (name === "map" || name === "imap" || name === "imap_unordered" || name === "starmap" || name === "map_async") return method(name, (call) => mapped(call, name === "starmap"));
      return method(name, () => none);
    },
  };
  return self;
}

function applied({ machine, arguments: args, site }: Call): PyValue {
  const callee = args.positional[0];
  const given = argument(args, 1, "args");
  return callee ? future(machine.call(callee, positional(...(given ? machine.iterate(given, site).items : [])), site)) : none;
}

function mapped({ machine, arguments: args, site }: Call, isStar: boolean): PyValue {
  const [callee, ...collections] = args.positional;
  const contents = collections.map((one) => machine.iterate(one, site));
  const any = contents.map(({ items, rest }) => choose([...items, ...(rest ? [rest] : [])]));
  if (!callee) return none;
  const [first] = contents;
  if (!isStar && contents.length === 1 && first && !first.rest && first.items.length <= 40) return makeList(machine, first.items.map((item) => machine.call(callee, positional(item), site)));
  const given = isStar && any[0] ? machine.iterate(any[0], site).items : any.map((one) => (one.kind === "absent" ? atRunTime("an element") : one));
  return makeList(machine, [], machine.call(callee, positional(...given), site));
}

function started({ arguments: args }: Call): PyValue {
  return future(args.positional[0] ?? none);
}

function entered({ machine, arguments: args, site }: Call): PyValue {
  return args.positional[0] ? machine.enter(args.positional[0], site) : none;
}

/** `threading.Thread(target=…, args=…)`: it is started sooner or later. */
function thread({ machine, arguments: args, site }: Call): PyValue {
  const callee = argument(args, 1, "target", "function");
  const given = argument(args, undefined, "args");
  const keywords = argument(args, undefined, "kwargs");
  if (callee && callee.kind !== "data") {
    const named = keywords?.kind === "dict" ? new Map(keywords.slots.map) : new Map<string, PyValue>();
    machine.call(callee, { positional: given ? machine.iterate(given, site).items : [], keywords: named }, site);
  }
  return atRunTime("a thread");
}

function gathered({ machine, arguments: args }: Call): PyValue {
  return makeList(machine, args.positional, args.restPositional);
}

/** Paths of files that stand beside the code are followed, to read configuration. */
function joined({ arguments: args }: Call): PyValue {
  return combineTexts(args.positional, (parts) => parts.flatMap((part, index) => (index === 0 ? [...part] : [{ kind: "literal", text: "/" }, ...part])));
}

function onPath(change: (path: string) => string): Model {
  return ({ arguments: args }) => {
    const known = knownText(args.positional[0]);
    return known === undefined ? (args.positional[0] ?? none) : text(change(known));
  };
}

function chained(call: Call): PyValue {
  const { machine, arguments: args, site } = call;
  const contents = args.positional.map((one) => machine.iterate(one, site));
  const rests = contents.flatMap(({ items, rest }, index) => (contents.slice(0, index + 1).some((before) => before.rest) ? [...items, ...(rest ? [rest] : [])] : []));
  const items = contents.flatMap((content, index) => (contents.slice(0, index + 1).some((before) => before.rest) ? [] : [...content.items]));
  return makeList(machine, items, rests.length > 0 ? choose(rests) : undefined);
}

function flattened({ machine, arguments: args, site }: Call): PyValue {
  const { items, rest } = machine.iterate(args.positional[0] ?? none, site);
  const inner = [...items, ...(rest ? [rest] : [])].map((one) => machine.iterate(one, site));
  const all = inner.flatMap((content) => [...content.items, ...(content.rest ? [content.rest] : [])]);
  return makeList(machine, [], all.length > 0 ? choose(all) : undefined);
}

/** Groups of elements, as itertools and more_itertools make them. */
function grouped({ machine, arguments: args, site }: Call): PyValue {
  const { items, rest } = machine.iterate(args.positional[0] ?? none, site);
  const all = [...items, ...(rest ? [rest] : [])];
  return makeList(machine, [], makeList(machine, [], all.length > 0 ? choose(all) : undefined));
}

function someElements({ machine, arguments: args, site }: Call): PyValue {
  return machine.someOf(args.positional[0] ?? none, site);
}

function defaultDict({ machine, arguments: args, site }: Call): PyValue {
  const [factory, entries] = args.positional;
  const dict = makeDict(machine, [], factory && factory.kind !== "data" ? machine.call(factory, positional(), site) : undefined);
  if (entries) machine.update(dict, entries);
  return dict;
}

/** `dataclasses.field(default=…)`, `pydantic.Field(…, alias=…)`, `attr.ib(…)` */
function fieldDefinition(isFirstDefault: boolean): Model {
  return ({ machine, arguments: args }) => {
    const given = argument(args, isFirstDefault ? 0 : undefined, "default");
    const factory = argument(args, undefined, "default_factory", "factory");
    const alias = knownText(argument(args, undefined, "validation_alias", "env", "alias"));
    const field: NativeValue = {
      kind: "native",
      label: "a field",
      services: [],
      ...(alias ? { alias } : {}),
      defaultOf: (site) => given ?? (factory ? machine.call(factory, positional(), site) : undefined),
    };
    return field;
  };
}

function typed({ arguments: args }: Call): PyValue {
  return args.positional[1] ?? none;
}

function named({ machine, arguments: args, site }: Call): PyValue {
  const names = args.positional[1];
  const fields = names ? machine.iterate(names, site).items.map(knownText) : [];
  const split = knownText(names)?.split(/[\s,]+/) ?? fields;
  return {
    kind: "native",
    label: "a named tuple",
    services: [],
    call: (call) => makeDictOf(machine, split.map((name, index) => [name ?? String(index), argument(call.arguments, index, name ?? "") ?? none])),
  };
}

/** An object with these fields. */
function makeDictOf(machine: Machine, fields: readonly (readonly [string, PyValue])[]): NativeValue {
  const byName = new Map(fields);
  const list = makeList(machine, fields.map(([, value]) => value));
  return {
    kind: "native",
    label: "an object",
    services: [],
    attribute: (name) => byName.get(name),
    item: (key, site) => machine.item(list, key, site),
    iterate: () => contentOf(list),
  };
}

/** Functions of the standard library through which values and calls pass. */
export const standardModels: ModelTable = {
  calls: {
    "functools.wraps": () => identity,
    "functools.lru_cache": transparent,
    "functools.cache": transparent,
    "functools.singledispatch": transparent,
    "functools.partial": partial,
    "functools.partialmethod": partial,
    "functools.reduce": ({ machine, arguments: args, site }) => {
      const [callee, collection, start] = args.positional;
      const { items, rest } = machine.iterate(collection ?? none, site);
      const any = choose([...items, ...(rest ? [rest] : []), ...(start ? [start] : [])]);
      return callee ? machine.call(callee, positional(any, any), site) : none;
    },
    "contextlib.contextmanager": transparent,
    "contextlib.asynccontextmanager": transparent,
    "contextlib.closing": same,
    "contextlib.nullcontext": same,
    "dataclasses.dataclass": transparent,
    "dataclasses.replace": same,
    "dataclasses.field": fieldDefinition(false),
    "attr.ib": fieldDefinition(true),
    "attrs.field": fieldDefinition(false),
    "pydantic.Field": fieldDefinition(true),
    "collections.namedtuple": named,
    "types.SimpleNamespace": ({ machine, arguments: args }) => makeDictOf(machine, [...args.keywords]),
    "collections.defaultdict": defaultDict,
    "collections.OrderedDict": ({ machine, arguments: args }) => {
      const dict = makeDict(machine, [...args.keywords]);
      for (const entries of args.positional) machine.update(dict, entries);
      return dict;
    },
    "collections.deque": ({ machine, arguments: args, site }) => makeList(machine, machine.iterate(args.positional[0] ?? none, site).items, machine.iterate(args.positional[0] ?? none, site).rest),
    "collections.ChainMap": ({ machine, arguments: args }) => {
      const dict = makeDict(machine);
      for (const entries of [...args.positional].reverse()) machine.update(dict, entries);
      return dict;
    },
    "typing.cast": typed,
    "typing.NewType": () => identity,
    "copy.copy": same,
    "copy.deepcopy": same,
    "asyncio.run": same,
    "asyncio.create_task": same,
    "asyncio.ensure_future": same,
    "asyncio.shield": same,
    "asyncio.wait_for": same,
    "asyncio.gather": gathered,
    "asyncio.as_completed": same,
    "asyncio.to_thread": ({ machine, arguments: args, site }) => (args.positional[0] ? machine.call(args.positional[0], { ...args, positional: args.positional.slice(1) }, site) : none),
    "concurrent.futures.ThreadPoolExecutor": executor,
    "concurrent.futures.ProcessPoolExecutor": executor,
    "concurrent.futures.thread.ThreadPoolExecutor": executor,
    "multiprocessing.Pool": executor,
    "multiprocessing.pool.ThreadPool": executor,
    "concurrent.futures.as_completed": same,
    "concurrent.futures.wait": gathered,
    "threading.Thread": thread,
    "threading.Timer": thread,
    "multiprocessing.Process": thread,
    "importlib.import_module": ({ machine, arguments: args, site }) => importByName(machine, argument(args, 0, "name"), site),
    "itertools.chain": chained,
    "itertools.chain.from_iterable": flattened,
    "itertools.islice": someElements,
    "itertools.batched": grouped,
    "more_itertools.chunked": grouped,
    "more_itertools.ichunked": grouped,
    "os.path.join": joined,
    "os.path.dirname": onPath(path.posix.dirname),
    "os.path.basename": onPath((one) => path.posix.basename(one)),
    "os.path.abspath": onPath((one) => one),
    "os.path.realpath": onPath((one) => one),
    "os.path.normpath": onPath(path.posix.normalize),
    "urllib.parse.unquote_plus": decoded,
    "urllib.parse.unquote": decoded,
    "urllib.parse.quote": decoded,
    "urllib.parse.quote_plus": decoded,
    "weakref.ref": ({ arguments: args }) => method("a weak reference", () => args.positional[0] ?? none),
    "fastapi.Depends": ({ machine, arguments: args, site }) => (args.positional[0] ? machine.call(args.positional[0], positional(), site) : none),
  },
  patterns: [
    [/^asyncio\.(get_event_loop|new_event_loop|get_running_loop)\(\)\.run_in_executor$/, callAt(1)],
    [/^asyncio\.(get_event_loop|new_event_loop|get_running_loop|Runner)\(\)\.(run_until_complete|create_task|run)$/, same],
    [/^asyncio\.TaskGroup\(\)\.create_task$/, started],
    [/^contextlib\.(Async)?ExitStack\(\)\.enter_(async_)?context$/, entered],
  ],
  exports: { typing: ["List", "Dict", "Any", "Optional", "Union", "Tuple", "Callable"] },
};

/** Decoding a key changes nothing about where it comes from. */
function decoded({ arguments: args }: Call): PyValue {
  const value = args.positional[0] ?? argumentOf(args);
  return value && (unknownOf(value) || knownText(value) === undefined || !/[%+]/.test(knownText(value)!)) ? value : atRunTime("a decoded text");
}

function argumentOf(args: Call["arguments"]): PyValue | undefined {
  return argument(args, 0, "string");
}
