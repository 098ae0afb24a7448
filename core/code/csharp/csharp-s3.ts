import type { Machine } from "../program/machine";
import { emit, inputOf, inputWith, type ClientSettings } from "../program/sdk-client";
import { alternativesOf, atRunTime, method, native, type Call, type NativeValue, type ProgramValue } from "../program/values";
import { isToken, positional, requestInput, withS3Names } from "./csharp-requests";

/** Methods of the S3 client that are not named after their operation. Source: https://docs.aws.amazon.com/sdkfornet/v3/apidocs/items/S3/TIS3.html */
const operations: Readonly<Record<string, string>> = {
  GetObjectMetadata: "HeadObject",
  PutBucket: "CreateBucket",
  EnsureBucketExists: "CreateBucket",
  DoesS3BucketExist: "GetBucketAcl",
  ListVersions: "ListObjectVersions",
  InitiateMultipartUpload: "CreateMultipartUpload",
  CopyPart: "UploadPartCopy",
  UploadObjectFromStream: "PutObject",
  UploadObjectFromFilePath: "PutObject",
  DownloadToFilePath: "GetObject",
  GetObjectStream: "GetObject",
  Delete: "DeleteObject",
  Deletes: "DeleteObjects",
  GetAllObjectKeys: "ListObjects",
  MakeObjectPublic: "PutObjectAcl",
  PutLifecycleConfiguration: "PutBucketLifecycleConfiguration",
  GetLifecycleConfiguration: "GetBucketLifecycleConfiguration",
  DeleteLifecycleConfiguration: "DeleteBucketLifecycle",
  PutCORSConfiguration: "PutBucketCors",
  GetCORSConfiguration: "GetBucketCors",
  DeleteCORSConfiguration: "DeleteBucketCors",
  PutBucketNotification: "PutBucketNotificationConfiguration",
  GetBucketNotification: "GetBucketNotificationConfiguration",
  PutBucketReplication: "PutBucketReplication",
};

/** The operation behind a method of the S3 client that has another name. */
export function s3Operation(name: string): string | undefined {
  return Object.hasOwn(operations, name) ? operations[name] : undefined;
}

const byVerb: Readonly<Record<string, string>> = { GET: "GetObject", PUT: "PutObject", DELETE: "DeleteObject", HEAD: "HeadObject" };

/** Methods of the S3 client that do something else than one operation by its name. */
export function s3Special(machine: Machine, settings: ClientSettings, name: string, call: Call): ProgramValue | undefined {
  if (/^(GetPreSignedURL|GeneratePreSignedURL|CreatePresignedPost)$/.test(name)) return presign(machine, settings, name, call);
  const acl = /^(Get|Put)ACL$/.exec(name)?.[1];
  if (!acl) return undefined;
  const { input, note } = requestInput(machine, "s3", `${acl}BucketAcl`, call);
  return emit(machine, call, settings, `${acl}${input.entries.has("Key") ? "Object" : "Bucket"}Acl`, { input, ...(note ? { note } : {}) });
}

/** A URL is signed for GET unless another method is named. */
function presign(machine: Machine, settings: ClientSettings, name: string, call: Call): ProgramValue {
  const request = name === "GeneratePreSignedURL" ? positional(machine, "s3", "GetObject", { ...call, args: call.args.slice(0, 2) }) : call.args[0];
  const verbs = alternativesOf(memberIn(request, "Verb")).map((one) => (one.kind === "external" ? one.path.slice(one.path.lastIndexOf(".") + 1) : "?"));
  const chosen = name === "CreatePresignedPost" ? ["PUT"] : verbs.length === 0 ? ["GET"] : verbs;
  const { input, note } = inputOf(request);
  for (const operation of chosen.flatMap((verb) => (Object.hasOwn(byVerb, verb) ? [byVerb[verb]!] : Object.values(byVerb)))) emit(machine, call, settings, operation, { input: withS3Names(operation, input), ...(note ? { note } : {}) }, "signed into a URL");
  return atRunTime("a signed URL");
}

function memberIn(object: ProgramValue | undefined, name: string): ProgramValue | undefined {
  return alternativesOf(object).flatMap((one) => (one.kind === "object" ? (one.slots.map.get(name) ?? []) : []))[0];
}

/** Which arguments of a transfer name the bucket and the key. */
const transfers: Readonly<Record<string, { readonly operation: string; readonly bucket: number; readonly key?: number }>> = {
  Upload: { operation: "PutObject", bucket: 1, key: 2 },
  UploadWithResponse: { operation: "PutObject", bucket: 1, key: 2 },
  UploadDirectory: { operation: "PutObject", bucket: 1 },
  Download: { operation: "GetObject", bucket: 1, key: 2 },
  DownloadWithResponse: { operation: "GetObject", bucket: 1, key: 2 },
  OpenStream: { operation: "GetObject", bucket: 0, key: 1 },
  OpenStreamWithResponse: { operation: "GetObject", bucket: 0, key: 1 },
  DownloadDirectory: { operation: "GetObject", bucket: 0 },
};

/** Source: https://docs.aws.amazon.com/sdkfornet/v3/apidocs/items/S3/TTransferUtility.html */
export function transferUtility(machine: Machine, settings: ClientSettings): NativeValue {
  return native("S3 transfer utility", {
    services: settings.isOtherIdentity ? [] : ["s3"],
    key: `csharp:tu:${JSON.stringify(settings)}`,
    member: (written) => {
      const name = written.replace(/Async$/, "");
      if (name === "AbortMultipartUploads") return method(name, (call) => (emit(machine, call, settings, "ListMultipartUploads", inputWith({ Bucket: call.args[0] })), emit(machine, call, settings, "AbortMultipartUpload", inputWith({ Bucket: call.args[0] }))));
      const known = Object.hasOwn(transfers, name) ? transfers[name] : undefined;
      if (!known) return /^(S3Client|Dispose)$/.test(name) ? atRunTime(name) : undefined;
      return method(name, (call) => {
        const { operation, bucket, key } = known;
        const [first] = call.args;
        const isRequest = alternativesOf(first).some((one) => one.kind === "object" || (one.kind === "data" && one.type?.kind === "external" && /Request$/.test(one.type.path)));
        const args = call.args.filter((one) => !isToken(one));
        const given = isRequest ? inputOf(first) : inputWith({ BucketName: args[bucket], Key: key === undefined ? undefined : args[key] });
        const asked = { ...given, input: withS3Names(operation, given.input) };
        if (name === "DownloadDirectory") emit(machine, call, settings, "ListObjects", { ...asked, input: { ...asked.input, entries: new Map([...asked.input.entries].filter(([member]) => member === "Bucket")) } });
        return emit(machine, call, settings, operation, asked);
      });
    },
  });
}

/** `AmazonS3Util.X(client, bucket)` */
export function callS3Util(machine: Machine, name: string, settings: ClientSettings, call: Call): ProgramValue {
  const bucket = inputWith({ Bucket: call.args[1] });
  const found = /^DoesS3BucketExist/.test(name) ? ["GetBucketAcl"] : /^DeleteS3BucketWithObjects/.test(name) ? ["ListObjectVersions", "DeleteObjects", "DeleteBucket"] : [];
  for (const operation of found) emit(machine, call, settings, operation, bucket);
  return atRunTime(`the result of ${name}()`);
}
