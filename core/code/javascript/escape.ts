import type { SourceLocation } from "../../values";
import type { Interpreter } from "./interpreter";
import { runTime, type ClassValue, type FunctionValue, type JsValue, type ObjectValue } from "./values";

/** What code that is not read got hold of, so that nothing is looked at twice in one pass. */
export class Escapes {
  private seen = new Set<JsValue>();

  /** Forget everything: another pass may see more. */
  reset(): void {
    this.seen = new Set();
  }

  /** Functions may be called with anything, methods of instances too, classes be instantiated; SDK clients may call any operation. */
  escape(run: Interpreter, value: JsValue, to: string, at: SourceLocation): void {
    if (value.kind === "unknown" && value.hidesCode) run.unread({ message: `${value.unknown.detail ?? "one of many values"} is passed to ${to}; not all of them were followed.`, at, services: "any" });
    if (value.kind === "data" || value.kind === "undefined" || value.kind === "unknown" || this.seen.has(value)) return;
    this.seen.add(value);
    switch (value.kind) {
      case "choice":
        for (const one of value.alternatives) this.escape(run, one, to, at);
        return;
      case "array":
        for (const item of value.items) this.escape(run, item, to, at);
        if (value.rest) this.escape(run, value.rest, to, at);
        return;
      case "object":
        this.escapeObject(run, value, to, at);
        return;
      case "function":
        run.maybe(() => run.callFromOutside(value));
        return;
      case "class":
        this.escapeClass(run, value, to, at);
        return;
      case "native":
        value.escape?.(to, at);
        return;
    }
  }

  private escapeObject(run: Interpreter, value: ObjectValue, to: string, at: SourceLocation): void {
    if (value.base) this.escape(run, value.base, to, at);
    for (const [name, member] of value.properties) {
      if (name === "constructor") continue;
      if (member.kind === "function") this.escapeMethod(run, member, value);
      else this.escape(run, member, to, at);
    }
    let proto = value.proto;
    while (proto?.kind === "object") {
      for (const [name, member] of proto.properties) if (name !== "constructor" && member.kind === "function") this.escapeMethod(run, member, value);
      proto = proto.proto;
    }
  }

  private escapeMethod(run: Interpreter, method: FunctionValue, self: JsValue): void {
    if (this.seen.has(method)) return;
    this.seen.add(method);
    run.maybe(() => run.callFromOutside(method, [], self));
  }

  private escapeClass(run: Interpreter, value: ClassValue, to: string, at: SourceLocation): void {
    const instance = run.maybe(() => run.constructClass(value, parametersOf(value), at));
    this.escape(run, instance, to, at);
  }
}

/** Arguments that nobody can tell for the constructor of a class: declared types make instances of them. */
function parametersOf(value: ClassValue): JsValue[] {
  for (const element of value.node.body.body) {
    if (element.type === "ClassMethod" && element.kind === "constructor") return element.params.map(() => runTime("an injected value"));
  }
  return [];
}
