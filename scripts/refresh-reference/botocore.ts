import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

interface Shape {
  type: string;
  required?: string[];
  members?: Record<string, { shape: string }>;
}

/** What botocore says of one API. */
export interface BotocoreService {
  /** The name of its client in Python: `stepfunctions`. */
  readonly id: string;
  readonly metadata: { serviceId: string; serviceFullName: string; serviceAbbreviation?: string; signingName?: string; endpointPrefix: string };
  readonly operations: ReadonlyMap<string, readonly BotocoreMember[]>;
  readonly paginators: readonly string[];
  readonly waiters: readonly [name: string, operation: string][];
}

/** A member of an operation's input. */
export interface BotocoreMember {
  readonly name: string;
  readonly isRequired: boolean;
  readonly type: string;
}

/** Reads the newest version of every API in an unpacked botocore. */
export function readBotocore(directory: string): BotocoreService[] {
  const data = join(directory, "data");
  return readdirSync(data, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => {
      const version = newestVersion(join(data, entry.name));
      return version === undefined ? [] : [readService(entry.name, join(data, entry.name, version))];
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function newestVersion(folder: string): string | undefined {
  return readdirSync(folder).filter((version) => existsSync(join(folder, version, "service-2.json.gz"))).sort().at(-1);
}

function readService(id: string, folder: string): BotocoreService {
  const model = JSON.parse(gunzipSync(readFileSync(join(folder, "service-2.json.gz"))).toString("utf8")) as {
    metadata: BotocoreService["metadata"];
    operations: Record<string, { input?: { shape: string } }>;
    shapes: Record<string, Shape>;
  };
  const operations = Object.entries(model.operations).map(([name, { input }]): [string, BotocoreMember[]] => [name, input ? membersOf(input.shape, model.shapes) : []]);
  const pagination = readOptional<{ pagination: Record<string, unknown> }>(join(folder, "paginators-1.json"));
  const waiters = readOptional<{ waiters: Record<string, { operation: string }> }>(join(folder, "waiters-2.json"));
  return {
    id,
    metadata: model.metadata,
    operations: new Map(operations.sort(([a], [b]) => (a < b ? -1 : 1))),
    paginators: Object.keys(pagination?.pagination ?? {}).sort(),
    waiters: Object.entries(waiters?.waiters ?? {}).map(([name, { operation }]): [string, string] => [name, operation]).sort(([a], [b]) => (a < b ? -1 : 1)),
  };
}

function membersOf(shape: string, shapes: Record<string, Shape>): BotocoreMember[] {
  const { members = {}, required = [] } = shapes[shape]!;
  return Object.entries(members).map(([name, member]) => ({ name, isRequired: required.includes(name), type: shapes[member.shape]!.type }));
}

function readOptional<T>(path: string): T | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as T) : undefined;
}
