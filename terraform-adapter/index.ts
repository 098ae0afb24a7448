import type { Deployment, DeploymentInput } from "../core";
import { adaptDeployment } from "./adapt-deployment";
import { findTarget } from "./deployment-target";
import { planInstances } from "./plan-instances";
import type { PlanJson } from "./plan-json";
import { recordsAfter, recordsBefore } from "./plan-records";
import { ProviderSettings } from "./provider-settings";
import { readPlan } from "./read-plan";

/** A plan or state as `terraform show -json` writes it, a folder of sources, or both. */
export interface TerraformInput {
  readonly text?: Buffer | string;
  /** The folder of the root module. */
  readonly source?: string;
}

/** Translates Terraform's view of a deployment. Throws a PlanFormatError where the text is no plan. */
export async function adaptTerraform({ text }: TerraformInput): Promise<Deployment> {
  const plan = readPlan(text ?? "");
  return adaptPlan(plan);
}

function adaptPlan(plan: PlanJson): Deployment {
  const kind = plan.values && !plan.planned_values && !plan.resource_changes ? "state" : "plan";
  const input: DeploymentInput = { toolchain: isOpenTofu(plan) ? "opentofu" : "terraform", kind, version: plan.terraform_version ?? null };
  const providers = new ProviderSettings(plan);
  const instances = planInstances(plan, recordsAfter(plan), input);
  const surroundings = { target: findTarget(instances, providers.regionOf()), notices: [], suppressions: [] };
  const after = adaptDeployment(instances, surroundings);
  if (kind === "state") return after;
  let before: Deployment | undefined;
  return {
    ...after,
    // Only a comparison asks for it.
    get before() {
      return (before ??= adaptDeployment(planInstances({ ...plan, configuration: {} }, recordsBefore(plan), input), surroundings));
    },
  };
}

/** OpenTofu writes the same format; its providers come from its own registry. */
function isOpenTofu(plan: PlanJson): boolean {
  const configurations = Object.values(plan.configuration?.provider_config ?? {});
  return configurations.some((provider) => String((provider as { full_name?: unknown }).full_name ?? "").startsWith("registry.opentofu.org/"));
}
