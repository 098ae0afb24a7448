import type { Store } from "./store";
import type { Frame, Scope } from "./values";

export function childScope(store: Store, parent: Scope | undefined): Scope {
  return { slots: store.slots(true), types: new Map(), declarations: new Map(), ...(parent ? { parent } : {}) };
}

/** The frame of a block inside of another. */
export function innerFrame(store: Store, frame: Frame): Frame {
  return { ...frame, scope: childScope(store, frame.scope) };
}

/** The scope that has the variable. */
export function scopeOf(name: string, scope: Scope | undefined): Scope | undefined {
  for (let at = scope; at; at = at.parent) if (at.slots.map.has(name)) return at;
  return undefined;
}
