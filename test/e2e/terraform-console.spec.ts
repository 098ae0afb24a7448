import { expect } from "chai";
import { formatSymbolic, type Symbolic } from "../../core";
import { jsonText } from "../../terraform-adapter/hcl/convert";
import { runsRealTerraform, TerraformProject } from "../support/terraform/cli";
import { DECLARATIONS, EXPRESSIONS, FILES, PRINTED } from "../terraform-adapter/hcl/console-expressions";
import { withSources } from "../terraform-adapter/hcl/source-fixture";

const expressions = [...PRINTED.map(([expression]) => expression), ...EXPRESSIONS];

/** What an expression is as JSON; nothing where any part of it is not decided. */
function decided(value: Symbolic | undefined): string | undefined {
  const text = value?.kind === "json" ? jsonText(value.value) : value;
  return text?.kind === "string" && text.parts.every(({ kind }) => kind === "literal") ? formatSymbolic(text) : undefined;
}

(runsRealTerraform ? describe : describe.skip)("expressions, as terraform console evaluates them (LEASTWISE_E2E=1)", () => {
  /** By expression. */
  const printed = new Map<string, string>();
  const evaluated = new Map<string, Symbolic | undefined>();

  before(async () => {
    const project = await TerraformProject.create({ files: { ...FILES, "main.tf": DECLARATIONS } });
    try {
      // The console prints the last line's value alone, so all of them are one; encoded, whatever is in them.
      const { code, stdout, stderr } = await project.run("terraform", ["console"], `join(",", [${expressions.map((expression) => `base64encode(jsonencode(${expression}))`).join(", ")}])\n`);
      if (code !== 0) throw new Error(stdout + stderr);
      const answers = (JSON.parse(stdout) as string).split(",");
      answers.forEach((answer, index) => printed.set(expressions[index]!, Buffer.from(answer, "base64").toString("utf8")));
    } finally {
      project.remove();
    }
    const probes = expressions.map((expression, index) => `resource "aws_probe" "p${index}" {\n  value = jsonencode(${expression})\n}\n`);
    await withSources({ ...FILES, "main.tf": `${DECLARATIONS}\n${probes.join("\n")}` }, (sources) => {
      expressions.forEach((expression, index) => evaluated.set(expression, sources.resource(`aws_probe.p${index}`)?.attribute("value")));
    });
  });

  for (const expression of expressions) {
    it(expression, () => {
      const known = decided(evaluated.get(expression));
      expect(known ?? printed.get(expression)).to.equal(printed.get(expression));
    });
  }

  it("stored answers are still those", () => {
    expect(PRINTED.map(([expression]) => [expression, printed.get(expression)])).to.deep.equal(PRINTED);
  });

  it("what is left undecided is what needs more digits, rare verbs and other files than policies do", () => {
    const undecided = expressions.filter((expression) => decided(evaluated.get(expression)) === undefined);
    expect(undecided.filter((expression) => !/^(?:file(?:sha256|set)|cidrhost|format\(".*(?:%x|%#v)|(?:tostring\()?\d+(?:e\d+)?\)?$)/.test(expression))).to.deep.equal([]);
  });
});
