import { findOperationService } from "../../reference";
import { argument } from "./arguments";
import { clientTransfers } from "./s3-transfer";
import { signedOperation } from "../signed-requests";
import { roleSettings } from "./aws-calls";
import { method } from "./container-methods";
import { alsoMakes, makes, mayUse, op, record, type MemberArgument } from "./library-calls";
import type { Call } from "./machine";
import type { CallModel, ModelTable } from "./models";
import { locationOf } from "../syntax";
import { topPackage } from "./packages";
import { atRunTime, knownText, none, type NativeValue, type PyValue } from "./values";

/** IAM prefixes under which requests are signed, and the API that has them. */
const signedFor: Readonly<Record<string, string>> = { aoss: "opensearchserverless", "execute-api": "apigatewaymanagementapi", "neptune-db": "neptunedata", "bedrock": "bedrock-runtime" };

/** A library that signs requests for a service: what is asked for is in the request, which is not followed where it decides about the action. */
function signs(position: number | undefined, ...names: readonly string[]): CallModel {
  return (call, path) => {
    const given = knownText(argument(call.arguments, position, ...names));
    const operation = signedOperation(given);
    if (operation) {
      record(call, topPackage(path), [op(operation.service, operation.operation, { host: [undefined, "aws_host"] })]);
      return undefined;
    }
    const service = given === undefined ? undefined : (signedFor[given] ?? given);
    const isKnown = service !== undefined && findOperationService(service) !== undefined;
    call.machine.unread({ message: `Requests are signed with ${path}${given ? ` for ${given}` : ""}; which actions they are for is not known.`, at: locationOf(call.site.node), services: isKnown ? [service] : "any" });
    return undefined;
  };
}

/** Names that give a model to the classes of langchain_aws and strands. */
const modelId: MemberArgument = [undefined, "model_id", "model"];

function bedrockModel(via: string, ...operations: readonly string[]): CallModel {
  return alsoMakes(via, ...operations.map((operation) => op("bedrock-runtime", operation, { modelId })));
}

/** `Agent(model=…)` of strands: without a model it takes its own default from Bedrock. */
const agent: CallModel = (call) => {
  const model = argument(call.arguments, 0, "model");
  if (!model || knownText(model) !== undefined) record(call, "strands", [op("bedrock-runtime", "ConverseStream")], { modelId: model ?? atRunTime("the default model of strands") });
  return undefined;
};

const secretCache = "aws_secretsmanager_caching";
const cached = [op("secretsmanager", "DescribeSecret", { SecretId: [0, "secret_id"] }), op("secretsmanager", "GetSecretValue", { SecretId: [0, "secret_id"] })];

/** `@InjectSecretString(secret_id, cache)` */
const injects: CallModel = (call) => {
  record(call, secretCache, cached);
  return { kind: "native", label: "a decorator", services: [], call: ({ arguments: args }) => args.positional[0] ?? none };
};

function redshift(call: Call): PyValue | undefined {
  const isIam = argument(call.arguments, undefined, "iam");
  if (!isIam || call.machine.truthOf(isIam) === false) return undefined;
  record(call, "redshift_connector", [
    op("redshift", "GetClusterCredentials", { ClusterIdentifier: [undefined, "cluster_identifier"], DbUser: [undefined, "db_user"], DbName: [undefined, "database"] }),
    op("redshift", "DescribeClusters", { ClusterIdentifier: [undefined, "cluster_identifier"] }),
  ]);
  return undefined;
}

const athenaOperations = ["StartQueryExecution", "GetQueryExecution", "GetQueryResults", "StopQueryExecution"];

/** PyAthena works through a connection, whose queries read what they name. */
function athenaConnection(call: Call): PyValue | undefined {
  record(call, "pyathena", athenaOperations.map((operation) => op("athena", operation, { WorkGroup: [undefined, "work_group"] })));
  call.machine.unread({ message: "PyAthena reads tables and writes results whose places the query and the work group tell.", at: locationOf(call.site.node), services: ["glue", "s3", "lakeformation"] });
  return undefined;
}

const transfer: NativeValue = {
  kind: "native",
  label: "an S3 transfer",
  services: ["s3"],
  attribute: (name) => {
    const found = clientTransfers({ ...roleSettings, via: "s3transfer" });
    const known = { upload: "upload_fileobj", download: "download_fileobj", upload_file: "upload_file", download_file: "download_file", copy: "copy" }[name];
    return known ? method(name, found[known]!) : method(name, () => none);
  },
};

function encryption(call: Call): PyValue | undefined {
  record(call, "aws_encryption_sdk", ["GenerateDataKey", "Decrypt", "Encrypt"].map((operation) => op("kms", operation, { KeyId: [undefined, "key_ids", "kms_key_id", "generator_key_id"] })));
  return undefined;
}

/** Connectors of Aurora DSQL sign in with a token of their own. */
function dsql(call: Call, path: string): undefined {
  const user = knownText(argument(call.arguments, undefined, "user"));
  const operations = user === "admin" ? ["DbConnectAdmin"] : user === undefined ? ["DbConnect", "DbConnectAdmin"] : ["DbConnect"];
  record(call, path.split(".")[0]!, operations.map((operation) => op("dsql", operation)));
}

/** The token opens the connection; which topics and groups it is used for, the client of Kafka is told. */
function kafkaToken(call: Call, path: string): PyValue {
  record(call, topPackage(path), [op("kafka-cluster", "Connect")]);
  call.machine.unread({ message: "Which topics and groups of the Kafka cluster are used with the signed token is not followed.", at: locationOf(call.site.node), services: ["kafka-cluster"] });
  return atRunTime("a token for Kafka");
}

