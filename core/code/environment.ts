import { reference, unknown, type SourceLocation, type Symbolic, type SymbolicString } from "../values";

/** What an environment variable is when the function runs. */
export type EnvironmentValue =
  | { readonly kind: "configured"; readonly value: Symbolic }
  | { readonly kind: "absent" }
  /** Nobody tells whether it is configured: `value` is what it is if it is. */
  | { readonly kind: "possible"; readonly value: Symbolic };

/** Set in every function, and not for configuration to change. */
const RESERVED = /^(_\w+|AWS_(LAMBDA_\w+|EXECUTION_ENV|ACCESS_KEY|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/;
/** Set in every function unless configuration says otherwise. */
const PRESET = /^(LANG|PATH|LD_LIBRARY_PATH|TZ|AWS_XRAY_(CONTEXT_MISSING|DAEMON_ADDRESS))$/;
/** Set by some runtimes and in some circumstances. */
const OCCASIONAL = /^(NODE_PATH|NODE_OPTIONS|PYTHONPATH|GEM_PATH|CLASSPATH|JAVA_HOME|HOME|PWD|SHLVL|AWS_XRAY_\w+|AWS_CONTAINER_\w+)$/;

/** The environment that a function will run in: its configured variables and those that Lambda sets. */
export class Environment {
  constructor(
    private readonly configured: Symbolic,
    private readonly functionName?: SymbolicString,
  ) {}

  /** Source of Lambda's own variables: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
  get(name: string, at?: SourceLocation): EnvironmentValue {
    if (name === "AWS_REGION" || name === "AWS_DEFAULT_REGION") return { kind: "configured", value: reference("aws", "region", at) };
    if (name === "AWS_LAMBDA_FUNCTION_NAME" && this.functionName) return { kind: "configured", value: this.functionName };
    const preset = unknown("decided-at-run-time", `environment variable ${name}`, [], at);
    if (RESERVED.test(name)) return { kind: "configured", value: preset };
    const found = lookUp(this.configured, name, at);
    if (found.kind === "configured") return found;
    if (PRESET.test(name)) return { kind: "configured", value: preset };
    return found.kind === "absent" && OCCASIONAL.test(name) ? { kind: "possible", value: preset } : found;
  }

  /** Names that are known to be configured. */
  names(): string[] {
    return this.configured.kind === "map" ? [...this.configured.entries.keys()] : [];
  }
}

function lookUp(configured: Symbolic, name: string, at: SourceLocation | undefined): EnvironmentValue {
  switch (configured.kind) {
    case "map": {
      const value = configured.entries.get(name);
      if (value && value.kind !== "null") return { kind: "configured", value };
      return configured.rest ? { kind: "possible", value: named(configured.rest, name, at) } : { kind: "absent" };
    }
    case "null":
      return { kind: "absent" };
    case "choice": {
      const found = configured.alternatives.map((alternative) => lookUp(alternative, name, at));
      const values = found.flatMap((one) => (one.kind === "absent" ? [] : [one.value]));
      if (values.length === 0) return { kind: "absent" };
      const value: Symbolic = values.length === 1 ? values[0]! : { kind: "choice", alternatives: values };
      return { kind: found.every((one) => one.kind === "configured") ? "configured" : "possible", value };
    }
    case "unknown":
      return { kind: "possible", value: named(configured, name, at) };
    default:
      return { kind: "possible", value: unknown("unreadable", `environment variable ${name}`, [], at) };
  }
}

function named(rest: Extract<Symbolic, { kind: "unknown" }>, name: string, at: SourceLocation | undefined): Symbolic {
  return unknown(rest.reason, `environment variable ${name}${rest.detail ? ` (${rest.detail})` : ""}`, rest.references, at);
}
