import { PlanFormatError } from "../core";

type Fields = Readonly<Record<string, unknown>>;

/** Throws a PlanFormatError, with the hint, at the first part that is not what Terraform writes there; null stands for absent, as in Go. */
export function checkPlanShape(plan: object, hint: string): void {
  new PlanShape(hint).check(plan as Fields);
}

class PlanShape {
  constructor(private readonly hint: string) {}

  check(plan: Fields): void {
    this.stateValues(plan["planned_values"], "/planned_values");
    this.stateValues(plan["values"], "/values");
    this.stateValues(this.object(plan["prior_state"], "/prior_state")["values"], "/prior_state/values");
    this.list(plan["resource_changes"], "/resource_changes").forEach((change, index) => this.change(change, `/resource_changes/${index}`));
    const configuration = this.object(plan["configuration"], "/configuration");
    this.objects(configuration["provider_config"], "/configuration/provider_config", (provider, at) => void this.object(provider["expressions"], `${at}/expressions`));
    this.moduleConfiguration(configuration["root_module"], "/configuration/root_module");
    this.objects(plan["variables"], "/variables", () => {});
  }

  private stateValues(values: unknown, at: string): void {
    this.stateModule(this.object(values, at)["root_module"], `${at}/root_module`);
  }

  private stateModule(value: unknown, at: string): void {
    const stateModule = this.object(value, at);
    this.list(stateModule["resources"], `${at}/resources`).forEach((resource, index) => {
      const fields = this.resource(resource, `${at}/resources/${index}`);
      this.object(fields["values"], `${at}/resources/${index}/values`);
    });
    this.list(stateModule["child_modules"], `${at}/child_modules`).forEach((child, index) => {
      if (!isObject(child) || !["string", "undefined"].includes(typeof child["address"])) throw this.malformed(`${at}/child_modules/${index}`, "a module with its address");
      this.stateModule(child, `${at}/child_modules/${index}`);
    });
  }

  private change(value: unknown, at: string): void {
    const { change } = this.resource(value, at);
    if (!isObject(change) || !Array.isArray(change["actions"])) throw this.malformed(`${at}/change`, "a change with actions");
    for (const side of ["before", "after"]) this.object(change[side], `${at}/change/${side}`);
  }

  private moduleConfiguration(value: unknown, at: string): void {
    const configuration = this.object(value, at);
    this.list(configuration["resources"], `${at}/resources`).forEach((resource, index) => {
      const { expressions } = this.resource(resource, `${at}/resources/${index}`);
      this.object(expressions, `${at}/resources/${index}/expressions`);
    });
    this.objects(configuration["outputs"], `${at}/outputs`, (output, place) => void this.object(output["expression"], `${place}/expression`));
    this.objects(configuration["module_calls"], `${at}/module_calls`, (call, place) => {
      this.object(call["expressions"], `${place}/expressions`);
      this.moduleConfiguration(call["module"], `${place}/module`);
    });
  }

  private resource(value: unknown, at: string): Fields {
    if (!isObject(value)) throw this.malformed(at, "an object");
    if (["address", "type", "name"].some((key) => typeof value[key] !== "string")) throw this.malformed(at, "a resource with address, type and name");
    if (!["undefined", "string", "number"].includes(typeof (value["index"] ?? undefined))) throw this.malformed(`${at}/index`, "a string or a number");
    for (const key of ["mode", "module_address", "previous_address", "deposed", "provider_config_key"]) {
      if (!["undefined", "string"].includes(typeof (value[key] ?? undefined))) throw this.malformed(`${at}/${key}`, "a string");
    }
    return value;
  }

  private objects(value: unknown, at: string, check: (member: Fields, at: string) => void): void {
    for (const [key, member] of Object.entries(this.object(value, at))) {
      const place = `${at}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      if (!isObject(member)) throw this.malformed(place, "an object");
      check(member, place);
    }
  }

  private object(value: unknown, at: string): Fields {
    if (value === undefined || value === null) return {};
    if (!isObject(value)) throw this.malformed(at, "an object");
    return value;
  }

  private list(value: unknown, at: string): readonly unknown[] {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) throw this.malformed(at, "a list");
    return value;
  }

  private malformed(pointer: string, expected: string): PlanFormatError {
    return new PlanFormatError(`The plan is not well-formed: ${pointer} should be ${expected}.`, this.hint, pointer);
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
