import type { Follower } from "../program/follower";
import type { FunctionDeclaration, TypeDeclaration } from "../program/program";
import { alternativesOf, atRunTime, data, knownText, type Call, type ProgramValue } from "../program/values";
import type { UnreadCode } from "../sdk-call";
import { callAt, create, findHandler, followAllOf, followEvents, invokeMethod } from "./java-entry";
import { componentName, isStartable } from "./java-injection";
import type { JavaRules } from "./java-rules";
import type { JavaSources } from "./java-sources";

/** Handlers of frameworks, which find the function's own code by themselves. */
export const frameworks = /^(org\.springframework\.|io\.quarkus\.|io\.micronaut\.|com\.amazonaws\.serverless\.|io\.helidon\.)/;

/** Settings that name what is to be started: as environment variables and as properties. */
const settings: readonly (readonly [variable: string, property: string])[] = [
  ["SPRING_CLOUD_FUNCTION_DEFINITION", "spring.cloud.function.definition"],
  ["FUNCTION_NAME", "function.name"],
  ["QUARKUS_LAMBDA_HANDLER", "quarkus.lambda.handler"],
  ["MICRONAUT_FUNCTION_NAME", "micronaut.function.name"],
];

/** Something that is started with an event, by the name that a framework knows it by. */
interface Start {
  readonly name: string;
  follow(): void;
}

const routes = /(Mapping|Listener)$|^(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|Get|Post|Put|Delete|Patch|Head|Options|Route|Query|Mutation|Scheduled|Incoming|PostConstruct|Startup)$/;

/** Follows what a framework starts: the functions that its settings name, or all of them; controllers; without any of these every class. */
export function followFramework(machine: Follower, sources: JavaSources, isWeb: boolean): UnreadCode[] {
  const rules = machine.language as JavaRules;
  const starts = isWeb ? [] : startsIn(machine, sources, rules);
  const wanted = isWeb ? undefined : startNamed(machine, rules);
  const named = wanted === undefined ? starts : starts.filter((one) => wanted.includes(one.name));
  for (const one of named.length > 0 ? named : starts) one.follow();
  const routed = followRoutes(machine, sources, starts.length === 0);
  if (starts.length === 0 && !routed) for (const type of sources.all()) followAllOf(machine, type);
  return wanted !== undefined && named.length === 0 && starts.length > 0 ? [{ message: `The function ${wanted.join(", ")} is not in the sources.`, services: "any" }] : [];
}

/** Functions that the settings name, `undefined` where they name none. */
function startNamed(machine: Follower, rules: JavaRules): string[] | undefined {
  for (const [variable, property] of settings) {
    const found = machine.environment.get(variable);
    const known = found.kind === "absent" ? undefined : knownText(data(found.value));
    if (found.kind === "configured" && known === undefined) return undefined;
    const written = known ?? rules.properties.get(property);
    if (written !== undefined && !written.includes("${")) return written.split(/[|,;]/).map((name) => name.trim());
  }
  return undefined;
}

function startsIn(machine: Follower, sources: JavaSources, rules: JavaRules): Start[] {
  const types = sources.containing(/\b(implements|extends)\b/).filter((type) => isStartable(machine, type) && !type.name.startsWith("("));
  const classes = types.flatMap((type): Start[] => {
    const method = ["handleRequest", "apply", "accept", "get", "execute"].map((name) => findHandler(machine, type, name)).find((one) => one !== undefined);
    return method ? [{ name: componentName(machine, type), follow: () => followClass(machine, type, method) }] : [];
  });
  return [...classes, ...rules.injection.functions(machine).map(({ name, make }) => ({ name, follow: () => followFunction(machine, make(), types[0]) }))];
}

function followClass(machine: Follower, type: TypeDeclaration, method: FunctionDeclaration): void {
  const self = type.constructors.some((one) => one.parameters.length > 0) ? create(machine, type) : machine.construct(type, callAt(machine, type));
  followEvents(machine, () => invokeMethod(machine, method, self, true));
}

function followFunction(machine: Follower, made: ProgramValue, near: TypeDeclaration | undefined): void {
  followEvents(machine, () => {
    for (const one of alternativesOf(made)) {
      const declaration = one.kind === "function" ? one.declaration : one.kind === "object" && one.type?.kind === "local" ? one.type.declaration : near;
      if (!declaration) continue;
      const call: Call = { ...callAt(machine, declaration), args: [atRunTime("event")] };
      if (one.kind === "function") machine.invoke(one, machine.unknownArguments(one.declaration, one.frame ?? call.frame, one.declaration.parameters.map(() => "event")), call);
      else for (const name of ["apply", "accept", "get"]) if (declaration && "methods" in declaration && findHandler(machine, declaration, name)) machine.callMember(one, name, call);
    }
  });
}

/** Methods that requests, messages and clocks start; whether there are any. */
function followRoutes(machine: Follower, sources: JavaSources, isWeb: boolean): boolean {
  const types = sources.containing(isWeb ? /@([\w.]+\.)?(\w*Mapping|\w*Listener|Controller|RestController|Path|GET|POST|PUT|DELETE|PATCH|Get|Post|Put|Delete|Patch|Route|Scheduled|Incoming|PostConstruct|Startup)\b/ : /@([\w.]+\.)?(PostConstruct|EventListener|Startup)\b/);
  const isRoute = (method: FunctionDeclaration): boolean => method.annotations?.some((one) => routes.test(one.name)) ?? false;
  let hasRoutes = false;
  for (const type of types) {
    if (![...type.methods.values()].flat().some(isRoute)) continue;
    hasRoutes = true;
    followAllOf(machine, type, isRoute);
  }
  return hasRoutes;
}
