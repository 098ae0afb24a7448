import type { Interpreter } from "./interpreter";
import { alternativesOf, choose, nativeFunction, objectValue, runTime, undefinedValue, type JsValue, type NativeValue } from "./values";

/** `middy(handler).use(…)`: calling it calls the handler, and the functions of every middleware around it. */
export function middyCore(run: Interpreter): NativeValue {
  const make = (handler: JsValue | undefined): NativeValue => {
    let inner: JsValue = handler && handler.kind !== "object" ? handler : undefinedValue;
    const middleware: JsValue[] = [];
    const self: NativeValue = {
      kind: "native",
      name: "a middy handler",
      get: (property) => {
        switch (property) {
          case "use":
          case "before":
          case "after":
          case "onError":
          case "applyMiddleware":
            return nativeFunction(property, ({ args: [added], at }) => {
              middleware.push(...(added ? (added.kind === "array" ? run.elements(added, at).items : [added]) : []));
              return self;
            });
          case "handler":
            return nativeFunction("handler", ({ args: [given] }) => {
              inner = given ?? inner;
              return self;
            });
          default:
            return undefined;
        }
      },
      call: ({ args, at }) => {
        const request = objectValue([["event", args[0] ?? runTime("event")], ["context", args[1] ?? runTime("context")], ["internal", runTime("internal")], ["response", runTime("the response")]], run.depth);
        for (const one of middleware) {
          for (const added of alternativesOf(one)) {
            if (added.kind === "function") run.maybe(() => run.call(added, undefinedValue, [request], at));
            for (const phase of added.kind === "object" ? ["before", "after", "onError"] : []) {
              const hook = run.get(added, phase, at);
              if (hook.kind === "function") run.maybe(() => run.call(hook, undefinedValue, [request], at));
            }
          }
        }
        return choose([run.call(inner, undefinedValue, args, at)]);
      },
      // A router, or what else it is given to, calls it like Lambda does.
      escape: (_to, at) => void run.maybe(() => run.call(self, undefinedValue, [runTime("event"), runTime("context")], at)),
    };
    return self;
  };
  const middy: NativeValue = { kind: "native", name: "middy", call: ({ args }) => make(args[0]), get: (property) => (property === "default" ? middy : undefined) };
  return middy;
}
