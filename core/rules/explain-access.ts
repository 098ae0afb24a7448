import { globsIntersect, matchesGlob, matchingActions } from "../access";
import { describeAction, findManagedPolicy, findService, canBeScoped, managedPolicyNames, servicePrefixes, type AccessLevel, type ActionDefinition } from "../reference";
import { escalationPaths } from "./escalation-paths";
import { nameOf } from "./gravity";
import { nearestAction } from "./nearest-action";
import { inWords, withArticle } from "./wording";

const levels: readonly AccessLevel[] = ["Permissions management", "Write", "Tagging", "Read", "List"];

/** What taking a function over would put at risk through an action, by its access level. */
const risks: Readonly<Record<AccessLevel, string>> = {
  "Permissions management": "who may do what: whoever has it can open resources to others, or itself to more",
  Write: "what is stored or running: whoever has it can change, stop or destroy it",
  Tagging: "what is decided by tags: access, cost and automation that look at them",
  Read: "what is stored: whoever has it can copy it out",
  List: "what there is: whoever has it can find its way around",
};

/** What an action or a pattern of actions allows, on what, and how risky it is; for one that does not exist, the nearest that does. */
export function explainAction(pattern: string): string {
  const actions = matchingActions(pattern);
  if (actions.length === 0) {
    const near = nearestAction(pattern);
    const service = findService(pattern.split(":")[0] ?? "");
    const next = near !== undefined ? `Did you mean ${near}?` : service ? `\`leastwise explain "${service.prefix}:*"\` shows those of ${service.name}.` : "An action is written service:Name, for example s3:GetObject.";
    return `There is no action ${pattern}. ${next}\n`;
  }
  return actions.length === 1 ? explainOne(actions[0]!) : explainSeveral(pattern, actions);
}

function explainOne(action: ActionDefinition): string {
  const name = nameOf(action);
  const service = findService(action.service)!;
  const types = action.resourceTypes.map((type) => `  ${type.name}${type.isRequired ? "" : " (optional)"}  ${service.resourceTypes.get(type.name)?.arnFormat ?? ""}`);
  const keys = [...new Set([...action.conditionKeys, ...action.resourceTypes.flatMap((type) => type.conditionKeys)])].sort();
  const dependents = [...new Set([...action.dependentActions, ...action.resourceTypes.flatMap((type) => type.dependentActions)])];
  const paths = escalationPaths.filter((path) => Object.keys(path.actions).includes(name));
  const description = describeAction(action);
  return lines(
    `${name}  (${service.name})`,
    description,
    "",
    `Access level  ${action.accessLevel}: it puts at risk ${risks[action.accessLevel]}.`,
    canBeScoped(action) ? "Resources     can be scoped to:" : "Resources     cannot be scoped: it stands on *.",
    ...types,
    keys.length > 0 ? `Conditions    ${keys.join(", ")}` : undefined,
    dependents.length > 0 ? `Needs too     ${dependents.join(", ")}, where the call uses them` : undefined,
    ...paths.map((path) => `Escalation    with ${inWords(Object.keys(path.actions).filter((other) => other !== name), 4)}: ${path.steps} (${path.reference})`),
    `Granted by    ${grantedBy(name)}`,
  );
}

function explainSeveral(pattern: string, actions: readonly ActionDefinition[]): string {
  const services = new Set(actions.map((action) => action.service));
  const rows = levels.flatMap((level) => {
    const names = actions.filter((action) => action.accessLevel === level).map(nameOf);
    return names.length === 0 ? [] : [`  ${level.padEnd(22)} ${String(names.length).padStart(5)}  ${inWords(names, 5)}`];
  });
  const unscopable = actions.filter((action) => !canBeScoped(action)).length;
  return lines(
    `${pattern} stands for ${actions.length} actions${services.size > 1 ? ` of ${services.size} services` : ` of ${findService([...services][0]!)!.name}`}:`,
    "",
    ...rows,
    "",
    `${unscopable === 0 ? "All of them can" : unscopable === actions.length ? "None of them can" : `${actions.length - unscopable} of them can`} be scoped to resources.`,
    "Write the ones that the code calls instead; `leastwise needs FILE` says which.",
  );
}

/** What an ARN names, and which actions work on it. */
export function explainArn(arn: string): string {
  const service = findService(arn.split(":")[2] ?? "");
  const prefixes = service ? [service.prefix] : servicePrefixes();
  const fitting = prefixes.flatMap((prefix) => {
    const definition = findService(prefix)!;
    return [...definition.resourceTypes.values()].filter((type) => globsIntersect(arn, type.arnFormat.replace(/\$\{[^}]*\}/g, "?*"))).map((type) => ({ definition, type }));
  });
  // A name with a slash in it (a secret's, a path of roles) is believed only where no type writes that slash itself: an object is no bucket.
  const exact = /[*?]/.test(arn) ? [] : fitting.filter(({ type }) => slashes(type.arnFormat) === slashes(arn));
  const types = exact.length > 0 ? exact : fitting;
  if (types.length === 0) return `No resource type that IAM knows has ARNs such as ${arn}.\n`;
  return lines(
    ...types.flatMap(({ definition, type }) => {
      const actions = [...definition.actions.values()].filter((action) => action.resourceTypes.some(({ name }) => name === type.name));
      return [`${arn} may name ${withArticle(type.name)} of ${definition.name}  (${type.arnFormat})`, ...levels.flatMap((level) => row(level, actions)), ""];
    }),
  );
}

function slashes(arn: string): number {
  return arn.split("/").length - 1;
}

function row(level: AccessLevel, actions: readonly ActionDefinition[]): string[] {
  const names = actions.filter((action) => action.accessLevel === level).map(nameOf);
  return names.length === 0 ? [] : [`  ${level.padEnd(22)} ${inWords(names, 6)}`];
}

/** AWS managed policies whose Allow statements name the action, those made for little first. */
function grantedBy(action: string): string {
  const wanted = action.toLowerCase();
  const found = managedPolicyNames().flatMap((name) => {
    const policy = findManagedPolicy(name);
    const statements = [(policy?.document as { Statement?: unknown } | undefined)?.Statement ?? []].flat() as { Effect?: string; Action?: string | string[] }[];
    const patterns = statements.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action }) => [Action ?? []].flat());
    return patterns.some((pattern) => matchesGlob(pattern.toLowerCase(), wanted)) ? [{ name, size: patterns.length }] : [];
  });
  if (found.length === 0) return "no AWS managed policy by name";
  const names = found.sort((a, b) => a.size - b.size).map(({ name }) => name);
  return `${found.length} AWS managed ${found.length === 1 ? "policy" : "policies"}: ${inWords(names, 6)}`;
}

function lines(...parts: readonly (string | undefined)[]): string {
  return `${parts.filter((part) => part !== undefined).join("\n").replace(/\n+$/, "")}\n`;
}
