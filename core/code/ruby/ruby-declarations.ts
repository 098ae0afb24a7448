import type { Expression, FunctionDeclaration, TypeDeclaration, TypeName } from "../program/program";
import { field, textOf, type Syntax } from "../syntax";
import { ofItself, type RubyClass } from "./ruby-classes";
import { argumentsOf } from "./ruby-locals";
import type { RubyScope } from "./ruby-source";
import { symbolName } from "./ruby-symbols";
import { callTo, placed } from "./ruby-syntax";

export function inherit({ supertypes, singletonSupertypes }: RubyClass, name: string): void {
  if (supertypes.some((known) => known.name === name)) return;
  supertypes.push({ name, args: [] });
  singletonSupertypes.push({ name: ofItself + name, args: [] });
}

/** Calls in the body of a class that say what it has: `attr_reader :name`, `include Other`, `module_function`. */
export function declareByCall(node: Syntax, opened: RubyClass, isSingleton: boolean, { source }: RubyScope): void {
  if (node.type === "alias") return forward(textOf(field(node, "name")!), { kind: "name", name: "this", ...placed(node) }, textOf(field(node, "alias")!), isSingleton ? opened.singleton : opened.instance, node);
  const method = node.type === "identifier" ? textOf(node) : node.type === "call" && !field(node, "receiver") ? textOf(field(node, "method") ?? node) : "";
  const args = node.type === "call" ? argumentsOf(node) : [];
  switch (method) {
    case "attr_reader":
    case "attr_writer":
    case "attr_accessor":
    case "attr":
      for (const name of args.filter((one) => one.type === "simple_symbol").map((one) => textOf(one).slice(1))) declareAttribute(name, method, isSingleton ? opened.singleton : opened.instance, node);
      return;
    case "include":
    case "prepend":
      for (const name of args) {
        const module = method === "prepend" ? source.classes.resolve(textOf(name), opened) : undefined;
        if (module) module.isPrepended = true;
      }
      for (const name of args) opened.supertypes.push({ name: textOf(name), args: [] });
      return;
    case "extend":
      for (const name of args) opened.singletonSupertypes.push(name.type === "self" ? itself(opened) : { name: textOf(name), args: [] });
      return;
    case "alias_method":
    case "def_delegator":
    case "def_instance_delegator":
    case "def_delegators":
    case "def_instance_delegators":
    case "delegate":
      declareForwards(method, args, isSingleton ? opened.singleton : opened.instance, node);
      return;
    case "module_function":
      opened.singletonSupertypes.push(itself(opened));
  }
}

/** Methods that pass on what they are given: `alias_method :new, :old`, `def_delegators :@client, :get`, `delegate :get, to: :client`. */
function declareForwards(how: string, args: readonly Syntax[], owner: TypeDeclaration, node: Syntax): void {
  const names = args.filter((one) => one.type === "simple_symbol" || one.type === "string").map((one) => textOf(one).replace(/^:|["']/g, ""));
  const at = placed(node);
  const self: Expression = { kind: "name", name: "this", ...at };
  const held = (name: string): Expression => (name.startsWith("@") ? { kind: "member", object: self, name, ...at } : name === "class" ? { kind: "name", name: "(class)", ...at } : { kind: "call", callee: { kind: "member", object: self, name, ...at }, args: [], ...at });
  const [first = "", second = "", third = second] = names;
  if (how === "alias_method") return forward(first, self, second, owner, node);
  if (how.endsWith("delegator")) return forward(third, held(first), second, owner, node);
  if (how.endsWith("delegators")) return names.slice(1).forEach((name) => forward(name, held(first), name, owner, node));
  const to = args.find((one) => one.type === "pair" && textOf(field(one, "key")!) === "to");
  const target = to && textOf(field(to, "value")!).replace(/^:|["']/g, "");
  if (target) for (const name of names) forward(name, held(target), name, owner, node);
}

function forward(name: string, target: Expression, called: string, owner: TypeDeclaration, node: Syntax): void {
  const at = placed(node);
  const value: Expression = { kind: "call", callee: { kind: "member", object: target, name: called, ...at }, args: [{ kind: "name", name: "(args)", ...at }], spread: true, ...at };
  owner.methods.set(name, [{ name, unit: owner.unit, parameters: [{ name: "(args)", isRest: true, type: { name: "[]", args: [] } }], results: [], value, owner, at: at.at }]);
}

/** Members of a `Struct` or of `Data`, which are given in order or by name. */
export function declareMembers({ instance }: RubyClass, names: readonly string[], { source }: RubyScope, node: Syntax): void {
  const at = placed(node);
  const all: Expression = { kind: "name", name: "(args)", ...at };
  const body = names.map((name, index) => {
    declareAttribute(name, "attr_accessor", instance, node);
    const given = callTo("(member)", [all, { kind: "number", value: index, ...at }, { kind: "text", value: symbolName(name), ...at }], node);
    return { kind: "expression", value: { kind: "assign", targets: [{ kind: "member", object: { kind: "name", name: "this", ...at }, name: `@${name}`, ...at }], values: [given], isSum: false, ...at }, at: at.at } as const;
  });
  const initialize: FunctionDeclaration = { name: "initialize", unit: source, parameters: [{ name: "(args)", isRest: true, type: { name: "[]", args: [] } }], results: [], body, owner: instance, at: at.at };
  instance.constructors.splice(0, 1, initialize);
}

function itself({ name, instance }: RubyClass): TypeName {
  return { name, args: [], declaration: instance };
}

function declareAttribute(name: string, method: string, owner: FunctionDeclaration["owner"] & object, node: Syntax): void {
  const at = placed(node);
  const field_: Expression = { kind: "member", object: { kind: "name", name: "this", ...at }, name: `@${name}`, ...at };
  const base = { unit: owner.unit, results: [], owner, at: at.at };
  if (method !== "attr_writer") owner.methods.set(name, [{ ...base, name, parameters: [], value: field_ }]);
  if (method === "attr_writer" || method === "attr_accessor") {
    owner.methods.set(`${name}=`, [{ ...base, name: `${name}=`, parameters: [{ name: "value" }], value: { kind: "assign", targets: [field_], values: [{ kind: "name", name: "value", ...at }], isSum: false, ...at } }]);
  }
}
