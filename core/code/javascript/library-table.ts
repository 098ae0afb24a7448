/** Where an input member comes from: an argument by index and path (`0`, `1.applicationId`), the constructor's arguments (`new.0.tableName`), or a text. */
export type MemberSource = string | { readonly text: string };

/** A call that a library makes. */
export interface LibraryCall {
  readonly service: string;
  readonly operation: string;
  readonly input?: Readonly<Record<string, MemberSource>>;
  /** Only some uses make it. */
  readonly isPossible?: boolean;
}

/** What an export of a library is. */
export type LibraryExport =
  /** A function that makes these calls; what it gives may be used for more of the services that it `opens`. */
  | { readonly kind: "calls"; readonly calls: readonly LibraryCall[]; readonly opens?: readonly string[] }
  /** A class or factory: what making an instance calls, and what its methods call. */
  | { readonly kind: "class"; readonly made?: readonly LibraryCall[]; readonly methods?: Readonly<Record<string, readonly LibraryCall[]>>; readonly isOpen?: readonly string[] }
  /** A function that gives back its argument of that index, such as `captureAWSv3Client(client)`. */
  | { readonly kind: "returns"; readonly argument: number }
  /** A middleware factory whose `fetchData` has one entry for each call; the members are taken from the entry, `.` is the entry itself. */
  | { readonly kind: "fetches"; readonly calls: readonly LibraryCall[] }
  /** Calls any operation of these services. */
  | { readonly kind: "any-of"; readonly services: readonly string[] };

/** A library that calls AWS on one's behalf, or whose name says AWS and which does not. */
export interface Library {
  readonly name: RegExp;
  readonly exports?: Readonly<Record<string, LibraryExport>>;
  /** What exports are that are not listed: nothing of interest, or calls of any operation of these services. */
  readonly others?: readonly string[] | "any";
}

const call = (service: string, operation: string, input?: LibraryCall["input"], isPossible?: boolean): LibraryCall => ({ service, operation, ...(input ? { input } : {}), ...(isPossible ? { isPossible } : {}) });
const calls = (...made: LibraryCall[]): LibraryExport => ({ kind: "calls", calls: made });
const returns = (argument = 0): LibraryExport => ({ kind: "returns", argument });

const parameterByName = (name: MemberSource): LibraryCall => call("ssm", "GetParameter", { Name: name, WithDecryption: "1.decrypt" });
const configuration = (name: MemberSource, options: string): readonly LibraryCall[] => [
  call("appconfigdata", "StartConfigurationSession", { ConfigurationProfileIdentifier: name, ApplicationIdentifier: `${options}.application`, EnvironmentIdentifier: `${options}.environment` }),
  call("appconfigdata", "GetLatestConfiguration", { ConfigurationProfileIdentifier: name, ApplicationIdentifier: `${options}.application`, EnvironmentIdentifier: `${options}.environment` }),
];
const tableCalls = (table: MemberSource, ...operations: string[]): readonly LibraryCall[] => operations.map((operation) => call("dynamodb", operation, { TableName: table }));

/** Source: https://docs.aws.amazon.com/powertools/typescript/latest/features/parameters/ (and …/idempotency/, "IAM permissions"). */
const powertools: readonly Library[] = [
  {
    name: /^@aws-lambda-powertools\/parameters(\/.*)?$/,
    exports: {
      getParameter: calls(parameterByName("0")),
      getParameters: calls(call("ssm", "GetParametersByPath", { Path: "0" })),
      getParametersByName: calls(call("ssm", "GetParameters", { Names: "0.@keys" })),
      setParameter: calls(call("ssm", "PutParameter", { Name: "0" })),
      SSMProvider: { kind: "class", methods: { get: [parameterByName("0")], getMultiple: [call("ssm", "GetParametersByPath", { Path: "0" })], getParametersByName: [call("ssm", "GetParameters", { Names: "0.@keys" })], set: [call("ssm", "PutParameter", { Name: "0" })] } },
      getSecret: calls(call("secretsmanager", "GetSecretValue", { SecretId: "0" })),
      SecretsProvider: { kind: "class", methods: { get: [call("secretsmanager", "GetSecretValue", { SecretId: "0" })] } },
      getAppConfig: calls(...configuration("0", "1")),
      AppConfigProvider: { kind: "class", methods: { get: configuration("0", "new.0") } },
      DynamoDBProvider: { kind: "class", methods: { get: tableCalls("new.0.tableName", "GetItem"), getMultiple: tableCalls("new.0.tableName", "Query") } },
    },
  },
  {
    name: /^@aws-lambda-powertools\/idempotency(\/.*)?$/,
    exports: {
      DynamoDBPersistenceLayer: { kind: "class", made: tableCalls("0.tableName", "GetItem", "PutItem", "UpdateItem", "DeleteItem") },
      makeIdempotent: returns(),
    },
  },
  { name: /^@aws-lambda-powertools\/tracer(\/.*)?$/ },
  { name: /^@aws-lambda-powertools\/(logger|metrics|batch|commons|event-handler|parser|validation|jmespath|kafka|signer|data-masking)(\/.*)?$/ },
];

