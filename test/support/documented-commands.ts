/** Command lines of the documents that test/cli/doc-commands.spec.ts runs, in this order, with the exit code that their reader gets. */
export const commandsRun: readonly (readonly [command: string, code: number])[] = [
  ["terraform plan -out plan.bin", 0],
  ["terraform show -json plan.bin | leastwise check", 1],
  ["terraform show -json plan.bin | leastwise check --source infra", 1],
  ["leastwise check infra/", 1],
  ["leastwise check plan.json --source infra --format sarif --output leastwise.sarif --format text", 1],
  ["leastwise check plan.json --source infra --changed-only", 1],
  ["leastwise check plans/*.json --source infra", 1],
  ["leastwise diff plan.json", 1],
  ["leastwise baseline plan.json", 0],
  ["leastwise check plan.json --baseline leastwise-baseline.json", 0],
  ["leastwise baseline plan.json --source infra --output infra/leastwise-baseline.json", 0],
  ["leastwise check plan.json --source infra --baseline infra/leastwise-baseline.json", 0],
  ["leastwise init infra", 0],
  ["leastwise fix plan.json --source infra", 0],
  // names of commands, without what they work on
  ...["check", "fix", "needs FILE", "diff", "explain", "init", "baseline"].map((name) => [`leastwise ${name}`, 0] as const),
];

/** A command line that it does not run: why, and the file that does, with the words that run it there. */
export interface RunElsewhere {
  readonly because: string;
  readonly by?: readonly [file: string, words: string];
}

const realPulumi = (spec: string, words: string): RunElsewhere => ({ because: "it needs the real Pulumi CLI", by: [`test/e2e/${spec}.spec.ts`, words] });

/** Command lines that are run somewhere else, or cannot be. */
export const commandsElsewhere: Readonly<Record<string, RunElsewhere>> = {
  "npm run demo": { because: "it may build; what it does then is run by test/cli/doc-commands.spec.ts", by: ["package.json", '"demo": "node scripts/prepare.js && node examples/demo.js"'] },
  "npm test": { because: "it is what runs the specs", by: [".ci/run", "npm test"] },
  "npm run typecheck": { because: "it is a step of its own in CI", by: [".ci/run", "npm run --silent typecheck"] },
  "npm run lint": { because: "it is a step of its own in CI", by: [".ci/run", "npm run --silent lint"] },
  "npm run test:e2e": { because: "it is a step of its own in CI", by: [".ci/run", "npm run --silent test:e2e"] },
  "npm run docs": { because: "it writes the sources; that nothing is left to write is compared", by: ["test/house/docs.spec.ts", "renderRulePage(rule)"] },
  "npm run fixtures": { because: "it writes the plans; that nothing is left to write is compared", by: ["test/e2e/terraform-fixtures.spec.ts", "makeFixturePlan("] },
  "terraform providers schema -json": { because: "it needs the providers from their registry; what is made of it is committed", by: ["scripts/refresh-provider-schemas.ts", "providers schema"] },
  "npm run recordings": { because: "it needs the real Pulumi CLI; what it recorded is read by the suite", by: ["test/policypack/recordings.spec.ts", "recording"] },
  "npm run recordings [-- FOLDER…]": { because: "it needs the real Pulumi CLI; what it recorded is read by the suite", by: ["test/policypack/recordings.spec.ts", "recording"] },
  "npm run refresh-reference": { because: "it reads registry packages of today; its steps are tested", by: ["package.json", "scripts/refresh-reference/main.ts"] },
  "npm install --save-dev leastwise": { because: "the package is not published yet; what it holds is tested", by: ["test/e2e/pulumi-package.spec.ts", '["pack", "--dry-run", "--json"]'] },
  "npm pack leastwise && tar -xzf leastwise-*.tgz && cd package": { because: "the package is not published yet; what it holds is tested", by: ["test/e2e/pulumi-package.spec.ts", '["pack", "--dry-run", "--json"]'] },
  "npm install --omit=dev": { because: "the package is not published yet; an installed pack is run on another machine", by: ["test/e2e/pulumi-organisation.spec.ts", "refuses a preview on another machine"] },
  "pulumi preview --policy-pack node_modules/leastwise": realPulumi("pulumi-ladder", '"preview", "--policy-pack", policyPack'),
  "pulumi preview --policy-pack node_modules/leastwise --policy-pack-config pack.json": realPulumi("pulumi-pack", '"preview", "--policy-pack", policyPack, "--policy-pack-config"'),
  "echo '{ \"no-unused-permission\": \"remediate\" }' > pack.json": realPulumi("pulumi-remediation", '"no-unused-permission": "remediate"'),
  "pulumi preview --diff --show-policy-remediations --policy-pack node_modules/leastwise --policy-pack-config pack.json": realPulumi("pulumi-remediation", '"--show-policy-remediations"'),
  "pulumi up": realPulumi("pulumi-ladder", '"up", "--yes"'),
  "pulumi policy publish": realPulumi("pulumi-organisation", '"policy", "publish"'),
  "pulumi policy publish ORG": realPulumi("pulumi-organisation", '"policy", "publish"'),
  "pulumi policy enable ORG/leastwise VERSION --policy-group GROUP --config advisory.json": realPulumi("pulumi-organisation", '"policy", "enable"'),
  "pulumi policy disable ORG/leastwise --policy-group GROUP": realPulumi("pulumi-organisation", '"policy", "disable"'),
  "pulumi policy validate-config": realPulumi("pulumi-organisation", '"policy", "validate-config"'),
  "pulumi policy analyze --stack STACK --policy-pack node_modules/leastwise": realPulumi("pulumi-pack", '"policy", "analyze", "--stack"'),
  "tofu show -json": { because: "its output has Terraform's format, and it is not there on every machine" },
  "terraform init": { because: "it downloads providers" },
};
