/** The SDKs whose clients have names of their own. */
export type Sdk = "javascript-v3" | "javascript-v2" | "python" | "go-v2" | "go-v1" | "java-v2" | "java-v1" | "csharp" | "ruby" | "rust";

type Names = Readonly<Record<string, string>>;

/** Names that several SDKs give to a client and no API gives to itself. */
const shared: Names = {
  cloudwatchevents: "events",
  configservice: "config",
  cloudwatchlogs: "logs",
  elbv2: "elbv2",
  stepfunctions: "stepfunctions",
};

const javascriptV2: Names = {
  ...shared,
  cognitoidentityserviceprovider: "cognito-idp",
  documentclient: "dynamodb",
  dynamodbdocumentclient: "dynamodb",
  dynamodbconverter: "dynamodb",
  managedupload: "s3",
  s3managedupload: "s3",
  kinesisvideosignalingchannels: "kinesis-video-signaling",
  lexruntime: "lex-runtime",
  marketplacecommerceanalytics: "marketplacecommerceanalytics",
};

/** `github.com/aws/aws-sdk-go/service/NAME`. */
const goV1: Names = {
  ...shared,
  appregistry: "servicecatalog-appregistry",
  augmentedairuntime: "sagemaker-a2i-runtime",
  costandusagereportservice: "cur",
  elb: "elb",
  forecastqueryservice: "forecastquery",
  forecastservice: "forecast",
  gluedatabrew: "databrew",
  managedgrafana: "grafana",
  marketplacecatalog: "marketplace-catalog",
  prometheusservice: "amp",
  rdsdataservice: "rds-data",
  recyclebin: "rbin",
  sagemakeredgemanager: "sagemaker-edge",
  s3manager: "s3",
  transcribeservice: "transcribe",
};

/** `com.amazonaws.services.NAME`. */
const javaV1: Names = {
  ...shared,
  applicationdiscovery: "discovery",
  certificatemanager: "acm",
  cognitoidp: "cognito-idp",
  costandusagereport: "cur",
  databasemigrationservice: "dms",
  directory: "ds",
  dynamodbv2: "dynamodb",
  elasticfilesystem: "efs",
  elasticmapreduce: "emr",
  elasticsearch: "es",
  identitymanagement: "iam",
  identitymanagementservice: "iam",
  iotdata: "iot-data",
  kinesisfirehose: "firehose",
  lexmodelbuilding: "lex-models",
  lexruntime: "lex-runtime",
  logs: "logs",
  pinpointsmsvoice: "sms-voice",
  prometheus: "amp",
  securitytoken: "sts",
  securitytokenservice: "sts",
  serverlessapplicationrepository: "serverlessrepo",
  simpledb: "sdb",
  simpleemail: "ses",
  simpleemailservice: "ses",
  simpleemailservicev2: "sesv2",
  simpleemailv2: "sesv2",
  simplesystemsmanagement: "ssm",
  simpleworkflow: "swf",
  sqs: "sqs",
  transcribe: "transcribe",
};

/** `software.amazon.awssdk.services.NAME`. */
const javaV2: Names = {
  ...shared,
  applicationdiscovery: "discovery",
  config: "config",
  costandusagereport: "cur",
  databasemigration: "dms",
  directory: "ds",
  elasticsearch: "es",
  lexmodelbuilding: "lex-models",
  lexruntime: "lex-runtime",
  waf: "waf",
};

/** `Amazon.NAME` and `AWSSDK.NAME`. */
const csharp: Names = {
  ...shared,
  apigatewaymanagementapi: "apigatewaymanagementapi",
  applicationdiscoveryservice: "discovery",
  certificatemanager: "acm",
  cloudwatchevents: "events",
  costandusagereport: "cur",
  databasemigrationservice: "dms",
  directoryservice: "ds",
  dynamodbv2: "dynamodb",
  elasticfilesystem: "efs",
  elasticloadbalancing: "elb",
  elasticmapreduce: "emr",
  elasticsearch: "es",
  identitymanagement: "iam",
  iotdata: "iot-data",
  keymanagementservice: "kms",
  kinesisfirehose: "firehose",
  lexmodelbuildingservice: "lex-models",
  lex: "lex-runtime",
  locationservice: "location",
  pinpointsmsvoice: "sms-voice",
  prometheusservice: "amp",
  rdsdataservice: "rds-data",
  securitytoken: "sts",
  securitytokenservice: "sts",
  serverlessapplicationrepository: "serverlessrepo",
  simpleemail: "ses",
  simpleemailservice: "ses",
  simpleemailservicev2: "sesv2",
  simpleemailv2: "sesv2",
  simplenotificationservice: "sns",
  simplesystemsmanagement: "ssm",
  simpleworkflow: "swf",
  transcribeservice: "transcribe",
};

/** `Aws::NAME` and `aws-sdk-NAME`. */
const ruby: Names = {
  ...shared,
  lex: "lex-runtime",
  rdsdataservice: "rds-data",
  states: "stepfunctions",
  transcribeservice: "transcribe",
  prometheusservice: "amp",
  mwaa: "mwaa",
};

/** `aws_sdk_NAME`: without the "service" or "api" that ends the service's id. */
const rust: Names = { ...javaV2, apigatewaymanagement: "apigatewaymanagementapi" };

/** Names of clients that cannot be told from the API's own names, lower-case and without punctuation → botocore service id. */
export const sdkNames: Readonly<Partial<Record<Sdk, Names>>> = {
  "javascript-v3": { ...shared, storage: "s3", dynamodbdocument: "dynamodb" },
  "javascript-v2": javascriptV2,
  "go-v1": goV1,
  "go-v2": shared,
  "java-v1": javaV1,
  "java-v2": javaV2,
  csharp,
  ruby,
  rust,
};