/** Source: https://middy.js.org/docs/middlewares/intro */
const middy: readonly Library[] = [
  { name: /^@middy\/ssm$/, exports: { default: { kind: "fetches", calls: [call("ssm", "GetParameters", { Names: "." })] } } },
  { name: /^@middy\/secrets-manager$/, exports: { default: { kind: "fetches", calls: [call("secretsmanager", "GetSecretValue", { SecretId: "." })] } } },
  { name: /^@middy\/dynamodb$/, exports: { default: { kind: "fetches", calls: [call("dynamodb", "GetItem", { TableName: "TableName", Key: "Key" })] } } },
  { name: /^@middy\/s3$/, exports: { default: { kind: "fetches", calls: [call("s3", "GetObject", { Bucket: "Bucket", Key: "Key" })] } } },
  { name: /^@middy\/sts$/, exports: { default: { kind: "fetches", calls: [call("sts", "AssumeRole", { RoleArn: "RoleArn" })] } } },
  { name: /^@middy\/appconfig$/, exports: { default: { kind: "fetches", calls: [call("appconfigdata", "StartConfigurationSession", { ApplicationIdentifier: "Application", EnvironmentIdentifier: "Environment", ConfigurationProfileIdentifier: "Configuration" }), call("appconfigdata", "GetLatestConfiguration", { ApplicationIdentifier: "Application", EnvironmentIdentifier: "Environment", ConfigurationProfileIdentifier: "Configuration" })] } } },
  { name: /^@middy\/rds-signer$/, exports: { default: { kind: "fetches", calls: [call("rds", "GenerateDBAuthToken", { DBUsername: "username" })] } } },
  { name: /^@middy\/service-discovery$/, exports: { default: { kind: "fetches", calls: [call("servicediscovery", "DiscoverInstances", { NamespaceName: "NamespaceName", ServiceName: "ServiceName" })] } } },
  { name: /^@middy\/ws-response$/, exports: { default: calls(call("apigatewaymanagementapi", "PostToConnection")) } },
  { name: /^@middy\/s3-object-response$/, exports: { default: calls(call("s3", "WriteGetObjectResponse")) } },
  { name: /^@middy\/sqs-partial-batch-failure$/ },
];

const xray: LibraryExport = returns();
const tracing: readonly Library[] = [
  { name: /^aws-xray-sdk(-[a-z]+)*$/, exports: { captureAWS: xray, captureAWSv3Client: xray, captureAWSClient: xray, captureHTTPs: xray, captureFetch: xray, captureFetchGlobal: xray, capturePromise: xray, captureMySQL: xray, capturePostgres: xray, captureAsyncFunc: returns(1), captureFunc: returns(1), captureCallbackFunc: returns(1) } },
  { name: /^aws-embedded-metrics$/ },
  { name: /^@(opentelemetry|aws)\/.*(otel|opentelemetry|instrumentation).*$/ },
  { name: /^datadog-lambda-js$|^@sentry\/(aws-)?serverless$|^@lumigo\/.*$|^@newrelic\/aws-sdk$/, exports: { datadog: returns(), wrapHandler: returns(), trace: returns() } },
];

const messages = { QueueUrl: "0.queueUrl" } as const;
const consumer: LibraryExport = { kind: "class", made: [call("sqs", "ReceiveMessage", messages), call("sqs", "DeleteMessage", messages), call("sqs", "ChangeMessageVisibility", messages, true)] };

