import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

interface Shape {
  type: string;
  enum?: string[];
  member?: { shape: string };
  required?: string[];
  members?: Record<string, { shape: string }>;
}

interface ModelOperation {
  input?: { shape: string };
  http: { method: string };
  authtype?: string;
  auth?: string[];
  endpointdiscovery?: { required?: boolean };
}

/** What botocore says of one API. */
export interface BotocoreService {
  /** The name of its client in Python: `stepfunctions`. */
  readonly id: string;
  readonly metadata: { serviceId: string; serviceFullName: string; serviceAbbreviation?: string; signingName?: string; endpointPrefix: string };
  readonly operations: ReadonlyMap<string, BotocoreOperation>;
  readonly paginators: readonly string[];
  readonly waiters: readonly [name: string, operation: string][];
}

/** An operation's input. */
export interface BotocoreOperation {
  readonly members: readonly BotocoreMember[];
  /** AWS asks for no signature, so IAM is not asked either. */
  readonly isUnsigned: boolean;
  readonly httpMethod: string;
  /** Needed only where the SDK has to ask for the endpoint first: Timestream. */
  readonly needsEndpointDiscovery: boolean;
  /** Paths of the members, at any depth, that hold an IAM role: `Targets[].RoleArn`. */
  readonly roles: readonly string[];
  /** Paths of the members that name an object of S3: `Image.S3Object`. */
  readonly objects: readonly string[];
  /** Paths of lists and maps that are called tags, where they are not at the top. */
  readonly innerTags: readonly string[];
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
    operations: Record<string, ModelOperation>;
    shapes: Record<string, Shape>;
  };
  const operations = Object.entries(model.operations).map(([name, operation]): [string, BotocoreOperation] => [name, readOperation(operation, model.shapes)]);
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

function readOperation({ input, http, authtype, auth, endpointdiscovery }: ModelOperation, shapes: Record<string, Shape>): BotocoreOperation {
  return {
    members: input ? membersOf(input.shape, shapes) : [],
    isUnsigned: authtype === "none" || (auth?.includes("smithy.api#noAuth") ?? false),
    httpMethod: http.method,
    needsEndpointDiscovery: endpointdiscovery?.required ?? false,
    roles: input ? findPaths(input.shape, shapes, isRole) : [],
    objects: input ? findPaths(input.shape, shapes, (member, { type }) => member === "S3Object" && type === "structure") : [],
    innerTags: input ? findPaths(input.shape, shapes, (member, { type }) => /^tags$/i.test(member) && ["list", "map"].includes(type)).filter((path) => /^\w+\.\w+$/.test(path)) : [],
  };
}

function membersOf(shape: string, shapes: Record<string, Shape>): BotocoreMember[] {
  const { members = {}, required = [] } = shapes[shape]!;
  return Object.entries(members).map(([name, member]) => ({ name, isRequired: required.includes(name), type: shapes[member.shape]!.type }));
}

/** Deeper than this, and beyond this number, paths are no help to anyone. */
const deepest = 4;
const mostPaths = 12;

function findPaths(input: string, shapes: Record<string, Shape>, isWanted: (member: string, shape: Shape) => boolean): string[] {
  const found = new Set<string>();
  const walk = (name: string, path: string, above: readonly string[]): void => {
    const shape = shapes[name]!;
    if (shape.type === "list") return walk(shape.member!.shape, `${path}[]`, above);
    if (above.length > deepest || above.includes(name)) return;
    for (const [member, { shape: of }] of Object.entries(shape.members ?? {})) {
      const memberPath = path === "" ? member : `${path}.${member}`;
      if (isWanted(member, shapes[of]!)) found.add(memberPath);
      else walk(of, memberPath, [...above, name]);
    }
  };
  walk(input, "", []);
  return [...found].slice(0, mostPaths);
}

/** By its name; roles of another kind (of a participant, of a message) are one of a few words. */
function isRole(member: string, { type, enum: words }: Shape): boolean {
  if (/iamInstanceProfile$/i.test(member)) return true;
  return type === "string" && words === undefined && /(?:role(?:arn)?|^(?:authorizer)?credentials(?:arn)?)$/i.test(member);
}

function readOptional<T>(path: string): T | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as T) : undefined;
}
