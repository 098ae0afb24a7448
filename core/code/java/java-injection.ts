import { unknown } from "../../values";
import { externalSupertypes, frameOf } from "../program/declarations";
import type { Machine } from "../program/machine";
import type { Annotation, FieldDeclaration, FunctionDeclaration, Parameter, TypeDeclaration } from "../program/program";
import { choose } from "../program/store";
import { joinTexts } from "../program/text";
import { alternativesOf, atRunTime, data, knownText, text, type Call, type Frame, type ProgramValue, type Type } from "../program/values";
import { environmentVariable } from "./java-libraries";
import { isHolder } from "./java-names";
import { injectParameter } from "./java-powertools";
import type { JavaProperties } from "./java-properties";
import type { JavaSources } from "./java-sources";

const providing = /^(Provides|Bean|Produces)$/;
const naming = /^(Named|Qualifier|Resource|Component|Service|Bean|Repository)$/;

/** A method that makes what others ask for. */
interface Provider {
  readonly method: FunctionDeclaration;
  readonly type: Type;
  readonly name: string;
  made?: ProgramValue;
}

/** A field, or a parameter, that somebody fills. */
type Place = Pick<FieldDeclaration | Parameter, "name" | "type" | "annotations">;

/** What Dagger, Spring, Quarkus, Micronaut and Powertools fill: fields and parameters, from modules, configurations and properties. */
export class Injection {
  private providers: readonly Provider[] | undefined;

  constructor(
    private readonly sources: JavaSources,
    private readonly properties: JavaProperties,
  ) {}

  /** What a field or parameter is filled with; `undefined` where nothing says. */
  fill(machine: Machine, place: Place, frame: Frame, at: Call["at"]): ProgramValue | undefined {
    const call: Call = { args: [], at, code: place.name, frame };
    for (const annotation of place.annotations ?? []) {
      const value = this.annotated(machine, annotation, frame, call);
      if (value) return value;
    }
    const type = held(machine.typeOf(place.type, frame));
    return type && this.provide(machine, type, nameOf(machine, place.annotations, frame));
  }

  private annotated(machine: Machine, annotation: Annotation, frame: Frame, call: Call): ProgramValue | undefined {
    const given = annotation.values.get("key") ?? annotation.values.get("name") ?? annotation.values.get("value");
    const value = given && machine.evaluate(given, frame);
    if (injectParameter(machine, annotation.name, value, call)) return atRunTime("a parameter");
    if (!/^(Value|ConfigProperty|Property)$/.test(annotation.name)) return undefined;
    const fallback = annotation.values.get("defaultValue");
    const written = knownText(value) ?? "";
    return this.property(machine, written.includes("${") ? written : `\${${written}}`, call, fallback && knownText(machine.evaluate(fallback, frame)));
  }

  /** A text with `${property:default}` filled in. */
  property(machine: Machine, written: string, call: Call, fallback?: string, depth = 0): ProgramValue {
    const whole = /^\$\{([^{}]+)\}$/.exec(written);
    if (whole) return this.propertyNamed(machine, whole[1]!, fallback, call, depth);
    const parts = written.split(/(\$\{[^{}]+\})/).filter((part) => part !== "");
    return parts.length === 1 && !parts[0]!.startsWith("${") ? text(written) : joinTexts(parts.map((part) => (part.startsWith("${") ? this.property(machine, part, call, undefined, depth + 1) : text(part))));
  }

  /** A property is what the environment says, also as TABLE_NAME for table.name; else what the files say; else its default. */
  private propertyNamed(machine: Machine, inside: string, fallback: string | undefined, call: Call, depth: number): ProgramValue {
    const [name = "", otherwise = fallback] = inside.split(/:(.*)/s);
    const candidates = [...new Set([name, name.toUpperCase().replace(/[^A-Z0-9]/g, "_")])];
    const settled = candidates.find((one) => machine.environment.get(one, call.at).kind === "configured");
    if (settled !== undefined) return environmentVariable(machine, text(settled), call);
    const possible = candidates.flatMap((one) => alternativesOf(environmentVariable(machine, text(one), call)));
    const inFiles = this.properties.get(name);
    const standing = inFiles !== undefined && depth < 8 ? this.property(machine, inFiles, call, undefined, depth + 1) : otherwise === undefined ? undefined : text(otherwise);
    if (!standing) return possible[possible.length - 1] ?? data(unknown("decided-at-run-time", `property ${name}`));
    return choose([...possible.slice(-1), standing]);
  }

