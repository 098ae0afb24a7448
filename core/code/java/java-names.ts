import type { TypeDeclaration, Unit } from "../program/program";
import type { Type } from "../program/values";
import { packageOfClass } from "./java-packages";
import type { JavaSources } from "./java-sources";

const collections = new Set("List ArrayList LinkedList Collection Iterable Set HashSet LinkedHashSet TreeSet SortedSet Queue Deque ArrayDeque Vector Stack Iterator ListIterator Stream CopyOnWriteArrayList ConcurrentLinkedQueue BlockingQueue LinkedBlockingQueue ImmutableList ImmutableSet Flux".split(" "));
const maps = new Set("Map HashMap LinkedHashMap TreeMap SortedMap ConcurrentHashMap ConcurrentMap EnumMap Hashtable ImmutableMap".split(" "));
const plain = new Set("String Integer Long Double Float Boolean Byte Short Character Number CharSequence int long double float boolean byte short char void".split(" "));
/** Classes that need no import. */
const inLang = /^(Object|Class|ClassLoader|Enum|Record|Iterable|Comparable|AutoCloseable|Cloneable|Runnable|Thread|ThreadGroup|Runtime|System|Math|StrictMath|Process|ProcessBuilder|ProcessHandle|StringBuilder|StringBuffer|Throwable|Error|Exception|\w*(Runtime|IllegalArgument|IllegalState|NullPointer|UnsupportedOperation|IndexOutOfBounds|ClassCast|Arithmetic|NumberFormat|Interrupted|CloneNotSupported|ClassNotFound|NoSuchField|NoSuchMethod|Reflective|Security)\w*Exception|Override|Deprecated|SuppressWarnings|FunctionalInterface|SafeVarargs|Void|Module|StackTraceElement)$/;
/** Types that hold one value of their argument. */
const holders = new Set("Optional CompletableFuture CompletionStage Future Mono Supplier Callable AtomicReference ThreadLocal Provider ObjectProvider Lazy Instance WeakReference".split(" "));

/** What the name of a type means in a file. Source: https://docs.oracle.com/javase/specs/jls/se21/html/jls-6.html */
export function resolveJavaType(sources: JavaSources, name: string, unit: Unit, owner: TypeDeclaration | undefined): Type | undefined {
  const first = name.split(".")[0]!;
  const rest = name.slice(first.length + 1);
  if (rest !== "" && /^[A-Z]/.test(first)) {
    const outer = resolveJavaType(sources, first, unit, owner);
    if (outer?.kind === "local") return nestedIn(outer.declaration, rest);
    return outer?.kind === "external" ? { ...outer, path: `${outer.path}.${rest}` } : undefined;
  }
  const declared = declaredAround(sources, name, unit, owner);
  if (declared) return { kind: "local", declaration: declared, args: [] };
  return named(sources, pathOf(sources, name, unit));
}

function nestedIn(declaration: TypeDeclaration, rest: string): Type | undefined {
  let at: TypeDeclaration | undefined = declaration;
  for (const part of rest.split(".")) at = at?.nested.get(part);
  return at && { kind: "local", declaration: at, args: [] };
}

/** A type by its full name. */
export function named(sources: JavaSources, path: string): Type | undefined {
  const declaration = sources.find(path);
  if (declaration) return { kind: "local", declaration, args: [] };
  const simple = path.slice(path.lastIndexOf(".") + 1);
  if (/^(java\.|com\.google\.common\.|reactor\.core\.)/.test(path)) {
    if (collections.has(simple)) return { kind: "list" };
    if (maps.has(simple)) return { kind: "map" };
    if (path.startsWith("java.lang.") && plain.has(simple)) return { kind: "plain", name: simple };
  }
  return { kind: "external", path, args: [] };
}

/** Whether a type of a library stands for the value that it holds. */
export function isHolder(path: string): boolean {
  return holders.has(path.slice(path.lastIndexOf(".") + 1));
}

/** Classes that are declared in the class itself, around it, or in what they inherit from. */
function declaredAround(sources: JavaSources, name: string, unit: Unit, owner: TypeDeclaration | undefined): TypeDeclaration | undefined {
  for (let at = owner; at; at = at.outer) {
    const nested = at.name === name ? at : inherited(sources, at, name, 0);
    if (nested) return nested;
  }
  return unit.types.find((type) => type.name === name);
}

function inherited(sources: JavaSources, declaration: TypeDeclaration, name: string, depth: number): TypeDeclaration | undefined {
  const own = declaration.nested.get(name);
  if (own || depth > 5) return own;
  for (const supertype of declaration.supertypes) {
    // Looked up from outside of the class, since its own nested classes cannot be what it inherits from.
    const type = supertype.name === name ? undefined : resolveJavaType(sources, supertype.name, declaration.unit, declaration.outer);
    const found = type?.kind === "local" && type.declaration !== declaration ? inherited(sources, type.declaration, name, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** The full name behind a name that is not declared in the file. */
export function pathOf(sources: JavaSources, name: string, unit: Unit): string {
  if (name.includes(".")) return name;
  const imported = unit.imports.get(name);
  if (imported) return imported;
  const own = unit.package === "" ? name : `${unit.package}.${name}`;
  if (sources.find(own)) return own;
  const local = unit.wildcards.find((wildcard) => sources.find(`${wildcard}.${name}`));
  if (local) return `${local}.${name}`;
  if (plain.has(name) || inLang.test(name)) return `java.lang.${name}`;
  return `${packageOfClass(name, unit.wildcards) ?? "java.lang"}.${name}`;
}
