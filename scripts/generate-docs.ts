import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { configurationSchema } from "../core/config";
import { renderRuleIndex, renderRulePage, rules } from "../core/rules";

/** Writes docs/rules, a page per rule and their table, and schema/leastwise.schema.json. Run by `npm run docs`; a spec compares what is there with what this would write. */
const folder = join(__dirname, "../docs/rules");
mkdirSync(folder, { recursive: true });
for (const file of readdirSync(folder)) rmSync(join(folder, file));
for (const rule of rules) writeFileSync(join(folder, `${rule.id}.md`), renderRulePage(rule));
writeFileSync(join(folder, "README.md"), renderRuleIndex(rules));
writeFileSync(join(__dirname, "../schema/leastwise.schema.json"), `${JSON.stringify(configurationSchema(rules), null, 2)}\n`);
