import { defineClass, defineFunction } from "./definitions";
import { executeImport, executeImportFrom } from "./imports";
import { executeFor, executeIf, executeMatch, executeTry, executeWhile } from "./branches";
import type { Completion, Frame, Machine } from "./machine";
import { keyText } from "./containers";
import { assignVariable, moduleScopeOf } from "./scopes";
import { field, fieldAll, locationOf, textOf, type Syntax } from "../syntax";
import { absent } from "./values";

/** Executes the statements of a block one after the other, until one leaves it. */
export function executeBlock(machine: Machine, block: Syntax, frame: Frame): Completion {
  for (const statement of block.children) {
    const completion = executeStatement(machine, statement, frame);
    if (completion !== "done") return completion;
  }
  return "done";
}

function executeStatement(machine: Machine, node: Syntax, frame: Frame): Completion {
  switch (node.type) {
    case "expression_statement":
      for (const child of node.children) machine.evaluate(child, frame);
      return "done";
    case "return_statement":
      if (frame.scope.kind !== "module") return leave(machine, node, frame);
      machine.unread({ message: "Python refuses this file: a return stands outside of a function.", at: locationOf(node), services: "any" });
      return "done";
    case "raise_statement":
      for (const child of node.children) machine.evaluate(child, frame);
      return "left";
    case "break_statement":
    case "continue_statement":
      return "loop";
    case "if_statement":
      return executeIf(machine, node, frame);
    case "for_statement":
      return executeFor(machine, node, frame);
    case "while_statement":
      return executeWhile(machine, node, frame);
    case "try_statement":
      return executeTry(machine, node, frame);
    case "match_statement":
      return executeMatch(machine, node, frame);
    case "with_statement":
      return executeWith(machine, node, frame);
    case "function_definition":
    case "class_definition":
      define(machine, node, [], frame);
      return "done";
    case "decorated_definition":
      define(machine, field(node, "definition")!, node.children.filter((child) => child.type === "decorator"), frame);
      return "done";
    case "import_statement":
      executeImport(machine, node, frame);
      return "done";
    case "import_from_statement":
      executeImportFrom(machine, node, frame);
      return "done";
    default:
      return executeSimple(machine, node, frame);
  }
}

function executeSimple(machine: Machine, node: Syntax, frame: Frame): Completion {
  switch (node.type) {
    case "global_statement":
      for (const child of node.children) frame.scope.globals.add(textOf(child));
      return "done";
    case "nonlocal_statement":
      for (const child of node.children) frame.scope.nonlocals.add(textOf(child));
      return "done";
    case "delete_statement":
      for (const child of node.children) deleteTarget(machine, child, frame);
      return "done";
    case "assert_statement":
    case "print_statement":
      for (const child of node.children) machine.evaluate(child, frame);
      return "done";
    case "block":
    case "module":
      return executeBlock(machine, node, frame);
    case "ERROR":
      // Reported with the file; what can be recognised inside counts all the same.
      for (const child of node.children) if (/_statement$|_definition$/.test(child.type)) executeStatement(machine, child, frame);
      return "done";
    default:
      return "done";
  }
}

function leave(machine: Machine, node: Syntax, frame: Frame): Completion {
  const [value] = node.children;
  const returned = value ? machine.evaluate(value, frame) : undefined;
  if (returned) frame.activation?.returns.push(returned);
  return "left";
}

function executeWith(machine: Machine, node: Syntax, frame: Frame): Completion {
  const items = node.children.filter((child) => child.type === "with_clause").flatMap((clause) => clause.children);
  for (const item of items) {
    const value = field(item, "value") ?? item.children[0];
    if (!value) continue;
    const isNamed = value.type === "as_pattern";
    const context = machine.evaluate(isNamed ? value.children[0]! : value, frame);
    const entered = machine.enter(context, { node: value, frame });
    const target = isNamed ? field(value, "alias")?.children[0] : undefined;
    if (target) machine.assign(target, entered, frame);
  }
  const body = field(node, "body");
  return body ? machine.execute(body, frame) : "done";
}

function define(machine: Machine, node: Syntax, decorators: readonly Syntax[], frame: Frame): void {
  const name = field(node, "name");
  if (!name) return;
  const defined = node.type === "class_definition" ? defineClass(machine, node, decorators, frame) : defineFunction(machine, node, decorators, frame);
  assignVariable(machine, textOf(name), defined, frame.scope);
}

function deleteTarget(machine: Machine, node: Syntax, frame: Frame): void {
  if (node.type === "identifier") {
    const name = textOf(node);
    const slots = frame.scope.globals.has(name) ? moduleScopeOf(frame.scope).slots : frame.scope.slots;
    machine.store.delete(slots, name);
  } else if (node.type === "expression_list" || node.type === "tuple") {
    for (const child of node.children) deleteTarget(machine, child, frame);
  } else if (node.type === "subscript") {
    const object = machine.evaluate(field(node, "value")!, frame);
    for (const key of fieldAll(node, "subscript")) {
      const name = keyText(machine.evaluate(key, frame));
      if (object.kind === "dict" && name !== undefined) machine.store.add(object.slots, name, absent);
    }
  }
}
