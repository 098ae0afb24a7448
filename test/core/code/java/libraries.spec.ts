import { checkJava } from "./java";

describe("Java: libraries that call AWS", () => {
  checkJava([
    {
      title: "knows the parameters of Powertools, as fields, providers and managers",
      source: `
        import software.amazon.lambda.powertools.parameters.*;
        import software.amazon.lambda.powertools.parameters.ssm.*;
        import software.amazon.lambda.powertools.parameters.secrets.*;
        import software.amazon.lambda.powertools.parameters.dynamodb.*;
        public class App implements RequestHandler<String, String> {
          @SSMParam(key = "/app/annotated") String annotated;
          private final SSMProvider ssm = ParamManager.getSsmProvider();
          private final SecretsProvider secrets = SecretsProvider.builder().build();
          public String handleRequest(String e, Context c) {
            ssm.get("/app/one");
            ssm.withDecryption().getMultiple("/app/all");
            secrets.withMaxAge(5, null).get(System.getenv("BUCKET"));
            DynamoDbProvider.builder().withTable("params").build().get("id");
            return annotated;
          }
        }
      `,
      calls: ["ssm:GetParameter Name=/app/annotated", "ssm:GetParameter Name=/app/one", "ssm:GetParametersByPath Path=/app/all", "secretsmanager:GetSecretValue SecretId=orders-bucket", "dynamodb:GetItem TableName=params"],
    },
    {
      title: "knows idempotency, in annotations and calls",
      source: `
        import software.amazon.lambda.powertools.idempotency.*;
        import software.amazon.lambda.powertools.idempotency.persistence.dynamodb.DynamoDBPersistenceStore;
        public class App implements RequestHandler<String, String> {
          public App() { Idempotency.config().withPersistenceStore(DynamoDBPersistenceStore.builder().withTableName(System.getenv("TABLE_NAME")).build()).configure(); }
          @Idempotent public String handleRequest(String e, Context c) { return Idempotency.makeIdempotent(this::work, e, String.class); }
          private String work(String e) { S3Client.create().headBucket(b -> b.bucket("inside")); return e; }
        }
      `,
      calls: ["GetItem", "PutItem", "UpdateItem", "DeleteItem"].map((operation) => `dynamodb:${operation} TableName=\${aws_dynamodb_table.orders.name}`).concat("s3:HeadBucket"),
    },
    {
      title: "knows large messages, batches and what logs, traces and measures",
      source: `
        import software.amazon.lambda.powertools.largemessages.LargeMessage;
        import software.amazon.lambda.powertools.batch.BatchMessageHandlerBuilder;
        import software.amazon.lambda.powertools.batch.handler.BatchMessageHandler;
        import software.amazon.lambda.powertools.logging.Logging;
        import software.amazon.lambda.powertools.tracing.*;
        import software.amazon.lambda.powertools.metrics.*;
        public class App implements RequestHandler<SQSEvent, SQSBatchResponse> {
          private final BatchMessageHandler<SQSEvent, SQSBatchResponse> handler = new BatchMessageHandlerBuilder().withSqsBatchHandler().buildWithRawMessageHandler(this::one);
          @Logging @Tracing public SQSBatchResponse handleRequest(SQSEvent event, Context context) { TracingUtils.putAnnotation("a", "b"); return handler.processBatch(event, context); }
          @LargeMessage private void one(SQSEvent.SQSMessage message) { DynamoDbClient.create().putItem(b -> b.tableName("batch")); }
        }
      `,
      calls: ["dynamodb:PutItem", "s3:GetObject", "s3:DeleteObject"],
    },
    {
      title: "leaves messages where they are when the annotation says so",
      source: `
        import software.amazon.lambda.powertools.largemessages.LargeMessage;
        public class App implements RequestHandler<SQSEvent, String> {
          public String handleRequest(SQSEvent event, Context context) { event.getRecords().forEach(this::one); return ""; }
          @LargeMessage(deleteS3Object = false) private void one(SQSEvent.SQSMessage message) { }
        }
      `,
      calls: ["s3:GetObject"],
    },
    {
      title: "takes clients that X-Ray or OpenTelemetry watch for what they are",
      source: `
        import com.amazonaws.xray.interceptors.TracingInterceptor;
        import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
        public class App implements RequestHandler<String, String> {
          private final S3Client s3 = S3Client.builder().overrideConfiguration(ClientOverrideConfiguration.builder().addExecutionInterceptor(new TracingInterceptor()).build()).build();
          public String handleRequest(String e, Context c) { com.amazonaws.xray.AWSXRay.createSubsegment("x", segment -> { s3.headBucket(b -> b.bucket("traced")); }); return e; }
        }
      `,
      calls: ["s3:HeadBucket Bucket=traced"],
    },
    {
      title: "knows the cache of secrets",
      source: `
        import com.amazonaws.secretsmanager.caching.SecretCache;
        public class App implements RequestHandler<String, String> {
          private final SecretCache cache = new SecretCache();
          public String handleRequest(String e, Context c) { return cache.getSecretString("db"); }
        }
      `,
      calls: ["secretsmanager:DescribeSecret SecretId=db", "secretsmanager:GetSecretValue SecretId=db"],
    },
    {
      title: "follows resources of CRaC, whose hooks the runtime calls",
      source: `
        import org.crac.*;
        public class App implements RequestHandler<String, String>, Resource {
          public App() { Core.getGlobalContext().register(this); }
          @Override public void beforeCheckpoint(org.crac.Context<? extends Resource> context) { S3Client.create().headBucket(b -> b.bucket("primed")); }
          @Override public void afterRestore(org.crac.Context<? extends Resource> context) { }
          public String handleRequest(String e, com.amazonaws.services.lambda.runtime.Context c) { return e; }
        }
      `,
      calls: ["s3:HeadBucket Bucket=primed"],
    },
  ]);
});
