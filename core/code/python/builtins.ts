import { argument, positional } from "./arguments";
import { method } from "./container-methods";
import { contentOf, lengthOf, makeDict, makeList } from "./containers";
import { callAllLater } from "./instances";
import type { Call, Machine } from "./machine";
import type { ModelTable } from "./models";
import { choose } from "./store";
import { combineTexts, stringOf } from "./text";
import { locationOf } from "../syntax";
import { alternativesOf, atRunTime, isObject, knownText, lost, none, number, Slots, text, truth, unknownOf, type ListContent, type NativeValue, type PyValue } from "./values";

type Builtin = (call: Call) => PyValue;

function everything({ items, rest }: ListContent): PyValue[] {
  return [...items, ...(rest ? [rest] : [])];
}

function asList({ machine, arguments: args, site }: Call): PyValue {
  const given = args.positional[0];
  if (!given) return makeList(machine, []);
  const { items, rest } = machine.iterate(given, site);
  return makeList(machine, items, rest);
}

/** The elements in another order. */
function shuffled(call: Call): PyValue {
  const { machine, arguments: args, site } = call;
  const all = everything(machine.iterate(args.positional[0] ?? none, site));
  const key = args.keywords.get("key");
  if (key) for (const one of all) machine.call(key, positional(one), site);
  return all.length <= 1 ? makeList(machine, all) : makeList(machine, [], choose(all));
}

function extreme(call: Call): PyValue {
  const { machine, arguments: args, site } = call;
  const all = args.positional.length > 1 ? [...args.positional] : everything(machine.iterate(args.positional[0] ?? none, site));
  const key = args.keywords.get("key");
  if (key) for (const one of all) machine.call(key, positional(one), site);
  const objects = all.filter((one) => alternativesOf(one).some(isObject));
  return all.length === 0 ? atRunTime("an element") : objects.length > 0 ? choose(all) : atRunTime("the largest or smallest of some values");
}

function asText({ arguments: args }: Call): PyValue {
  const value = args.positional[0];
  if (!value) return text("");
  return choose(alternativesOf(value).map((one) => (stringOf(one) || unknownOf(one) ? one : one.kind === "data" ? combineTexts([one], (parts) => parts.flat()) : atRunTime(`the text of ${one.kind === "external" ? one.path : `a ${one.kind}`}`))));
}

function asNumber({ arguments: args }: Call): PyValue {
  const value = args.positional[0];
  if (value?.kind === "data" && value.value.kind === "number") return number(Math.trunc(value.value.value));
  const known = knownText(value);
  if (known !== undefined && /^\s*[-+]?\d+\s*$/.test(known)) return number(Number(known));
  const from = value && unknownOf(value);
  return from && value?.kind === "data" ? { ...value, isLost: false } : atRunTime("a number");
}

function asDict(call: Call): PyValue {
  const { machine, arguments: args } = call;
  const [first] = args.positional;
  // A copy of the environment is read like the environment.
  if (first?.kind === "native" && first.item && args.keywords.size === 0) return first;
  const dict = makeDict(machine);
  for (const entries of args.positional) machine.update(dict, entries);
  for (const [name, value] of args.keywords) machine.store.set(dict.slots, name, value);
  if (args.restKeywords) machine.update(dict, args.restKeywords);
  return dict;
}

function getAttribute(call: Call): PyValue {
  const { machine, arguments: args, site } = call;
  const [object, name, otherwise] = args.positional;
  if (!object || !name) return lost("getattr()");
  const found = alternativesOf(name).map((one) => {
    const known = knownText(one);
    return known === undefined ? anyAttribute(call, object) : machine.attribute(object, known, site);
  });
  return choose([...found, ...(otherwise ? [otherwise] : [])]);
}

/** An attribute whose name only the running function knows. */
function anyAttribute({ machine, site }: Call, object: PyValue): PyValue {
  return choose(
    alternativesOf(object).map((one): PyValue => {
      if (one.kind === "native" && one.services.length > 0) {
        return method("an operation", (call) => {
          machine.unread({ message: `An operation whose name could not be told is called on a ${one.label}.`, at: locationOf(call.site.node), services: one.services });
          return atRunTime("the result of an operation");
        });
      }
      if (one.kind === "module") return choose([...one.slots.map.values()].filter((member) => member.kind === "function" || member.kind === "class"));
      if (one.kind === "instance") {
        callAllLater(machine, one, site);
        return choose([lost("an attribute of an object"), ...one.slots.map.values()]);
      }
      if (one.kind === "class") return choose([lost("an attribute of a class"), ...[...one.slots.map.values()].filter((member) => member.kind === "function")]);
      return one.kind === "external" ? one : lost("an attribute whose name could not be told");
    }),
  );
}

function setAttribute({ machine, arguments: args }: Call): PyValue {
  const [object, name, value] = args.positional;
  const known = knownText(name);
  if (object && value && known !== undefined) machine.setAttribute(object, known, value);
  return none;
}

