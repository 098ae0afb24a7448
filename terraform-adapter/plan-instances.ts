import { computePolicyDocument, reference, unknown, type DeploymentInput, type SourceLocation, type Symbolic, type SymbolicMap, type SymbolicString, type Unknown } from "../core";
import { formatKey, splitReference, splitSteps } from "./addresses";
import { referencesWithin } from "./attribute-reading";
import { Configuration, type Terminal } from "./configuration";
import { mergeWithSource } from "./merge-with-source";
import { isRecord, NOT_IN_PLAN, plannedValue, type Blanks } from "./planned-values";
import type { Expression, PlanJson, ResourceConfiguration } from "./plan-json";
import { InstanceKeys, type PlanRecord } from "./plan-records";
import { ProviderSettings } from "./provider-settings";
import { InstanceCollection, type ResourceInstance, type ResourceInstances } from "./resource-instances";
import type { InstanceKey, SourceResource, TerraformSources } from "./sources";

/** The instances that a plan or state tells, with blanks filled from the sources where there are any. */
export function planInstances(plan: PlanJson, records: readonly PlanRecord[], input: DeploymentInput, sources?: TerraformSources): ResourceInstances {
  const context = new PlanContext(plan, records, sources);
  context.instances = new InstanceCollection(
    input,
    records.map((record) => new PlanInstance(record, context)),
  );
  return context.instances;
}

/** What the instances of one plan share. */
class PlanContext {
  readonly configuration: Configuration;
  readonly providers: ProviderSettings;
  instances: ResourceInstances | undefined;
  private readonly records: ReadonlyMap<string, PlanRecord>;

  constructor(
    plan: PlanJson,
    records: readonly PlanRecord[],
    readonly sources: TerraformSources | undefined,
  ) {
    this.records = new Map(records.map((record) => [record.address, record]));
    this.configuration = new Configuration(plan.configuration ?? {}, new InstanceKeys(records));
    this.providers = new ProviderSettings(plan);
  }

  /** A list of documents in which those of other data sources stand as such. */
  withDocuments(value: Symbolic): Symbolic {
    if (value.kind === "list") return { ...value, items: value.items.map((item) => this.withDocuments(item)) };
    const [reference, ...others] = [...new Set(referencesWithin(value))];
    if (reference === undefined || others.length > 0) return value;
    const { address, attribute } = splitReference(reference);
    const instance = this.instances?.get(address);
    const isDocument = instance?.mode === "data" && instance.type === "aws_iam_policy_document" && /^(minified_)?json$/.test(attribute);
    return isDocument ? instance.attribute("json") : value;
  }

  /** Whether the plan tells the value: then it is not what makes another value unknown. */
  isKnown(terminal: Terminal): boolean {
    if (terminal.kind === "local" || terminal.attribute === "") return false;
    const record = this.records.get(terminal.address);
    if (!record) return false;
    let value: unknown = record.values;
    let mark: unknown = record.unknown;
    for (const key of keysOfPath(terminal.attribute)) {
      if (mark === true) return false;
      value = isRecord(value) || Array.isArray(value) ? (value as Record<string, unknown>)[key] : undefined;
      mark = isRecord(mark) || Array.isArray(mark) ? (mark as Record<string, unknown>)[key] : undefined;
    }
    return !containsTrue(mark) && value !== undefined;
  }
}

