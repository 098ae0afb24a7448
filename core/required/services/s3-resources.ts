import { concatenate, literal, literalText, symbolicString, type StringPart, type SymbolicString, type Unknown } from "../../values";
import { asPattern, joinPattern, splitText, withoutStart } from "../arn-pattern";
import type { CallContext } from "../call-context";
import { textOf, type GivenText, type Presence } from "../call-input";
import type { NeededResource } from "../need";
import { resolve, type Naming } from "../resource-rule";
import type { Condition, ResourceRule } from "../service-rules";

const bucketNaming: Pick<Naming, "arn" | "types"> = {
  types: ["aws_s3_bucket", "aws_s3_access_point", "aws_s3_directory_bucket"],
  arn: (context, name) => context.arn("s3", [name], "bare"),
};

/** The bucket that a member names, by its name, its ARN or the ARN of an access point. */
export function bucketAt(path: string): ResourceRule {
  return (context) => context.texts(path).flatMap((text) => resolve(context, text, bucketNaming));
}

/** The objects of a bucket that members name; all of them where no key is told. */
export function objectsAt(bucketPath: string, ...keyPaths: readonly string[]): ResourceRule {
  return (context) => objects(context, context.texts(bucketPath), keyPaths.flatMap((path) => context.texts(path)));
}

/** The source of a copy: `bucket/key`, the ARN of an object behind an access point, or the parts apart, as boto3 takes them. */
export const copySource: ResourceRule = (context) =>
  context.given("CopySource").flatMap((given) => {
    if (given.value.kind === "map") return objectsAt("CopySource.Bucket", "CopySource.Key")(context);
    const text = textOf(given.value);
    if (text.kind === "unknown") return [{ value: text, certainty: given.certainty }];
    const [path = text] = splitText(withoutStart(text, "/"), "?versionId=", 2);
    if (literalText(path)?.startsWith("arn:")) return [{ value: path, certainty: given.certainty }];
    const [bucket = path, ...key] = splitText(path, "/", 2);
    const as = (value: SymbolicString): GivenText => ({ ...given, value: canonical(context, decoded(value)) });
    return objects(context, [as(bucket)], key.map(as));
  });

/** Whether the source of a copy is a version that is named. */
export const namesVersion: Condition = (context) => {
  const presences = context.given("CopySource").map((given): Presence => {
    if (given.value.kind === "map") return context.presence("CopySource.VersionId");
    const text = textOf(given.value);
    return text.kind === "string" && splitText(text, "versionId=", 2).length > 1 ? "yes" : "no";
  });
  return presences.every((presence) => presence === "no") ? "no" : presences.every((presence) => presence === "yes") ? "yes" : "maybe";
};

/** Objects that a member names as `s3://bucket/key` or as the URL of either style. */
export function objectsOfUri(path: string, rest = ""): ResourceRule {
  return (context) =>
    context.texts(path).flatMap((text) => {
      if (text.value.kind === "unknown") return [{ value: text.value, certainty: text.certainty }];
      const found = bucketAndKey(text.value);
      if (!found) return [];
      const as = (value: SymbolicString): GivenText => ({ ...text, value: canonical(context, value) });
      return objects(context, [as(found.bucket)], [as(concatenate([found.key, literal(rest)]))]);
    });
}

function bucketAndKey(uri: SymbolicString): { bucket: SymbolicString; key: SymbolicString } | undefined {
  for (const start of ["s3://", "s3a://"]) {
    const rest = withoutStart(uri, start);
    if (rest !== uri) return bucketFirst(rest);
  }
  const https = withoutStart(uri, "https://");
  if (https === uri) return undefined;
  const [host, path] = splitText(https, "/", 2);
  if (!host || !path) return undefined;
  const [bucket, domain] = splitText(host, ".s3", 2);
  return domain ? { bucket: bucket!, key: path } : bucketFirst(path);
}

function bucketFirst(path: SymbolicString): { bucket: SymbolicString; key: SymbolicString } {
  const [bucket = path, key = literal("")] = splitText(path, "/", 2);
  return { bucket, key };
}

function objects(context: CallContext, buckets: readonly GivenText[], keys: readonly GivenText[]): NeededResource[] {
  const patterns = keys.length > 0 ? keys : [{ value: literal("*"), certainty: "certain" as const }];
  return buckets
    .flatMap((bucket) => resolve(context, bucket, bucketNaming))
    .flatMap((bucket): NeededResource[] => {
      const { value: arn } = bucket;
      if (arn.kind === "unknown") return [bucket];
      const separator = isAccessPoint(arn) ? "/object/" : "/";
      return patterns.map((key) => ({
        value: joinPattern(arn, separator, key.value.kind === "unknown" ? "*" : keyPattern(key.value)),
        certainty: key.certainty === "possible" && !key.isFromRest ? "possible" : bucket.certainty,
      }));
    });
}

/**
 * A key with its unknown parts open: `incoming/*.json`. People grant by bucket and folder; a pattern over bare file names
 * (`image-*.png`) is nothing that a policy should hang on, so that a key without a known folder is any.
 */
function keyPattern(key: SymbolicString): SymbolicString | string {
  const open = key.parts.findIndex((part) => part.kind === "unknown-text");
  if (open < 0) return key;
  return key.parts.slice(0, open).some((part) => part.kind === "literal" && part.text.includes("/")) ? asPattern(key) : "*";
}

function isAccessPoint(arn: SymbolicString): boolean {
  return arn.parts.some((part) => (part.kind === "literal" ? part.text.includes(":accesspoint/") : part.kind === "reference" && part.address.includes("access_point")));
}

function canonical(context: CallContext, value: SymbolicString): SymbolicString | Unknown {
  const text = textOf(value);
  return text.kind === "unknown" ? text : context.resources.expand(text);
}

function decoded(value: SymbolicString): SymbolicString {
  return symbolicString(
    value.parts.map((part): StringPart => {
      if (part.kind !== "literal") return part;
      try {
        return { kind: "literal", text: decodeURIComponent(part.text) };
      } catch {
        return part;
      }
    }),
    value.at,
  );
}
