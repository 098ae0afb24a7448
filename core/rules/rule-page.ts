import type { Rule, RuleExample } from "./define-rule";

/** A rule's documentation page as Markdown; the same text is printed by `leastwise explain RULE`. */
export function renderRulePage(rule: Rule): string {
  const sections = [
    `# ${rule.id}`,
    `${rule.title}.`,
    `Default severity: **${rule.isOnByDefault ? rule.severity : `off** (**${rule.severity}** when switched on)`}${rule.isOnByDefault ? "**" : ""}`,
    `## Why\n\n${rule.rationale}`,
    `## What to do\n\n${rule.remediation}`,
    ...messagesSection(rule),
    ...examplesSection("Wrong", rule.examples.invalid),
    ...examplesSection("Right", rule.examples.valid),
    ...examplesSection("Undecided", rule.examples.undecided),
    ...optionsSection(rule),
    `## Silencing one finding\n\nBeside or above the line, with the reason:\n\n\`\`\`hcl\n# leastwise:ignore ${rule.id} -- why this one is right\n\`\`\``,
    `## Read on\n\n${rule.references.map((reference) => `- <${reference}>`).join("\n")}`,
  ];
  return `${sections.join("\n\n")}\n`;
}

function messagesSection(rule: Rule): string[] {
  const rows = Object.entries(rule.messages).map(([id, message]) => `| \`${id}\` | ${cell(message.says)} | ${cell(message.instead)} |`);
  return [`## What it says\n\n| message | says | instead |\n| --- | --- | --- |\n${rows.join("\n")}`];
}

function cell(text: string): string {
  return text.replace(/\{\{(\w+)\}\}/g, "*$1*").replace(/\|/g, "\\|");
}

function examplesSection(title: string, examples: readonly RuleExample[]): string[] {
  if (examples.length === 0) return [];
  const blocks = examples.map((example) => {
    const code = Object.entries(example.code ?? {}).map(([file, text]) => `\n\n\`${file}\`:\n\n\`\`\`js\n${text.trim()}\n\`\`\``).join("");
    const before = example.before === undefined ? "" : `Before:\n\n\`\`\`hcl\n${example.before.trim()}\n\`\`\`\n\nAfter:\n\n`;
    return example.terraform.trim() === "" ? `${example.title}.${code}` : `${example.title}:\n\n${before}\`\`\`hcl\n${example.terraform.trim()}\n\`\`\`${code}`;
  });
  return [`## ${title}\n\n${blocks.join("\n\n")}`];
}

function optionsSection(rule: Rule): string[] {
  const options = Object.entries(rule.options);
  if (options.length === 0) return [];
  const rows = options.map(([name, option]) => `| \`${name}\` | ${option.type.replace("[]", " list")} | \`${JSON.stringify(option.default)}\` | ${option.description} |`);
  return [`## Options\n\n| option | type | default | meaning |\n| --- | --- | --- | --- |\n${rows.join("\n")}`];
}

/** The table of all rules, linking to their pages. */
export function renderRuleIndex(rules: readonly Rule[]): string {
  const rows = rules.map((rule) => `| [${rule.id}](${rule.id}.md) | ${rule.title} | ${rule.isOnByDefault ? rule.severity : `off (${rule.severity})`} |`);
  return `# Rules\n\nGenerated from the rules themselves (\`npm run docs\`).\n\n| rule | reports | severity |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
}
