import { literal, unknown } from "../../values";
import { joinPattern } from "../arn-pattern";
import type { NeededResource } from "../need";
import { always, everything, firstOf, named, namedIn, nothing } from "../resource-rule";
import { given, type ActionRow, type ResourceRule, type ServiceRules } from "../service-rules";
import { encryptionKeyAt } from "./kms";
import { objectsOfUri } from "./s3-resources";
import { secretsAt } from "./secrets-and-parameters";

const readsSecret: ActionRow = {
  action: "secretsmanager:GetSecretValue",
  on: secretsAt("secretArn"),
  when: given("secretArn"),
  because: "the database is opened with this secret",
};

/** Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.access.html */
export const rdsData: ServiceRules = {
  services: ["rds-data"],
  types: { "rds-data:cluster": named({ members: ["resourceArn", "dbClusterOrInstanceArn"], types: ["aws_rds_cluster"], arn: (context, name) => context.arn("rds", ["cluster:", name]) }) },
  also: Object.fromEntries(["ExecuteStatement", "BatchExecuteStatement", "BeginTransaction", "CommitTransaction", "RollbackTransaction"].map((operation) => [operation, [readsSecret]])),
};

/** Signing in to a database with a token of IAM. Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html */
export const databaseTokens: ServiceRules = {
  services: ["rds"],
  operations: Object.fromEntries(
    ["GenerateDBAuthToken", "GenerateDbAuthToken"].map((operation) => [
      operation,
      [{ action: "rds-db:connect", on: namedIn("rds-db", "dbuser:*/", ["DBUsername", "Username"]), because: "the token signs in to the database" }],
    ]),
  ),
};

const credentials: readonly ActionRow[] = [
  { ...readsSecret, on: secretsAt("SecretArn"), when: given("SecretArn") },
  { action: "redshift:GetClusterCredentials", on: (context) => context.texts("DbUser").map((user) => ({ value: context.arn("redshift", ["dbuser:*/", user.value.kind === "unknown" ? "*" : user.value]), certainty: user.certainty })), when: given("DbUser"), because: "the cluster is opened with temporary credentials" },
  { action: "redshift-serverless:GetCredentials", when: (context) => (given("SecretArn")(context) === "yes" ? "no" : given("WorkgroupName")(context)), on: always("redshift-serverless", "workgroup/*"), because: "the workgroup is opened with temporary credentials" },
];

/** Source: https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-access.html */
export const redshiftData: ServiceRules = {
  services: ["redshift-data"],
  types: {
    "redshift-data:cluster": namedIn("redshift", "cluster:", ["ClusterIdentifier"], ["aws_redshift_cluster"]),
    "redshift-data:workgroup": named({ members: ["WorkgroupName"], types: ["aws_redshiftserverless_workgroup"], arn: (context) => context.arn("redshift-serverless", ["workgroup/*"]) }),
  },
  also: { ExecuteStatement: credentials, BatchExecuteStatement: credentials },
};

const workgroupAt = namedIn("athena", "workgroup/", ["WorkGroup"], ["aws_athena_workgroup"]);

/** The call's workgroup, or that of the query which the code starts; without one it is `primary`. */
const workgroup: ResourceRule = (context) => {
  const own = workgroupAt(context);
  if (own.length > 0) return own;
  if (context.call.operation === "StartQueryExecution") return [{ value: context.arn("athena", ["workgroup/primary"]), certainty: "certain" }];
  const started = context.surroundings.calls.filter((call) => call.service === "athena" && call.operation === "StartQueryExecution");
  const related = context.sibling(started, workgroup);
  return related.length > 0 ? related : always("athena", "workgroup/*")(context);
};

const resultKey = "ResultConfiguration.EncryptionConfiguration.KmsKey";
const output = objectsOfUri("ResultConfiguration.OutputLocation", "*");
const catalog = ["glue:GetDatabase", "glue:GetTable", "glue:GetPartitions"];
const tables: ResourceRule = (context) => {
  const [database] = [...context.texts("QueryExecutionContext.Database")];
  const name = database && database.value.kind === "string" ? database.value : literal("*");
  return [context.arn("glue", ["catalog"]), context.arn("glue", ["database/", name]), context.arn("glue", ["table/", name, "/*"])].map((value) => ({ value, certainty: "certain" as const }));
};

/** Where the query that the code starts puts its results; else nobody can tell. */
const results: ResourceRule = (context) => {
  const started = context.surroundings.calls.filter((call) => call.service === "athena" && call.operation === "StartQueryExecution");
  const found = context.sibling(started, output);
  return found.length > 0 ? found : [{ value: unknown("decided-at-run-time", "where the query's results are"), certainty: "certain" }];
};

