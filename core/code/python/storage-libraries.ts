import { symbolicString, unknown, type StringPart, type Symbolic } from "../../values";
import { allArguments, argument } from "./arguments";
import { emit, roleSettings } from "./aws-calls";
import { requestFor } from "./batch-writer";
import { makes, mayUse, op, record } from "./library-calls";
import type { Call } from "./machine";
import type { CallModel, ModelTable } from "./models";
import { stringOf } from "./text";
import { alternativesOf, atRunTime, knownText, none, type PyValue } from "./values";

interface Place {
  readonly bucket: Symbolic;
  readonly key: Symbolic;
}

/** Bucket and key of `s3://bucket/key`; `isBare` where the scheme may be left out. */
function placesOf(value: PyValue | undefined, isBare = false): Place[] {
  return alternativesOf(value ?? none).flatMap((one): Place[] => {
    if (one.kind === "list") return (one.slots.map.get("content")?.items ?? []).flatMap((item) => placesOf(item, isBare));
    const string = stringOf(one);
    if (!string) return isBare ? [{ bucket: unknown("unreadable", "the bucket of a path"), key: unknown("unreadable", "the key of a path") }] : [];
    const [first] = string.parts;
    const scheme = first?.kind === "literal" ? /^s3[an]?:\/\//.exec(first.text)?.[0] : undefined;
    if (!scheme && !isBare) return [];
    return [splitPlace(string.parts, scheme?.length ?? 0)];
  });
}

function splitPlace(parts: readonly StringPart[], from: number): Place {
  const bucket: StringPart[] = [];
  const key: StringPart[] = [];
  let isKey = false;
  parts.forEach((part, index) => {
    if (part.kind !== "literal" || isKey) return void (isKey ? key : bucket).push(part);
    const text = index === 0 ? part.text.slice(from) : part.text;
    const slash = text.indexOf("/");
    bucket.push({ kind: "literal", text: slash === -1 ? text : text.slice(0, slash) });
    if (slash === -1) return;
    isKey = true;
    key.push({ kind: "literal", text: text.slice(slash + 1) });
  });
  const [only] = bucket;
  return { bucket: bucket.length === 1 && only?.kind === "unknown-text" ? only.unknown : symbolicString(bucket), key: key.length === 0 ? unknown("unreadable", "what is below the path") : symbolicString(key) };
}

type Use = "read" | "write" | "list" | "delete" | "copy";

const operationsOf: Readonly<Record<Use, readonly string[]>> = {
  read: ["HeadObject", "GetObject"],
  write: ["PutObject"],
  list: ["ListObjectsV2"],
  delete: ["ListObjectsV2", "DeleteObject"],
  copy: ["GetObject", "PutObject"],
};

function use(call: Call, via: string, places: readonly Place[], uses: readonly Use[]): void {
  call.machine.note("s3");
  for (const place of places) {
    for (const operation of new Set(uses.flatMap((one) => operationsOf[one]))) {
      const members: [string, Symbolic][] = operation === "ListObjectsV2" ? [["Bucket", place.bucket], ["Prefix", place.key]] : [["Bucket", place.bucket], ["Key", place.key]];
      emit(call, "s3", operation, { kind: "map", entries: new Map(members) }, { ...roleSettings, via });
    }
  }
}

function usesOfMode(mode: PyValue | undefined): Use[] {
  const known = mode === undefined ? "r" : knownText(mode);
  if (known === undefined) return ["read", "write"];
  return [...(/r|\+/.test(known) ? (["read"] as const) : []), ...(/[wax]|\+/.test(known) ? (["write"] as const) : [])];
}

/** What a method of a file system on S3 does, by its name. */
const fileSystemUses: readonly (readonly [RegExp, readonly Use[]])[] = [
  [/^(ls|find|glob|walk|exists|info|isfile|isdir|du|stat|listdir|tree|size|sizes|created|modified|checksum|lexists|expand_path)$/, ["list", "read"]],
  [/^(cat|cat_file|cat_ranges|get|get_file|download|read_text|read_bytes|read_block|head|tail|url|sign)$/, ["list", "read"]],
  [/^(put|put_file|upload|pipe|pipe_file|write_text|write_bytes|touch)$/, ["write"]],
  [/^(rm|rm_file|delete|rmdir|bulk_delete)$/, ["delete"]],
  [/^(cp|cp_file|copy|mv|move|rename|merge)$/, ["list", "copy", "delete"]],
];

