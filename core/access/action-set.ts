import type { PolicyElement } from "../iam";
import { findService, servicePrefixes, type ActionDefinition } from "../reference";
import { literalText } from "../values";
import { MAYBE, NO, not, YES, type Truth } from "./truth";

interface ActionPattern {
  /** In lower case: `s3:get*`. */
  readonly text: string;
  /** The prefix, or `*` where the pattern could be of any service. */
  readonly service: string;
  readonly hasWildcards: boolean;
  readonly certainty: Truth;
}

const matchers = new Map<string, RegExp>();
const knownActions = new Map<string, readonly ActionDefinition[]>();

/** The actions that Action or NotAction of a statement names, compared without case. What no service defines is kept beside. */
export class ActionSet {
  private readonly patterns: readonly ActionPattern[];

  constructor(
    elements: readonly PolicyElement[],
    private readonly isNegated: boolean,
  ) {
    this.patterns = elements.map(compilePattern);
  }

  /** Whether it may reach into services that it does not name. */
  get isBroad(): boolean {
    return this.isNegated || this.patterns.some(({ service }) => service === "*");
  }

  get services(): readonly string[] {
    return [...new Set(this.patterns.map(({ service }) => service))].filter((service) => service !== "*");
  }

  has(action: string): Truth {
    const name = action.toLowerCase();
    let truth: Truth = NO;
    for (const pattern of this.patterns) if (pattern.certainty > truth && matches(pattern, name)) truth = pattern.certainty;
    return this.isNegated ? not(truth) : truth;
  }

  /** The names in one service by which its patterns can be told apart: those that are written, and all actions where a wildcard asks for them. */
  namesIn(service: string): Iterable<string> {
    const own = this.patterns.filter((pattern) => pattern.service === service);
    if (!this.isBroad && own.every(({ hasWildcards }) => !hasWildcards)) return own.map(({ text }) => nameOf(text));
    return [...actionsOf(service).map(({ service: prefix, name }) => `${prefix}:${name}`), ...this.strays(service)];
  }

  /** Names that the service does not define, and for patterns without any known action one name that they match. */
  strays(service: string): string[] {
    const known = findService(service)?.actions;
    return this.patterns.flatMap(({ text, service: prefix, hasWildcards }) => {
      if (prefix !== service) return [];
      if (!hasWildcards) return known?.has(text.slice(service.length + 1)) ? [] : [text];
      const isEmpty = ![...(known?.keys() ?? [])].some((name) => matcher(text).test(`${service}:${name}`));
      return isEmpty ? [text.replace(/\*/g, "").replace(/\?/g, "x").replace(/:$/, ":Anything")] : [];
    });
  }
}

/** Actions that no set in a question tells apart, so that one answer holds for all of them. */
export interface ActionClass {
  /** In IAM's own case: `s3:GetObject`. */
  readonly names: readonly string[];
}

/** The actions of `focus` in classes. */
export function classesOf(focus: ActionSet, others: readonly ActionSet[]): ActionClass[] {
  const sets = [focus, ...others];
  const services = focus.isBroad ? [...new Set(sets.flatMap((set) => set.services))] : focus.services;
  const classes = new Map<string, Set<string>>();
  const place = (name: string): void => {
    if (focus.has(name) === NO) return;
    const signature = sets.map((set) => set.has(name)).join("");
    const members = classes.get(signature);
    if (members) members.add(name);
    else classes.set(signature, new Set([name]));
  };
  for (const service of services) {
    for (const name of focus.namesIn(service)) place(name);
    for (const other of others) for (const name of other.strays(service)) place(name);
  }
  if (focus.isBroad) for (const name of elsewhere(services)) place(name);
  return [...classes.values()].map((names) => ({ names: [...names] }));
}

const WELL_KNOWN = ["sqs", "dynamodb", "s3", "sns", "ssm", "lambda", "kms", "ec2"];

/** Actions of a service that nobody names, standing for all such. */
function elsewhere(named: readonly string[]): string[] {
  const service = [...WELL_KNOWN, ...servicePrefixes()].find((prefix) => !named.includes(prefix));
  return service === undefined ? [] : actionsOf(service).map(({ name }) => `${service}:${name}`);
}

export function actionsOf(service: string): readonly ActionDefinition[] {
  let known = knownActions.get(service);
  if (!known) knownActions.set(service, (known = [...(findService(service)?.actions.values() ?? [])]));
  return known;
}

function nameOf(text: string): string {
  const [service = "", name = ""] = text.split(":");
  const known = findService(service)?.actions.get(name);
  return known ? `${service}:${known.name}` : text;
}

function compilePattern({ value, certainty }: PolicyElement): ActionPattern {
  const text = value.kind === "string" ? literalText(value)?.toLowerCase() : undefined;
  if (text === undefined) return { text: "*", service: "*", hasWildcards: true, certainty: MAYBE };
  const prefix = text.includes(":") ? text.slice(0, text.indexOf(":")) : text;
  return {
    text: text === "*:*" ? "*" : text,
    service: /[*?]/.test(prefix) ? "*" : prefix,
    hasWildcards: /[*?]/.test(text),
    certainty: certainty === "possible" ? MAYBE : YES,
  };
}

function matches({ text, hasWildcards, service }: ActionPattern, name: string): boolean {
  if (text === "*") return true;
  if (!hasWildcards) return text === name;
  if (service !== "*" && !name.startsWith(service)) return false;
  return matcher(text).test(name);
}

function matcher(pattern: string): RegExp {
  let known = matchers.get(pattern);
  if (!known) {
    const source = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*").replace(/\?/g, ".");
    matchers.set(pattern, (known = new RegExp(`^${source}$`, "s")));
  }
  return known;
}
