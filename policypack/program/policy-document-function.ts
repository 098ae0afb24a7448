import { literal, literalText, unknown, type Symbolic, type SymbolicMap } from "../../core";

/** What `aws.iam.getPolicyDocument` makes of its arguments. Documents that it would merge in are not opened: statements may be missing then. */
export function policyDocumentOf(args: Symbolic): Symbolic {
  if (args.kind === "choice") return { kind: "choice", alternatives: args.alternatives.map(policyDocumentOf) };
  if (args.kind !== "map") return args.kind === "unknown" ? args : unknown("unreadable", "the arguments of getPolicyDocument");
  const merged = ["sourceJson", "overrideJson", "sourcePolicyDocuments", "overridePolicyDocuments"].find((name) => isGiven(args.entries.get(name)));
  const statements = args.entries.get("statements");
  const rest = merged === undefined ? args.rest : unknown("unreadable", `${merged} of getPolicyDocument is not opened`);
  return {
    kind: "map",
    entries: new Map<string, Symbolic>([
      ["Version", args.entries.get("version") ?? literal("2012-10-17")],
      ["Statement", withRest(eachOf(statements ?? { kind: "list", items: [] }, statementOf), rest)],
    ]),
  };
}

function isGiven(value: Symbolic | undefined): boolean {
  return value !== undefined && value.kind !== "null";
}

function withRest(list: Symbolic, rest: SymbolicMap["rest"]): Symbolic {
  return rest && list.kind === "list" && !list.rest ? { ...list, rest } : list;
}

function eachOf(list: Symbolic, change: (item: Symbolic) => Symbolic): Symbolic {
  if (list.kind === "list") return { ...list, items: list.items.map(change) };
  return list.kind === "choice" ? { kind: "choice", alternatives: list.alternatives.map((one) => eachOf(one, change)) } : list;
}

const elements: readonly (readonly [argument: string, element: string])[] = [
  ["sid", "Sid"],
  ["actions", "Action"],
  ["notActions", "NotAction"],
  ["resources", "Resource"],
  ["notResources", "NotResource"],
];

function statementOf(statement: Symbolic): Symbolic {
  if (statement.kind === "choice") return { kind: "choice", alternatives: statement.alternatives.map(statementOf) };
  if (statement.kind !== "map") return statement;
  const entries = new Map<string, Symbolic>([["Effect", statement.entries.get("effect") ?? literal("Allow")]]);
  for (const [argument, element] of elements) {
    const value = statement.entries.get(argument);
    if (isGiven(value)) entries.set(element, value!);
  }
  for (const [argument, element] of [["principals", "Principal"], ["notPrincipals", "NotPrincipal"]] as const) {
    const value = statement.entries.get(argument);
    if (isGiven(value)) entries.set(element, principalsOf(value!));
  }
  const conditions = statement.entries.get("conditions");
  if (isGiven(conditions)) entries.set("Condition", conditionsOf(conditions!));
  return { kind: "map", entries, ...(statement.rest ? { rest: statement.rest } : {}), ...(statement.at ? { at: statement.at } : {}) };
}

function principalsOf(value: Symbolic): Symbolic {
  return keyed(value, "a principal", (principal) => {
    const type = principal.entries.get("type");
    const name = type?.kind === "string" ? literalText(type) : undefined;
    return name === undefined ? undefined : [name, principal.entries.get("identifiers") ?? { kind: "list", items: [] }];
  });
}

function conditionsOf(value: Symbolic): Symbolic {
  return keyed(value, "a condition", (condition) => {
    const [test, variable] = ["test", "variable"].map((name) => {
      const part = condition.entries.get(name);
      return part?.kind === "string" ? literalText(part) : undefined;
    });
    if (test === undefined || variable === undefined) return undefined;
    return [test, { kind: "map", entries: new Map([[variable, condition.entries.get("values") ?? { kind: "list", items: [] }]]) }];
  });
}

/** A map made of a list of blocks; entries of one key are joined, and what cannot be told leaves the map open. */
function keyed(value: Symbolic, what: string, entryOf: (block: SymbolicMap) => readonly [string, Symbolic] | undefined): Symbolic {
  if (value.kind !== "list") return value.kind === "unknown" ? value : unknown("unreadable", what);
  const entries = new Map<string, Symbolic>();
  let rest = value.rest;
  for (const block of value.items) {
    const entry = block.kind === "map" ? entryOf(block) : undefined;
    if (entry) entries.set(entry[0], joined(entries.get(entry[0]), entry[1]));
    else rest ??= block.kind === "unknown" ? block : unknown("unreadable", what);
  }
  return { kind: "map", entries, ...(rest ? { rest } : {}) };
}

function joined(before: Symbolic | undefined, next: Symbolic): Symbolic {
  if (before?.kind === "list" && next.kind === "list") return { kind: "list", items: [...before.items, ...next.items], ...((before.rest ?? next.rest) ? { rest: before.rest ?? next.rest! } : {}) };
  if (before?.kind === "map" && next.kind === "map") {
    const entries = new Map(before.entries);
    for (const [key, item] of next.entries) entries.set(key, joined(entries.get(key), item));
    return { kind: "map", entries };
  }
  return next;
}
