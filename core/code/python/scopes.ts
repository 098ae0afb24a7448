import type { Machine } from "./machine";
import type { PyValue, Scope } from "./values";
import { Slots } from "./values";

/** The module's own scope around a scope. */
export function moduleScopeOf(scope: Scope): Scope {
  let outermost = scope;
  while (outermost.parent) outermost = outermost.parent;
  return outermost;
}

/** A scope of an activation or comprehension inside another. */
export function innerScope(parent: Scope): Scope {
  // Names of a class body are not seen from the functions in it.
  let enclosing = parent;
  while (enclosing.kind === "class" && enclosing.parent) enclosing = enclosing.parent;
  return { slots: new Slots(true), parent: enclosing, kind: "function", module: parent.module, globals: new Set(), nonlocals: new Set() };
}

/** The variable, `undefined` where no scope has it. */
export function lookUpVariable(name: string, scope: Scope): PyValue | undefined {
  if (scope.globals.has(name)) return moduleScopeOf(scope).slots.map.get(name);
  let current: Scope | undefined = scope;
  let isInside = false;
  while (current) {
    if (current.kind !== "class" || !isInside) {
      const value: PyValue | undefined = current.slots.map.get(name);
      if (value && value.kind !== "absent") return value;
    }
    isInside = true;
    current = current.parent;
  }
  return undefined;
}

/** Binds a variable where Python would: in this scope, or where `global` and `nonlocal` say. */
export function assignVariable(machine: Machine, name: string, value: PyValue, scope: Scope): void {
  if (scope.globals.has(name)) return machine.store.set(moduleScopeOf(scope).slots, name, value);
  if (scope.nonlocals.has(name)) {
    for (let outer = scope.parent; outer; outer = outer.parent) {
      if (outer.slots.map.has(name)) return machine.store.set(outer.slots, name, value);
    }
  }
  machine.store.set(scope.slots, name, value);
}
