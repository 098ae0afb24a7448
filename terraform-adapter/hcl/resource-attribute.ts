import { computePolicyDocument, findManagedPolicy, fromPlain, literalText, symbolicString, toPlain, type SourceLocation, type Symbolic, type SymbolicString } from "../../core";
import { formatKey, inModule } from "../addresses";
import { mergeWithSource } from "../merge-with-source";
import type { InstanceKey } from "../sources";
import { placed } from "./convert";
import { attributeNames, evaluateAttribute, evaluateBody } from "./evaluate-body";
import type { ResourceBlock } from "./module-definition";
import type { ModuleInstance } from "./module-instance";
import { placeOf } from "./syntax";

/** Data sources that tell where the deployment goes, by the attribute that has it. */
const TARGET_ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "data.aws_caller_identity": { account_id: "account_id" },
  "data.aws_region": { id: "region", name: "region", region: "region" },
  "data.aws_partition": { partition: "partition", id: "partition" },
};

/** What `aws_x.y.attribute` is: the plan's value where it is known, what is written where that says all, else a reference. */
export function resourceAttribute(module: ModuleInstance, resource: ResourceBlock, key: InstanceKey, attribute: string, at: SourceLocation): Symbolic {
  const id = resource.mode === "data" ? `data.${resource.type}.${resource.name}` : `${resource.type}.${resource.name}`;
  const address = `${inModule(module.address, id)}${formatKey(key)}`;
  const symbol = symbolicString([{ kind: "reference", address, attribute }], at);
  const planned = module.configuration.plan?.planned(address)?.entries.get(attribute);
  if (planned && isWhollyKnown(planned)) {
    const document = isPolicyDocument(resource) && (attribute === "json" || attribute === "minified_json") ? withPlaces(planned, module.configuration.policyDocument(module, resource, key)) : planned;
    return placed(document, at);
  }
  if (planned?.kind === "unknown" && planned.reason !== "computed-at-apply") return placed(planned, at);
  if (isPolicyDocument(resource) && (attribute === "json" || attribute === "minified_json")) return module.configuration.policyDocument(module, resource, key);
  const target = targetAttribute(module, resource, attribute, at);
  if (target) return target;
  const managed = managedPolicyAttribute(module, resource, key, attribute);
  if (managed) return placed(managed, at);
  const written = module.configuration.writtenAttribute(module, resource, key, attribute);
  if (planned && planned.kind !== "unknown") return placed(withReferences(planned, address), at);
  return written && saysAll(written, planned !== undefined) ? written : symbol;
}

function isPolicyDocument(resource: ResourceBlock): boolean {
  return resource.mode === "data" && resource.type === "aws_iam_policy_document";
}

function isWhollyKnown(value: Symbolic): boolean {
  return toPlain(value) !== undefined;
}

/** A container or a document can be looked into; a text is better known by the attribute that holds it, unless it is known. */
function saysAll(written: Symbolic, isPlanned: boolean): boolean {
  if (written.kind === "json" || written.kind === "list" || written.kind === "map") return true;
  if (written.kind === "string" && /^\s*[{[]/.test(firstText(written))) return true;
  return !isPlanned && written.kind !== "null" && toPlain(written) !== undefined;
}

function firstText(text: SymbolicString): string {
  const [first] = text.parts;
  return first?.kind === "literal" ? first.text : "";
}

/** The deployment's own region, account and partition: of its default provider only. */
function targetAttribute(module: ModuleInstance, resource: ResourceBlock, attribute: string, at: SourceLocation): Symbolic | undefined {
  const name = resource.mode === "data" ? TARGET_ATTRIBUTES[`data.${resource.type}`]?.[attribute] : undefined;
  const isElsewhere = module.hasOwnProvider || resource.block.body.arguments.some((argument) => argument.name === "provider" || argument.name === "region" || argument.name === "name");
  if (!name || isElsewhere) return undefined;
  const known = name === "region" ? module.configuration.provider.region : name === "account_id" ? module.configuration.provider.account : undefined;
  if (known?.kind === "string" && literalText(known) !== undefined) return known;
  return symbolicString([{ kind: "reference", address: "aws", attribute: name }], at);
}

/** The document of an AWS managed policy that `aws_iam_policy` looks up by its ARN or name. */
function managedPolicyAttribute(module: ModuleInstance, resource: ResourceBlock, key: InstanceKey, attribute: string): Symbolic | undefined {
  if (resource.mode !== "data" || resource.type !== "aws_iam_policy" || attribute !== "policy") return undefined;
  const arn = module.configuration.writtenAttribute(module, resource, key, "arn");
  const last = arn?.kind === "string" ? arn.parts[arn.parts.length - 1] : undefined;
  const name = last?.kind === "literal" ? /:iam::aws:policy\/(?:.*\/)?([\w+=,.@-]+)$/.exec(last.text)?.[1] : undefined;
  const found = name === undefined ? undefined : findManagedPolicy(name);
  return found && { kind: "json", value: fromPlain(found.document) };
}

/** The plan's unknowns below an attribute as what they are: references to it. */
function withReferences(value: Symbolic, address: string): Symbolic {
  if (value.kind === "list") return { ...value, items: value.items.map((item) => withReferences(item, address)) };
  if (value.kind === "map") return { ...value, entries: new Map([...value.entries].map(([key, item]) => [key, withReferences(item, address)])) };
  if (value.kind !== "unknown" || value.reason !== "computed-at-apply") return value;
  const [reference] = value.references;
  if (value.references.length !== 1 || !reference?.startsWith(`${address}.`)) return value;
  return symbolicString([{ kind: "reference", address, attribute: reference.slice(address.length + 1) }], value.at);
}

/** The document that the plan knows, with the place at which each part of it was written. The provider writes one element without its list. */
function withPlaces(planned: Symbolic, computed: Symbolic): Symbolic {
  return planned.kind === "string" && computed.kind === "json" ? mergeWithSource(planned, computed) : planned;
}

/** All arguments and blocks of a resource for one instance, as a map. */
export function writtenBlock(module: ModuleInstance, resource: ResourceBlock, key: InstanceKey): Symbolic {
  const { block } = resource;
  return evaluateBody(block.body, module.scopeOfResource(resource, key), module.configuration.evaluator, block.source.place(block.start, block.headerEnd));
}

/** The document that an `aws_iam_policy_document` makes. */
export function documentOf(module: ModuleInstance, resource: ResourceBlock, key: InstanceKey): Symbolic {
  const block = writtenBlock(module, resource, key);
  return block.kind === "map" ? placed(computePolicyDocument(block), placeOf(resource.block)) : block;
}

/** The argument of a resource as it is written, for one instance. */
export function argumentOf(module: ModuleInstance, resource: ResourceBlock, key: InstanceKey, name: string): Symbolic | undefined {
  const { body } = resource.block;
  if (!attributeNames(body).includes(name) && !body.broken) return undefined;
  return evaluateAttribute(body, name, module.scopeOfResource(resource, key), module.configuration.evaluator);
}

