import { perhaps } from "./branches";
import { readArguments } from "./arguments";
import { comprehend } from "./comprehensions";
import { lambdaFunction } from "./definitions";
import { makeDict, makeList } from "./containers";
import type { Frame, Machine } from "./machine";
import { combine, compare, isNever } from "./operators";
import { assignVariable, lookUpVariable } from "./scopes";
import { choose } from "./store";
import { combineTexts, readString } from "./text";
import { field, fieldAll, shorten, textOf, type Syntax } from "../syntax";
import { absent, alternativesOf, atRunTime, data, isNone, knownText, lost, none, number, truth, type PyValue } from "./values";

/** The value of an expression; everything that its evaluation does is done. */
export function evaluateExpression(machine: Machine, node: Syntax, frame: Frame): PyValue {
  switch (node.type) {
    case "string":
      return readString(node, (inner) => machine.evaluate(inner, frame));
    case "concatenated_string":
      return combineTexts(node.children.map((child) => machine.evaluate(child, frame)), (parts) => parts.flat());
    case "integer":
      return number(Number(textOf(node).replace(/[_lL]/g, "")));
    case "float":
      return number(Number.parseFloat(textOf(node).replace(/_/g, "")));
    case "true":
      return truth(true);
    case "false":
      return truth(false);
    case "none":
    case "ellipsis":
      return none;
    case "identifier":
      return variable(machine, textOf(node), frame);
    case "attribute":
      return machine.attribute(machine.evaluate(field(node, "object")!, frame), textOf(field(node, "attribute")!), { node, frame });
    case "call":
      return machine.call(calleeOf(machine, node, frame), readArguments(machine, field(node, "arguments"), frame), { node, frame });
    case "subscript":
      return subscript(machine, node, frame);
    default:
      return evaluateContainer(machine, node, frame);
  }
}

function evaluateContainer(machine: Machine, node: Syntax, frame: Frame): PyValue {
  switch (node.type) {
    case "list":
    case "tuple":
    case "set":
    case "expression_list":
    case "pattern_list":
    case "tuple_pattern":
      return listLiteral(machine, node, frame);
    case "dictionary":
      return dictLiteral(machine, node, frame);
    case "list_comprehension":
    case "set_comprehension":
    case "generator_expression":
    case "dictionary_comprehension":
      return comprehend(machine, node, frame);
    case "lambda":
      return lambdaFunction(machine, node, frame);
    default:
      return evaluateOperation(machine, node, frame);
  }
}

function evaluateOperation(machine: Machine, node: Syntax, frame: Frame): PyValue {
  switch (node.type) {
    case "binary_operator":
      return combine(machine, textOf(field(node, "operator")!), machine.evaluate(field(node, "left")!, frame), machine.evaluate(field(node, "right")!, frame), { node, frame });
    case "boolean_operator":
      return booleanOperator(machine, node, frame);
    case "comparison_operator":
      return compare(fieldAll(node, "operators").map(textOf), node.children.map((child) => machine.evaluate(child, frame)));
    case "not_operator": {
      const holds = machine.truthOf(machine.evaluate(field(node, "argument")!, frame));
      return holds === undefined ? atRunTime(textOf(node)) : truth(!holds);
    }
    case "unary_operator": {
      const value = machine.evaluate(field(node, "argument")!, frame);
      const isNegation = textOf(field(node, "operator")!) === "-";
      return isNegation && value.kind === "data" && value.value.kind === "number" ? number(-value.value.value) : value;
    }
    case "conditional_expression":
      return conditional(machine, node, frame);
    case "named_expression": {
      const value = machine.evaluate(field(node, "value")!, frame);
      assignVariable(machine, textOf(field(node, "name")!), value, frame.scope);
      return value;
    }
    case "assignment":
      return assignment(machine, node, frame);
    case "augmented_assignment":
      return augmentedAssignment(machine, node, frame);
    default:
      return evaluateFlow(machine, node, frame);
  }
}

function evaluateFlow(machine: Machine, node: Syntax, frame: Frame): PyValue {
  switch (node.type) {
    case "await":
      return machine.evaluate(node.children[0]!, frame);
    case "yield":
      return yieldValue(machine, node, frame);
    case "slice":
      for (const child of node.children) machine.evaluate(child, frame);
      return atRunTime(textOf(node));
    case "parenthesized_expression":
    case "list_splat":
    case "type":
      return node.children[0] ? machine.evaluate(node.children[0], frame) : none;
    default: {
      // Anything else (a keyword used as a name, a broken piece) is still looked into.
      const values = node.children.map((child) => machine.evaluate(child, frame));
      return values.length === 1 ? values[0]! : values.length === 0 ? variable(machine, textOf(node), frame) : lost(shorten(textOf(node)));
    }
  }
}

function variable(machine: Machine, name: string, frame: Frame): PyValue {
  return lookUpVariable(name, frame.scope) ?? machine.builtin(name, frame) ?? lost(`the name ${shorten(name)}, which is not defined in what was read`);
}

function calleeOf(machine: Machine, node: Syntax, frame: Frame): PyValue {
  const callee = field(node, "function")!;
  return machine.evaluate(callee, frame);
}

