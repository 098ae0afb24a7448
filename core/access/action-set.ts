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

/** By service and pattern: 1 for each action of the service that the pattern matches. */
const matched = new Map<string, Uint8Array>();
const matchers = new Map<string, RegExp>();
const knownActions = new Map<string, readonly ActionDefinition[]>();

/** The actions that Action or NotAction of a statement names, compared without case. What no service defines is kept beside. */
export class ActionSet {
  private readonly patterns: readonly ActionPattern[];
  private readonly truths = new Map<string, Uint8Array>();

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

  /** As `has`, for each action that a service defines, in the order of `actionsOf`. */
  truthsIn(service: string): Uint8Array {
    let truths = this.truths.get(service);
    if (truths) return truths;
    truths = new Uint8Array(actionsOf(service).length);
    for (const pattern of this.patterns) {
      if (pattern.service !== service && pattern.service !== "*") continue;
      const matched = matchesIn(pattern, service);
      for (let index = 0; index < matched.length; index++) if (matched[index] === 1 && pattern.certainty > truths[index]!) truths[index] = pattern.certainty;
    }
    if (this.isNegated) for (let index = 0; index < truths.length; index++) truths[index] = not(truths[index] as Truth);
    this.truths.set(service, truths);
    return truths;
  }

  /** Whether all that it names in a service is written out. */
  isWrittenOut(service: string): boolean {
    return !this.isBroad && this.patterns.every((pattern) => pattern.service !== service || !pattern.hasWildcards);
  }

  /** The names that are written out in one service. */
  namesIn(service: string): string[] {
    return this.patterns.flatMap((pattern) => (pattern.service === service ? [nameOf(pattern.text)] : []));
  }

  /** Names that the service does not define, and for patterns without any known action one name that they match. */
  strays(service: string): string[] {
    const known = findService(service)?.actions;
    return this.patterns.flatMap((pattern) => {
      const { text, service: prefix, hasWildcards } = pattern;
      if (prefix !== service) return [];
      if (!hasWildcards) return known?.has(text.slice(service.length + 1)) ? [] : [text];
      const isEmpty = !matchesIn(pattern, service).includes(1);
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
  const place = (name: string, signature: string): void => {
    const members = classes.get(signature);
    if (members) members.add(name);
    else classes.set(signature, new Set([name]));
  };
  const placeName = (name: string): void => {
    if (focus.has(name) !== NO) place(name, sets.map((set) => set.has(name)).join(""));
  };
  const placeAll = (service: string): void => {
    const truths = sets.map((set) => set.truthsIn(service));
    actionsOf(service).forEach(({ name }, index) => {
      if (truths[0]![index] === NO) return;
      let signature = "";
      for (const truth of truths) signature += truth[index];
      place(`${service}:${name}`, signature);
    });
  };
  for (const service of services) {
    if (focus.isWrittenOut(service)) {
      for (const name of focus.namesIn(service)) placeName(name);
      continue;
    }
    placeAll(service);
    for (const set of sets) for (const name of set.strays(service)) placeName(name);
  }
  const elsewhere = focus.isBroad ? unnamedService(services) : undefined;
  if (elsewhere !== undefined) placeAll(elsewhere);
  return [...classes.values()].map((names) => ({ names: [...names] }));
}

const WELL_KNOWN = ["sqs", "dynamodb", "s3", "sns", "ssm", "lambda", "kms", "ec2"];

/** A service that nobody names, standing for all such. */
function unnamedService(named: readonly string[]): string | undefined {
  return [...WELL_KNOWN, ...servicePrefixes()].find((prefix) => !named.includes(prefix));
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

function matchesIn(pattern: ActionPattern, service: string): Uint8Array {
  const key = `${service} ${pattern.text}`;
  let found = matched.get(key);
  if (!found) matched.set(key, (found = Uint8Array.from(actionsOf(service), ({ name }) => (matches(pattern, `${service}:${name}`.toLowerCase()) ? 1 : 0))));
  return found;
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
