import { contentOf, valuesOf } from "./containers";
import type { Arguments } from "./machine";
import { choose } from "./store";
import { alternativesOf, atRunTime, lost, type PyValue } from "./values";

/** Whether the value is, or holds, an object through which AWS can be called or code be run. */
export function matters(value: PyValue, depth = 0): boolean {
  return alternativesOf(value).some((one) => {
    switch (one.kind) {
      case "native":
        return one.services.length > 0 || one.call !== undefined || one.use !== undefined;
      case "instance":
      case "function":
      case "bound":
      case "class":
        return true;
      case "data":
        return one.isLost === true || one.response !== undefined;
      case "list": {
        const { items, rest } = contentOf(one);
        return depth < 3 && [...items, ...(rest ? [rest] : [])].some((item) => matters(item, depth + 1));
      }
      case "dict":
        return depth < 3 && valuesOf(one).some((item) => matters(item, depth + 1));
      case "external":
        return one.held.map.size > 0;
      default:
        return false;
    }
  });
}

/** The arguments with all plain data made unknown, for a function that is called with ever more values. */
export function generalised(args: Arguments, name: string): Arguments {
  const general = (value: PyValue): PyValue => (matters(value) ? choose(alternativesOf(value).map((one) => (one.kind === "data" && !one.response && !one.isLost ? atRunTime(`a value given to ${name}`) : one))) : atRunTime(`a value given to ${name}`));
  return {
    positional: args.positional.map(general),
    keywords: new Map([...args.keywords].map(([key, value]) => [key, general(value)])),
    ...(args.restPositional ? { restPositional: general(args.restPositional) } : {}),
    ...(args.restKeywords ? { restKeywords: general(args.restKeywords) } : {}),
  };
}

/** The arguments with all but clients lost from sight: a call of one of their operations is reported as such. */
export function surrendered(args: Arguments, name: string): Arguments {
  const general = (value: PyValue): PyValue =>
    choose(alternativesOf(value).map((one) => (one.kind === "native" && one.services.length > 0 ? one : matters(one) ? lost(`an object given to ${name}`) : atRunTime(`a value given to ${name}`))));
  return {
    positional: args.positional.map(general),
    keywords: new Map([...args.keywords].map(([key, value]) => [key, general(value)])),
    ...(args.restPositional ? { restPositional: general(args.restPositional) } : {}),
    ...(args.restKeywords ? { restKeywords: general(args.restKeywords) } : {}),
  };
}

let lastIdentity = 0;
const identities = new WeakMap<object, number>();

function identityOf(value: object): number {
  const known = identities.get(value);
  if (known !== undefined) return known;
  lastIdentity += 1;
  identities.set(value, lastIdentity);
  return lastIdentity;
}

/** Equal for generalised arguments that hold the same objects. */
export function fingerprint(args: Arguments, self: PyValue | undefined): string {
  const of = (value: PyValue): string => alternativesOf(value).map((one) => (one.kind === "data" ? (one.isLost ? "lost" : one.response ? `${one.response.service}.${one.response.operation}` : "?") : one.kind === "native" ? `${one.label}#${one.services.length > 0 ? "" : identityOf(one)}` : one.kind === "function" ? identityOf(one.node) : one.kind === "bound" && one.callee.kind === "function" ? `${identityOf(one.callee.node)}b` : one.kind === "instance" ? `${identityOf(one.cls)}i` : identityOf(one))).join("|");
  return [self ? of(self) : "", ...args.positional.map(of), ...[...args.keywords].map(([key, value]) => `${key}=${of(value)}`), args.restPositional ? of(args.restPositional) : "", args.restKeywords ? of(args.restKeywords) : ""].join(",");
}
