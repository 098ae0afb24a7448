import { choose } from "./store";
import { makeDict, makeList } from "./containers";
import type { Activation, Arguments, CallSite, Frame, Machine } from "./machine";
import { innerScope } from "./scopes";
import { field, fieldAll, textOf, type Syntax } from "../syntax";
import { absent, atRunTime, lost, none, type FunctionValue, type PyValue } from "./values";

/** Runs the body of a function with its parameters bound, and gives what it may return. */
export function activate(machine: Machine, callee: FunctionValue, args: Arguments, self: PyValue | undefined, site: CallSite): PyValue {
  const scope = innerScope(callee.scope);
  const activation: Activation = { callee, returns: [], yields: [], ...(self ? { self } : {}) };
  const frame: Frame = { scope, module: callee.scope.module, activation, ...(callee.owner ? { owner: callee.owner } : {}) };
  bindParameters(machine, callee, self ? { ...args, positional: [self, ...args.positional] } : args, frame, site);
  const body = field(callee.node, "body");
  if (!body) return none;
  if (callee.node.type === "lambda") return machine.evaluate(body, frame);
  const completion = machine.execute(body, frame);
  if (activation.yields.length > 0) return makeList(machine, [], choose(activation.yields));
  if (activation.returns.length === 0) return none;
  return choose(completion === "left" ? activation.returns : [...activation.returns, none]);
}

interface Parameter {
  readonly name: string;
  readonly kind: "plain" | "keyword-only" | "positional-rest" | "keyword-rest";
}

const known = new WeakMap<Syntax, readonly Parameter[]>();

/** The parameters of a function in order. */
export function parametersOf(node: Syntax): readonly Parameter[] {
  const before = known.get(node);
  if (before) return before;
  const found: Parameter[] = [];
  let isKeywordOnly = false;
  for (const child of fieldAll(node, "parameters").flatMap((list) => list.children)) {
    if (child.type === "keyword_separator") isKeywordOnly = true;
    if (child.type === "positional_separator" || child.type === "keyword_separator") continue;
    const named = field(child, "name") ?? (child.type === "identifier" ? child : child.children[0]);
    if (!named) continue;
    const pattern = child.type === "typed_parameter" ? named : child;
    const name = textOf(named.type.endsWith("splat_pattern") ? (named.children[0] ?? named) : named);
    if (pattern.type === "list_splat_pattern") {
      found.push({ name, kind: "positional-rest" });
      isKeywordOnly = true;
    } else if (pattern.type === "dictionary_splat_pattern") found.push({ name, kind: "keyword-rest" });
    else found.push({ name, kind: isKeywordOnly ? "keyword-only" : "plain" });
  }
  known.set(node, found);
  return found;
}

function bindParameters(machine: Machine, callee: FunctionValue, args: Arguments, frame: Frame, site: CallSite): void {
  const parameters = parametersOf(callee.node);
  const taken = new Set<string>();
  let position = 0;
  const bind = (name: string, value: PyValue): void => machine.store.set(frame.scope.slots, name, value);
  for (const parameter of parameters) {
    const { name } = parameter;
    if (parameter.kind === "positional-rest") bind(name, makeList(machine, args.positional.slice(position), args.restPositional));
    else if (parameter.kind === "keyword-rest") {
      const others = [...args.keywords].filter(([key]) => !taken.has(key) && !parameters.some((one) => one.name === key && one.kind !== "positional-rest"));
      bind(name, makeDict(machine, others, args.restKeywords));
    } else if (parameter.kind === "plain" && position < args.positional.length) bind(name, args.positional[position++]!);
    else bind(name, bound(name, parameter.kind === "plain", callee, args, site));
    taken.add(name);
  }
}

function bound(name: string, isPositional: boolean, callee: FunctionValue, args: Arguments, site: CallSite): PyValue {
  const given = args.keywords.get(name);
  const otherwise = callee.defaults.get(name);
  if (given && given.kind !== "absent") return given.kind === "choice" && given.alternatives.includes(absent) && otherwise ? choose([given, otherwise]) : given;
  const rests = [...(isPositional && args.restPositional ? [args.restPositional] : []), ...(args.restKeywords ? [args.restKeywords] : [])];
  if (rests.length === 0) return otherwise ?? atRunTime(`the parameter ${name} of ${callee.name}, which ${textOf(site.node).slice(0, 40)} does not give`);
  const named = rests.map((rest) => (rest.kind === "data" && rest.isLost ? lost(`the parameter ${name} of ${callee.name}`) : rest));
  return choose([...named, ...(otherwise ? [otherwise] : [])]);
}
