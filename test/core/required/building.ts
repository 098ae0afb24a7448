import type { SdkCall } from "../../../core/code";
import { NamedResources, type Deployment, type EventSource, type FunctionConfiguration, type LambdaFunction, type NamedResource } from "../../../core/model";
import { formatRequiredResource, requiredByCalls, requiredPermissions, type RequiredPermission } from "../../../core/required";
import { fromPlain, known, literal, reference, symbolicString, unknown, type Symbolic, type SymbolicMap, type SymbolicString, type Unknown } from "../../../core/values";

/** A value that only the running function knows. */
export function atRunTime(detail = "event.field"): Unknown {
  return unknown("decided-at-run-time", detail);
}

/** Text with holes that only the running function fills. */
export function text(...pieces: readonly (string | Unknown | SymbolicString)[]): SymbolicString {
  return symbolicString(
    pieces.flatMap((piece) => {
      if (typeof piece === "string") return literal(piece).parts;
      return piece.kind === "unknown" ? [{ kind: "unknown-text" as const, unknown: piece }] : piece.parts;
    }),
  );
}

/** Plain data in which symbolic values may stand. */
export type Input = { readonly [member: string]: unknown };

export function input(members: Input, rest?: Unknown): SymbolicMap {
  return { kind: "map", entries: new Map(Object.entries(members).map(([key, value]) => [key, symbolic(value)])), ...(rest ? { rest } : {}) };
}

function symbolic(value: unknown): Symbolic {
  if (Array.isArray(value)) return { kind: "list", items: value.map(symbolic) };
  if (value === null || typeof value !== "object") return fromPlain(value);
  return typeof (value as { kind?: unknown }).kind === "string" ? (value as Symbolic) : input(value as Input);
}

export function call(service: string, operation: string, members: Input = {}, more: Partial<SdkCall> & { rest?: Unknown } = {}): SdkCall {
  const { rest, ...others } = more;
  const at = { file: "app.js", line: 1, column: 1, endLine: 1, endColumn: 2 };
  return { service, operation, input: input(members, rest), call: `${operation}Command`, at, certainty: "certain", ...others };
}

/** A resource whose name is known and whose ARN is not. */
export function resource(address: string, arn: string | SymbolicString, name: string, more: Partial<NamedResource> = {}): NamedResource {
  const canonical = typeof arn === "string" ? literal(arn) : arn;
  const type = /(?:^|\.)(aws_[a-z0-9_]+)\./.exec(address)![1]!;
  const attributes = new Map<string, SymbolicString>([
    ["arn", canonical],
    ["id", literal(name)],
    ["name", literal(name)],
    ...(more.attributes ?? []),
  ]);
  return { address, type, name: literal(name), arn: canonical, ...more, attributes };
}

export const target = { partition: literal("aws"), region: literal("us-east-1"), account: reference("aws", "account_id") };

/** `arn:aws:SERVICE:us-east-1:${account}:RESOURCE`, as the deployment's own are. */
export function arn(service: string, rest: string): SymbolicString {
  return symbolicString([...literal(`arn:aws:${service}:us-east-1:`).parts, ...target.account.parts, ...literal(`:${rest}`).parts]);
}

export function lambda(configuration: FunctionConfiguration = {}, name = "worker"): LambdaFunction {
  return {
    address: `aws_lambda_function.${name}`,
    name: known(name),
    runtime: known("nodejs22.x"),
    handler: known("app.handler"),
    packageType: "Zip",
    role: known("aws_iam_role.worker"),
    environment: { kind: "null" },
    code: { kind: "path", path: "src" },
    layers: [],
    configuration,
    change: "create",
  };
}

export function deployment(resources: readonly NamedResource[] = [], eventSources: readonly EventSource[] = []): Deployment {
  return {
    input: { toolchain: "terraform", kind: "plan", version: null },
    functions: [],
    executionRoles: [],
    functionPermissions: [],
    functionUrls: [],
    eventSources,
    resourcePolicies: [],
    resources: new NamedResources(resources, target),
    suppressions: [],
    notices: [],
  };
}

export function source(service: string, arn: SymbolicString | Unknown, more: Partial<EventSource> = {}): EventSource {
  return { address: `aws_lambda_event_source_mapping.${service}`, function: known("aws_lambda_function.worker"), delivery: "poll", service: known(service), source: arn, change: "create", ...more };
}

/** `s3:GetObject b/*`, with ` ?` behind the action where it is possible only. */
export function shown(rows: readonly RequiredPermission[], where?: Deployment): string[] {
  return rows.map((row) => `${row.action}${row.certainty === "possible" ? " (possible)" : ""} ${row.resources.map((one) => formatRequiredResource(one, where)).join(" ")}`);
}

/** What calls need without infrastructure, as text. */
export function bare(...calls: readonly SdkCall[]): string[] {
  return shown(requiredByCalls(calls));
}

/** What calls need in a deployment, as text, without what configuration needs. */
export function needed(where: Deployment, ...calls: readonly SdkCall[]): string[] {
  const rows = requiredPermissions(lambda(), where, { status: "read", files: [], reasons: [], calls });
  return shown(rows.filter((row) => row.origin === "code"), where);
}

/** What a function needs by its configuration alone, as text, its logs left out. */
export function configured(configuration: FunctionConfiguration, where: Deployment = deployment()): string[] {
  const rows = requiredPermissions(lambda(configuration), where, { status: "read", files: [], reasons: [], calls: [] });
  return shown(rows.filter((row) => !row.action.startsWith("logs:")), where);
}
