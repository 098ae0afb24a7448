import { literalText, type Symbolic, type SymbolicString } from "../../core";
import type { StackResource } from "../stack-resource";

/** Which resource a constructor in the program asks for. */
export interface ResourceClass {
  /** `aws`, `aws-native`, `random`, … */
  readonly package: string;
  /** `iam`, or nothing for a class at the top of its package. */
  readonly module: string | undefined;
  /** `RolePolicy`. */
  readonly name: string;
}

/** The resources that a call may have registered, and whether the name tells that; else each of the type may be the one. */
export interface FoundResources {
  readonly found: readonly StackResource[];
  readonly isNamed: boolean;
}

/** Finds what the engine saw of a resource that the program makes. */
export class ResourceLookup {
  private readonly byName = new Map<string, StackResource[]>();

  constructor(private readonly stack: readonly StackResource[]) {
    for (const resource of stack) this.byName.set(resource.name, [...(this.byName.get(resource.name) ?? []), resource]);
  }

  /** `names` are the values that the resource's name may have, `parent` is the URN of the component that it belongs to. */
  find(made: ResourceClass, names: readonly Symbolic[], parent: string | undefined): FoundResources {
    const texts = names.flatMap((name) => (name.kind === "string" ? (literalText(name) ?? []) : []));
    const named = this.named(made, texts, names, parent);
    return { found: named.length > 0 || texts.length > 0 ? named : this.ofClass(made), isNamed: named.length > 0 };
  }

  /** The component of the type and name. */
  component(token: string | undefined, name: string | undefined): StackResource | undefined {
    const found = name === undefined ? [] : (this.byName.get(name) ?? []).filter((resource) => resource.type === token);
    return found.length === 1 ? found[0] : undefined;
  }

  /** One resource, where its name can be told. */
  private named(made: ResourceClass, texts: readonly string[], names: readonly Symbolic[], parent: string | undefined): StackResource[] {
    const named = texts.flatMap((text) => this.byName.get(text) ?? []);
    const candidates = named.length > 0 ? named : this.matchingPattern(names);
    const fitting = candidates.filter((resource) => fits(made, resource.type));
    if (fitting.length <= 1) return fitting;
    const children = parent === undefined ? [] : fitting.filter((resource) => resource.parent === parent);
    return children.length > 0 ? children : fitting;
  }

  /** A resource whose name says nothing is one of its type; of very many, that says nothing either. */
  private ofClass(made: ResourceClass): StackResource[] {
    const found = this.stack.filter((resource) => fits(made, resource.type));
    return found.length <= mostAlternatives ? found : [];
  }

  /** A name of which parts are not known is a pattern; it says something where only one resource fits. */
  private matchingPattern(names: readonly Symbolic[]): StackResource[] {
    const patterns = names.flatMap((name) => (name.kind === "string" ? [patternOf(name)] : []));
    return this.stack.filter((resource) => patterns.some((pattern) => pattern?.test(resource.name)));
  }
}

const mostAlternatives = 20;

function patternOf(name: SymbolicString): RegExp | undefined {
  if (!name.parts.some((part) => part.kind === "literal" && /\w/.test(part.text))) return undefined;
  const source = name.parts.map((part) => (part.kind === "literal" ? part.text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") : ".+")).join("");
  return new RegExp(`^${source}$`, "s");
}

/** Whether a type's token is that of the class: `aws:iam/rolePolicy:RolePolicy`, `aws-native:iam:RolePolicy`. */
function fits(made: ResourceClass, token: string): boolean {
  const [packageName, module = "", name = ""] = token.split(":");
  if (packageName !== made.package) return false;
  const isCallback = made.package === "aws" && made.name === "CallbackFunction";
  if (name !== (isCallback ? "Function" : made.name)) return false;
  return made.module === undefined || module.split("/")[0] === made.module;
}
