import * as path from "node:path";
import { formatSymbolic, unknown, type CodeSource, type Unknown } from "../../core";
import type { Asset } from "../known";
import { entryOf, itemsOf, textOf, type StackResource } from "../stack-resource";
import type { StackIndex } from "./stack-index";

/** Where the code of a function is. */
export function codeOf(resource: StackResource, index: StackIndex): CodeSource {
  const asset = resource.assets.get("code");
  if (asset) return withSerializedCallback(resource, sourceOfAsset(asset, ""));
  const code = resource.property("code");
  const inline = textOf(entryOf(code, "zipFile"));
  if (inline) return inline.kind === "unknown" ? inline : { kind: "inline", files: new Map([[inlineFile(resource), formatSymbolic(inline)]]) };
  return codeInBucket(resource, index) ?? (code.kind === "unknown" ? code : unknown("unreadable", "the function names no code"));
}

/** The layers of a function, those of this stack with their code. */
export function layersOf(resource: StackResource, index: StackIndex): CodeSource[] {
  const items = itemsOf(resource.property("layers"));
  const { found, unresolved } = index.follow(resource, "layers", items, "layer");
  return [...found.map((layer) => codeOf(layer, index)), ...unresolved.map((value) => outside("layer", value))];
}

function outside(what: string, value: Unknown): Unknown {
  return value.reason === "unreadable" ? unknown("unreadable", `the ${what} ${value.detail ?? ""} is not part of this stack`) : value;
}

/** Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-lambda-function-code.html (ZipFile) */
function inlineFile(resource: StackResource): string {
  return resource.literal("runtime")?.startsWith("python") ? "index.py" : "index.js";
}

/** A bucket and key, or the file that this stack puts there. */
function codeInBucket(resource: StackResource, index: StackIndex): CodeSource | undefined {
  const code = resource.property("code");
  const bucket = resource.text("s3Bucket") ?? textOf(entryOf(code, "s3Bucket"));
  const key = resource.text("s3Key") ?? textOf(entryOf(code, "s3Key"));
  if (!bucket || !key) return undefined;
  const object = index.of("bucketObject").find((candidate) => resource.dependenciesOf("s3Key").includes(candidate.urn) || isSame(key, candidate.text("key")));
  const asset = object?.assets.get("source");
  if (asset) return sourceOfAsset(asset, "");
  return { kind: "remote", bucket, key };
}

function isSame(a: ReturnType<typeof textOf>, b: ReturnType<typeof textOf>): boolean {
  return a?.kind === "string" && b?.kind === "string" && formatSymbolic(a) === formatSymbolic(b);
}

/** The source that an asset stands for, at its place in the deployed package. */
function sourceOfAsset(asset: Asset, place: string): CodeSource {
  switch (asset.kind) {
    case "file-archive":
      return { kind: "path", path: asset.path, ...(place === "" ? {} : { prefix: place }) };
    case "file":
      return fileAt(asset.path, place);
    case "text":
      return { kind: "inline", files: new Map([[place === "" ? "index.js" : place, asset.text]]) };
    case "assets":
      return { kind: "several", sources: [...asset.assets].map(([name, inner]) => sourceOfAsset(inner, placeIn(place, name))) };
    case "remote":
    case "remote-archive":
      return unknown("unreadable", `it is fetched from ${hostOf(asset.uri)}`);
    case "unknown":
      return asset.unknown;
  }
}

function placeIn(place: string, name: string): string {
  const joined = path.posix.join(place, name);
  return joined === "." ? "" : joined;
}

/** A single file keeps its name in the package, or it is told what it is called there. */
function fileAt(file: string, place: string): CodeSource {
  const name = path.posix.basename(place);
  const prefix = path.posix.dirname(place);
  const source = { kind: "path", path: file, ...(prefix === "." ? {} : { prefix }) } as const;
  return place === "" || name === path.basename(file) ? source : unknown("unreadable", `${file} is packed under another name, ${place}`);
}

function hostOf(uri: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/]*@)?(?<host>[^/]*)/i.exec(uri)?.groups?.["host"] || "elsewhere";
}

/** The file that holds a serialized callback is visible to remediations alone: without it, the rest of the archive says nothing. */
function withSerializedCallback(resource: StackResource, source: CodeSource): CodeSource {
  const entry = resource.literal("handler")?.split(".")[0];
  if (entry !== "__index") return source;
  if (holdsFile(source, "__index.js")) return withOpenOutputs(source);
  const hidden = unknown("unreadable", "the serialized callback is visible to this pack only while its policy leastwise runs with the enforcement level remediate");
  return { kind: "several", sources: [source, hidden] };
}

/** An output that a callback captured is written `undefined` while the engine does not know it; it will have a value when the callback runs. */
function withOpenOutputs(source: CodeSource): CodeSource {
  if (source.kind === "several") return { ...source, sources: source.sources.map(withOpenOutputs) };
  if (source.kind !== "inline") return source;
  return { ...source, files: new Map([...source.files].map(([name, text]) => [name, name === "__index.js" ? text.replace(/^(__\w+\.value) = undefined;$/gm, "$1 = outputThatIsNotKnownYet;") : text])) };
}

function holdsFile(source: CodeSource, name: string): boolean {
  if (source.kind === "several") return source.sources.some((one) => holdsFile(one, name));
  return source.kind === "inline" && source.files.has(name);
}
