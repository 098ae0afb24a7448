import type { Notice, SourceLocation, SuppressionComment, Symbolic, SymbolicMap } from "../core";

/** The index of an instance: a number for `count`, a string for `for_each`, absent for a single one. */
export type InstanceKey = string | number | undefined;

/**
 * What the `.tf` files tell, evaluated symbolically: the values that a plan blanks out, and where everything is written.
 *
 * Conventions, for addresses, references and values alike:
 * - an address is Terraform's own with module path and keys: `module.api["eu"].aws_iam_role.r[0]`, `module.m.data.aws_iam_policy_document.d`;
 * - a value that only the provider will know is a reference part `{ address, attribute }`; `attribute` is the path below the resource as
 *   Terraform writes it: `arn`, `vpc_config[0].vpc_id`, `tags["x"]`. `data.aws_caller_identity.*.account_id`, `data.aws_region.*.{id,name,region}`
 *   and `data.aws_partition.*.partition` become the plan's value where it has one, else the reference `aws.account_id`, `aws.region`, `aws.partition`;
 * - `jsonencode` and the `json` of an `aws_iam_policy_document` are a `SymbolicJson` (see core/iam/policy-document-data.ts), and `jsondecode` undoes it;
 * - a nested block is a list of maps, also where only one is allowed; `dynamic` blocks are expanded into it; an argument that is not written is absent
 *   from the map, one that is written as `null` is a SymbolicNull;
 * - an undecided conditional is a SymbolicChoice; what is not understood is an Unknown with its reason, detail, references and place;
 * - places are relative to the root that was loaded, with forward slashes, and go down to the list element; a value keeps the place where it was
 *   written (a local, a variable's default, a `.tfvars`), an element that was made by `concat` or a for-expression the place of its own text.
 */
export interface TerraformSources {
  /** The block of a managed resource or a data source, evaluated for this instance; `undefined` where the sources have no such block. */
  resource(address: string): SourceResource | undefined;
  /** Every instance that the sources alone tell, for a check without a plan. Where count or for_each is not known, one instance whose address has no key, `isPossible`. */
  instances(): readonly SourceInstance[];
  /** Provider settings that say where the deployment goes: `region`, `account_id` (from `allowed_account_ids` with one element), symbolic or absent; of the default `aws` provider. */
  readonly provider: { readonly region?: Symbolic; readonly account?: Symbolic };
  readonly suppressions: readonly SuppressionComment[];
  /** Files that could not be read, modules that are not there, sources that do not match the plan: each said once. */
  readonly notices: readonly Notice[];
}

/** One resource or data block, evaluated for one instance. All methods are lazy: nothing is evaluated before it is asked for. */
export interface SourceResource {
  readonly address: string;
  /** The header of the block, from its type keyword to the opening brace. */
  readonly at: SourceLocation;
  /** The headers of the module calls that lead to the block, outermost first; empty in the root module. */
  readonly callChain: readonly SourceLocation[];
  /**
   * The value of an argument or of all nested blocks of that name, as it was written; `undefined` where neither is there.
   * Provider-computed attributes are not arguments: `attribute("arn")` is `undefined`; for an `aws_iam_policy_document`, `attribute("json")` is the computed document.
   */
  attribute(name: string): Symbolic | undefined;
  /** The names that are written in the block. */
  attributeNames(): readonly string[];
  /** Where the argument or the first block of that name is written, also for one whose value is a known literal. */
  placeOf(name: string): SourceLocation | undefined;
}

/** An instance that the sources enumerate. */
export interface SourceInstance {
  readonly address: string;
  readonly mode: "managed" | "data";
  /** `aws_iam_role`. */
  readonly type: string;
  readonly name: string;
  /** Address of the module instance, `""` for the root. */
  readonly module: string;
  readonly key: InstanceKey;
  /** Whether it exists only if an undecided count or for_each turns out that way. */
  readonly isPossible: boolean;
}

/** What the plan tells the evaluator. Absent for a check without a plan. */
export interface PlanFacts {
  /** Values of the root module's variables; a sensitive one is an Unknown with reason `secret`. */
  readonly variables: ReadonlyMap<string, Symbolic>;
  /** Keys of the instances of a resource (`aws_s3_bucket.b`, `data.aws_region.r`) in a module instance (`""`: root); `undefined` where the plan has none of it. */
  resourceKeys(module: string, resource: string): readonly InstanceKey[] | undefined;
  /** Keys of the instances of a module call (`api`) in a module instance; `undefined` where the plan has none of it. */
  moduleKeys(module: string, call: string): readonly InstanceKey[] | undefined;
  /**
   * Attributes of a managed or data instance as the plan tells them: known values as they are, each unknown one (at any depth) as an Unknown whose only
   * reference is `ADDRESS.ATTRIBUTE`, sensitive ones as Unknown `secret`. `undefined` where the plan has no such instance.
   */
  planned(address: string): SymbolicMap | undefined;
  /** What an output of a module instance (`module.table`) leads to as the plan tells it, for a module whose sources are not there; `undefined` where it does not. */
  moduleOutput?(module: string, output: string): Symbolic | undefined;
}

/** Implemented by terraform-adapter/hcl/index.ts, which is loaded only where there is a folder of sources. */
export type LoadTerraformSources = (rootFolder: string, plan: PlanFacts | undefined) => Promise<TerraformSources>;