const chatTable: MemberArgument = [0, "table_name"];

/** Libraries in front of one service. */
export const serviceModels: ModelTable = {
  calls: {
    "redshift_connector.connect": redshift,
    "pyathena.connect": athenaConnection,
    "pyathena.connection.Connection": athenaConnection,
    "s3transfer.S3Transfer": () => transfer,
    "boto3.s3.transfer.S3Transfer": () => transfer,
    "s3transfer.manager.TransferManager": () => transfer,
    "strands.Agent": agent,
    "strands.agent.Agent": agent,
    "aws_assume_role_lib.assume_role": alsoMakes("aws_assume_role_lib", op("sts", "AssumeRole", { RoleArn: [1, "RoleArn"] })),
    "requests_aws4auth.AWS4Auth": signs(3, "service"),
    "requests_auth_aws_sigv4.AWSSigV4": signs(0, "service"),
    "requests_aws_sign.AWSV4Sign": signs(2, "service"),
    "awscrt.auth.AwsSigningConfig": signs(undefined, "service"),
    "aws_requests_auth.aws_auth.AWSRequestsAuth": signs(undefined, "aws_service"),
    "aws_requests_auth.boto_utils.BotoAWSRequestsAuth": signs(2, "aws_service"),
    "langchain_community.chat_message_histories.DynamoDBChatMessageHistory": alsoMakes("langchain_community", ...["GetItem", "PutItem", "UpdateItem", "DeleteItem"].map((operation) => op("dynamodb", operation, { TableName: chatTable }))),
  },
  patterns: [
    [/^botocore\.(crt\.)?auth\.\w*Auth\w*$/, signs(1, "service_name")],
    [/^aws_msk_iam_sasl_signer(\.\w+)*\.generate_auth_token\w*$/, kafkaToken],
    [/^aurora_dsql_\w+(\.\w+)*\.(connect|create_pool|create_dsql_engine)$/, dsql],
    [/^aws_secretsmanager_caching(\.\w+)?\.SecretCache\(\)\.get_secret_(string|binary)$/, makes(secretCache, ...cached)],
    [/^aws_secretsmanager_caching(\.\w+)?\.Inject\w+$/, injects],
    [/^opensearchpy(\.[\w.]+)?\.(Requests|Urllib3|)AWSV4Signer(Async)?Auth$|^opensearchpy(\.[\w.]+)?\.AWSV4SignerAuth$/, signs(2, "service")],
    [/^langchain_aws(\.[\w.]+)?\.ChatBedrockConverse$/, bedrockModel("langchain_aws", "Converse", "ConverseStream")],
    [/^langchain_aws(\.[\w.]+)?\.(ChatBedrock|Bedrock|BedrockLLM)$/, bedrockModel("langchain_aws", "InvokeModel", "InvokeModelWithResponseStream")],
    [/^langchain_aws(\.[\w.]+)?\.BedrockEmbeddings$/, bedrockModel("langchain_aws", "InvokeModel")],
    [/^langchain_aws(\.[\w.]+)?\.AmazonKnowledgeBasesRetriever$/, alsoMakes("langchain_aws", op("bedrock-agent-runtime", "Retrieve", { knowledgeBaseId: [undefined, "knowledge_base_id"] }))],
    [/^langchain_aws(\.[\w.]+)?\.AmazonKendraRetriever$/, alsoMakes("langchain_aws", op("kendra", "Retrieve", { IndexId: [undefined, "index_id"] }), op("kendra", "Query", { IndexId: [undefined, "index_id"] }))],
    [/^langchain_aws\.[\w.]+$/, mayUse("langchain_aws", "any")],
    [/^langchain_community\.(\w+\.)*(ChatBedrock|Bedrock|BedrockChat|BedrockLLM)$/, bedrockModel("langchain_community", "InvokeModel", "InvokeModelWithResponseStream")],
    [/^langchain_community\.(\w+\.)*BedrockEmbeddings$/, bedrockModel("langchain_community", "InvokeModel")],
    [/^langchain_community\.(\w+\.)*(S3\w*Loader|Amazon\w+|DynamoDB\w+|Sagemaker\w+|AthenaLoader|GlueCatalogLoader)$/, mayUse("langchain_community", "any")],
    [/^strands\.models(\.[\w.]+)?\.BedrockModel$/, bedrockModel("strands", "ConverseStream", "Converse")],
    [/^sagemaker\.[\w.]+$/, mayUse("sagemaker", ["sagemaker", "sagemaker-runtime", "s3", "iam", "ecr", "logs", "sts"])],
    [/^bedrock_agentcore\.(memory|identity|tools|services)\.[\w.]+$/, mayUse("bedrock_agentcore", ["bedrock-agentcore", "bedrock-agentcore-control"])],
    [/^(boto3_refresh_session|dynamodb_encryption_sdk)\.[\w.]+$/, mayUse("a wrapper of boto3", "any")],
    [/^aws_encryption_sdk\.(\w+\.)*(Strict|Discovery|)(Aws)?KmsMasterKeyProvider$|^aws_encryption_sdk\.(\w+\.)*KMSMasterKeyProvider$/, encryption],
    [/^crhelper(\.\w+)?\.CfnResource\(\)\.poll_(create|update|delete)$/, mayUse("crhelper", ["events", "lambda"])],
  ],
};

