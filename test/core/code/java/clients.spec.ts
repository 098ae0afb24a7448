import { checkJava } from "./java";

describe("Java: clients of the second SDK", () => {
  checkJava([
    {
      title: "follows a call through the client that the class makes",
      source: `
        public class App implements RequestHandler<S3Event, String> {
          private static final S3Client S3 = S3Client.builder().build();
          public String handleRequest(S3Event event, Context context) {
            var record = event.getRecords().get(0).getS3();
            S3.getObject(GetObjectRequest.builder().bucket(record.getBucket().getName()).key(record.getObject().getUrlDecodedKey()).build());
            S3.putObject(b -> b.bucket(System.getenv("BUCKET")).key("out/" + record.getObject().getKey()), RequestBody.fromString("x"));
            return "done";
          }
        }
      `,
      calls: ["s3:GetObject Bucket=?event.Records.S3.Bucket.Name", "s3:PutObject Bucket=orders-bucket"],
    },
    {
      title: "needs nothing for clients, methods and classes that are never used",
      source: `
        public class App implements RequestHandler<SQSEvent, String> {
          private final SqsClient sqs = SqsClient.create();
          void unused() { sqs.purgeQueue(b -> b.queueUrl("u")); }
          public String handleRequest(SQSEvent event, Context context) { return "ok"; }
        }
        class Other { void run() { S3Client.create().listBuckets(); } }
      `,
      calls: [],
    },
    {
      title: "takes no other object for a client",
      source: `
        import com.acme.cache.Cache;
        public class App implements RequestHandler<String, String> {
          private final Cache cache = Cache.builder().build();
          public String handleRequest(String event, Context context) {
            cache.getObject("x");
            cache.putItem("y", "z");
            return event;
          }
        }
      `,
      calls: [],
    },
    {
      title: "knows java.lang, whatever else is imported as a whole",
      source: `
        import java.awt.*;
        import software.amazon.awssdk.services.ssm.model.*;
        public class App implements RequestHandler<String, String> {
          public String handleRequest(String event, Context context) {
            S3Client.create().deleteObject(b -> b.bucket(System.getenv("BUCKET")).key(String.valueOf(Integer.valueOf(7))));
            return Objects.toString(event);
          }
        }
      `,
      calls: ["s3:DeleteObject Bucket=orders-bucket Key=7"],
    },
    {
      title: "waits for the answers of asynchronous clients",
      source: `
        public class App implements RequestHandler<String, String> {
          private final DynamoDbAsyncClient db = DynamoDbAsyncClient.create();
          private final SnsAsyncClient sns = SnsAsyncClient.builder().build();
          public String handleRequest(String event, Context context) {
            db.putItem(PutItemRequest.builder().tableName(System.getenv("TABLE_NAME")).item(Map.of()).build())
              .thenCompose(answer -> sns.publish(PublishRequest.builder().topicArn("arn:aws:sns:eu-west-1:111122223333:t").message("m").build()))
              .whenComplete((answer, error) -> db.deleteItem(b -> b.tableName("failed")))
              .join();
            CompletableFuture.supplyAsync(() -> db.describeTable(b -> b.tableName("async"))).join();
            return "";
          }
        }
      `,
      calls: ["dynamodb:PutItem TableName=${aws_dynamodb_table.orders.name}", "sns:Publish TopicArn=arn:aws:sns:eu-west-1:111122223333:t", "dynamodb:DeleteItem TableName=failed", "dynamodb:DescribeTable TableName=async"],
    },
    {
      title: "follows paginators, waiters, presigners and the other forms of a call",
      source: `
        import software.amazon.awssdk.services.s3.presigner.S3Presigner;
        import software.amazon.awssdk.services.s3.presigner.model.*;
        import software.amazon.awssdk.services.s3.waiters.S3Waiter;
        public class App implements RequestHandler<String, String> {
          private final S3Client s3 = S3Client.create();
          private final S3Presigner presigner = S3Presigner.builder().s3Client(s3).build();
          public String handleRequest(String event, Context context) {
            s3.listObjectsV2Paginator(ListObjectsV2Request.builder().bucket("b").prefix("p/").build()).contents().stream().map(S3Object::key).forEach(key -> s3.deleteObject(d -> d.bucket("b").key(key)));
            s3.getObjectAsBytes(GetObjectRequest.builder().bucket("bytes").key("k").build()).asUtf8String();
            s3.waiter().waitUntilBucketExists(HeadBucketRequest.builder().bucket("w").build());
            S3Waiter waiter = S3Waiter.create();
            waiter.waitUntilObjectExists(b -> b.bucket("w").key("k"));
            presigner.presignPutObject(PutObjectPresignRequest.builder().putObjectRequest(PutObjectRequest.builder().bucket("up").key(event).build()).build());
            return presigner.presignGetObject(z -> z.signatureDuration(null).getObjectRequest(g -> g.bucket("down").key("k"))).url().toString();
          }
        }
      `,
      calls: ["s3:ListObjectsV2 Bucket=b", "s3:DeleteObject Bucket=b", "s3:GetObject Bucket=bytes", "s3:HeadBucket Bucket=w", "s3:HeadObject Bucket=w", "s3:PutObject Bucket=up", "s3:GetObject Bucket=down"],
    },
    {
      title: "knows what the transfer manager calls",
      source: `
        import software.amazon.awssdk.transfer.s3.S3TransferManager;
        import software.amazon.awssdk.transfer.s3.model.*;
        public class App implements RequestHandler<String, String> {
          public String handleRequest(String event, Context context) {
            S3TransferManager manager = S3TransferManager.builder().s3Client(S3AsyncClient.crtCreate()).build();
            manager.uploadFile(UploadFileRequest.builder().putObjectRequest(r -> r.bucket("up").key("k")).source(null).build()).completionFuture().join();
            manager.downloadFile(d -> d.getObjectRequest(g -> g.bucket("down").key("k")));
            manager.uploadDirectory(u -> u.bucket("dir").s3Prefix("p/"));
            manager.copy(c -> c.copyObjectRequest(r -> r.sourceBucket("from").sourceKey("a").destinationBucket("to").destinationKey("b")));
            return "";
          }
        }
      `,
      calls: ["s3:PutObject Bucket=up", "s3:GetObject Bucket=down", "s3:HeadObject Bucket=down", "s3:PutObject Bucket=dir", "s3:CopyObject Bucket=to"],
    },
    {
      title: "knows that tokens for databases need the right to connect",
      source: `
        import software.amazon.awssdk.services.rds.*;
        import software.amazon.awssdk.services.rds.model.*;
        public class App implements RequestHandler<String, String> {
          public String handleRequest(String event, Context context) {
            RdsUtilities utilities = RdsUtilities.builder().region(null).build();
            utilities.generateAuthenticationToken(GenerateAuthenticationTokenRequest.builder().hostname("h").port(3306).username("u").build());
            return RdsClient.create().utilities().generateAuthenticationToken(b -> b.hostname("second").username("v"));
          }
        }
      `,
      calls: ["rds:GenerateDBAuthToken DBHostname=h DBUsername=u", "rds:GenerateDBAuthToken DBHostname=second DBUsername=v"],
    },
    {
      title: "leaves out calls made with the credentials of an assumed role",
      source: `
        import software.amazon.awssdk.services.sts.StsClient;
        import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
        import software.amazon.awssdk.services.sts.model.*;
        import software.amazon.awssdk.auth.credentials.*;
        public class App implements RequestHandler<String, String> {
          public String handleRequest(String event, Context context) {
            StsClient sts = StsClient.create();
            var provider = StsAssumeRoleCredentialsProvider.builder().stsClient(sts).refreshRequest(r -> r.roleArn("arn:aws:iam::111122223333:role/other").roleSessionName("s")).build();
            S3Client.builder().credentialsProvider(provider).build().listBuckets();
            Credentials c = sts.assumeRole(AssumeRoleRequest.builder().roleArn("arn:aws:iam::111122223333:role/second").build()).credentials();
            SqsClient.builder().credentialsProvider(StaticCredentialsProvider.create(AwsSessionCredentials.create(c.accessKeyId(), c.secretAccessKey(), c.sessionToken()))).build().listQueues();
            SqsClient.builder().credentialsProvider(EnvironmentVariableCredentialsProvider.create()).build().purgeQueue(b -> b.queueUrl("own"));
            return "";
          }
        }
      `,
      calls: ["sts:AssumeRole RoleArn=arn:aws:iam::111122223333:role/other", "sts:AssumeRole RoleArn=arn:aws:iam::111122223333:role/second", "sqs:PurgeQueue"],
    },
    {
      title: "fills requests that builders, lambdas, copies and methods put together",
      source: `
        public class App implements RequestHandler<String, String> {
          private final DynamoDbClient db = DynamoDbClient.create();
          public String handleRequest(String event, Context context) {
            QueryRequest.Builder query = QueryRequest.builder().tableName("t1");
            if (event != null) query.indexName("byDate");
            db.query(query.build());
            db.query(query.build().toBuilder().tableName("t2").build());
            db.getItem(request("t3"));
            db.updateItem(this::fill);
            db.scan(b -> { b.tableName("t5"); b.limit(1); });
            db.batchWriteItem(BatchWriteItemRequest.builder().requestItems(Map.of("t6", List.of(WriteRequest.builder().putRequest(p -> p.item(Map.of())).build()))).build());
            db.transactWriteItems(t -> t.transactItems(TransactWriteItem.builder().put(Put.builder().tableName("t7").build()).build()));
            return "";
          }
          private GetItemRequest request(String table) { return GetItemRequest.builder().tableName(table).key(Map.of("id", AttributeValue.builder().s("1").build())).build(); }
          private void fill(UpdateItemRequest.Builder builder) { builder.tableName("t4"); }
        }
      `,
      calls: [
        "dynamodb:Query TableName=t1 IndexName=byDate|null",
        "dynamodb:Query TableName=t2 IndexName=byDate|null",
        "dynamodb:GetItem TableName=t3",
        "dynamodb:UpdateItem TableName=t4",
        "dynamodb:Scan TableName=t5",
        "dynamodb:BatchWriteItem RequestItems={t6:[{putRequest:{item:{}}}]}",
        "dynamodb:TransactWriteItems TransactItems=[{put:{tableName:t7}}]",
      ],
    },
  ]);
});

