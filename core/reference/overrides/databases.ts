import { needs, needsNothing, needsSomeOf, type OverrideTable } from "./override";

const partiql = "dynamodb:PartiQLSelect dynamodb:PartiQLInsert dynamodb:PartiQLUpdate dynamodb:PartiQLDelete";
const copiedTable = "dynamodb:BatchWriteItem dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:Scan dynamodb:UpdateItem";
const rdsSecret = { secretArn: "secretsmanager:GetSecretValue" };
const redshiftLogin = { SecretArn: "secretsmanager:GetSecretValue", DbUser: "redshift:GetClusterCredentials", WorkgroupName: "redshift-serverless:GetCredentials" };
const redshiftStatement = "redshift:GetClusterCredentialsWithIAM redshift:GetClusterCredentials redshift-serverless:GetCredentials secretsmanager:GetSecretValue";

/** Operations of databases whose actions follow from the statement, the items or the way of logging in. */
export const databaseOverrides: OverrideTable = {
  dynamodb: {
    BatchExecuteStatement: needsSomeOf(partiql),
    CreateTable: needs("dynamodb:CreateTable", { Tags: "dynamodb:TagResource", ResourcePolicy: "dynamodb:PutResourcePolicy" }),
    // Any caller may ask for the endpoint; SDKs do so by themselves.
    DescribeEndpoints: needsNothing,
    ExecuteStatement: needsSomeOf(partiql),
    ExecuteTransaction: needsSomeOf(partiql),
    ExportTableToPointInTime: needs("dynamodb:ExportTableToPointInTime s3:PutObject s3:AbortMultipartUpload", {}, "s3:PutObjectAcl"),
    ImportTable: needs("dynamodb:ImportTable s3:GetObject s3:ListBucket", {}, "dynamodb:CreateTable dynamodb:DescribeTable logs:CreateLogGroup logs:CreateLogStream logs:DescribeLogGroups logs:DescribeLogStreams logs:PutLogEvents logs:PutRetentionPolicy"),
    RestoreTableFromBackup: needs(`dynamodb:RestoreTableFromBackup ${copiedTable}`),
    RestoreTableToPointInTime: needs(`dynamodb:RestoreTableToPointInTime ${copiedTable}`),
    TransactGetItems: needs("dynamodb:GetItem"),
    TransactWriteItems: needsSomeOf("", {
      "TransactItems[].ConditionCheck": "dynamodb:ConditionCheckItem",
      "TransactItems[].Put": "dynamodb:PutItem",
      "TransactItems[].Update": "dynamodb:UpdateItem",
      "TransactItems[].Delete": "dynamodb:DeleteItem",
    }),
    UpdateTable: needs("dynamodb:UpdateTable", { ReplicaUpdates: `dynamodb:CreateTableReplica dynamodb:DeleteTableReplica ${copiedTable}` }),
  },
  // Athena reads the catalogue, the data and writes the result with the caller's rights: https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html
  athena: {
    StartQueryExecution: needs(
      "athena:StartQueryExecution",
      { "ResultConfiguration.OutputLocation": "s3:GetBucketLocation s3:PutObject" },
      "glue:GetDatabase glue:GetTable glue:GetTables glue:GetPartition glue:GetPartitions glue:BatchGetPartition s3:AbortMultipartUpload s3:GetBucketLocation s3:GetObject s3:ListBucket s3:ListBucketMultipartUploads s3:ListMultipartUploadParts s3:PutObject lakeformation:GetDataAccess",
    ),
    GetQueryResults: needs("athena:GetQueryResults s3:GetObject"),
  },
  // The Data API fetches the secret with the caller's rights: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.access.html
  "rds-data": {
    BatchExecuteStatement: needs("rds-data:BatchExecuteStatement", rdsSecret),
    BeginTransaction: needs("rds-data:BeginTransaction", rdsSecret),
    CommitTransaction: needs("rds-data:CommitTransaction", rdsSecret),
    ExecuteSql: needs("rds-data:ExecuteSql", { awsSecretStoreArn: "secretsmanager:GetSecretValue" }),
    ExecuteStatement: needs("rds-data:ExecuteStatement", rdsSecret),
    RollbackTransaction: needs("rds-data:RollbackTransaction", rdsSecret),
  },
  // https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-access.html
  "redshift-data": {
    BatchExecuteStatement: needs("redshift-data:BatchExecuteStatement", redshiftLogin, redshiftStatement),
    DescribeTable: needs("redshift-data:DescribeTable", redshiftLogin, redshiftStatement),
    ExecuteStatement: needs("redshift-data:ExecuteStatement", redshiftLogin, redshiftStatement),
    GetStatementResultV2: needs("redshift-data:GetStatementResult"),
    ListDatabases: needs("redshift-data:ListDatabases", redshiftLogin, redshiftStatement),
    ListSchemas: needs("redshift-data:ListSchemas", redshiftLogin, redshiftStatement),
    ListTables: needs("redshift-data:ListTables", redshiftLogin, redshiftStatement),
  },
  // Keyspaces is authorised by the statements of CQL that the operation stands for: https://docs.aws.amazon.com/keyspaces/latest/devguide/security_iam_service-with-iam.html
  keyspaces: {
    CreateKeyspace: needs("cassandra:Create", {}, "cassandra:CreateMultiRegionResource cassandra:TagResource"),
    CreateTable: needs("cassandra:Create", {}, "cassandra:CreateMultiRegionResource cassandra:TagResource"),
    CreateType: needs("cassandra:Create", {}, "cassandra:CreateMultiRegionResource"),
    DeleteKeyspace: needs("cassandra:Drop", {}, "cassandra:DropMultiRegionResource"),
    DeleteTable: needs("cassandra:Drop", {}, "cassandra:DropMultiRegionResource"),
    DeleteType: needs("cassandra:Drop", {}, "cassandra:DropMultiRegionResource"),
    GetKeyspace: needs("cassandra:Select"),
    GetTable: needs("cassandra:Select"),
    GetTableAutoScalingSettings: needs("cassandra:Select", {}, "application-autoscaling:DescribeScalableTargets application-autoscaling:DescribeScalingPolicies cassandra:SelectMultiRegionResource"),
    GetType: needs("cassandra:Select"),
    ListKeyspaces: needs("cassandra:Select"),
    ListTables: needs("cassandra:Select"),
    ListTypes: needs("cassandra:Select"),
    RestoreTable: needs("cassandra:Restore cassandra:Select", {}, "cassandra:RestoreMultiRegionTable"),
    UpdateTable: needs("cassandra:Alter", {}, "cassandra:AlterMultiRegionResource"),
  },
  "timestream-query": {
    PrepareQuery: needs("timestream:PrepareQuery timestream:Select timestream:DescribeEndpoints"),
    Query: needs("timestream:Select timestream:DescribeEndpoints", {}, "timestream:DescribeTable timestream:ListDatabases timestream:ListMeasures timestream:ListTables timestream:SelectValues timestream:Unload"),
  },
};