function fileSystem(call: Call, path: string): PyValue | undefined {
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (name === "open") {
    use(call, "s3fs", placesOf(argument(call.arguments, 0, "path"), true), usesOfMode(argument(call.arguments, 1, "mode")));
    return atRunTime("a file");
  }
  const uses = fileSystemUses.find(([pattern]) => pattern.test(name))?.[1];
  if (!uses) return undefined;
  const places = [...placesOf(argument(call.arguments, 0, "path", "lpath", "path1", "paths"), true), ...(/^(put|upload|cp|copy|mv|move|rename|get|download)/.test(name) ? placesOf(argument(call.arguments, 1, "rpath", "path2"), true) : [])];
  use(call, "s3fs", places, uses);
  return atRunTime("the result of a file system on S3");
}

/** `open("s3://…", mode)` of fsspec and smart_open. */
function openUrl(via: string): CallModel {
  return (call) => {
    const places = placesOf(argument(call.arguments, 0, "uri", "urlpath", "url"));
    if (places.length > 0) use(call, via, places, usesOfMode(argument(call.arguments, 1, "mode")));
    return undefined;
  };
}

/** pandas and its like read and write `s3://` paths through s3fs. */
function dataFrame(call: Call, path: string): PyValue | undefined {
  const places = allArguments(call.arguments).flatMap((value) => placesOf(value));
  if (places.length === 0) return undefined;
  const name = path.slice(path.lastIndexOf(".") + 1);
  const isWriting = /^(to_|write|save|dump|sink|put)/.test(name);
  use(call, path.split(/[.(]/)[0]!, places, isWriting ? ["write"] : /^(read|load|scan|open|get|from)/.test(name) ? ["list", "read"] : ["list", "read", "write"]);
  return undefined;
}

const wrangler = "awswrangler";

function wranglerStorage(call: Call, path: string): PyValue | undefined {
  const name = path.slice(path.lastIndexOf(".") + 1);
  const isWriting = name.startsWith("to_") || name === "upload";
  const place = placesOf(argument(call.arguments, isWriting ? 1 : 0, "path", "paths", "paths_or_path", "source_path"));
  const unknownPlace: Place[] = [{ bucket: unknown("unreadable", "the bucket of a path"), key: unknown("unreadable", "the key of a path") }];
  const places = place.length > 0 ? place : unknownPlace;
  if (isWriting) use(call, wrangler, places, /^overwrite/.test(knownText(argument(call.arguments, undefined, "mode")) ?? "") ? ["write", "delete"] : ["write"]);
  else if (/^(delete)/.test(name)) use(call, wrangler, places, ["delete"]);
  else if (/^(copy|merge)/.test(name)) use(call, wrangler, [...places, ...placesOf(argument(call.arguments, 2, "target_path"))], ["list", "copy"]);
  else use(call, wrangler, places, ["list", "read"]);
  if (argument(call.arguments, undefined, "database")) record(call, wrangler, catalogOperations, {});
  return atRunTime(`the result of ${path}()`);
}

const inCatalog = { DatabaseName: [undefined, "database"], Name: [undefined, "table"] } as const;
const catalogOperations = ["GetTable", "CreateTable", "UpdateTable", "GetPartitions", "BatchCreatePartition", "DeleteTable"].map((operation) =>
  op("glue", operation, operation.includes("Partition") ? { DatabaseName: [undefined, "database"], TableName: [undefined, "table"] } : inCatalog),
);

function wranglerQuery(call: Call, path: string): PyValue | undefined {
  const group = { WorkGroup: [undefined, "workgroup"] } as const;
  record(call, wrangler, [op("athena", "StartQueryExecution", { QueryString: [0, "sql"], ...group }), op("athena", "GetQueryExecution", group), op("athena", "GetQueryResults", group), op("athena", "GetWorkGroup", group)]);
  call.machine.unread({ message: `${path}() of awswrangler reads tables and writes results whose places the query tells.`, services: ["glue", "s3", "athena", "lakeformation"] });
  return atRunTime("the result of a query");
}

/** What the other parts of awswrangler are made of. */
const wranglerParts: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^awswrangler\.catalog\./, ["glue"]],
  [/^awswrangler\.athena\./, ["athena", "glue", "s3", "lakeformation"]],
  [/^awswrangler\.redshift\./, ["redshift", "redshift-data", "secretsmanager", "glue", "s3"]],
  [/^awswrangler\.(mysql|postgresql|sqlserver|oracle)\./, ["secretsmanager", "glue"]],
  [/^awswrangler\.timestream\./, ["timestream-write", "timestream-query", "s3"]],
  [/^awswrangler\.data_api\./, ["rds-data", "redshift-data"]],
  [/^awswrangler\.cloudwatch\./, ["logs"]],
  [/^awswrangler\.quicksight\./, ["quicksight"]],
  [/^awswrangler\.emr(_serverless)?\./, ["emr", "emr-serverless", "s3"]],
  [/^awswrangler\.lakeformation\./, ["lakeformation", "glue", "s3"]],
  [/^awswrangler\.opensearch\./, ["es", "opensearch", "opensearchserverless", "s3"]],
  [/^awswrangler\.neptune\./, ["neptunedata", "s3"]],
  [/^awswrangler\.cleanrooms\./, ["cleanrooms", "s3"]],
];

