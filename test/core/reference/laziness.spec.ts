import fs from "node:fs";
import { join, sep } from "node:path";
import { expect } from "chai";
import type * as Reference from "../../../core/reference";

const folder = join(__dirname, "../../../core/reference");

/** Files of the data that are opened when the freshly loaded module is asked something. */
function filesRead(ask: (reference: typeof Reference) => unknown): string[] {
  const kept = new Map<string, NodeJS.Module>();
  for (const [path, loaded] of Object.entries(require.cache)) {
    if (!path.startsWith(folder + sep) || !loaded) continue;
    kept.set(path, loaded);
    Reflect.deleteProperty(require.cache, path);
  }
  const { readFileSync, openSync } = fs;
  const opened = new Set<string>();
  const note = (path: unknown) => {
    const [, data] = String(path).split(join(folder, "data") + sep);
    if (data !== undefined) opened.add(data.split(sep).join("/"));
  };
  fs.readFileSync = ((path: fs.PathOrFileDescriptor, options?: BufferEncoding) => (note(path), readFileSync(path, options))) as typeof fs.readFileSync;
  fs.openSync = ((path: fs.PathLike, flags: fs.OpenMode) => (note(path), openSync(path, flags))) as typeof fs.openSync;
  try {
    ask(require(folder) as typeof Reference);
  } finally {
    Object.assign(fs, { readFileSync, openSync });
    for (const path of Object.keys(require.cache)) if (path.startsWith(folder + sep)) Reflect.deleteProperty(require.cache, path);
    for (const [path, loaded] of kept) require.cache[path] = loaded;
  }
  return [...opened].sort();
}

describe("reference: what is read", () => {
  const table: [string, (reference: typeof Reference) => unknown, string[]][] = [
    ["loading", () => undefined, []],
    ["two actions of a service", (reference) => [reference.findAction("s3:GetObject"), reference.findAction("S3:putobject")], ["index.json", "services/s3.json"]],
    ["an action of no service", (reference) => reference.findAction("nope:GetObject"), ["index.json"]],
    ["whether an action can be scoped", (reference) => reference.canBeScoped(reference.findAction("sqs:SendMessage")!), ["index.json", "services/sqs.json"]],
    ["an operation", (reference) => reference.findOperation("sqs", "SendMessage"), ["index.json", "operations/sqs.json"]],
    ["a global condition key", (reference) => reference.findConditionKey("aws:SourceArn"), ["condition-keys.json"]],
    ["a managed policy", (reference) => reference.findManagedPolicy("AdministratorAccess"), ["managed-policies.bin", "managed-policies.json"]],
    ["a client", (reference) => reference.findSdkService("javascript-v3", "@aws-sdk/client-s3"), ["sdk-services.json"]],
    ["what an action lets one do", (reference) => reference.describeAction(reference.findAction("s3:GetObject")!), ["descriptions.bin", "descriptions.json", "index.json", "services/s3.json"]],
    ["the dates", (reference) => reference.dataVersions(), ["index.json"]],
  ];
  for (const [what, ask, files] of table) it(`${what}: ${files.join(", ") || "nothing"}`, () => expect(filesRead(ask)).to.deep.equal(files));
});