/** Athena reads the catalog and the results with the caller's rights. Source: https://docs.aws.amazon.com/athena/latest/ug/security-iam-athena.html */
export const athena: ServiceRules = {
  services: ["athena"],
  types: { "athena:workgroup": workgroup, "athena:datacatalog": namedIn("athena", "datacatalog/", ["CatalogName"]) },
  operations: {
    GetQueryResults: [
      { action: "athena:GetQueryResults" },
      { action: "s3:GetObject", on: results, because: "the results are read with the caller's rights" },
    ],
  },
  also: {
    StartQueryExecution: [
      { action: "s3:PutObject", on: output, when: given("ResultConfiguration.OutputLocation"), certainty: "possible", because: "Athena writes the results with the caller's rights" },
      { action: "s3:GetObject", on: output, when: given("ResultConfiguration.OutputLocation"), certainty: "possible", because: "Athena reads the results with the caller's rights" },
      { action: "s3:GetBucketLocation", on: outputBucket, when: given("ResultConfiguration.OutputLocation"), certainty: "possible", because: "Athena writes the results with the caller's rights" },
      ...["kms:Decrypt", "kms:GenerateDataKey"].map((action): ActionRow => ({ action, on: encryptionKeyAt(resultKey), when: given(resultKey), because: "the results are encrypted with this key" })),
      ...catalog.map((action): ActionRow => ({ action, on: tables, certainty: "possible", because: "Athena reads the catalog with the caller's rights" })),
    ],
  },
};

/** The bucket of the output: its objects' ARN up to the first slash. */
function outputBucket(context: Parameters<ResourceRule>[0]): ReturnType<ResourceRule> {
  return output(context).map((found) => {
    if (found.value.kind === "unknown") return found;
    const index = found.value.parts.findIndex((part) => part.kind === "literal" && part.text.includes("/"));
    const part = found.value.parts[index];
    if (part?.kind !== "literal") return found;
    const bucket = { kind: "string" as const, parts: [...found.value.parts.slice(0, index), { kind: "literal" as const, text: part.text.slice(0, part.text.indexOf("/")) }] };
    return { ...found, value: joinPattern(bucket) };
  });
}

const glueDatabase: ResourceRule = (context) => {
  const isOfDatabase = /Databases?$/.test(context.call.operation);
  return namedIn("glue", "database/", isOfDatabase ? ["Name", "DatabaseInput.Name"] : ["DatabaseName"], ["aws_glue_catalog_database"])(context);
};

const glueTable: ResourceRule = (context) => {
  const names = [...context.texts("TableName"), ...context.texts("TableInput.Name"), ...(/Tables?$/.test(context.call.operation) ? context.texts("Name") : [])];
  return context.texts("DatabaseName").flatMap((database): NeededResource[] => {
    if (database.value.kind === "unknown") return [{ value: database.value, certainty: database.certainty }];
    const value = database.value;
    const tableNames = names.length > 0 ? names.map((name) => (name.value.kind === "unknown" ? "*" : name.value)) : ["*"];
    return tableNames.map((name) => ({ value: context.arn("glue", ["table/", value, "/", name]), certainty: database.certainty }));
  });
};

/** A table is authorised together with its database and the catalog. Source: https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html */
export const glue: ServiceRules = {
  services: ["glue"],
  types: { "glue:catalog": always("glue", "catalog"), "glue:rootcatalog": nothing, "glue:database": glueDatabase, "glue:table": glueTable },
};

/** Clients of Timestream ask for their endpoint first. Source: https://docs.aws.amazon.com/timestream/latest/developerguide/security_iam_id-based-policy-examples.html */
const endpoint: ActionRow = { action: "timestream:DescribeEndpoints", on: everything, because: "the client asks for its endpoint" };
const table: ResourceRule = (context) =>
  context.texts("DatabaseName").flatMap((database) =>
    context.texts("TableName").map((name) => ({
      value: database.value.kind === "unknown" ? database.value : context.arn("timestream", ["database/", database.value, "/table/", name.value.kind === "unknown" ? "*" : name.value]),
      certainty: database.certainty,
    })),
  );

export const timestream: ServiceRules = {
  services: ["timestream-write", "timestream-query"],
  types: { "timestream:table": firstOf(table, always("timestream", "database/*/table/*")) },
  operations: { Query: [{ action: "timestream:Select", on: always("timestream", "database/*/table/*") }, endpoint] },
  also: { WriteRecords: [endpoint] },
};
