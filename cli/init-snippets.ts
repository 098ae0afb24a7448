import type { Toolchain } from "./init-toolchain";

/** A file that `leastwise init` writes; paths with forward slashes, relative to the infrastructure's folder or the repository's. */
export interface InitFile {
  readonly path: string;
  readonly from: "folder" | "repository";
  readonly text: string;
}

/** The configuration to begin with. */
export function configurationFile(): InitFile {
  const configuration = { $schema: "node_modules/leastwise/schema/leastwise.schema.json", extends: "recommended", failOn: "high", rules: {}, suppressions: [] };
  return { path: "leastwise.json", from: "folder", text: `${JSON.stringify(configuration, null, 2)}\n` };
}

/** What CI is written for: the toolchain, its folder inside of the repository, and the file of what is known where there is one. */
export interface CheckedFolder {
  readonly toolchain: Toolchain;
  readonly folder: string;
  readonly baseline?: string | undefined;
  /** Whether the folder has a package.json, where the policy pack is a dependency among others. */
  readonly isNodePackage: boolean;
}

/** The commands that make a plan and check it, run in the infrastructure's folder. */
export function checkCommands({ toolchain, baseline, isNodePackage }: CheckedFolder): readonly string[] {
  if (toolchain === "pulumi") return [isNodePackage ? "npm ci" : "npm install --no-save leastwise", "pulumi preview --policy-pack node_modules/leastwise"];
  const tool = toolchain === "opentofu" ? "tofu" : "terraform";
  return [`${tool} init -input=false`, `${tool} plan -input=false -out plan.bin`, `${tool} show -json plan.bin > plan.json`, `npx --yes leastwise check plan.json${baseline === undefined ? "" : ` --baseline ${baseline}`} --format sarif --output leastwise.sarif --format text`];
}

/** A workflow for GitHub Actions that checks pull requests and shows the findings beside the code. */
export function githubWorkflow(checked: CheckedFolder): InitFile {
  const { toolchain, folder } = checked;
  const setup: Readonly<Record<Toolchain, string>> = { terraform: "hashicorp/setup-terraform@v3", opentofu: "opentofu/setup-opentofu@v1", pulumi: "pulumi/actions@v6" };
  const wrapper = toolchain === "pulumi" ? "" : `\n        with:\n          ${toolchain === "opentofu" ? "tofu_wrapper" : "terraform_wrapper"}: false`;
  const upload = toolchain === "pulumi" ? "" : `\n      - uses: github/codeql-action/upload-sarif@v3\n        if: success() || failure()\n        with:\n          sarif_file: ${folder === "." ? "" : `${folder}/`}leastwise.sarif`;
  const token = toolchain === "pulumi" ? "    env:\n      PULUMI_ACCESS_TOKEN: ${{ secrets.PULUMI_ACCESS_TOKEN }}\n" : "";
  const text = `# Least privilege of Lambda functions, checked on every pull request. The plan step needs the credentials of your cloud account.
name: leastwise
on: pull_request
permissions:
  contents: read
  security-events: write
jobs:
  leastwise:
    runs-on: ubuntu-latest
${token}    defaults:
      run:
        working-directory: ${yamlText(folder)}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - uses: ${setup[toolchain]}${wrapper}
${checkCommands(checked).map((command) => `      - run: ${command}`).join("\n")}${upload}
`;
  return { path: ".github/workflows/leastwise.yml", from: "repository", text };
}

/** A job for GitLab CI, in a file of its own that .gitlab-ci.yml includes. */
export function gitlabJob(checked: CheckedFolder): InitFile {
  const { toolchain, folder } = checked;
  const image: Readonly<Record<Toolchain, string>> = { terraform: "node:22 with terraform", opentofu: "node:22 with tofu", pulumi: "pulumi/pulumi-nodejs" };
  const commands = checkCommands(checked).map((command) => command.replace("--format sarif --output leastwise.sarif", "--format codequality --output gl-code-quality-report.json"));
  const artifacts = toolchain === "pulumi" ? "" : `  artifacts:\n    when: always\n    reports:\n      codequality: ${folder === "." ? "" : `${folder}/`}gl-code-quality-report.json\n`;
  const text = `# Least privilege of Lambda functions. In .gitlab-ci.yml: include: { local: .gitlab/leastwise.yml }
# The job runs in an image that has Node 20.19 or newer and your tool: ${image[toolchain]}.
leastwise:
  stage: test
  script:
    - cd ${JSON.stringify(folder)}
${commands.map((command) => `    - ${command}`).join("\n")}
${artifacts}  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
`;
  return { path: ".gitlab/leastwise.yml", from: "repository", text };
}

/** A hook for pre-commit. It has no plan, and reads the sources as they are; Pulumi has nothing to read without a preview. */
export function preCommitHook({ toolchain, folder }: CheckedFolder): InitFile | undefined {
  if (toolchain === "pulumi") return undefined;
  const text = `repos:
  - repo: local
    hooks:
      - id: leastwise
        name: leastwise
        entry: npx --yes leastwise check ${folder === "." ? "." : folder}
        language: system
        pass_filenames: false
        files: \\.(tf|tofu|tf\\.json|[cm]?[jt]s|[jt]sx|py|go|java|cs|rb|rs)$
`;
  return { path: ".pre-commit-config.yaml", from: "repository", text };
}

function yamlText(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : JSON.stringify(text);
}
