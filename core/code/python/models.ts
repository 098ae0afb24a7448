import { findOperationByMethod } from "../../reference";
import type { UnreadCode } from "../sdk-call";
import type { Call, CallSite, Machine } from "./machine";
import { packageKind, topPackage } from "./packages";
import { locationOf } from "../syntax";
import type { ClassValue, ExternalValue, InstanceValue, ModuleValue, PyValue } from "./values";

/** What a call of an external path does; `undefined` where this model does not know the call after all. */
export type CallModel = (call: Call, path: string, object: ExternalValue) => PyValue | undefined;

/** A value that stands at an external path: `os.environ`. */
export type ValueModel = (where: { readonly machine: Machine; readonly site: CallSite }, path: string, object: ExternalValue) => PyValue | undefined;

/** Attributes that classes of the source inherit from a base at an external path. */
export type InheritedModel = (cls: ClassValue, object: InstanceValue | undefined, name: string, where: { readonly machine: Machine; readonly site: CallSite }) => PyValue | undefined;

/** Models of one subject. Patterns are tried in order, for paths that have no entry of their own. */
export interface ModelTable {
  readonly calls?: Readonly<Record<string, CallModel>>;
  readonly patterns?: readonly (readonly [RegExp, CallModel])[];
  readonly values?: Readonly<Record<string, ValueModel>>;
  readonly builtins?: Readonly<Record<string, PyValue>>;
  readonly inherited?: readonly (readonly [RegExp, InheritedModel])[];
  /** Names that `from package import *` brings, where that is customary. */
  readonly exports?: Readonly<Record<string, readonly string[]>>;
}

/** What is known of code outside the source. */
export class ExternalModels {
  private readonly calls = new Map<string, CallModel>();
  private readonly values = new Map<string, ValueModel>();
  private readonly builtins = new Map<string, PyValue>();
  private readonly patterns: (readonly [RegExp, CallModel])[] = [];
  private readonly inheriting: (readonly [RegExp, InheritedModel])[] = [];
  private readonly exported = new Map<string, readonly string[]>();
  private readonly matched = new Map<string, CallModel | undefined>();

  constructor(
    tables: readonly ModelTable[],
    /** Packages that the project declares to install. */
    private readonly declared: ReadonlySet<string>,
    private readonly hasUnreadLayers: boolean,
  ) {
    for (const table of tables) {
      for (const [path, model] of Object.entries(table.calls ?? {})) this.calls.set(path, model);
      for (const [path, model] of Object.entries(table.values ?? {})) this.values.set(path, model);
      for (const [name, value] of Object.entries(table.builtins ?? {})) this.builtins.set(name, value);
      for (const [path, names] of Object.entries(table.exports ?? {})) this.exported.set(path, names);
      this.patterns.push(...(table.patterns ?? []));
      this.inheriting.push(...(table.inherited ?? []));
    }
  }

  call(object: ExternalValue, call: Call): PyValue | undefined {
    return this.modelOf(object.path)?.(call, object.path, object);
  }

  isModelled(path: string): boolean {
    return this.modelOf(path) !== undefined;
  }

  attribute(object: ExternalValue, name: string, where: { readonly machine: Machine; readonly site: CallSite }): PyValue | undefined {
    const path = `${object.path}.${name}`;
    return this.values.get(path)?.(where, path, object);
  }

  inherited(path: string, cls: ClassValue, object: InstanceValue | undefined, name: string, where: { readonly machine: Machine; readonly site: CallSite }): PyValue | undefined {
    for (const [pattern, model] of this.inheriting) if (pattern.test(path)) return model(cls, object, name, where);
    return undefined;
  }

  builtin(name: string): PyValue | undefined {
    return this.builtins.get(name);
  }

  names(path: string): readonly string[] {
    return this.exported.get(path) ?? [];
  }

  /** A module of the source may have the name of one of Python's, except for those that are loaded before it. */
  mayBeShadowed(name: string): boolean {
    return !/^(sys|os|json|re|time|datetime|typing|functools|logging|io|abc|collections|asyncio|builtins)$/.test(topPackage(name));
  }

  /** Why the import of a module that is not in the source leaves a gap, `undefined` where it leaves none. */
  unreadImport(name: string, from: ModuleValue): UnreadCode | undefined {
    const top = topPackage(name);
    switch (packageKind(name)) {
      case "standard":
      case "aws":
      case "harmless":
        return undefined;
      case "aws-looking":
        return { message: `The package ${top} may call AWS, and what it calls is not known.`, services: "any" };
      case "unknown":
        if (this.declared.has(top.toLowerCase().replace(/_/g, "-"))) return undefined;
        return { message: `The module ${name}, which ${from.name} imports, is not in the source${this.hasUnreadLayers ? " (it may be in a layer that was not read)" : ""}.`, services: "any" };
    }
  }

  /** A method is called on a value that was lost from sight: where it is an operation of a service that the code has a client of, that counts as unread. */
  callOnLost(method: string, call: Call, services: ReadonlySet<string>): void {
    if (!/^[a-z]+(_[a-z0-9]+)+$/.test(method) && !["publish", "invoke", "query", "scan", "converse", "retrieve"].includes(method)) return;
    const wanted = [...services].filter((service) => findOperationByMethod(service, method));
    if (wanted.length > 0) call.machine.unread({ message: `${method}() is called on an object that could not be followed.`, at: locationOf(call.site.node), services: wanted });
  }

  private modelOf(path: string): CallModel | undefined {
    const exact = this.calls.get(path);
    if (exact) return exact;
    if (this.matched.has(path)) return this.matched.get(path);
    const found = this.patterns.find(([pattern]) => pattern.test(path))?.[1];
    this.matched.set(path, found);
    return found;
  }
}
