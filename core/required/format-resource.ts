import type { Deployment } from "../model";
import { formatPart, literalText, symbolicString, type StringPart, type SymbolicString, type Unknown } from "../values";

/** A resource of a requirement as results show it: `${aws_sqs_queue.q.arn}`, `arn:aws:lambda:us-east-1:*:function:tenant-*`, `*`; `?` where only the running function decides. */
export function formatRequiredResource(resource: SymbolicString | Unknown, deployment?: Pick<Deployment, "resources">): string {
  if (resource.kind === "unknown") return "?";
  const folded = deployment ? deployment.resources.fold(resource) : resource;
  return symbolicString(folded.parts.map(openTarget)).parts.map((part) => (part.kind === "unknown-text" ? "*" : formatPart(part))).join("");
}

/** A partition, region or account that the deployment does not tell is any. */
function openTarget(part: StringPart): StringPart {
  return part.kind === "reference" && part.address === "aws" ? { kind: "literal", text: "*" } : part;
}

/** Whether every resource is meant because AWS has no scoping. */
export function isEveryResource(resource: SymbolicString | Unknown): boolean {
  return resource.kind === "string" && literalText(resource) === "*";
}
