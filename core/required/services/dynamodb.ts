import { asPattern, joinPattern } from "../arn-pattern";
import type { CallContext } from "../call-context";
import type { NeededResource } from "../need";
import { everything, named, resolve, type Naming } from "../resource-rule";
import type { ActionRow, ResourceRule, ServiceRules } from "../service-rules";
import { partiqlRows } from "./partiql";
import { bucketAt, objectsAt } from "./s3-resources";

const tableNaming: Pick<Naming, "arn" | "types"> = {
  types: ["aws_dynamodb_table"],
  arn: (context, name) => context.arn("dynamodb", ["table/", name]),
};

/** The table that a member names, by its name or ARN. */
export function tableAt(...members: readonly string[]): ResourceRule {
  return named({ ...tableNaming, members });
}

const table = tableAt("TableName", "TableArn", "SourceTableArn");

/** Reading an index is authorised on the index alone. Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/api-permissions-reference.html */
const tableOrIndex: ResourceRule = (context) => {
  const tables = table(context);
  const indexes = context.texts("IndexName");
  const presence = context.presence("IndexName");
  if (presence === "no") return tables;
  const onIndexes = tables.flatMap((found) => indexes.map((index): NeededResource => ({ value: indexOf(found.value, index.value), certainty: presence === "yes" ? index.certainty : "possible" })));
  return presence === "yes" ? onIndexes : [...tables, ...onIndexes];
};

function indexOf(arn: NeededResource["value"], name: NeededResource["value"]): NeededResource["value"] {
  return arn.kind === "unknown" ? arn : joinPattern(arn, "/index/", name.kind === "unknown" ? "*" : asPattern(name));
}

/** The tables that the keys of RequestItems name. */
const requestedTables: ResourceRule = (context) => context.keys("RequestItems").flatMap((key) => resolve(context, expanded(context, key), tableNaming));

function expanded(context: CallContext, key: ReturnType<CallContext["keys"]>[number]): typeof key {
  return key.value.kind === "unknown" ? key : { ...key, value: context.resources.expand(key.value) };
}

/** Items of a transaction are authorised one by one, and the transaction itself not at all. */
function transacted(kind: string, action: string): ActionRow {
  return { action, on: tableAt(`TransactItems[].${kind}.TableName`), when: (context) => context.presence(`TransactItems[].${kind}`), because: `the transaction has a ${kind}` };
}

/** The stream that the call names, or one of the function's calls where this one has only an iterator. */
const stream: ResourceRule = (context) => {
  const own = named({ members: ["StreamArn"], arn: (_, name) => name })(context);
  if (own.length > 0 || context.call.service !== "dynamodbstreams") return own;
  return context.related("StreamArn").flatMap((text) => resolve(context, text, { arn: (_, name) => name }));
};

const exported = objectsAt("S3Bucket");

export const dynamodb: ServiceRules = {
  services: ["dynamodb", "dynamodbstreams"],
  types: { "dynamodb:table": table, "dynamodb:stream": stream },
  operations: {
    Query: [{ action: "dynamodb:Query", on: tableOrIndex }],
    Scan: [{ action: "dynamodb:Scan", on: tableOrIndex }],
    BatchGetItem: [{ action: "dynamodb:BatchGetItem", on: requestedTables }],
    BatchWriteItem: [{ action: "dynamodb:BatchWriteItem", on: requestedTables }],
    TransactGetItems: [transacted("Get", "dynamodb:GetItem")],
    TransactWriteItems: [
      transacted("Put", "dynamodb:PutItem"),
      transacted("Update", "dynamodb:UpdateItem"),
      transacted("Delete", "dynamodb:DeleteItem"),
      transacted("ConditionCheck", "dynamodb:ConditionCheckItem"),
    ],
    ExecuteStatement: partiqlRows("Statement", tableNaming),
    BatchExecuteStatement: partiqlRows("Statements[].Statement", tableNaming),
    ExecuteTransaction: partiqlRows("TransactStatements[].Statement", tableNaming),
    ExportTableToPointInTime: [
      { action: "dynamodb:ExportTableToPointInTime" },
      { action: "s3:PutObject", on: exported, because: "the export is written with the caller's rights" },
      { action: "s3:AbortMultipartUpload", on: exported, because: "the export is written with the caller's rights" },
    ],
    ImportTable: [
      { action: "dynamodb:ImportTable", on: tableAt("TableCreationParameters.TableName") },
      { action: "s3:GetObject", on: objectsAt("S3BucketSource.S3Bucket"), because: "the import is read with the caller's rights" },
      { action: "s3:ListBucket", on: bucketAt("S3BucketSource.S3Bucket"), because: "the import is read with the caller's rights" },
    ],
    ListStreams: [{ action: "dynamodb:ListStreams", on: everything }],
  },
};
