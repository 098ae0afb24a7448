import type { SourceLocation } from "../../values";
import type { FunctionDeclaration, TypeDeclaration, TypeName, Unit } from "../program/program";
import { Slots, type ObjectValue, type ProgramValue } from "../program/values";

/** A class or module: what its objects can do, and what it can do itself. */
export interface RubyClass {
  /** `Orders::Handler` */
  readonly name: string;
  readonly instance: TypeDeclaration;
  readonly singleton: TypeDeclaration;
  readonly supertypes: TypeName[];
  readonly singletonSupertypes: TypeName[];
  /** The class or module that it is written in. */
  readonly around?: RubyClass;
  /** Its methods come before those of a class that it is put before. */
  isPrepended?: boolean;
  /** The class itself as a value; its members are constants and its own variables. */
  object?: ObjectValue;
}

/** Before the name of a class where what the class itself inherits is meant. */
export const ofItself = "(itself) ";

/** The classes, modules, functions and constants of a program; classes can be opened again anywhere. */
export class RubyClasses {
  private readonly byName = new Map<string, RubyClass>();
  private readonly byDeclaration = new Map<TypeDeclaration, RubyClass>();
  /** Methods that are defined outside of classes. */
  readonly functions = new Map<string, FunctionDeclaration>();
  /** Constants and variables outside of classes. */
  readonly globals = new Slots(0);

  open(name: string, around: RubyClass | undefined, unit: Unit, at: SourceLocation): RubyClass {
    const known = this.byName.get(name);
    if (known) return known;
    const [supertypes, singletonSupertypes]: TypeName[][] = [[], []];
    const made: RubyClass = { name, instance: declaration(name, unit, supertypes!, at), singleton: declaration(name, unit, singletonSupertypes!, at), supertypes: supertypes!, singletonSupertypes: singletonSupertypes!, ...(around ? { around } : {}) };
    this.byName.set(name, made);
    this.byDeclaration.set(made.instance, made);
    this.byDeclaration.set(made.singleton, made);
    return made;
  }

  find(name: string): RubyClass | undefined {
    return this.byName.get(name);
  }

  all(): RubyClass[] {
    return [...this.byName.values()];
  }

  of(owner: TypeDeclaration | undefined): RubyClass | undefined {
    return owner && this.byDeclaration.get(owner);
  }

  /** The class that a name stands for inside of another. */
  resolve(name: string, inside: RubyClass | undefined): RubyClass | undefined {
    if (name.startsWith("::")) return this.find(name.slice(2));
    for (let at = inside; at; at = at.around) {
      const found = this.find(`${at.name}::${name}`);
      if (found) return found;
    }
    return this.find(name);
  }

  /** The class as a value. */
  objectOf(found: RubyClass): ObjectValue {
    return (found.object ??= { kind: "object", type: { kind: "local", declaration: found.singleton, args: [] }, slots: new Slots(0) });
  }

  /** A constant as it is seen from a class: its own, those of the classes around it, those that it inherits. */
  constant(name: string, inside: RubyClass | undefined): ProgramValue | undefined {
    for (let at = inside; at; at = at.around) {
      const own = this.ownConstant(name, at, 0);
      if (own) return own;
    }
    const found = this.find(name);
    return this.globals.map.get(name) ?? (found && this.objectOf(found));
  }

  ownConstant(name: string, inside: RubyClass, depth: number): ProgramValue | undefined {
    const own = inside.object?.slots.map.get(name);
    if (own) return own;
    const nested = this.find(`${inside.name}::${name}`);
    if (nested) return this.objectOf(nested);
    if (depth > 8) return undefined;
    for (const written of inside.supertypes) {
      const above = this.resolve(written.name, inside.around);
      const inherited = above && this.ownConstant(name, above, depth + 1);
      if (inherited) return inherited;
    }
    return undefined;
  }

  /** Classes that inherit from the one. */
  subclassesOf(found: RubyClass): RubyClass[] {
    return [...this.byName.values()].filter((one) => one !== found && one.supertypes.some((written) => this.resolve(written.name, one.around) === found));
  }
}

function declaration(name: string, unit: Unit, supertypes: readonly TypeName[], at: SourceLocation): TypeDeclaration {
  return { name, unit, kind: "class", supertypes, fields: [], methods: new Map(), constructors: [], initializers: [], nested: new Map(), isStatic: true, annotations: [], at };
}
