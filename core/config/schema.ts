/** What configuration needs to know of a rule; the registry is handed in, so that configuration loads no rule. */
export interface ConfigurableRule {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
  /** On where absent. */
  readonly isOnByDefault?: boolean;
  readonly options: Readonly<Record<string, { readonly type: "string[]" | "boolean" | "number"; readonly default: unknown; readonly description: string }>>;
}

type JsonSchema = Readonly<Record<string, unknown>>;

/** The JSON Schema of leastwise.json, with every rule and its options: for editors, and for reading it. */
export function configurationSchema(rules: readonly ConfigurableRule[]): JsonSchema {
  const settings = { type: "object", additionalProperties: false, properties: Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)])) };
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "leastwise configuration",
    type: "object",
    additionalProperties: false,
    properties: {
      $schema: { type: "string", description: "Where this schema is, for editors." },
      extends: { enum: ["recommended", "strict"], default: "recommended", description: "What to start from. strict switches every rule on and fails from medium upwards." },
      failOn: { enum: ["critical", "high", "medium", "low", "never"], description: "The lowest severity that fails a run." },
      rules: { ...settings, description: "Severity and options of rules." },
      overrides: {
        type: "array",
        description: "Other settings for some functions or files; where several fit, the last one wins.",
        items: {
          type: "object",
          additionalProperties: false,
          required: ["rules"],
          properties: {
            functions: { ...strings, description: "Globs over addresses of functions and of the resources that findings name." },
            files: { ...strings, description: "Globs over files, relative to the root." },
            rules: settings,
          },
        },
      },
      suppressions: {
        type: "array",
        description: "Findings that are accepted, each with its reason.",
        items: {
          type: "object",
          additionalProperties: false,
          required: ["rule", "reason"],
          properties: {
            rule: { enum: rules.map((rule) => rule.id) },
            address: { type: "string", description: "Address of the finding, or a glob over addresses." },
            path: { type: "string", description: "Exact path inside the document, for example Statement[0].Action[0]." },
            reason: { type: "string", minLength: 1, description: "Why this is right." },
            expires: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$", description: "Last day on which it holds: 2027-01-31." },
          },
        },
      },
    },
  };
}

const strings = { type: "array", items: { type: "string" } };

const levels = ["critical", "high", "medium", "low", "off"];

function ruleSchema(rule: ConfigurableRule): JsonSchema {
  const options = Object.fromEntries(
    Object.entries(rule.options).map(([name, { type, default: value, description }]) => [name, { ...(type === "string[]" ? strings : { type }), default: value, description }]),
  );
  return {
    description: `${rule.title}. Default: ${rule.severity}.`,
    anyOf: [
      { enum: levels },
      {
        type: "object",
        additionalProperties: false,
        properties: { severity: { enum: levels }, options: { type: "object", additionalProperties: false, properties: options } },
      },
    ],
  };
}
