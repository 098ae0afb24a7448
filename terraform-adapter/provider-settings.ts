import { literal, type SymbolicString } from "../core";
import { isRecord } from "./planned-values";
import type { PlanJson, ProviderConfiguration } from "./plan-json";

/** What the configuration of the `aws` providers says about where they deploy to. */
export class ProviderSettings {
  private readonly configurations: Readonly<Record<string, ProviderConfiguration>>;

  constructor(private readonly plan: PlanJson) {
    this.configurations = plan.configuration?.provider_config ?? {};
  }

  /** The region of a provider configuration, of the default one where no key is given; `undefined` where it is not known. */
  regionOf(key = "aws"): SymbolicString | undefined {
    const expression = Object.hasOwn(this.configurations, key) ? this.configurations[key]?.expressions?.["region"] : undefined;
    if (!expression) return undefined;
    if (typeof expression.constant_value === "string") return literal(expression.constant_value);
    const [only, ...others] = expression.references ?? [];
    const variable = others.length === 0 ? /^var\.([^.[]+)$/.exec(only ?? "")?.[1] : undefined;
    const value = variable !== undefined && isRecord(this.plan.variables) && Object.hasOwn(this.plan.variables, variable) ? this.plan.variables[variable]?.value : undefined;
    return typeof value === "string" ? literal(value) : undefined;
  }
}
