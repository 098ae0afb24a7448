import type { TypeName } from "../program/program";
import { childrenOf, field, textOf, type Syntax } from "../syntax";

/** Types that hold one value of another: what is said of them is said of it. */
const holders = new Set("Arc Rc Box Option Result Mutex RwLock Cow Pin Cell RefCell OnceCell OnceLock Lazy LazyLock LazyCell State Extension Data Weak Ref MutexGuard Poll JoinHandle Some".split(" "));

const lists = new Set("Vec VecDeque HashSet BTreeSet Iterator IntoIterator Stream".split(" "));
const maps = new Set("HashMap BTreeMap IndexMap".split(" "));

/** A type as it is written; references, pointers and holders stand for what they hold. */
export function readType(node: Syntax | undefined, bounds: ReadonlyMap<string, TypeName>): TypeName | undefined {
  if (!node) return undefined;
  switch (node.type) {
    case "type_identifier":
    case "identifier":
    case "primitive_type":
      return bounds.get(textOf(node)) ?? { name: textOf(node), args: [] };
    case "scoped_type_identifier":
    case "scoped_identifier":
      return { name: pathOf(node), args: [] };
    case "generic_type":
    case "generic_type_with_turbofish":
      return readGeneric(node, bounds);
    case "reference_type":
    case "pointer_type":
      return readType(field(node, "type"), bounds);
    case "array_type": {
      const element = readType(field(node, "element"), bounds);
      return { name: "[]", args: element ? [element] : [] };
    }
    case "dynamic_type":
    case "abstract_type":
      return readType(field(node, "trait"), bounds);
    case "bounded_type":
    case "higher_ranked_trait_bound":
      return readType(node.children.find((child) => child.type !== "lifetime") ?? undefined, bounds);
    case "tuple_type":
      return node.children.length === 1 ? readType(node.children[0], bounds) : undefined;
    case "function_type":
      return { name: "func", args: [] };
    default:
      return undefined;
  }
}

function readGeneric(node: Syntax, bounds: ReadonlyMap<string, TypeName>): TypeName | undefined {
  const written = pathOf(field(node, "type")!);
  const name = written.slice(written.lastIndexOf(":") + 1);
  const args = (field(node, "type_arguments")?.children ?? []).filter((child) => child.type !== "lifetime").map((child) => (child.type === "type_binding" ? readType(field(child, "type"), bounds) : readType(child, bounds)));
  const known = args.filter((one) => one !== undefined);
  if (holders.has(name)) return args[0];
  if (lists.has(name)) return { name: "[]", args: args[0] ? [args[0]] : [] };
  if (maps.has(name)) return { name: "map", args: known };
  if (/^(Fn|FnMut|FnOnce)$/.test(name)) return { name: "func", args: [] };
  return bounds.get(written) ?? { name: written, args: known };
}

/** `a::b::C` without type arguments. */
export function pathOf(node: Syntax): string {
  if (node.type === "generic_type" || node.type === "generic_type_with_turbofish") return pathOf(field(node, "type")!);
  if (node.type === "generic_function") return pathOf(field(node, "function")!);
  if (node.type === "scoped_identifier" || node.type === "scoped_type_identifier") {
    const around = field(node, "path");
    const name = textOf(field(node, "name")!);
    return around ? `${pathOf(around)}::${name}` : `::${name}`;
  }
  if (node.type === "bracketed_type") {
    const inner = node.children[0];
    return inner?.type === "qualified_type" ? pathOf(field(inner, "type") ?? inner) : inner ? pathOf(inner) : "";
  }
  return textOf(node).replace(/\s/g, "");
}

/** What generic parameters have to be, by the first bound that names a trait of its own. */
export function boundsOf(node: Syntax, around: ReadonlyMap<string, TypeName>): Map<string, TypeName> {
  const found = new Map(around);
  const add = (name: Syntax | undefined, bounds: Syntax | undefined): void => {
    const bound = bounds?.children.find((child) => child.type !== "lifetime" && !/^(Send|Sync|Sized|Clone|Copy|Debug|'static)$/.test(textOf(child)));
    const type = bound && readType(bound, around);
    if (name && type) found.set(textOf(name), type);
  };
  for (const parameter of field(node, "type_parameters")?.children ?? []) add(field(parameter, "name") ?? field(parameter, "left"), field(parameter, "bounds"));
  for (const clause of childrenOf(node, "where_clause")) for (const predicate of clause.children) add(field(predicate, "left"), field(predicate, "bounds"));
  return found;
}
