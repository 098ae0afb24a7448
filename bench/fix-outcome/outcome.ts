import { Analysis, allows, check, effectivePermissions, findConfiguration, formatRequiredResource, leastPrivilegePolicy, loadConfiguration, policyDisproof, readAllCode, recommended, rules, type CodeReading, type Configuration, type Deployment, type Finding, type LambdaFunction, type RequiredPermission } from "../../core";
import { adaptTerraform } from "../../terraform-adapter";
import { fixSources, Workspace, type SourceFix } from "../../terraform-adapter/fix";
import { formatNeed, type LabelledNeed } from "./labelled-needs";

/** What became of one function that had findings. */
export interface FunctionOutcome {
  readonly address: string;
  readonly state: "completely" | "partly" | "refused" | "broke";
  readonly remaining: readonly string[];
  readonly reasons: readonly string[];
}

/** A deployment as it is checked. */
export interface Checked {
  readonly deployment: Deployment;
  readonly analysis: Analysis;
  readonly findings: readonly Finding[];
}

/** The fix of a root module and what was found before it. */
export async function fixRoot(source: string, text: Buffer): Promise<{ before: Checked; fix: SourceFix; sourcesAfter: Checked }> {
  const workspace = await Workspace.open({ source, text });
  const readings = await readAllCode(workspace.deployment, source);
  const configuration = configurationOf(source);
  const fix = fixSources(workspace, { configuration, readings });
  const before = checkedOf(workspace.deployment, readings, configuration);
  return { before, fix, sourcesAfter: fix.files.length === 0 ? before : checkedOf(fix.after, readings, configuration) };
}

export async function checkRoot(source: string, text: Buffer): Promise<Checked> {
  const deployment = await adaptTerraform({ text, source });
  return checkedOf(deployment, await readAllCode(deployment, source), configurationOf(source));
}

function configurationOf(source: string): Configuration {
  const file = findConfiguration(source);
  return file === undefined ? recommended : loadConfiguration(file, rules);
}

function checkedOf(deployment: Deployment, readings: ReadonlyMap<string, CodeReading>, configuration: Configuration): Checked {
  const { findings } = check(deployment, { readings, configuration });
  return { deployment, analysis: new Analysis(deployment, readings), findings: findings.filter(({ status }) => status !== "suppressed") };
}

/** Every function with findings before, and what is left of them; `failure` is why the changed sources could not be planned. */
export function outcomes(before: Checked, after: Checked | undefined, fix: SourceFix, labels: ReadonlyMap<string, readonly LabelledNeed[]>, failure: string | undefined): FunctionOutcome[] {
  return before.deployment.functions.flatMap((fn): FunctionOutcome[] => {
    const had = findingsOf(fn, before);
    if (had.length === 0) return [];
    const { address } = fn;
    const concerned = addressesOf(fn, before);
    const reasons = fix.left.filter((left) => concerned.has(left.address)).map((left) => `${left.address}: ${left.reason}`);
    if (!after) return [{ address, state: "broke", remaining: [], reasons: [failure ?? "not planned"] }];
    const other = after.deployment.functions.find((candidate) => candidate.address === address);
    if (!other) return [{ address, state: "broke", remaining: [], reasons: ["the function is gone"] }];
    const has = findingsOf(other, after);
    const broken = [...lostNeeds(fn, before, other, after, labels.get(address) ?? []), ...newFindings(had, has)];
    if (broken.length > 0) return [{ address, state: "broke", remaining: broken, reasons }];
    const remaining = has.map(({ ruleId, address: at, path }) => `${ruleId} ${at} ${path ?? ""}`);
    const isTouched = has.length < had.length;
    return [{ address, state: has.length === 0 ? "completely" : isTouched ? "partly" : "refused", remaining, reasons }];
  });
}

/** Addresses whose findings are the function's. */
function addressesOf(fn: LambdaFunction, { deployment, analysis }: Checked): ReadonlySet<string> {
  const role = analysis.roleOf(fn);
  const policies = role ? [role.trustPolicy, ...role.policies].flatMap(({ address, attachment }) => [address, ...(attachment ? [attachment.address] : [])]) : [];
  const own = [...deployment.functionPermissions, ...deployment.functionUrls].filter((item) => item.function.kind === "known" && item.function.value === fn.address).map(({ address }) => address);
  return new Set([fn.address, ...(role ? [role.address] : []), ...policies, ...own]);
}

function findingsOf(fn: LambdaFunction, checked: Checked): Finding[] {
  const addresses = addressesOf(fn, checked);
  return checked.findings.filter((finding) => addresses.has(finding.address) || finding.function === fn.address);
}

/** A kind of finding that the function did not have. */
function newFindings(had: readonly Finding[], has: readonly Finding[]): string[] {
  const rulesBefore = new Set(had.map(({ ruleId }) => ruleId));
  return has.filter(({ ruleId }) => !rulesBefore.has(ruleId)).map(({ ruleId, address, path, message }) => `new finding: ${ruleId} ${address} ${path ?? ""}: ${message}`);
}

/** What was certainly allowed of the needs, and no longer is. */
function lostNeeds(fn: LambdaFunction, before: Checked, other: LambdaFunction, after: Checked, labels: readonly LabelledNeed[]): string[] {
  const roleBefore = before.analysis.roleOf(fn);
  const roleAfter = after.analysis.roleOf(other);
  if (!roleBefore) return [];
  if (!roleAfter) return ["the role is gone"];
  const had = effectivePermissions(roleBefore, before.deployment).access;
  const has = effectivePermissions(roleAfter, after.deployment).access;
  const found = before.analysis.needsOf(fn).required.flatMap((row) => row.resources.map((resource) => ({ row, resource })));
  const lost = found.filter(({ row, resource }) => allows(had, row.action, resource, row.context).answer === "yes" && allows(has, row.action, resource, row.context).answer !== "yes");
  // The second plan may name a resource otherwise, as the lookup of a data source does: then the need of the same calls counts.
  const keyOf = ({ action, evidence }: RequiredPermission): string => `${action} ${[...new Set(evidence.map(({ call }) => call))].sort().join()}`;
  const stillMet = (key: string): boolean => {
    const rows = after.analysis.needsOf(other).required.filter((row) => keyOf(row) === key);
    return rows.length > 0 && rows.every((row) => row.resources.every((resource) => allows(has, row.action, resource, row.context).answer === "yes"));
  };
  const mine = lost.filter(({ row }) => !stillMet(keyOf(row)));
  const labelled = labels.filter(({ action, resource }) => allows(had, action, before.deployment.resources.expand(resource)).answer === "yes" && allows(has, action, after.deployment.resources.expand(resource)).answer !== "yes");
  return [...mine.map(({ row, resource }) => `lost: ${row.action} on ${formatRequiredResource(resource, before.deployment)}`), ...labelled.map((need) => `lost, labelled: ${formatNeed(need)}`)];
}

/** Functions whose least-privilege policy the algebra does not prove. */
export function unprovenPolicies({ deployment, analysis }: Checked): string[] {
  return deployment.functions.flatMap((fn) => {
    const { required } = analysis.needsOf(fn);
    const reason = policyDisproof(leastPrivilegePolicy(required, deployment), required, deployment);
    return reason === undefined ? [] : [`${fn.address}: ${reason}`];
  });
}
