import { fromPlain, known, readPolicyDocument, type Change, type CodeReading, type Deployment, type ExecutionRole, type LambdaFunction, type Policy } from "../../../core";
import { call, deployment, lambda } from "../required/building";

type StatementJson = Readonly<Record<string, unknown>>;

/** An Allow statement. */
export function allow(action: string | readonly string[], resource: string | readonly string[]): StatementJson {
  return { Effect: "Allow", Action: action, Resource: resource };
}

/** An inline policy; its statements stand a line each in main.tf, from line 1. */
export function policy(address: string, statements: readonly StatementJson[], change: Change = "create"): Policy {
  const document = readPolicyDocument({
    kind: "map",
    entries: new Map([
      ["Version", fromPlain("2012-10-17")],
      ["Statement", { kind: "list", items: statements.map((statement, index) => fromPlain(statement, { file: "main.tf", line: index + 1, column: 1, endLine: index + 1, endColumn: 9 })) }],
    ]),
  });
  return { address, kind: "inline", name: known("p"), document, change };
}

/** A role that Lambda may assume, with its policies. */
export function role(name: string, policies: readonly Policy[], change: Change = "create"): ExecutionRole {
  const trust = readPolicyDocument(fromPlain({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }] }));
  const trustPolicy: Policy = { address: `aws_iam_role.${name}`, kind: "trust", name: known("trust"), pathPrefix: "assume_role_policy", document: trust, change };
  return { address: `aws_iam_role.${name}`, name: known(name), trustPolicy, policies, unresolvedPolicies: [], change };
}

/** A function that runs as the role of its own name, or another. */
export function fn(name: string, change: Change = "create", roleName = name): LambdaFunction {
  return { ...lambda({}, name), role: known(`aws_iam_role.${roleName}`), change };
}

/** A deployment of these roles and functions. */
export function deployed(roles: readonly ExecutionRole[], functions: readonly LambdaFunction[] = roles.map(({ name }) => fn(name.kind === "known" ? name.value : "")), more: Partial<Deployment> = {}): Deployment {
  return { ...deployment(), executionRoles: roles, functions, ...more };
}

/** Code that was read, and reads one object of the bucket invoices. */
export const readsInvoices: CodeReading = { status: "read", files: ["app.js"], reasons: [], calls: [call("s3", "GetObject", { Bucket: "invoices", Key: "a" })] };
