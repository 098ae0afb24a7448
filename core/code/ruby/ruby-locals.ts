import { childrenOf, field, textOf, type Syntax } from "../syntax";

/** Bodies with variables of their own. */
const closed = new Set(["method", "singleton_method", "class", "module", "singleton_class"]);
const blocks = new Set(["block", "do_block", "lambda"]);

/** The names that are variables at a place; a block sees those around it. */
export class Locals {
  private readonly names: Set<string>;

  constructor(
    names: Iterable<string>,
    private readonly around?: Locals,
  ) {
    this.names = new Set(names);
  }

  has(name: string): boolean {
    return this.names.has(name) || (this.around?.has(name) ?? false);
  }
}

/** The variables that a body assigns, without those of blocks and methods inside of it. */
export function assignedIn(body: readonly Syntax[]): Set<string> {
  const names = new Set<string>();
  const visit = (node: Syntax): void => {
    if (closed.has(node.type) || blocks.has(node.type)) return;
    for (const target of targetsOf(node)) for (const name of identifiersIn(target)) names.add(name);
    for (const child of node.children) visit(child);
  };
  for (const node of body) visit(node);
  return names;
}

function targetsOf(node: Syntax): readonly Syntax[] {
  switch (node.type) {
    case "assignment":
    case "operator_assignment":
      return [field(node, "left")!];
    case "for":
      return [field(node, "pattern")!];
    case "exception_variable":
      return node.children;
    case "in_clause":
    case "match_pattern":
    case "test_pattern":
      return [field(node, "pattern")!];
    default:
      return [];
  }
}

/** Plain names in what is assigned to: `a, (b, *c) = …`; in a pattern those that it binds. */
function identifiersIn(target: Syntax): string[] {
  if (target.type === "identifier") return [textOf(target)];
  if (target.type === "call" || target.type === "element_reference" || target.type === "scope_resolution") return [];
  if (target.type === "keyword_pattern" && !field(target, "value")) return [textOf(field(target, "key")!)];
  return target.children.flatMap(identifiersIn);
}

/** Whether the body yields to the block that the method is given. */
export function yields(body: readonly Syntax[]): boolean {
  return body.some((node) => {
    if (closed.has(node.type)) return false;
    if (node.type === "yield" || (node.type === "identifier" && textOf(node) === "block_given?")) return true;
    return yields(node.children);
  });
}

/** The parameter that a block has without naming it: `_1`, `it`. */
export function implicitParameters(body: readonly Syntax[]): string[] {
  const found = new Set<string>();
  const visit = (node: Syntax): void => {
    if (closed.has(node.type)) return;
    if (node.type === "identifier" && /^(_[1-9]|it)$/.test(textOf(node))) found.add(textOf(node));
    for (const child of node.children) visit(child);
  };
  for (const node of body) visit(node);
  if (found.has("_2")) return ["_1", "_2"];
  return found.has("_1") ? ["_1"] : found.has("it") ? ["it"] : [];
}

export function bodyOf(node: Syntax): readonly Syntax[] {
  const body = field(node, "body");
  if (!body) return [];
  return body.type === "body_statement" || body.type === "block_body" ? body.children : [body];
}

/** `body_statement`s hold their rescue and ensure clauses beside what they guard. */
export function clausesOf(children: readonly Syntax[]): { body: Syntax[]; rescues: Syntax[]; otherwise?: Syntax; ensure?: Syntax } {
  const body = children.filter((child) => child.type !== "rescue" && child.type !== "else" && child.type !== "ensure");
  const otherwise = children.find((child) => child.type === "else");
  const ensure = children.find((child) => child.type === "ensure");
  return { body, rescues: children.filter((child) => child.type === "rescue"), ...(otherwise ? { otherwise } : {}), ...(ensure ? { ensure } : {}) };
}

export function argumentsOf(node: Syntax): readonly Syntax[] {
  return field(node, "arguments")?.children ?? childrenOf(node, "argument_list").flatMap((list) => list.children);
}