function keysOfPath(path: string): string[] {
  return splitSteps(path).flatMap((step) => [step.replace(/\[.*$/, ""), ...[...step.matchAll(/\[(?:"((?:[^"\\]|\\.)*)"|(\d+))\]/g)].map((match) => match[1] ?? match[2]!)]);
}

function containsTrue(mark: unknown): boolean {
  if (mark === true) return true;
  if (typeof mark !== "object" || mark === null) return false;
  return Object.values(mark).some(containsTrue);
}

class PlanInstance implements ResourceInstance, Blanks {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly module: string;
  readonly key: InstanceKey;
  readonly change: ResourceInstance["change"];
  private readonly attributes = new Map<string, Symbolic>();
  private written: { readonly block: SourceResource | undefined } | undefined;
  private found: { readonly configuration: ResourceConfiguration | undefined } | undefined;

  constructor(
    private readonly record: PlanRecord,
    private readonly context: PlanContext,
  ) {
    this.address = record.address;
    this.mode = record.mode;
    this.type = record.type;
    this.name = record.name;
    this.module = record.module;
    this.key = record.key;
    this.change = record.change;
  }

  get at(): SourceLocation | undefined {
    return this.source?.at;
  }

  attribute(name: string): Symbolic {
    let value = this.attributes.get(name);
    if (!value) {
      value = this.read(name);
      this.attributes.set(name, value);
    }
    return value;
  }

  isSet(path: readonly string[]): boolean | undefined {
    const [first = "", ...below] = path;
    const expressions = this.configuration?.expressions;
    if (!expressions) return undefined;
    // A dynamic block is not shown at all.
    if (!Object.hasOwn(expressions, first)) return below.length === 0 ? false : undefined;
    const isIn = (value: unknown, names: readonly string[]): boolean => names.length === 0 || [value].flat().some((block) => isRecord(block) && Object.hasOwn(block, names[0]!) && isIn(block[names[0]!], names.slice(1)));
    return isIn(expressions[first], below);
  }

  placeOf(name: string): SourceLocation | undefined {
    return this.source?.placeOf(name) ?? this.source?.at;
  }

  region(): Symbolic | undefined {
    const own = this.attribute("region");
    return own.kind === "string" && this.record.values["region"] !== undefined ? own : this.context.providers.regionOf(this.configuration?.provider_config_key);
  }

  follow(expression: Expression | undefined): Terminal[][] {
    const scope = { module: this.module, key: this.key, forEach: this.configuration?.for_each_expression };
    return this.context.configuration
      .follow(expression, scope)
      .map((candidates) => candidates.filter((terminal) => !this.context.isKnown(terminal)))
      .filter((candidates) => candidates.length > 0);
  }

  /** Below a block that the configuration does not show (a dynamic one) nothing can be told; a whole attribute without expression is the provider's. */
  computed(path: string): SymbolicString | Unknown {
    return /[.[]/.test(path) ? unknown("computed-at-apply", NOT_IN_PLAN) : reference(this.address, path);
  }

  private read(name: string): Symbolic {
    const { values, unknown: marks, sensitive } = this.record;
    const mark = isRecord(marks) && Object.hasOwn(marks, name) ? marks[name] : marks === true;
    const secret = isRecord(sensitive) && Object.hasOwn(sensitive, name) ? sensitive[name] : sensitive === true;
    const expressions = this.configuration?.expressions;
    const expression = expressions && Object.hasOwn(expressions, name) ? expressions[name] : undefined;
    const planned = plannedValue(Object.hasOwn(values, name) ? values[name] : undefined, mark, secret, expression, name, this);
    // A deferred document is computed from its arguments: what the plan knows of them, and the sources for the rest.
    if (this.isPolicyDocument && name === "json" && mark === true) return this.computeDocument();
    return this.source ? mergeWithSource(planned, this.source.attribute(name)) : planned;
  }

  private get isPolicyDocument(): boolean {
    return this.mode === "data" && this.type === "aws_iam_policy_document";
  }

  private computeDocument(): Symbolic {
    const names = ["statement", "source_policy_documents", "override_policy_documents", "policy_id", "version", "source_json", "override_json"];
    const entries = new Map(names.map((name) => [name, this.context.withDocuments(this.attribute(name))]));
    return computePolicyDocument({ kind: "map", entries } satisfies SymbolicMap);
  }

  private get source(): SourceResource | undefined {
    if (!this.context.sources) return undefined;
    this.written ??= { block: this.context.sources.resource(this.address) };
    return this.written.block;
  }

  private get configuration(): ResourceConfiguration | undefined {
    this.found ??= { configuration: this.context.configuration.resource(this.module, this.resource) };
    return this.found.configuration;
  }

  private get resource(): string {
    const path = this.address.slice(this.module === "" ? 0 : this.module.length + 1);
    return path.slice(0, path.length - formatKey(this.key).length);
  }
}