describe("Java: the enhanced client of DynamoDB", () => {
  checkJava([
    {
      title: "finds tables, indexes, batches and transactions",
      source: `
        import software.amazon.awssdk.enhanced.dynamodb.*;
        import software.amazon.awssdk.enhanced.dynamodb.model.*;
        import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.*;
        public class App implements RequestHandler<Order, String> {
          private final DynamoDbEnhancedClient client = DynamoDbEnhancedClient.builder().dynamoDbClient(DynamoDbClient.create()).build();
          private final DynamoDbTable<Order> orders = client.table(System.getenv("TABLE_NAME"), TableSchema.fromBean(Order.class));
          private final DynamoDbTable<Order> archive = client.table("archive", TableSchema.fromImmutableClass(Order.class));
          public String handleRequest(Order event, Context context) {
            orders.putItem(event);
            orders.getItem(r -> r.key(k -> k.partitionValue("1")));
            orders.query(QueryConditional.keyEqualTo(k -> k.partitionValue("1"))).items().forEach(one -> archive.deleteItem(one));
            archive.scan().items().stream().findFirst();
            orders.index("byDate").query(QueryConditional.keyEqualTo(k -> k.partitionValue("2")));
            client.transactWriteItems(TransactWriteItemsEnhancedRequest.builder().addPutItem(orders, event).addDeleteItem(archive, event).build());
            client.batchWriteItem(BatchWriteItemEnhancedRequest.builder().writeBatches(WriteBatch.builder(Order.class).mappedTableResource(archive).addPutItem(event).build()).build());
            return "";
          }
          @DynamoDbBean public static class Order { String id; }
        }
      `,
      calls: [
        "dynamodb:PutItem TableName=${aws_dynamodb_table.orders.name}",
        "dynamodb:GetItem TableName=${aws_dynamodb_table.orders.name}",
        "dynamodb:Query TableName=${aws_dynamodb_table.orders.name}",
        "dynamodb:DeleteItem TableName=archive",
        "dynamodb:Scan TableName=archive",
        "dynamodb:Query TableName=${aws_dynamodb_table.orders.name} IndexName=byDate",
        "dynamodb:TransactWriteItems TransactItems=[{Put:{TableName:${aws_dynamodb_table.orders.name}}},{Delete:{TableName:archive}}]",
        "dynamodb:BatchWriteItem RequestItems={archive:{}}",
      ],
    },
    {
      title: "knows the asynchronous one, and tables that a generic repository makes",
      source: `
        import software.amazon.awssdk.enhanced.dynamodb.*;
        public class App implements RequestHandler<String, String> {
          private final Repository<Order> orders = new Repository<>(Order.class, "orders");
          public String handleRequest(String event, Context context) {
            orders.save(new Order());
            DynamoDbEnhancedAsyncClient.create().table("async", TableSchema.fromBean(Order.class)).updateItem(new Order()).join();
            return "";
          }
          static class Order { }
          static class Repository<T> {
            private final DynamoDbTable<T> table;
            Repository(Class<T> type, String name) { this.table = DynamoDbEnhancedClient.create().table(name, TableSchema.fromBean(type)); }
            void save(T one) { table.putItem(one); }
            void load(String id) { table.getItem(Key.builder().partitionValue(id).build()); }
          }
        }
      `,
      calls: ["dynamodb:PutItem TableName=orders", "dynamodb:UpdateItem TableName=async"],
    },
  ]);
});
