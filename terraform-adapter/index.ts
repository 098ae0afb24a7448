import { accessSync, constants, readdirSync } from "node:fs";
import { join } from "node:path";
import { UsageError, type Deployment, type DeploymentInput, type Notice, type Symbolic, type SymbolicString } from "../core";
import { adaptDeployment, type Surroundings } from "./adapt-deployment";
import { findTarget } from "./deployment-target";
import { planFacts } from "./plan-facts";
import { planInstances } from "./plan-instances";
import type { PlanJson } from "./plan-json";
import { recordsAfter, recordsBefore, type PlanRecord } from "./plan-records";
import { isRecord } from "./planned-values";
import { ProviderSettings } from "./provider-settings";
import { readPlan, tooDeep } from "./read-plan";
import { sourceInstances } from "./source-instances";
import type { LoadTerraformSources, PlanFacts, TerraformSources } from "./sources";

/** A plan or state as `terraform show -json` writes it, a folder of sources, or both. */
export interface TerraformInput {
  readonly text?: Buffer | string;
  /** The folder of the root module. */
  readonly source?: string;
}

const WITHOUT_SOURCES: Notice = { message: "some resources of policies are known only by what they refer to: with --source DIR they are exact, and findings have their places" };

/** Translates Terraform's view of a deployment. Throws a PlanFormatError where the text is no plan, a UsageError where there is nothing to read. */
export async function adaptTerraform({ text, source }: TerraformInput): Promise<Deployment> {
  if (text === undefined) return adaptSources(source);
  const plan = readPlan(text);
  try {
    const records = recordsAfter(plan);
    const sources = source !== undefined && hasSources(source) ? await loadSources(source, planFacts(plan, records)) : undefined;
    return adaptPlan(plan, records, sources);
  } catch (error) {
    throw error instanceof RangeError ? tooDeep(error) : error;
  }
}

function adaptPlan(plan: PlanJson, records: ReturnType<typeof recordsAfter>, sources: TerraformSources | undefined): Deployment {
  const kind = plan.values && !plan.planned_values && !plan.resource_changes ? "state" : "plan";
  const input: DeploymentInput = { toolchain: isOpenTofu(plan) ? "opentofu" : "terraform", kind, version: plan.terraform_version ?? null };
  const instances = planInstances(plan, records, input, sources);
  const region = new ProviderSettings(plan).regionOf() ?? textOf(sources?.provider.region);
  const found = surroundingsOf(findTarget(instances, region), sources);
  const surroundings = sources === undefined && records.some(isDeferredDocument) ? { ...found, notices: [WITHOUT_SOURCES] } : found;
  const after = adaptDeployment(instances, surroundings);
  if (kind === "state") return after;
  let before: Deployment | undefined;
  return {
    ...after,
    // Only a comparison asks for it.
    get before() {
      return (before ??= adaptDeployment(planInstances({ ...plan, configuration: {} }, recordsBefore(plan), input), { ...surroundings, notices: [], suppressions: [] }));
    },
  };
}

async function adaptSources(folder: string | undefined): Promise<Deployment> {
  if (folder === undefined) throw new UsageError("there is neither a plan nor a folder to read");
  if (!hasSources(folder)) throw new UsageError(`${folder} holds no .tf files`, "Give the folder of the root module, or a plan: terraform show -json plan.bin | leastwise check");
  requireReadable(folder);
  const sources = await loadSources(folder, undefined);
  const instances = sourceInstances(sources, { toolchain: "terraform", kind: "sources", version: null });
  return adaptDeployment(instances, surroundingsOf(findTarget(instances, textOf(sources.provider.region)), sources));
}

/** Without a plan, a file that is not read would be taken for one in which nothing stands. */
function requireReadable(folder: string): void {
  for (const name of readdirSync(folder).filter(isConfigurationFile)) {
    try {
      accessSync(join(folder, name), constants.R_OK);
    } catch (error) {
      throw new UsageError(`${join(folder, name)} cannot be read: what is deployed is not known`, "Give read access to it, or check a plan: terraform show -json plan.bin | leastwise check", { cause: error });
    }
  }
}

function isDeferredDocument({ mode, type, unknown }: PlanRecord): boolean {
  return mode === "data" && type === "aws_iam_policy_document" && isRecord(unknown) && unknown["json"] === true;
}

function surroundingsOf(target: Surroundings["target"], sources: TerraformSources | undefined): Surroundings {
  return { target, notices: sources?.notices ?? [], suppressions: sources?.suppressions ?? [] };
}

/** Loaded here and not above: its parser costs time that a plan alone need not pay. */
function loadSources(folder: string, plan: PlanFacts | undefined): Promise<TerraformSources> {
  const { loadTerraformSources } = require("./hcl") as { readonly loadTerraformSources: LoadTerraformSources };
  return loadTerraformSources(folder, plan);
}

/** Whether a folder is a root module. */
export function hasSources(folder: string): boolean {
  try {
    return readdirSync(folder).some(isConfigurationFile);
  } catch {
    return false;
  }
}

function isConfigurationFile(name: string): boolean {
  return /\.(tf|tofu)(\.json)?$/.test(name);
}

function textOf(value: Symbolic | undefined): SymbolicString | undefined {
  return value?.kind === "string" ? value : undefined;
}

/** OpenTofu writes the same format; its providers come from its own registry. */
function isOpenTofu(plan: PlanJson): boolean {
  const configurations = Object.values(plan.configuration?.provider_config ?? {});
  return configurations.some((provider) => String((provider as { full_name?: unknown }).full_name ?? "").includes("opentofu.org/"));
}