function callEach({ machine, arguments: args, site }: Call): PyValue {
  const [callee, ...collections] = args.positional;
  if (!callee) return lost("map()");
  const contents = collections.map((one) => machine.iterate(one, site));
  const [first] = contents;
  if (contents.length === 1 && first && !first.rest && first.items.length <= 40) return makeList(machine, first.items.map((item) => machine.call(callee, positional(item), site)));
  const any = contents.map((content) => (everything(content).length > 0 ? choose(everything(content)) : atRunTime("an element")));
  return makeList(machine, [], machine.call(callee, positional(...any), site));
}

function filtered({ machine, arguments: args, site }: Call): PyValue {
  const [callee, collection] = args.positional;
  const all = everything(machine.iterate(collection ?? none, site));
  if (callee && isObject(callee)) for (const one of all) machine.call(callee, positional(one), site);
  return makeList(machine, [], all.length > 0 ? choose(all) : undefined);
}

function zipped({ machine, arguments: args, site }: Call): PyValue {
  const contents = args.positional.map((one) => machine.iterate(one, site));
  const shortest = Math.min(...contents.map(({ items }) => items.length));
  if (contents.length > 0 && contents.every(({ rest }) => !rest)) return makeList(machine, Array.from({ length: shortest }, (_, index) => makeList(machine, contents.map(({ items }) => items[index]!))));
  return makeList(machine, [], makeList(machine, contents.map((content) => (everything(content).length > 0 ? choose(everything(content)) : atRunTime("an element")))));
}

function enumerated({ machine, arguments: args, site }: Call): PyValue {
  const { items, rest } = machine.iterate(args.positional[0] ?? none, site);
  const start = argument(args, 1, "start");
  const from = start?.kind === "data" && start.value.kind === "number" ? start.value.value : 0;
  return makeList(machine, items.map((item, index) => makeList(machine, [start && from === 0 ? atRunTime("a counter") : number(from + index), item])), rest && makeList(machine, [atRunTime("a counter"), rest]));
}

function next({ machine, arguments: args, site }: Call): PyValue {
  const { items, rest } = machine.iterate(args.positional[0] ?? none, site);
  const otherwise = args.positional[1];
  if (items.length > 0 && !rest) return choose(items);
  return choose([...everything({ items, ...(rest ? { rest } : {}) }), ...(otherwise ? [otherwise] : [])]);
}

function isInstance({ arguments: args }: Call): PyValue {
  const [value, type] = args.positional;
  if (value?.kind === "data" && value.value.kind === "string" && type?.kind === "native" && type.label === "builtins.str") return truth(true);
  return atRunTime("a check of a type");
}

function range({ machine, arguments: args }: Call): PyValue {
  const numbers = args.positional.map((one) => (one.kind === "data" && one.value.kind === "number" ? one.value.value : undefined));
  if (numbers.length === 0 || numbers.includes(undefined)) return makeList(machine, [], atRunTime("a counter"));
  const [from, to, step] = numbers.length === 1 ? [0, numbers[0]!, 1] : [numbers[0]!, numbers[1]!, numbers[2] ?? 1];
  const count = step === 0 ? 0 : Math.ceil((to - from) / step);
  return count > 20 ? makeList(machine, [], atRunTime("a counter")) : makeList(machine, Array.from({ length: Math.max(0, count) }, (_, index) => number(from + index * step)));
}

/** Text that is run as code. */
function runsText({ machine, arguments: args, site }: Call): PyValue {
  const names = args.positional[1];
  // Without builtins it has only the names that it is given.
  if (names?.kind === "dict" && names.slots.map.has("__builtins__")) return atRunTime("the value of an expression");
  machine.unread({ message: "Text is run as code, and what it does is not known.", at: locationOf(site.node), services: "any" });
  return lost("the result of text that is run as code");
}

const implemented: Readonly<Record<string, Builtin>> = {
  list: asList,
  tuple: asList,
  set: asList,
  frozenset: asList,
  iter: (call) => call.arguments.positional[0] ?? lost("iter()"),
  aiter: (call) => call.arguments.positional[0] ?? lost("aiter()"),
  sorted: shuffled,
  reversed: shuffled,
  max: extreme,
  min: extreme,
  str: asText,
  int: asNumber,
  float: asNumber,
  dict: asDict,
  getattr: getAttribute,
  setattr: setAttribute,
  delattr: () => none,
  map: callEach,
  filter: filtered,
  zip: zipped,
  enumerate: enumerated,
  next,
  anext: next,
  isinstance: isInstance,
  range,
  len: ({ arguments: args }) => choose(alternativesOf(args.positional[0] ?? none).map(lengthOf)),
  hasattr: () => atRunTime("whether there is an attribute"),
  callable: ({ arguments: args }) => (args.positional[0] && ["function", "bound", "class"].includes(args.positional[0].kind) ? truth(true) : atRunTime("whether it can be called")),
  bool: ({ machine, arguments: args }) => {
    const holds = machine.truthOf(args.positional[0] ?? none);
    return holds === undefined ? atRunTime("a condition") : truth(holds);
  },
  type: typeOf,
  vars: ({ arguments: args }) => (args.positional[0]?.kind === "instance" ? { kind: "dict", slots: args.positional[0].slots, rest: new Slots() } : lost("vars()")),
  globals: ({ machine, site }) => ({ kind: "dict", slots: site.frame.module.slots, rest: new Slots(false, machine.store.pass) }),
  locals: ({ machine, site }) => ({ kind: "dict", slots: site.frame.scope.slots, rest: new Slots(false, machine.store.pass) }),
  eval: runsText,
  exec: runsText,
  __import__: ({ machine, arguments: args, site }) => importByName(machine, argument(args, 0, "name"), site),
  staticmethod: asRole("staticmethod"),
  classmethod: asRole("classmethod"),
  property: ({ arguments: args }) => {
    const getter = argument(args, 0, "fget");
    return getter?.kind === "function" ? { ...getter, role: "property" } : (getter ?? none);
  },
  any: ({ machine, arguments: args, site }) => {
    machine.iterate(args.positional[0] ?? none, site);
    return atRunTime("a condition");
  },
  all: ({ machine, arguments: args, site }) => {
    machine.iterate(args.positional[0] ?? none, site);
    return atRunTime("a condition");
  },
  sum: ({ machine, arguments: args, site }) => {
    machine.iterate(args.positional[0] ?? none, site);
    return atRunTime("a sum");
  },
};

