import { findService, servicePrefixes, type ActionDefinition } from "../reference";

const matchers = new Map<string, RegExp>();
const matched = new Map<string, readonly ActionDefinition[]>();

/** Whether a text fits a pattern with `*` and `?`, as IAM has them: `*` crosses `/` and `:`. Case counts. */
export function matchesGlob(pattern: string, text: string): boolean {
  let matcher = matchers.get(pattern);
  if (!matcher) {
    const source = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*+/g, "[^]*").replace(/\?/g, "[^]");
    matchers.set(pattern, (matcher = new RegExp(`^${source}$`)));
  }
  return matcher.test(text);
}

/** The known actions that a pattern (`s3:Get*`, without case) stands for, in the order of the reference. */
export function matchingActions(pattern: string): readonly ActionDefinition[] {
  const wanted = pattern.toLowerCase();
  let actions = matched.get(wanted);
  if (!actions) {
    const [prefix = "", ...rest] = wanted.split(":");
    const name = rest.join(":");
    const services = /[*?]/.test(prefix) ? servicePrefixes().filter((service) => matchesGlob(prefix, service)) : [prefix];
    const names = wanted.includes(":") ? name : "*";
    actions = services.flatMap((service) => [...(findService(service)?.actions ?? [])].filter(([action]) => matchesGlob(names, action)).map(([, definition]) => definition));
    matched.set(wanted, actions);
  }
  return actions;
}

/** Whether every text that fits `inner` fits `outer` too: sure where it says yes. */
export function globIncludes(outer: string, inner: string): boolean {
  return outer === inner || matchesGlob(outer, inner);
}

/** Whether some text fits both patterns. */
export function globsIntersect(a: string, b: string): boolean {
  let reachable = new Array<boolean>(b.length + 1).fill(false);
  for (let row = 0; row <= a.length; row++) {
    const next = new Array<boolean>(b.length + 1).fill(false);
    for (let column = 0; column <= b.length; column++) {
      const inA = a[row - 1];
      const inB = b[column - 1];
      if (row === 0 && column === 0) next[column] = true;
      else if (inA === "*") next[column] = reachable[column]! || (column > 0 && next[column - 1]!);
      else if (inB === "*") next[column] = next[column - 1]! || reachable[column]!;
      else if (row > 0 && column > 0 && (inA === inB || inA === "?" || inB === "?")) next[column] = reachable[column - 1]!;
    }
    reachable = next;
  }
  return reachable[b.length]!;
}
