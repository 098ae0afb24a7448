import {
  accessDisproof, effectivePermissions, known, literalText, needsOf, readPolicyDocument, remedyFor, fromPlain, subset,
  type Analysis, type CheckResult, type Deployment, type ExecutionRole, type NarrowedResource, type Policy, type RoleInNeed, type Statement, type StatementPart, type SymbolicString,
} from "../../core";

type PlainStatement = Readonly<Record<string, unknown>>;

/** A policy document as plain JSON, with one statement or a list of them. */
export interface PlainDocument {
  readonly Statement: PlainStatement | readonly PlainStatement[];
}

/**
 * The document with what the functions of its role need of it, and nothing else; `undefined` where there is nothing to narrow, and wherever
 * it cannot be proven that they keep what they need and gain nothing.
 */
export function narrowedDocument(policy: Policy, document: PlainDocument, deployment: Deployment, analysis: Analysis, { findings }: CheckResult, isNarrowed: (ruleId: string) => boolean): PlainDocument | undefined {
  const own = findings.filter(({ ruleId, address, status }) => address === policy.address && status === "new" && isNarrowed(ruleId));
  const holders = deployment.executionRoles.filter((role) => role.policies.some((other) => isSame(other, policy)));
  if (own.length === 0 || holders.length === 0) return undefined;
  const roles = holders.map((role) => stateOf(role, analysis));
  if (roles.some((state) => state === undefined)) return undefined;
  const remedy = remedyFor({
    deployment,
    roles: roles as RoleInNeed[],
    isToNarrow: (other, statement) => isSame(other, policy) && isAllow(statement) && own.some(({ path }) => path === pathIn(statement.path, policy) || path?.startsWith(`${pathIn(statement.path, policy)}.`) === true),
    isTooWide: (other, path) => isSame(other, policy) && own.some((finding) => finding.path === pathIn(path, policy)),
    isToReplace: () => false,
    isIneffective: () => false,
  });
  const written = write(document, remedy.statements.filter((one) => isSame(one.policy, policy)), deployment);
  if (!written) return undefined;
  const after = readPolicyDocument(fromPlain(written));
  return holders.every((role, index) => isProven(role, policy, after, roles[index]!, deployment)) ? written : undefined;
}

/** What the functions of a role need, all of it known; `undefined` where anybody else may have the role, or any need is open. */
function stateOf(role: ExecutionRole, analysis: Analysis): RoleInNeed | undefined {
  const functions = analysis.functionsOf(role);
  const { open } = analysis.roleNeeds(role);
  const needs = functions.map((fn) => analysis.needsOf(fn));
  const required = needs.flatMap((one) => one.required);
  const isKnown = functions.length > 0 && open !== "any" && open.size === 0 && needs.every(({ reading }) => reading.status === "read") && required.every(({ resources }) => resources.every(({ kind }) => kind === "string"));
  return isKnown && isForLambdaAlone(role) && role.unresolvedPolicies.length === 0 ? { role, required, open, missing: [] } : undefined;
}

function isForLambdaAlone({ trustPolicy }: ExecutionRole): boolean {
  if (trustPolicy.document.kind === "unknown" || trustPolicy.document.value.unreadStatements) return false;
  const principals = trustPolicy.document.value.statements.filter(isAllow).flatMap((statement) => statement.principals ?? []);
  return principals.length > 0 && principals.every(({ type, value }) => type === "Service" && value.kind === "string" && literalText(value) === "lambda.amazonaws.com");
}

/** Whether the role keeps what is needed, and gains nothing, with the document as it will stand there. */
function isProven(role: ExecutionRole, policy: Policy, after: ReturnType<typeof readPolicyDocument>, state: RoleInNeed | undefined, deployment: Deployment): boolean {
  if (!state || after.kind === "unknown") return false;
  const policies = role.policies.map((other): Policy => (isSame(other, policy) ? { ...other, document: known(after.value) } : other));
  const before = effectivePermissions(role, deployment).access;
  const narrowed = effectivePermissions({ ...role, policies }, deployment).access;
  return subset(narrowed, before).answer === "yes" && accessDisproof(before, narrowed, needsOf(state), [], deployment) === undefined;
}

interface Change {
  readonly statement: Statement;
  readonly parts: readonly StatementPart[];
}

/** The document with the changed statements in place of their originals; a document without statements is no policy. */
function write(document: PlainDocument, changes: readonly Change[], deployment: Deployment): PlainDocument | undefined {
  if (changes.length === 0) return undefined;
  const originals = Array.isArray(document.Statement) ? (document.Statement as readonly PlainStatement[]) : [document.Statement as PlainStatement];
  const statements: PlainStatement[] = [];
  for (const [index, original] of originals.entries()) {
    const change = changes.find(({ statement }) => statement.index === index);
    if (!change) {
      statements.push(original);
      continue;
    }
    for (const part of change.parts) {
      const written = writePart(original, part, change.parts.length > 1, deployment);
      if (!written) return undefined;
      statements.push(written);
    }
  }
  return statements.length === 0 ? undefined : { ...document, Statement: statements };
}

function writePart(original: PlainStatement, { actions, resources }: StatementPart, isOneOfSeveral: boolean, deployment: Deployment): PlainStatement | undefined {
  const texts = resources.map((resource) => resourceText(resource, deployment));
  if (texts.some((text) => text === undefined)) return undefined;
  const { NotAction: _, NotResource: __, Action: ___, Resource: ____, Sid: sid, ...rest } = original;
  return { ...(sid === undefined || isOneOfSeveral ? {} : { Sid: sid }), ...rest, Action: single(actions), Resource: single(texts) };
}

function single(list: readonly unknown[]): unknown {
  return list.length === 1 ? list[0] : list;
}

/** The resource as text that is known now; region and account may be any where they are not, the partition may not. */
function resourceText(resource: NarrowedResource, deployment: Deployment): string | undefined {
  if (resource.kind === "kept") return resource.element.value.kind === "string" ? literalText(resource.element.value) : undefined;
  const { parts } = deployment.resources.expand(resource.resource);
  return literalText({ kind: "string", parts: parts.map((part) => (part.kind === "reference" && part.address === "aws" && part.attribute !== "partition" ? { kind: "literal", text: "*" } : part)) } as SymbolicString);
}

function pathIn(path: string, { pathPrefix }: Policy): string {
  return pathPrefix === undefined || path.startsWith(`${pathPrefix}.`) ? path : `${pathPrefix}.${path}`;
}

function isSame(a: Policy, b: Policy): boolean {
  return a.address === b.address && a.pathPrefix === b.pathPrefix && a.kind === b.kind;
}

function isAllow({ effect }: Statement): boolean {
  return effect.kind === "known" && effect.value === "Allow";
}