function subscript(machine: Machine, node: Syntax, frame: Frame): PyValue {
  const object = machine.evaluate(field(node, "value")!, frame);
  const keys = fieldAll(node, "subscript");
  const [key] = keys;
  if (keys.length !== 1 || !key) {
    for (const one of keys) machine.evaluate(one, frame);
    return alternativesOf(object).some((one) => one.kind === "external" || one.kind === "class") ? object : lost(shorten(textOf(node)));
  }
  if (key.type === "slice") return slice(machine, object, key, { node, frame });
  return machine.item(object, machine.evaluate(key, frame), { node, frame });
}

function slice(machine: Machine, object: PyValue, key: Syntax, site: { node: Syntax; frame: Frame }): PyValue {
  const bounds = key.children.map((child) => machine.evaluate(child, site.frame));
  const written = textOf(key).split(":").map((bound) => bound.trim());
  const numbers = bounds.map((bound) => (bound.kind === "data" && bound.value.kind === "number" ? bound.value.value : undefined));
  if (numbers.includes(undefined) || written.length > 2) return machine.someOf(object, site);
  const [from, to] = written[0] === "" ? [undefined, numbers[0]] : [numbers[0], written[1] === "" ? undefined : numbers[1]];
  return choose(
    alternativesOf(object).map((one) => {
      if (one.kind === "list") {
        const content = machine.iterate(one, site);
        if (!content.rest) return makeList(machine, content.items.slice(from, to));
      }
      const known = knownText(one);
      return known !== undefined ? data({ kind: "string", parts: [{ kind: "literal", text: known.slice(from, to) }] }) : machine.someOf(one, site);
    }),
  );
}

function listLiteral(machine: Machine, node: Syntax, frame: Frame): PyValue {
  const items: PyValue[] = [];
  let rest: PyValue | undefined;
  for (const child of node.children) {
    if (child.type === "list_splat") {
      const content = machine.iterate(machine.evaluate(child.children[0]!, frame), { node: child, frame });
      if (rest) rest = choose([rest, ...content.items]);
      else items.push(...content.items);
      if (content.rest) rest = rest ? choose([rest, content.rest]) : content.rest;
    } else {
      const value = machine.evaluate(child, frame);
      if (rest) rest = choose([rest, value]);
      else items.push(value);
    }
  }
  return makeList(machine, items, rest);
}

function dictLiteral(machine: Machine, node: Syntax, frame: Frame): PyValue {
  const dict = makeDict(machine);
  for (const child of node.children) {
    if (child.type === "pair") machine.setItem(dict, machine.evaluate(field(child, "key")!, frame), machine.evaluate(field(child, "value")!, frame));
    else if (child.type === "dictionary_splat") machine.update(dict, machine.evaluate(child.children[0]!, frame));
  }
  return dict;
}

function booleanOperator(machine: Machine, node: Syntax, frame: Frame): PyValue {
  const isOr = textOf(field(node, "operator")!) === "or";
  const left = machine.evaluate(field(node, "left")!, frame);
  const holds = machine.truthOf(left);
  if (holds === isOr) return left;
  if (holds === !isOr) return machine.evaluate(field(node, "right")!, frame);
  const right = perhaps(machine, () => machine.evaluate(field(node, "right")!, frame));
  const passing = alternativesOf(left).filter((one) => machine.truthOf(one) !== !isOr && !(isOr && isNone(one)));
  return choose([...passing, right]);
}

function conditional(machine: Machine, node: Syntax, frame: Frame): PyValue {
  const [body, condition, otherwise] = node.children;
  if (!body || !condition || !otherwise) return lost(shorten(textOf(node)));
  const holds = machine.truthOf(machine.evaluate(condition, frame));
  if (holds !== undefined) return machine.evaluate(holds ? body : otherwise, frame);
  return choose([perhaps(machine, () => machine.evaluate(body, frame)), perhaps(machine, () => machine.evaluate(otherwise, frame))]);
}

function assignment(machine: Machine, node: Syntax, frame: Frame): PyValue {
  const right = field(node, "right");
  const left = field(node, "left")!;
  if (!right) return absent;
  const value = machine.evaluate(right, frame);
  machine.assign(left, value, frame);
  return value;
}

function augmentedAssignment(machine: Machine, node: Syntax, frame: Frame): PyValue {
  const left = field(node, "left")!;
  const operator = textOf(field(node, "operator")!).replace(/=$/, "");
  const before = machine.evaluate(left, frame);
  const value = combine(machine, operator, before, machine.evaluate(field(node, "right")!, frame), { node, frame });
  if (!isNever(value)) machine.assign(left, value, frame);
  return value;
}

function yieldValue(machine: Machine, node: Syntax, frame: Frame): PyValue {
  const [inner] = node.children;
  const value = inner ? machine.evaluate(inner, frame) : none;
  const isDelegating = /^yield\s+from\b/.test(textOf(node));
  const yields = frame.activation?.yields;
  if (isDelegating) {
    const content = machine.iterate(value, { node, frame });
    yields?.push(...content.items, ...(content.rest ? [content.rest] : []));
  } else yields?.push(value);
  return lost("what is sent to a generator");
}
