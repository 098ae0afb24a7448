import { isAlias, isMap, isScalar, isSeq, type LineCounter, type Node } from "yaml";
import { literal, literalText, symbolicString, unknown, type SourceLocation, type StringPart, type Symbolic, type SymbolicMap } from "../../core";
import { policyDocumentOf } from "./policy-document-function";
import { target } from "./resource-outputs";

/** What the names in `${…}` are. */
export interface YamlNames {
  readonly file: string;
  readonly lines: LineCounter;
  /** A resource's output, a variable, a configuration value. */
  valueOf(name: string, path: readonly string[], at: SourceLocation): Symbolic;
}

const deepest = 100;

/** The value of an expression of a Pulumi YAML program. */
export function valueOfYaml(node: unknown, names: YamlNames, depth = 0): Symbolic {
  if (depth > deepest || isAlias(node)) return unknown("unreadable", "an expression that is nested too deeply, or an alias");
  if (isMap(node)) return valueOfMap(node, names, depth);
  if (isSeq(node)) return { kind: "list", items: node.items.map((item) => valueOfYaml(item, names, depth + 1)), at: placeOfYaml(node, names) };
  if (!isScalar(node) || node.value === null || node.value === undefined) return { kind: "null" };
  const at = placeOfYaml(node, names);
  if (typeof node.value === "boolean") return { kind: "boolean", value: node.value, at };
  if (typeof node.value === "number") return { kind: "number", value: node.value, at };
  return typeof node.value === "string" ? textOf(node.value, names, at) : literal(node.source ?? String(node.value), at);
}

/** Where a node of the file stands. */
export function placeOfYaml(node: Node, { file, lines }: YamlNames): SourceLocation {
  const [from, to] = node.range ?? [0, 0];
  const [start, end] = [lines.linePos(from), lines.linePos(to)];
  return { file, line: start.line, column: start.col, endLine: end.line, endColumn: end.col };
}

function valueOfMap(node: Node & { readonly items: readonly unknown[] }, names: YamlNames, depth: number): Symbolic {
  const pairs = node.items as readonly { readonly key: unknown; readonly value: unknown }[];
  const at = placeOfYaml(node, names);
  const entries = new Map(pairs.map(({ key, value }) => [isScalar(key) ? String(key.source ?? key.value) : "", value] as const));
  const [only] = entries.keys();
  if (entries.size === 1 && only!.startsWith("fn::")) return called(only!.slice("fn::".length), entries.get(only!), names, depth, at);
  return { kind: "map", entries: new Map([...entries].map(([key, value]) => [key, valueOfYaml(value, names, depth + 1)])), at };
}

/** The functions of https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-language-reference/ that policies are written with. */
function called(name: string, argument: unknown, names: YamlNames, depth: number, at: SourceLocation): Symbolic {
  const value = (): Symbolic => valueOfYaml(argument, names, depth + 1);
  switch (name) {
    case "toJSON":
      return { kind: "json", value: value(), at };
    case "join":
      return joined(value(), at);
    case "secret":
      return unknown("secret");
    case "invoke":
      return invoked(value(), at);
    default:
      return name.includes(":") ? invokedAs(name, value(), at) : unknown("unreadable", `fn::${name}`, [], at);
  }
}

function joined(value: Symbolic, at: SourceLocation): Symbolic {
  const [separator, list] = value.kind === "list" ? value.items : [];
  if (separator?.kind !== "string" || list?.kind !== "list" || list.rest) return unknown("unreadable", "fn::join", [], at);
  const parts = list.items.flatMap((item, index): StringPart[] => [...(index === 0 ? [] : separator.parts), ...partsOf(item)]);
  return symbolicString(parts, at);
}

function invoked(value: Symbolic, at: SourceLocation): Symbolic {
  const entry = (name: string): Symbolic => (value.kind === "map" ? (value.entries.get(name) ?? { kind: "null" }) : { kind: "null" });
  const name = entry("function");
  const token = name.kind === "string" ? literalText(name) : undefined;
  const result = invokedAs(token ?? "", entry("arguments"), at);
  const wanted = entry("return");
  return wanted.kind === "string" ? memberOf(result, literalText(wanted) ?? "", at) : result;
}

function invokedAs(token: string, args: Symbolic, at: SourceLocation): Symbolic {
  const [packageName, ...rest] = token.split(":");
  const name = packageName === "aws" ? rest.at(-1) : undefined;
  const made = (entries: readonly (readonly [string, Symbolic])[]): SymbolicMap => ({ kind: "map", entries: new Map(entries) });
  switch (name) {
    case "getPolicyDocument": {
      const json: Symbolic = { kind: "json", value: policyDocumentOf(args.kind === "null" ? made([]) : args), at };
      return made([["json", json], ["minifiedJson", json]]);
    }
    case "getCallerIdentity":
      return made([["accountId", target.account], ["id", target.account]]);
    case "getRegion":
      return made([["name", target.region], ["id", target.region], ["region", target.region]]);
    case "getPartition":
      return made([["partition", target.partition], ["id", target.partition], ["dnsSuffix", target.dnsSuffix]]);
    default:
      return unknown("unreadable", token === "" ? "fn::invoke" : token, [], at);
  }
}

/** What stands behind a dot or in brackets. */
export function memberOf(value: Symbolic, name: string, at: SourceLocation): Symbolic {
  if (value.kind === "map") return value.entries.get(name) ?? value.rest ?? unknown("unreadable", name, [], at);
  if (value.kind === "list" && /^\d+$/.test(name)) return value.items[Number(name)] ?? value.rest ?? unknown("unreadable", name, [], at);
  return value.kind === "unknown" ? value : unknown("unreadable", name, [], at);
}

function textOf(text: string, names: YamlNames, at: SourceLocation): Symbolic {
  const pieces = text.split(/(\$\$\{|\$\{[^}]*\})/);
  const filled = pieces.filter((piece) => piece !== "");
  // A text that is one expression is that value, whatever it is.
  if (filled.length === 1 && /^\$\{/.test(filled[0]!)) return resolved(filled[0]!, names, at);
  return symbolicString(
    filled.flatMap((piece): StringPart[] => {
      if (piece === "$${") return [{ kind: "literal", text: "${" }];
      return piece.startsWith("${") ? [...partsOf(resolved(piece, names, at))] : [{ kind: "literal", text: piece }];
    }),
    at,
  );
}

function resolved(expression: string, names: YamlNames, at: SourceLocation): Symbolic {
  const [name, ...path] = expression.slice(2, -1).trim().split(/[.[\]"]+/).filter((part) => part !== "");
  return name === undefined ? unknown("unreadable", expression, [], at) : names.valueOf(name, path, at);
}

function partsOf(value: Symbolic): readonly StringPart[] {
  switch (value.kind) {
    case "string":
      return value.parts;
    case "number":
    case "boolean":
      return [{ kind: "literal", text: String(value.value) }];
    case "unknown":
      return [{ kind: "unknown-text", unknown: value }];
    default:
      return [{ kind: "unknown-text", unknown: unknown("unreadable", value.kind === "null" ? "nothing where text is expected" : `a ${value.kind} where text is expected`) }];
  }
}
