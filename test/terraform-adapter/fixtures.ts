import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatSymbolic, type Deployment, type ExecutionRole, type PolicyDocument, type Symbolic, type SymbolicString, type Unknown, type Value } from "../../core";
import { adaptTerraform } from "../../terraform-adapter";

const ROOT = join(__dirname, "../fixtures/terraform");

/** A fixture's plan, alone or with its sources. */
export function adaptFixture(name: string, withSources = false): Promise<Deployment> {
  const folder = join(ROOT, name);
  return adaptTerraform({ text: readFileSync(join(folder, "plan.json")), ...(withSources ? { source: folder } : {}) });
}

/** A fixture's sources without its plan. */
export function adaptFixtureSources(name: string): Promise<Deployment> {
  return adaptTerraform({ source: join(ROOT, name) });
}

/** Text as it is shown; an unknown as `<reason: references>`. */
export function shown(value: SymbolicString | Unknown | Symbolic | undefined): string | undefined {
  if (!value) return undefined;
  if (value.kind === "string") return formatSymbolic(value);
  return value.kind === "unknown" ? `<${value.reason}: ${value.references.join(" ")}>` : value.kind;
}

/** A known value, or the detail of what stands in its way. */
export function valueShown<T>(value: Value<T>): T | string {
  return value.kind === "known" ? value.value : `<${value.detail ?? value.reason}>`;
}

/** `Allow s3:GetObject on arn:aws:s3:::b/*` for every statement. */
export function statementsShown(document: Value<PolicyDocument>): string[] {
  if (document.kind === "unknown") return [`<${document.reason}: ${document.references.join(" ")}>`];
  const statements = document.value.statements.map((statement) => {
    const list = (elements: readonly { readonly value: SymbolicString | Unknown }[] | undefined, word: string): string => (elements ? ` ${word}${elements.map(({ value }) => shown(value)).join(", ")}` : "");
    const conditions = statement.conditions.map(({ operator, key, values }) => ` if ${operator} ${key} ${"kind" in values ? shown(values) : values.map(({ value }) => shown(value)).join(", ")}`).join("");
    const principals = statement.principals ? ` by ${statement.principals.map(({ type, value }) => `${type} ${shown(value)}`).join(", ")}` : "";
    return `${statement.sid === undefined ? "" : `${statement.sid}: `}${valueShown(statement.effect)}${list(statement.actions, "")}${list(statement.notActions, "not ")}${list(statement.resources, "on ")}${list(statement.notResources, "on not ")}${principals}${conditions}`;
  });
  return [...statements, ...(document.value.unreadStatements ? [`<unread: ${document.value.unreadStatements.references.join(" ")}>`] : [])];
}

/** What hangs on a role, a line each. */
export function grantsShown(role: ExecutionRole): string[] {
  return [
    ...role.policies.map(({ address, kind, name, pathPrefix, attachment }) => [kind, valueShown(name), address, pathPrefix, attachment && `by ${attachment.address}${attachment.path ? ` ${attachment.path}` : ""}`].filter((part) => part !== undefined).join(" ")),
    ...role.unresolvedPolicies.map(({ address, path, unknown }) => `unresolved ${address} ${path ?? ""}: ${unknown.detail}`),
  ];
}
