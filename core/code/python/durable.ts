import { argument, positional } from "./arguments";
import { method } from "./container-methods";
import { makeList } from "./containers";
import { op, record } from "./library-calls";
import type { Call } from "./machine";
import type { ModelTable } from "./models";
import { atRunTime, isObject, none, type NativeValue, type PyValue } from "./values";

const via = "aws_durable_execution_sdk_python";

/** A function that gets the context before its other arguments. */
function withContext(callee: PyValue): NativeValue {
  return { kind: "native", label: "a durable function", services: [], isDescriptor: true, call: ({ machine, arguments: args, site }) => machine.call(callee, args, site) };
}

/** `@durable_execution`: the handler gets a durable context. */
function execution({ arguments: args }: Call): PyValue {
  const callee = args.positional[0];
  const wrap = (one: PyValue): NativeValue => ({ kind: "native", label: "a durable execution", services: [], isDescriptor: true, call: ({ machine, arguments: given, site }) => machine.call(one, { ...given, positional: [...given.positional.slice(0, -1), context] }, site) });
  return callee && isObject(callee) ? wrap(callee) : { kind: "native", label: "durable_execution", services: [], call: (inner) => wrap(inner.arguments.positional[0] ?? none) };
}

/** `@durable_step`: called, it gives a step that is still to be run with its context. */
function step({ arguments: args }: Call): PyValue {
  const callee = args.positional[0];
  if (!callee) return none;
  return {
    kind: "native",
    label: "a durable step",
    services: [],
    isDescriptor: true,
    call: ({ arguments: given }) => withContext({ kind: "bound", callee: { kind: "native", label: "a step", services: [], call: (inner) => inner.machine.call(callee, { ...given, positional: [context, ...given.positional] }, inner.site) }, positional: [], keywords: new Map() }),
  };
}

type ContextMethod = (call: Call) => PyValue;

const contextMethods: Readonly<Record<string, ContextMethod>> = {
  step: ({ machine, arguments: args, site }) => machine.call(argument(args, 0, "func") ?? none, positional(context), site),
  run_in_child_context: ({ machine, arguments: args, site }) => machine.call(argument(args, 0, "func") ?? none, positional(context), site),
  parallel: ({ machine, arguments: args, site }) => {
    const branches = machine.iterate(argument(args, 0, "functions", "branches") ?? none, site);
    return makeList(machine, [...branches.items, ...(branches.rest ? [branches.rest] : [])].map((one) => machine.call(one, positional(context), site)));
  },
  map: ({ machine, arguments: args, site }) => {
    const { items, rest } = machine.iterate(argument(args, 0, "inputs") ?? none, site);
    const callee = argument(args, 1, "func") ?? none;
    return makeList(machine, [...items, ...(rest ? [rest] : [])].map((item) => machine.call(callee, positional(context, item, atRunTime("an index"), atRunTime("the inputs")), site)));
  },
  wait_for_callback: ({ machine, arguments: args, site }) => {
    machine.call(argument(args, 0, "submitter") ?? none, positional(atRunTime("the id of a callback"), context), site);
    return atRunTime("the result of a callback");
  },
  wait_for_condition: ({ machine, arguments: args, site }) => machine.call(argument(args, 0, "check") ?? none, positional(atRunTime("a state"), context), site),
  invoke: (call) => {
    record(call, via, [op("lambda", "Invoke", { FunctionName: [0, "function_name"] })]);
    return atRunTime("the result of an invocation");
  },
};

/** The context of a durable execution. Source: https://docs.aws.amazon.com/lambda/latest/dg/durable-functions.html */
const context: NativeValue = {
  kind: "native",
  label: "a durable context",
  services: [],
  attribute: (name) => {
    if (Object.hasOwn(contextMethods, name)) return method(name, contextMethods[name]!);
    return name === "lambda_context" ? context : method(name, () => atRunTime(`context.${name}()`));
  },
};

/** Lambda's durable functions: steps are functions of the code, and invocations are calls of Lambda. Checkpoints are what the configuration needs. */
export const durableModels: ModelTable = {
  patterns: [
    [/^aws_durable_execution_sdk_python(\.\w+)?\.durable_execution$/, execution],
    [/^aws_durable_execution_sdk_python(\.\w+)?\.(durable_step|durable_with_child_context|durable_wait_for_callback)$/, step],
  ],
};
