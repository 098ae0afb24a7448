/*
 * IAM's decision on one request, from plain JSON policies: independent of core/access, slow and simple.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */

export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly principal?: string;
}

export interface PlainPolicy {
  readonly Version?: string;
  readonly Statement: readonly Readonly<Record<string, unknown>>[];
}

/** Identity policies, and boundaries of which each has to allow too. */
export interface Setting {
  readonly policies: readonly PlainPolicy[];
  readonly boundaries?: readonly PlainPolicy[];
}

export function isAllowed({ policies, boundaries = [] }: Setting, request: Request): boolean {
  const effects = (documents: readonly PlainPolicy[]): unknown[] => documents.flatMap((document) => document.Statement.filter((statement) => applies(statement, request)).map(({ Effect }) => Effect));
  if (effects([...policies, ...boundaries]).includes("Deny")) return false;
  return effects(policies).includes("Allow") && boundaries.every((boundary) => effects([boundary]).includes("Allow"));
}

function applies(statement: Readonly<Record<string, unknown>>, request: Request): boolean {
  const action = (pattern: string): boolean => like(pattern.toLowerCase(), request.action.toLowerCase());
  const resource = (pattern: string): boolean => {
    const filled = fill(pattern, request);
    return filled !== undefined && likePieces(filled, request.resource);
  };
  const principal = (pattern: string): boolean => pattern === "*" || request.principal === pattern;
  return (
    matchesEither(statement, "Action", action) &&
    matchesEither(statement, "Resource", resource) &&
    matchesEither(flatPrincipals(statement), "Principal", principal) &&
    conditionsHold(statement["Condition"] as Conditions | undefined, request)
  );
}

function matchesEither(statement: Readonly<Record<string, unknown>>, name: string, matches: (pattern: string) => boolean): boolean {
  if (name in statement) return listOf(statement[name]).some(matches);
  if (`Not${name}` in statement) return !listOf(statement[`Not${name}`]).some(matches);
  return true;
}

/** `{ AWS: ["x"] }` as `AWS:x`; everyone as `*`. */
function flatPrincipals(statement: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  for (const name of ["Principal", "NotPrincipal"]) {
    const value = statement[name];
    if (value === undefined) continue;
    flat[name] = typeof value === "string" ? [value] : Object.entries(value as object).flatMap(([type, names]) => listOf(names).map((one) => (one === "*" && type === "AWS" ? "*" : `${type}:${one}`)));
  }
  return flat;
}

function listOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

export function like(pattern: string, text: string): boolean {
  return likePieces([{ text: pattern, isPattern: true }], text);
}

interface Piece {
  readonly text: string;
  readonly isPattern: boolean;
}

function likePieces(pieces: readonly Piece[], text: string): boolean {
  const source = pieces.map(({ text: piece, isPattern }) => [...piece].map((sign) => (isPattern && sign === "*" ? "[^]*" : isPattern && sign === "?" ? "[^]" : escape(sign))).join("")).join("");
  return new RegExp(`^(?:${source})$`).test(text);
}

function escape(sign: string): string {
  return sign.replace(/[.*+?^${}()|[\]\\]/, "\\$&");
}

function keyOf(request: Request, key: string): readonly string[] | undefined {
  const found = Object.entries(request.context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  return found === undefined ? undefined : typeof found === "string" ? [found] : found;
}

/** A pattern with its policy variables replaced, whose values are no patterns; `undefined` where one is absent. */
function fill(pattern: string, request: Request): Piece[] | undefined {
  const pieces: Piece[] = [];
  for (const piece of pattern.split(/(\$\{[^}]*\})/)) {
    const name = /^\$\{(.*)\}$/.exec(piece)?.[1];
    if (name === undefined) pieces.push({ text: piece, isPattern: true });
    else if (["*", "?", "$"].includes(name)) pieces.push({ text: name, isPattern: false });
    else {
      const value = keyOf(request, name);
      if (value?.length !== 1) return undefined;
      pieces.push({ text: value[0]!, isPattern: false });
    }
  }
  return pieces;
}

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function conditionsHold(conditions: Conditions | undefined, request: Request): boolean {
  return Object.entries(conditions ?? {}).every(([operator, keys]) => Object.entries(keys).every(([key, values]) => conditionHolds(operator, key, listOf(values), request)));
}

function conditionHolds(operator: string, key: string, values: readonly string[], request: Request): boolean {
  const [, quantifier, name = "", ifExists] = /^(?:For(Any|All)Values?:)?(.*?)(IfExists)?$/.exec(operator)!;
  const given = keyOf(request, key);
  if (name === "Null") return values.some((value) => (value === "true") === (given === undefined));
  const isNegated = name.includes("Not");
  if (given === undefined) return quantifier === "All" || ifExists !== undefined || (quantifier === undefined && isNegated);
  const test = (one: string): boolean => isNegated !== values.some((value) => compares(name.replace("Not", ""), one, value, request));
  if (quantifier === "All") return given.every(test);
  if (quantifier === "Any") return given.some(test);
  return isNegated ? given.every(test) : given.some(test);
}

function compares(operator: string, given: string, wanted: string, request: Request): boolean {
  const pieces = fill(wanted, request);
  switch (operator) {
    case "StringEquals":
      return pieces !== undefined && pieces.map(({ text }) => text).join("") === given;
    case "StringEqualsIgnoreCase":
      return pieces !== undefined && pieces.map(({ text }) => text).join("").toLowerCase() === given.toLowerCase();
    case "StringLike":
      return pieces !== undefined && likePieces(pieces, given);
    case "ArnEquals":
    case "ArnLike":
      return arnLike(wanted, given);
    case "Bool":
      return given.toLowerCase() === wanted.toLowerCase();
    case "IpAddress":
      return inRange(given, wanted);
    default: {
      const isDate = operator.startsWith("Date");
      const [a, b] = isDate ? [Date.parse(given), Date.parse(wanted)] : [Number(given || "x"), Number(wanted || "x")];
      if (operator.endsWith("LessThan")) return a < b;
      if (operator.endsWith("LessThanEquals")) return a <= b;
      if (operator.endsWith("GreaterThan")) return a > b;
      if (operator.endsWith("GreaterThanEquals")) return a >= b;
      return a === b;
    }
  }
}

function arnLike(pattern: string, text: string): boolean {
  const split = (arn: string): string[] => [...arn.split(":").slice(0, 5), arn.split(":").slice(5).join(":")];
  if (text.split(":").length < 6) return false;
  return split(pattern).every((part, index) => like(part, split(text)[index]!));
}

function inRange(address: string, range: string): boolean {
  const [base = "", length = "32"] = range.split("/");
  const bits = (text: string): string => text.split(".").map((part) => Number(part).toString(2).padStart(8, "0")).join("");
  return bits(address).slice(0, Number(length)) === bits(base).slice(0, Number(length));
}