  /** What a module or configuration provides of a type. */
  provide(machine: Machine, type: Type, name: string | undefined): ProgramValue | undefined {
    if (type.kind === "plain" && name === undefined) return undefined;
    const fitting = this.all(machine).filter((one) => isSameType(one.type, type));
    const named = name === undefined ? fitting : fitting.filter((one) => one.name === name);
    const chosen = named.length > 0 || type.kind === "plain" ? named : fitting;
    return chosen.length === 0 ? undefined : choose(chosen.map((one) => this.make(machine, one)));
  }

  /** Methods that provide functions, by the names of these. */
  functions(machine: Machine): { readonly name: string; make(): ProgramValue }[] {
    const isFunction = (type: Type): boolean => type.kind === "external" && /^java\.util\.function\.(Bi)?(Function|Consumer|Supplier)$/.test(type.path);
    return this.all(machine).filter((one) => isFunction(one.type)).map((one) => ({ name: one.name, make: () => this.make(machine, one) }));
  }

  private make(machine: Machine, provider: Provider): ProgramValue {
    if (provider.made) return provider.made;
    // Whoever needs itself to be made gets what its type says.
    provider.made = machine.opaque(provider.type, unknown("decided-at-run-time", provider.name));
    machine.store.once(() => {
      const { method } = provider;
      const frame = frameOf(machine, method);
      const call: Call = { args: [], at: method.at, code: method.name, frame };
      const owner = method.isStatic || !method.owner ? undefined : machine.opaque({ kind: "local", declaration: method.owner, args: [] }, unknown("decided-at-run-time", method.owner.name));
      const args = method.parameters.map((parameter) => this.fill(machine, parameter, frame, method.at) ?? machine.opaque(machine.typeOf(parameter.type, frame), unknown("decided-at-run-time", parameter.name)));
      const made = machine.invoke({ kind: "function", declaration: method, ...(owner ? { self: owner } : {}) }, args, call);
      if (made.kind !== "zero") provider.made = made;
    });
    return provider.made;
  }

  private all(machine: Machine): readonly Provider[] {
    return (this.providers ??= this.sources.containing(/@([\w.]+\.)?(Provides|Bean|Produces|Factory)\b/).flatMap((owner) => [...owner.methods.values()].flat().flatMap((method) => providerOf(machine, owner, method) ?? [])));
  }
}

function providerOf(machine: Machine, owner: TypeDeclaration, method: FunctionDeclaration): Provider | undefined {
  const isFactory = owner.annotations.some((one) => one.name === "Factory");
  const annotations = method.annotations ?? [];
  if (!method.body || !annotations.some((one) => providing.test(one.name) || (isFactory && /^(Singleton|Prototype|Context|Requires)$/.test(one.name)))) return undefined;
  const frame = frameOf(machine, method);
  const type = held(machine.typeOf(method.results[0]?.type, frame));
  return type && { method, type, name: nameOf(machine, annotations, frame) ?? method.name };
}

/** The name that an annotation gives: `@Named("orders")`. */
export function nameOf(machine: Machine, annotations: readonly Annotation[] | undefined, frame: Frame): string | undefined {
  for (const { name, values } of annotations ?? []) {
    const given = naming.test(name) ? (values.get("value") ?? values.get("name")) : undefined;
    const known = given && knownText(machine.evaluate(given, frame));
    if (known) return known;
  }
  return undefined;
}

/** The name that a framework finds a class by. */
export function componentName(machine: Machine, declaration: TypeDeclaration): string {
  return nameOf(machine, declaration.annotations, frameOf(machine, declaration)) ?? declaration.name[0]!.toLowerCase() + declaration.name.slice(1);
}

/** What is inside of a `Provider<T>`, `Lazy<T>` or `Optional<T>`. */
function held(type: Type | undefined): Type | undefined {
  return type?.kind === "external" && isHolder(type.path) && !type.path.startsWith("java.util.function.") && type.args[0] ? type.args[0] : type;
}

function isSameType(a: Type, b: Type): boolean {
  if (a.kind === "local" && b.kind === "local") return a.declaration === b.declaration;
  if (a.kind === "external" && b.kind === "external") return a.path === b.path;
  return a.kind === "plain" && b.kind === "plain" && a.name === b.name;
}

/** Whether a class is a function that a framework starts with an event. */
export function isStartable(machine: Machine, declaration: TypeDeclaration): boolean {
  return declaration.kind === "class" && externalSupertypes(machine, declaration).some((path) => /\.Request(Stream)?Handler$|^java\.util\.function\.(Bi)?(Function|Consumer|Supplier)$/.test(path));
}
