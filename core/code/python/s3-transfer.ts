import type { SymbolicMap } from "../../values";
import { argument } from "./arguments";
import { emit, type ClientSettings } from "./aws-calls";
import type { Call } from "./machine";
import { mapOf, mergeMaps, noteOf, toSymbolic } from "./to-symbolic";
import { atRunTime, none, type PyValue } from "./values";

type Transfer = (call: Call) => PyValue;

/** Where an object is. */
interface ObjectPlace {
  readonly Bucket: PyValue | undefined;
  readonly Key: PyValue | undefined;
}

/** Helpers of boto3's S3 client that make calls of their own. Source: https://boto3.amazonaws.com/v1/documentation/api/latest/reference/customizations/s3.html */
export function clientTransfers(settings: ClientSettings): Readonly<Record<string, Transfer>> {
  return transfers(settings, (args, position) => ({ Bucket: argument(args, position, "Bucket"), Key: argument(args, position + 1, "Key") }), 2);
}

/** The same helpers of a bucket resource. */
export function bucketTransfers(bucket: PyValue, settings: ClientSettings): Readonly<Record<string, Transfer>> {
  return transfers(settings, (args, position) => ({ Bucket: bucket, Key: argument(args, position, "Key") }), 1);
}

/** The same helpers of an object resource. */
export function objectTransfers(bucket: PyValue, key: PyValue, settings: ClientSettings): Readonly<Record<string, Transfer>> {
  return transfers(settings, () => ({ Bucket: bucket, Key: key }), 0);
}

/** `places` gives the object that is meant, whose arguments start at a position; `width` is how many arguments name it. */
function transfers(settings: ClientSettings, places: (args: Call["arguments"], position: number) => ObjectPlace, width: number): Readonly<Record<string, Transfer>> {
  const upload: Transfer = (call) => put(call, places(call.arguments, 1), argument(call.arguments, 1 + width, "ExtraArgs"), settings);
  const download: Transfer = (call) => {
    get(call, places(call.arguments, 0), argument(call.arguments, width + 1, "ExtraArgs"), settings);
    return none;
  };
  return {
    upload_file: upload,
    upload_fileobj: upload,
    download_file: download,
    download_fileobj: download,
    copy: (call) => {
      const place = places(call.arguments, 1);
      const extra = extraOf(argument(call.arguments, width + 1, "ExtraArgs"));
      const source = argument(call.arguments, 0, "CopySource");
      emit(call, "s3", "CopyObject", mergeMaps(extra, mapOf({ ...place, CopySource: source })), settings, notes(place));
      const from = source && toSymbolic(source);
      if (from?.kind === "map") emit(call, "s3", "HeadObject", from, settings);
      return none;
    },
    ...(width === 2 ? { generate_presigned_post: (call: Call) => presignedPost(call, places(call.arguments, 0), settings) } : {}),
  };
}

function put(call: Call, place: ObjectPlace, extra: PyValue | undefined, settings: ClientSettings): PyValue {
  emit(call, "s3", "PutObject", mergeMaps(extraOf(extra), mapOf({ ...place })), settings, notes(place));
  return none;
}

/** A download asks for the size first. */
function get(call: Call, place: ObjectPlace, extra: PyValue | undefined, settings: ClientSettings): void {
  const input = mergeMaps(extraOf(extra), mapOf({ ...place }));
  emit(call, "s3", "HeadObject", input, settings, notes(place));
  emit(call, "s3", "GetObject", input, settings, notes(place));
}

function presignedPost(call: Call, place: ObjectPlace, settings: ClientSettings): PyValue {
  const fields = extraOf(argument(call.arguments, 2, "Fields"));
  const known = new Map([...fields.entries].filter(([name]) => name === "acl" || name === "tagging").map(([name, value]) => [name === "acl" ? "ACL" : "Tagging", value]));
  emit(call, "s3", "PutObject", mergeMaps({ kind: "map", entries: known }, mapOf({ ...place })), settings, "signed into a form");
  return atRunTime("a signed form");
}

function extraOf(extra: PyValue | undefined): SymbolicMap {
  const symbolic = extra && toSymbolic(extra);
  if (symbolic?.kind === "map") return symbolic;
  return { kind: "map", entries: new Map(), ...(symbolic?.kind === "unknown" ? { rest: symbolic } : {}) };
}

function notes(place: ObjectPlace): string | undefined {
  return noteOf(new Map(Object.entries(place).filter((entry): entry is [string, PyValue] => entry[1] !== undefined)));
}