const wranglerTable = { TableName: [undefined, "table_name"] } as const;

function wranglerItems(kind: string, others: readonly string[]): CallModel {
  return (call) => {
    record(call, wrangler, others.map((operation) => op("dynamodb", operation, wranglerTable)));
    emit(call, "dynamodb", "BatchWriteItem", requestFor(argument(call.arguments, undefined, "table_name") ?? none, { kind: "map", entries: new Map([[kind, unknown("decided-at-run-time", "the items")]]) }), { ...roleSettings, via: wrangler });
    return none;
  };
}

function duckQuery(call: Call): undefined {
  if (knownText(argument(call.arguments, 0, "query"))?.includes("s3://")) call.machine.unread({ message: "A query of duckdb reads or writes S3.", services: ["s3"] });
}

/** Libraries that read and write S3, and what is built on it. */
export const storageModels: ModelTable = {
  calls: {
    "fsspec.open": openUrl("fsspec"),
    "smart_open.open": openUrl("smart_open"),
    "smart_open.smart_open": openUrl("smart_open"),
    "awswrangler.secretsmanager.get_secret": makes(wrangler, op("secretsmanager", "GetSecretValue", { SecretId: [0, "name"] })),
    "awswrangler.secretsmanager.get_secret_json": makes(wrangler, op("secretsmanager", "GetSecretValue", { SecretId: [0, "name"] })),
    "awswrangler.sts.get_account_id": () => atRunTime("the account"),
  },
  patterns: [
    [/^s3fs(\.core)?\.S3FileSystem\(\)\.\w+$/, fileSystem],
    [/^s3fs(\.core)?\.S3FileSystem\.current\(\)\.\w+$/, fileSystem],
    [/^fsspec\.filesystem\(\)\.\w+$/, fileSystem],
    [/^(pandas|polars|pyarrow|dask|modin|geopandas|joblib|numpy|xarray|rasterio|fastparquet)\b.*\.\w+$/, dataFrame],
    [/^awswrangler\.s3\.\w+$/, wranglerStorage],
    [/^awswrangler\.athena\.(read_sql_query|read_sql_table|unload|start_query_execution|create_ctas_table)$/, wranglerQuery],
    [/^awswrangler\.dynamodb\.(put_\w+|delete_items)$/, wranglerItems("PutRequest", ["DescribeTable"])],
    [/^awswrangler\.dynamodb\.\w+$/, makes(wrangler, ...["DescribeTable", "GetItem", "Query", "Scan"].map((operation) => op("dynamodb", operation, wranglerTable)))],
    ...wranglerParts.map(([part, services]) => [part, mayUse(wrangler, services)] as const),
    [/^duckdb\b.*\.(sql|execute|query)$/, duckQuery],
  ],
};
