import { known, literalText, unknown, type Symbolic, type SymbolicMap, type Unknown, type Value } from "../values";
import type { Certainty, Effect, PolicyElement, Statement } from "./policy-document";
import { readConditions } from "./read-conditions";
import { readElements, readPrincipals } from "./read-elements";
import { kindOf, type Reading } from "./reading";

const ELEMENTS = ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"] as const;
type ElementName = (typeof ELEMENTS)[number];
type Elements = ReadonlyMap<ElementName, Symbolic>;

export function readStatement(map: SymbolicMap, path: string, index: number, certainty: Certainty, reading: Reading): Statement {
  const { found, rest } = reading.named(map, ELEMENTS, path);
  const reader = new StatementReader(path, found, rest, reading);
  const effect = reader.readEffect(map);
  const actions = reader.readPair("Action", "NotAction", map);
  const resources = reader.readPair("Resource", "NotResource", map);
  const { conditions, unread } = readConditions(found.get("Condition"), `${path}.Condition`, reading);
  const unreadConditions = unread ?? (found.has("Condition") ? undefined : rest);
  const sid = reader.readSid();
  for (const element of [...(actions.yes ?? []), ...(actions.not ?? [])]) checkAction(element, reading);
  for (const element of [...(resources.yes ?? []), ...(resources.not ?? [])]) checkResource(element, reading);
  return {
    index,
    path,
    ...(sid === undefined ? {} : { sid }),
    effect,
    ...(actions.yes ? { actions: actions.yes } : {}),
    ...(actions.not ? { notActions: actions.not } : {}),
    ...(resources.yes ? { resources: resources.yes } : {}),
    ...(resources.not ? { notResources: resources.not } : {}),
    ...reader.readPrincipalPair(),
    conditions,
    ...(unreadConditions ? { unreadConditions } : {}),
    certainty,
    ...(map.at ? { at: map.at } : {}),
  };
}

class StatementReader {
  constructor(
    private readonly path: string,
    private readonly elements: Elements,
    private readonly rest: Unknown | undefined,
    private readonly reading: Reading,
  ) {}

  readSid(): string | undefined {
    const value = this.elements.get("Sid");
    if (!value || value.kind === "unknown" || value.kind === "choice") return undefined;
    if (value.kind === "string") return literalText(value);
    this.reading.report(`${this.path}.Sid`, `is ${kindOf(value)}, not a string`, value.at);
    return undefined;
  }

  readEffect(map: SymbolicMap): Value<Effect> {
    const path = `${this.path}.Effect`;
    const value = this.elements.get("Effect");
    if (!value) return this.rest ?? this.reading.refuse(path, "a statement needs an Effect", map.at);
    return readEffectValue(value, path, this.reading);
  }

  /** Of two elements that exclude each other, the one that is there; Resource may be missing where Principal is there (trust policies). */
  readPair(name: "Action" | "Resource", notName: "NotAction" | "NotResource", map: SymbolicMap): { yes?: PolicyElement[]; not?: PolicyElement[] } {
    const value = this.elements.get(name);
    const notValue = this.elements.get(notName);
    if (value && notValue) this.reading.report(`${this.path}.${notName}`, `${name} and ${notName} exclude each other`, notValue.at);
    if (value) return { yes: this.readList(value, name) };
    if (notValue) return { not: this.readList(notValue, notName) };
    if (this.rest) return { yes: [{ path: `${this.path}.${name}[0]`, value: this.rest }] };
    const isTrustPolicy = this.elements.has("Principal") || this.elements.has("NotPrincipal");
    if (name === "Resource" && isTrustPolicy) return {};
    this.reading.report(`${this.path}.${name}`, `a statement needs ${name} or ${notName}`, map.at);
    return { yes: [] };
  }

  readPrincipalPair(): Pick<Statement, "principals" | "notPrincipals"> {
    const value = this.elements.get("Principal");
    const notValue = this.elements.get("NotPrincipal");
    if (value && notValue) this.reading.report(`${this.path}.NotPrincipal`, "Principal and NotPrincipal exclude each other", notValue.at);
    if (value) return { principals: readPrincipals(value, `${this.path}.Principal`, this.reading) };
    if (notValue) return { notPrincipals: readPrincipals(notValue, `${this.path}.NotPrincipal`, this.reading) };
    return {};
  }

  private readList(value: Symbolic, name: ElementName): PolicyElement[] {
    const path = `${this.path}.${name}`;
    const elements = readElements(value, path, this.reading);
    if (elements.length === 0) this.reading.report(path, "the list is empty", value.at);
    return elements;
  }
}

function readEffectValue(value: Symbolic, path: string, reading: Reading): Value<Effect> {
  switch (value.kind) {
    case "unknown":
      return value;
    case "choice": {
      const effects = value.alternatives.map((alternative) => readEffectValue(alternative, path, reading));
      const [first] = effects;
      if (first && effects.every((effect) => effect.kind === "known" && first.kind === "known" && effect.value === first.value)) return first;
      return effects.find((effect) => effect.kind === "unknown") ?? unknown("computed-at-apply", "Allow or Deny", [], value.at);
    }
    case "string": {
      const text = literalText(value);
      if (text === undefined) return unknown("computed-at-apply", "the Effect is inserted when it is known", [], value.at);
      if (text === "Allow" || text === "Deny") return known(text);
      const meant = ["Allow", "Deny"].find((effect) => effect.toLowerCase() === text.toLowerCase());
      if (!meant) return reading.refuse(path, `"${text}" is neither "Allow" nor "Deny"`, value.at);
      reading.report(path, `"${text}" has to be written "${meant}"`, value.at);
      return known(meant as Effect);
    }
    default:
      return reading.refuse(path, `is ${kindOf(value)}, not "Allow" or "Deny"`, value.at);
  }
}

function checkAction(element: PolicyElement, reading: Reading): void {
  const text = element.value.kind === "string" ? literalText(element.value) : undefined;
  if (text === undefined || text === "*") return;
  const prefix = /^([^:]*):(.+)$/.exec(text)?.[1];
  if (prefix === undefined) reading.report(element.path, `"${text}" is not of the form service:Action`, element.at);
  else if (!/^[A-Za-z0-9-]+$/.test(prefix)) reading.report(element.path, `"${prefix}" is no service prefix: wildcards may only follow the colon`, element.at);
}

/** ARNs, `*`, and the short form that only API Gateway's resource policies know. */
function checkResource(element: PolicyElement, reading: Reading): void {
  if (element.value.kind !== "string") return;
  const [first] = element.value.parts;
  if (first && (first.kind !== "literal" || (element.value.parts.length > 1 && "arn:".startsWith(first.text)))) return;
  const text = first?.kind === "literal" ? first.text : "";
  const isWildcard = text === "*" && element.value.parts.length === 1;
  if (!isWildcard && !text.startsWith("arn:") && !text.startsWith("execute-api:/")) reading.report(element.path, `"${text}" is neither an ARN nor "*"`, element.at);
}
