import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findManagedPolicy } from "../../../core/reference";
import { makeArchive } from "./archive";
import { textOf, type Members } from "./dynamic-value";
import { readPolicyDocument } from "./policy-document";
import type { TypeFacts } from "./provider-facts";
import { emptyOf, filledHoles, type ProviderSettings } from "./resource-changes";
import { account, behaviours } from "./resource-behaviour";

/** A data source that is read: what it is asked for, what the account would answer, and nothing made up that anyone could take for real. */
export function readDataSource(type: string, facts: TypeFacts, settings: ProviderSettings, given: Members, folder: string): Members {
  const read = { ...given, ...answer(type, settings, given, folder) };
  return Object.fromEntries([
    ...Object.entries(facts.attributes).map(([name, [marks, of]]) => [name, (read[name] ?? null) === null && marks.includes("c") ? emptyOf(of) : (read[name] ?? null)] as const),
    ...Object.keys(facts.blocks ?? {}).map((name) => [name, read[name] ?? null] as const),
  ]);
}

function answer(type: string, { region: own }: ProviderSettings, given: Members, folder: string): Members {
  const region = textOf(given["region"]) ?? own;
  switch (type) {
    case "aws_iam_policy_document":
      return readPolicyDocument(given);
    case "archive_file":
      return makeArchive(given, folder);
    case "local_file":
      return { content: readFileSync(join(folder, textOf(given["filename"]) ?? ""), "utf8") };
    case "aws_caller_identity":
      return { id: account, account_id: account, arn: `arn:aws:iam::${account}:user/test`, user_id: "AIDAEXAMPLEEXAMPLEEXA" };
    case "aws_region":
      return { id: region, region, name: region, endpoint: `ec2.${region}.amazonaws.com` };
    case "aws_partition":
      return { id: "aws", partition: "aws", dns_suffix: "amazonaws.com", reverse_dns_prefix: "com.amazonaws" };
    case "aws_subnets":
      return { id: region, region, ids: ["subnet-0aaa0000000000001", "subnet-0aaa0000000000002"] };
    case "aws_iam_policy":
      return managedPolicy(given);
    default:
      return byName(type, region, given);
  }
}

function managedPolicy(given: Members): Members {
  const asked = textOf(given["arn"]) ?? textOf(given["name"]) ?? "";
  const policy = findManagedPolicy(asked);
  if (!policy) throw new Error(`there is no AWS managed policy ${asked}`);
  return { arn: policy.arn, id: policy.arn, name: policy.name, policy: JSON.stringify(policy.document) };
}

/** What exists under a name has the ARN of that name. */
function byName(type: string, region: string, given: Members): Members {
  const texts = Object.entries(given).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const holes = { account, path: "/", ...Object.fromEntries(texts), region };
  const { arn, id, made = {} } = behaviours[type] ?? {};
  const filled = { ...holes, ...(arn === undefined ? {} : { arn: filledHoles(arn, holes) }) };
  const others = Object.entries(made).map(([name, form]) => [name, filledHoles(form, filled)] as const);
  return { ...filled, ...(id === undefined ? {} : { id: filledHoles(id, filled) }), ...Object.fromEntries(others) };
}
