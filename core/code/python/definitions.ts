import { positional } from "./arguments";
import { isTransparentDecorator } from "./packages";
import type { Frame, Machine } from "./machine";
import { choose } from "./store";
import { field, textOf, type Syntax } from "../syntax";
import { alternativesOf, isObject, Slots, type ClassValue, type FunctionValue, type PyValue, type Scope } from "./values";

/** `def name(…): …`, with its decorators applied. */
export function defineFunction(machine: Machine, node: Syntax, decorators: readonly Syntax[], frame: Frame): PyValue {
  const plain = functionOf(machine, node, textOf(field(node, "name")!), field(node, "parameters"), frame);
  return [...decorators].reverse().reduce<PyValue>((defined, decorator) => decorate(machine, decorator, defined, frame), plain);
}

export function lambdaFunction(machine: Machine, node: Syntax, frame: Frame): FunctionValue {
  return functionOf(machine, node, "lambda", field(node, "parameters"), frame);
}

function functionOf(machine: Machine, node: Syntax, name: string, parameters: Syntax | undefined, frame: Frame): FunctionValue {
  const defaults = new Map<string, PyValue>();
  for (const parameter of parameters?.children ?? []) {
    const value = field(parameter, "value");
    const named = field(parameter, "name");
    if (value && named) defaults.set(textOf(named), machine.evaluate(value, frame));
    const injected = dependencyOf(machine, parameter, frame);
    if (injected && named === undefined && parameter.children[0]) defaults.set(textOf(parameter.children[0]), injected);
  }
  return { kind: "function", name, node, scope: frame.scope, defaults, attributes: new Slots(false, machine.store.pass), ...(frame.owner ? { owner: frame.owner } : {}) };
}

/** `table: Annotated[Table, Depends(get_table)]`: the framework passes what the function gives. */
function dependencyOf(machine: Machine, parameter: Syntax, frame: Frame): PyValue | undefined {
  const type = field(parameter, "type");
  if (!type || !textOf(type).includes("Depends(")) return undefined;
  const found: Syntax[] = [];
  const search = (node: Syntax): void => {
    if (node.type === "call" && /(^|\.)Depends$/.test(textOf(field(node, "function")!))) found.push(node);
    else node.children.forEach(search);
  };
  search(type);
  return found[0] && machine.evaluate(found[0], frame);
}

function decorate(machine: Machine, decorator: Syntax, defined: PyValue, frame: Frame): PyValue {
  const [expression] = decorator.children;
  if (!expression) return defined;
  const name = textOf(expression);
  const site = { node: decorator, frame };
  if (defined.kind === "function") {
    if (name === "property" || name === "cached_property" || name === "functools.cached_property" || name === "computed_field") return { ...defined, role: "property" };
    if (name === "staticmethod" || name === "classmethod") return { ...defined, role: name };
    if (/\.(setter|deleter|getter)$/.test(name)) return lookedUp(frame, name.split(".")[0]!) ?? defined;
  }
  const applied = alternativesOf(machine.evaluate(expression, frame)).map((one): PyValue => {
    if (one.kind === "external" && !machine.isModelled(one.path)) {
      if (isTransparentDecorator(one.path)) return defined;
      // Routes, tasks, event listeners: whoever registered the function may call it.
      if (isObject(defined)) machine.callLater(defined, site);
      return defined;
    }
    if (one.kind === "data") {
      machine.callLater(defined, site);
      return defined;
    }
    const result = machine.call(one, positional(defined), site);
    const isForgotten = result.kind === "data" || result.kind === "absent";
    return isForgotten ? (one.kind === "native" || one.kind === "external" ? defined : choose([result, defined])) : result;
  });
  return applied.length > 0 ? choose(applied) : defined;
}

function lookedUp(frame: Frame, name: string): PyValue | undefined {
  return frame.scope.slots.map.get(name);
}

/** `class name(bases): …`, its body executed. */
export function defineClass(machine: Machine, node: Syntax, decorators: readonly Syntax[], frame: Frame): PyValue {
  const bases: PyValue[] = [];
  for (const base of field(node, "superclasses")?.children ?? []) {
    if (base.type !== "keyword_argument" && base.type !== "list_splat" && base.type !== "dictionary_splat") bases.push(machine.evaluate(base, frame));
  }
  const slots = new Slots(false, machine.store.pass);
  const body = field(node, "body");
  const cls: ClassValue = {
    kind: "class",
    name: textOf(field(node, "name")!),
    bases,
    slots,
    node,
    annotated: annotatedNames(body),
    decorators: decorators.map((decorator) => (decorator.children[0] ? machine.evaluate(decorator.children[0], frame) : machine.someException())),
  };
  const scope: Scope = { slots, parent: frame.scope, kind: "class", module: frame.module, globals: new Set(), nonlocals: new Set() };
  if (body) machine.execute(body, { scope, module: frame.module, owner: cls });
  // As `__set_name__` would: an index of a table model learns to which table it belongs.
  for (const member of slots.map.values()) if (member.kind === "instance") machine.store.set(member.slots, "__owner__", cls);
  for (const decorator of cls.decorators) {
    if (decorator.kind === "function" || decorator.kind === "bound") {
      const made = machine.call(decorator, positional(cls), { node, frame });
      if (made.kind === "class") return made;
    }
  }
  return cls;
}

function annotatedNames(body: Syntax | undefined): string[] {
  const names: string[] = [];
  for (const statement of body?.children ?? []) {
    const assignment = statement.type === "expression_statement" ? statement.children[0] : undefined;
    if (assignment?.type !== "assignment") continue;
    const left = field(assignment, "left");
    const type = field(assignment, "type");
    if (left?.type === "identifier" && type && !/^(typing\.)?ClassVar\b/.test(textOf(type))) names.push(textOf(left));
  }
  return names;
}
