import { decodeValue, elementsOf, encodeValue, membersOf, textOf, type DynamicValue, type Members, type Plain } from "./dynamic-value";
import { readDataSource } from "./data-sources";
import type { ProviderFacts, TypeFacts } from "./provider-facts";
import { appliedState, plannedState, replacingArguments, type ProviderSettings } from "./resource-changes";
import { wireSchema } from "./wire-schema";

interface Request {
  readonly type_name: string;
  readonly config?: DynamicValue;
  readonly current_state?: DynamicValue;
  readonly prior_state?: DynamicValue;
  readonly planned_state?: DynamicValue;
  readonly proposed_new_state?: DynamicValue;
  readonly raw_state?: { readonly json?: Uint8Array };
}

/** A provider with real schemas that makes up what only a cloud could tell; nothing is asked of any network. */
export class StandInProvider {
  private readonly settings = new Map<string, ProviderSettings>();

  /** Paths in a configuration start from the folder in which Terraform runs. */
  constructor(private readonly name: string, private readonly facts: ProviderFacts, private readonly folder: string) {}

  /** The protocol's methods, each as a function of its request. Each provider block of a configuration has a connection of its own. */
  methods(): Readonly<Record<string, (request: Request, connection: string) => object>> {
    return {
      GetSchema: () => wireSchema(this.facts),
      PrepareProviderConfig: ({ config }) => ({ prepared_config: config }),
      Configure: ({ config }, connection) => this.configure(membersOf(decodeValue(config)), connection),
      ValidateResourceTypeConfig: () => ({}),
      ValidateDataSourceConfig: () => ({}),
      UpgradeResourceState: ({ raw_state: state }) => ({ state: encodeValue(decodeValue({ json: state?.json })) }),
      // Everything is found as it was left.
      ReadResource: ({ current_state: state }) => ({ state }),
      PlanResourceChange: (request, connection) => this.plan(request, this.settingsOf(connection)),
      ApplyResourceChange: (request, connection) => this.apply(request, this.settingsOf(connection)),
      ReadDataSource: ({ type_name: type, config }, connection) => this.read(type, membersOf(decodeValue(config)), this.settingsOf(connection)),
      Stop: () => ({}),
    };
  }

  private configure(config: Members, connection: string): object {
    const tags = elementsOf(config["default_tags"]).map((block) => membersOf(membersOf(block)["tags"]));
    this.settings.set(connection, { region: textOf(config["region"]) ?? "us-east-1", defaultTags: Object.assign({}, ...tags) as Members });
    return {};
  }

  private settingsOf(connection: string): ProviderSettings {
    return this.settings.get(connection) ?? { region: "us-east-1", defaultTags: {} };
  }

  private plan({ type_name: type, proposed_new_state: proposed, prior_state: before }: Request, settings: ProviderSettings): object {
    const state = decodeValue(proposed);
    if (state === null) return { planned_state: proposed, legacy_type_system: true };
    const prior = decodeValue(before);
    const planned = plannedState(type, this.resource(type), settings, membersOf(state), prior);
    const replacing = replacingArguments(type, planned, prior).map((name) => ({ steps: [{ attribute_name: name }] }));
    return { planned_state: encodeValue(planned), requires_replace: replacing, legacy_type_system: true };
  }

  private apply({ type_name: type, planned_state: planned }: Request, settings: ProviderSettings): object {
    const state = decodeValue(planned);
    const applied: Plain = state === null ? null : appliedState(type, this.resource(type), settings, membersOf(state));
    return { new_state: encodeValue(applied), legacy_type_system: true };
  }

  private read(type: string, given: Members, settings: ProviderSettings): object {
    const facts = this.facts.data[type];
    if (!facts) throw new Error(`no data source ${type} in the stand-in for ${this.name}`);
    try {
      return { state: encodeValue(readDataSource(type, facts, settings, given, this.folder)) };
    } catch (error) {
      return { diagnostics: [{ severity: 1, summary: `${type}: ${(error as Error).message}` }] };
    }
  }

  private resource(type: string): TypeFacts {
    const facts = this.facts.resources[type];
    if (!facts) throw new Error(`no resource type ${type} in the stand-in for ${this.name}`);
    return facts;
  }
}