/** Libraries of others, each with what its documentation says it calls. */
const thirdParty: readonly Library[] = [
  { name: /^sqs-consumer$/, exports: { Consumer: { ...consumer, isOpen: ["create"] } } },
  { name: /^sqs-producer$/, exports: { Producer: { kind: "class", isOpen: ["create"], methods: { send: [call("sqs", "SendMessage", { QueueUrl: "new.0.queueUrl" })], queueSize: [call("sqs", "GetQueueAttributes", { QueueUrl: "new.0.queueUrl" })] } } } },
  { name: /^data-api-client$/, exports: { default: { kind: "class", made: ["ExecuteStatement", "BatchExecuteStatement", "BeginTransaction", "CommitTransaction", "RollbackTransaction"].map((operation, index) => call("rds-data", operation, { resourceArn: "0.resourceArn", secretArn: "0.secretArn" }, index > 0)) } } },
  { name: /^(@aws-sdk|aws-sdk-js-v3)[/-]rds-signer$/, exports: { Signer: { kind: "class", methods: { getAuthToken: [call("rds", "GenerateDBAuthToken", { DBUsername: "new.0.username" })] } } } },
  { name: /^@aws-sdk\/dsql-signer$/, exports: { DsqlSigner: { kind: "any-of", services: ["dsql"] } } },
  { name: /^@aws-sdk\/polly-request-presigner$/, exports: { getSynthesizeSpeechUrl: calls(call("polly", "SynthesizeSpeech", {})) } },
  { name: /^(@aws-sdk|@smithy)\/signature-v4(-multi-region|a)?$/, exports: { SignatureV4: { kind: "any-of", services: ["@service"] }, SignatureV4MultiRegion: { kind: "any-of", services: ["@service"] } } },
  { name: /^(aws4|aws4fetch|aws-sigv4-fetch|aws4-axios|aws-sigv4-sign|@aws-amplify\/.*|aws-amplify)$/, others: "any" },
  { name: /^aws-appsync(-[a-z-]+)?$/, others: ["appsync"] },
  { name: /^launchdarkly-node-server-sdk-dynamodb$|^@launchdarkly\/node-server-sdk-dynamodb$/, others: ["dynamodb"] },
  { name: /^aws-msk-iam-sasl-signer-js$/, exports: Object.fromEntries(["generateAuthToken", "generateAuthTokenFromProfile", "generateAuthTokenFromRole", "generateAuthTokenFromCredentialsProvider"].map((name) => [name, { kind: "calls", calls: [call("kafka-cluster", "Connect")], opens: ["kafka-cluster"] }])) },
  { name: /^@opensearch-project\/opensearch(\/lib)?\/aws(-v3)?$/, exports: { AwsSigv4Signer: { kind: "any-of", services: ["@service", "es"] } } },
  { name: /^(dynamoose|@typedorm\/core|dynamodb-onetable|@aws\/dynamodb-data-mapper(-annotations)?|dynamo-easy|@shiftcoders\/dynamo-easy|dynamodb-admin|@baselime\/.*dynamo.*)$/, others: ["dynamodb"] },
  { name: /^amazon-dax-client(-sdkv3)?$|^@amazon-dax-sdk\/.*$/, others: ["dax", "dynamodb"] },
  { name: /^(multer-s3|s3-streamlogger|s3-upload-stream|s3-sync-client|s3-zip|unzipper-s3|@auth0\/s3|s3-files)$/, others: ["s3"] },
  { name: /^winston-cloudwatch$|^pino-cloudwatch$/, others: ["logs"] },
  { name: /^aws-iot-device-sdk(-v2|-js)?$/, others: ["iot", "iot-data"] },
  { name: /^@langchain\/aws$|^@ai-sdk\/amazon-bedrock$|^@anthropic-ai\/bedrock-sdk$/, others: ["bedrock", "bedrock-runtime", "bedrock-agent-runtime"] },
  { name: /^@aws\/durable-execution-sdk-js(\/.*)?$/, exports: { withDurableExecution: returns() } },
];

/** Packages whose name says AWS and which make no call with the function's role. */
const harmless: readonly Library[] = [
  { name: /^(@types\/)?aws-lambda(\/.*)?$/ },
  { name: /^aws-jwt-verify(\/.*)?$/ },
  { name: /^aws-serverless-express\/.+$/ },
  { name: /^(aws-serverless-express|@vendia\/serverless-express|@codegenie\/serverless-express|serverless-http|aws-lambda-fastify|@fastify\/aws-lambda|lambda-api|aws-lambda-router|aws-lambda-graphql|@as-integrations\/aws-lambda|@hono\/aws-lambda|hono\/(aws-lambda|lambda-edge)|@trpc\/server\/adapters\/aws-lambda|aws-lambda-test-utils|@apollo\/server-plugin-.*aws.*)$/ },
  { name: /^(@aws\/lambda-invoke-store|@aws-lambda-powertools\/testing-utils|aws-sdk-client-mock.*|aws-sdk-mock|@aws-sdk\/client-mock|aws-lambda-ric|@aws-cdk\/.*-types|cdk-lambda-.*)$/ },
  { name: /^amazon-cognito-identity-js$|^@aws\/lambda-.*types.*$|^aws-arn-parser$|^@sandfox\/arn$|^amazon-s3-uri$|^s3-url-parser$|^@smithy\/.*$|^@aws-crypto\/.*$|^aws-crt$/ },
];

/** Utilities of the SDK: formats, protocols, middleware. They call nothing by themselves. */
const sdkUtilities: readonly Library[] = [
  { name: /^@aws-sdk\/util-dynamodb$/, exports: { marshall: returns(), unmarshall: returns(), convertToAttr: returns(), convertToNative: returns() } },
  { name: /^@aws-sdk\/(?!client-|lib-|credential-provider|s3-)[a-z0-9-]+(\/.*)?$/ },
  { name: /^@aws-sdk\/s3-(?!request-presigner|presigned-post)[a-z0-9-]+$/ },
];

/** The table of libraries; the first that fits counts. */
export const libraries: readonly Library[] = [...powertools, ...middy, ...tracing, ...thirdParty, ...harmless, ...sdkUtilities];