function asRole(role: "staticmethod" | "classmethod"): Builtin {
  return ({ arguments: args }) => (args.positional[0]?.kind === "function" ? { ...args.positional[0], role } : (args.positional[0] ?? none));
}

function typeOf({ arguments: args }: Call): PyValue {
  const [value, bases, members] = args.positional;
  if (args.positional.length === 3 && members?.kind === "dict") {
    const cls: PyValue = { kind: "class", name: knownText(value) ?? "type", bases: bases?.kind === "list" ? contentOf(bases).items : [], slots: members.slots, node: { type: "class_definition", start: 0, end: 0, children: [], fields: new Map(), source: { shown: "", text: "", lineStarts: [0] } }, annotated: [], decorators: [] };
    return cls;
  }
  return choose(alternativesOf(value ?? none).map((one) => (one.kind === "instance" ? one.cls : atRunTime("a type"))));
}

/** `importlib.import_module(name)` */
export function importByName(machine: Machine, name: PyValue | undefined, site: Call["site"]): PyValue {
  return choose(
    alternativesOf(name ?? none).map((one) => {
      const known = knownText(one);
      const relative = known?.startsWith(".") ? `${site.frame.module.name.split(".").slice(0, site.frame.module.isPackage ? undefined : -1).join(".")}.${known.replace(/^\.+/, "")}` : known;
      const loaded = relative === undefined ? undefined : machine.modules.load(relative);
      if (loaded) return loaded;
      if (relative !== undefined) {
        machine.importsElsewhere(relative, locationOf(site.node), site.frame.module);
        return { kind: "external", path: relative, slots: machine.externalModule(relative), held: new Slots() };
      }
      machine.unread({ message: "A module is imported whose name could not be told.", at: locationOf(site.node), services: "any" });
      return lost("a module whose name could not be told");
    }),
  );
}

/** Builtins of which only the result matters little: they take what they are given, and give data. */
const PLAIN =
  "print input abs round pow divmod hash id repr ascii chr ord hex oct bin format bytes bytearray memoryview complex issubclass slice object dir help open breakpoint compile NotImplemented Ellipsis".split(" ");

const EXCEPTIONS =
  "BaseException Exception ArithmeticError AssertionError AttributeError BlockingIOError BrokenPipeError BufferError ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError EnvironmentError FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError ExceptionGroup BaseExceptionGroup".split(
    " ",
  );

function plain(name: string): PyValue {
  return { kind: "external", path: `builtins.${name}`, slots: new Slots(), held: new Slots() };
}

function modelled(name: string, call: Builtin): NativeValue {
  const classMethods: Readonly<Record<string, Builtin>> = { fromkeys: ({ machine, arguments: args }) => makeDict(machine, [], args.positional[1] ?? none) };
  return {
    kind: "native",
    label: `builtins.${name}`,
    services: [],
    call,
    attribute: (inner) => (Object.hasOwn(classMethods, inner) ? method(inner, classMethods[inner]!) : method(inner, ({ machine, arguments: args, site }) => (args.positional[0] ? machine.call(machine.attribute(args.positional[0], inner, site), { ...args, positional: args.positional.slice(1) }, site) : none))),
    item: () => modelled(name, call),
  };
}

/** Python's builtin functions, types and exceptions. */
export const builtinModels: ModelTable = {
  builtins: {
    ...Object.fromEntries([...PLAIN, ...EXCEPTIONS].map((name) => [name, plain(name)])),
    ...Object.fromEntries(Object.entries(implemented).map(([name, call]) => [name, modelled(name, call)])),
    __debug__: truth(true),
    __doc__: none,
    __builtins__: plain("builtins"),
  },
  calls: { "builtins.print": () => none, "builtins.object": ({ machine }) => makeDict(machine) },
};
