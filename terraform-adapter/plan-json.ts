/** The parts of `terraform show -json` that are read here. Source: https://developer.hashicorp.com/terraform/internals/json-format */
export interface PlanJson {
  readonly format_version?: string;
  readonly terraform_version?: string;
  readonly variables?: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly planned_values?: StateValues;
  readonly prior_state?: { readonly values?: StateValues };
  /** Of a state alone. */
  readonly values?: StateValues;
  readonly resource_changes?: readonly ResourceChange[];
  readonly configuration?: PlanConfiguration;
}

export interface StateValues {
  readonly root_module?: StateModule;
}

export interface StateModule {
  readonly address?: string;
  readonly resources?: readonly StateResource[];
  readonly child_modules?: readonly StateModule[];
}

export interface StateResource {
  readonly address: string;
  readonly mode?: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly values?: Attributes;
  readonly sensitive_values?: Marks;
}

export type Attributes = Readonly<Record<string, unknown>>;

/** The shape of a value with `true` where it is unknown, or sensitive. */
export type Marks = boolean | null | undefined | readonly Marks[] | { readonly [key: string]: Marks };

export interface ResourceChange {
  readonly address: string;
  readonly module_address?: string;
  readonly mode?: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  /** Present where the instance is an object that a replacement left to be destroyed. */
  readonly deposed?: string;
  readonly previous_address?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before?: Attributes | null;
    readonly after?: Attributes | null;
    readonly after_unknown?: Marks;
    readonly before_sensitive?: Marks;
    readonly after_sensitive?: Marks;
  };
}

export interface PlanConfiguration {
  readonly provider_config?: Readonly<Record<string, ProviderConfiguration>>;
  readonly root_module?: ModuleConfiguration;
}

export interface ProviderConfiguration {
  readonly name?: string;
  readonly alias?: string;
  readonly module_address?: string;
  readonly expressions?: Readonly<Record<string, Expression>>;
}

export interface ModuleConfiguration {
  readonly resources?: readonly ResourceConfiguration[];
  readonly module_calls?: Readonly<Record<string, ModuleCall>>;
  readonly outputs?: Readonly<Record<string, { readonly expression?: Expression }>>;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export interface ModuleCall {
  readonly source?: string;
  readonly expressions?: Readonly<Record<string, Expression>>;
  readonly count_expression?: Expression;
  readonly for_each_expression?: Expression;
  readonly module?: ModuleConfiguration;
}

export interface ResourceConfiguration {
  readonly address: string;
  readonly mode?: string;
  readonly type: string;
  readonly name: string;
  readonly provider_config_key?: string;
  readonly expressions?: Readonly<Record<string, Expression>>;
  readonly count_expression?: Expression;
  readonly for_each_expression?: Expression;
}

/** An argument (`references` and `constant_value`), or nested blocks: one object, or a list of them. */
export interface Expression {
  readonly constant_value?: unknown;
  readonly references?: readonly string[];
  readonly [block: string]: unknown;
}
