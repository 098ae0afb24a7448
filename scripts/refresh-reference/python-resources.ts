import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { KindRecord, ParameterRecord, ResourceServiceRecord, TargetRecord } from "../../core/reference/resource-models";
import { downloadWheels, unpackWheel } from "./python-wheels";

const usage = `ts-node scripts/refresh-reference/python-resources.ts [--wheels DIR]
  Writes core/reference/data/resource-models from the resource models of boto3 (Apache-2.0), whose newest wheel pip downloads unless it lies in DIR.`;

interface BotoParameter {
  readonly target: string;
  readonly source: string;
  readonly name?: string;
  readonly path?: string;
  readonly value?: unknown;
}
interface BotoTarget {
  readonly type: string;
  readonly identifiers?: readonly BotoParameter[];
}
interface BotoAction {
  readonly request?: { readonly operation: string; readonly params?: readonly BotoParameter[] };
  readonly resource?: BotoTarget;
}
interface BotoKind {
  readonly identifiers?: readonly { readonly name: string; readonly memberName?: string }[];
  readonly load?: BotoAction;
  readonly actions?: Readonly<Record<string, BotoAction>>;
  readonly batchActions?: Readonly<Record<string, BotoAction>>;
  readonly has?: Readonly<Record<string, BotoAction>>;
  readonly hasMany?: Readonly<Record<string, BotoAction>>;
  readonly waiters?: Readonly<Record<string, { readonly waiterName: string; readonly params?: readonly BotoParameter[] }>>;
}

const { values: options } = parseArgs({ options: { wheels: { type: "string" }, help: { type: "boolean" } } });
if (options.help) process.stdout.write(`${usage}\n`);
else refresh(join(__dirname, "../../core/reference/data/resource-models"));

function refresh(into: string): void {
  const folder = mkdtempSync(join(tmpdir(), "refresh-reference-"));
  try {
    if (!options.wheels) downloadWheels(["boto3"], folder);
    const boto3 = unpackWheel(options.wheels ?? folder, "boto3", "boto3/__init__.py", folder);
    const data = join(boto3.directory, "data");
    mkdirSync(into, { recursive: true });
    for (const service of readdirSync(data)) {
      const version = readdirSync(join(data, service)).sort().at(-1)!;
      const model = JSON.parse(readFileSync(join(data, service, version, "resources-1.json"), "utf8")) as { service: BotoKind; resources: Record<string, BotoKind> };
      writeFileSync(join(into, `${service}.json`), `${JSON.stringify(serviceRecord(model.service, model.resources))}\n`);
    }
    process.stdout.write(`boto3 ${boto3.version} (${boto3.date})\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function serviceRecord(service: BotoKind, resources: Readonly<Record<string, BotoKind>>): ResourceServiceRecord {
  return { service: kindRecord(service), kinds: mapValues(resources, kindRecord, (name) => name) };
}

function kindRecord(kind: BotoKind): KindRecord {
  return dropEmpty({
    identifiers: (kind.identifiers ?? []).map(({ name, memberName }) => (memberName ? [snake(name), snake(memberName)] : [snake(name)])),
    ...(kind.load?.request ? { load: [kind.load.request.operation, parameters(kind.load.request.params)] as const } : {}),
    actions: mapValues(kind.actions ?? {}, actionRecord),
    batch: mapValues(kind.batchActions ?? {}, actionRecord),
    has: mapValues(kind.has ?? {}, ({ resource }) => target(resource!), (name) => name),
    many: mapValues(kind.hasMany ?? {}, actionRecord),
    waiters: mapValues(kind.waiters ?? {}, ({ waiterName, params }) => [waiterName, parameters(params)] as const, (name) => `wait_until_${snake(name)}`),
  });
}

function actionRecord(action: BotoAction): KindRecord["actions"][string] {
  return [action.request?.operation ?? "", parameters(action.request?.params), ...(action.resource ? [target(action.resource)] : [])] as unknown as KindRecord["actions"][string];
}

function target(resource: BotoTarget): TargetRecord {
  return [resource.type, parameters(resource.identifiers).map(([to, source, from]) => [snake(to), source, from])];
}

function parameters(params: readonly BotoParameter[] = []): ParameterRecord[] {
  return params.map(({ target: to, source, name, path, value }) => [to, source, source === "identifier" ? snake(name!) : (path ?? name ?? value ?? "")] as unknown as ParameterRecord);
}

/** As botocore turns names into Python's: https://github.com/boto/botocore/blob/develop/botocore/__init__.py (xform_name). */
function snake(name: string): string {
  if (name.includes("_")) return name;
  return name
    .replace(/([A-Z]+s)$/, (plural) => (plural.length > 2 ? `_${plural.toLowerCase()}` : plural))
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/^_/, "")
    .toLowerCase();
}

function mapValues<T, R>(record: Readonly<Record<string, T>>, transform: (value: T) => R, rename: (name: string) => string = snake): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [rename(name), transform(value)]));
}

function dropEmpty(kind: KindRecord): KindRecord {
  return Object.fromEntries(Object.entries(kind).filter(([, value]) => (Array.isArray(value) ? value.length > 0 : Object.keys(value as object).length > 0))) as unknown as KindRecord;
}
