import { checkFirstSdk } from "./java";

describe("Java: the first SDK", () => {
  checkFirstSdk([
    {
      title: "knows clients by builders, constructors and requests in all of their forms",
      source: `
        import com.amazonaws.services.s3.*;
        import com.amazonaws.services.s3.model.*;
        import com.amazonaws.services.dynamodbv2.*;
        import com.amazonaws.services.sqs.*;
        import com.amazonaws.services.sns.AmazonSNSClient;
        public class App implements RequestHandler<String, String> {
          private final AmazonS3 s3 = AmazonS3ClientBuilder.defaultClient();
          private final AmazonDynamoDB db = AmazonDynamoDBClientBuilder.standard().withRegion("eu-west-1").build();
          public String handleRequest(String event, Context context) {
            s3.getObject("in", event);
            s3.putObject(new PutObjectRequest("out", "k", "body"));
            s3.listObjectsV2(new ListObjectsV2Request().withBucketName("list").withPrefix("p/"));
            s3.doesObjectExist("head", "k");
            s3.copyObject("from", "a", "to", "b");
            s3.generatePresignedUrl("url", "k", null);
            db.getItem(new com.amazonaws.services.dynamodbv2.model.GetItemRequest().withTableName("t1").withKey(Map.of()));
            com.amazonaws.services.dynamodbv2.model.PutItemRequest put = new com.amazonaws.services.dynamodbv2.model.PutItemRequest();
            put.setTableName(System.getenv("TABLE_NAME"));
            db.putItem(put);
            AmazonSQSClientBuilder.defaultClient().sendMessage("https://sqs.eu-west-1.amazonaws.com/111122223333/q", "body");
            new AmazonSNSClient().publish("arn:aws:sns:eu-west-1:111122223333:t", "m");
            return "";
          }
        }
      `,
      calls: [
        "s3:GetObject Bucket=in",
        "s3:PutObject Bucket=out",
        "s3:ListObjectsV2 Bucket=list",
        "s3:HeadObject Bucket=head",
        "s3:CopyObject Bucket=to",
        "s3:GetObject Bucket=url",
        "dynamodb:GetItem TableName=t1",
        "dynamodb:PutItem TableName=${aws_dynamodb_table.orders.name}",
        "sqs:SendMessage QueueUrl=https://sqs.eu-west-1.amazonaws.com/111122223333/q",
        "sns:Publish TopicArn=arn:aws:sns:eu-west-1:111122223333:t",
      ],
    },
    {
      title: "knows the mapper of DynamoDB, with the table of a class or an override",
      source: `
        import com.amazonaws.services.dynamodbv2.*;
        import com.amazonaws.services.dynamodbv2.datamodeling.*;
        public class App implements RequestHandler<String, String> {
          private final DynamoDBMapper mapper = new DynamoDBMapper(AmazonDynamoDBClientBuilder.defaultClient());
          private final DynamoDBMapper other = new DynamoDBMapper(AmazonDynamoDBClientBuilder.defaultClient(), DynamoDBMapperConfig.builder().withTableNameOverride(DynamoDBMapperConfig.TableNameOverride.withTableNameReplacement(System.getenv("TABLE_NAME"))).build());
          public String handleRequest(String event, Context context) {
            mapper.save(new Order());
            mapper.load(Order.class, event);
            other.delete(new Order());
            return "";
          }
          @DynamoDBTable(tableName = "orders") public static class Order { }
        }
      `,
      calls: ["dynamodb:UpdateItem TableName=orders", "dynamodb:PutItem TableName=orders", "dynamodb:GetItem TableName=orders", "dynamodb:DeleteItem TableName=${aws_dynamodb_table.orders.name}"],
    },
    {
      title: "knows the document interface of DynamoDB, whose items call nothing",
      source: `
        import com.amazonaws.services.dynamodbv2.*;
        import com.amazonaws.services.dynamodbv2.document.*;
        import com.amazonaws.services.dynamodbv2.document.spec.*;
        public class App implements RequestHandler<String, String> {
          private final Table table = new DynamoDB(AmazonDynamoDBClientBuilder.standard().build()).getTable(System.getenv("TABLE_NAME"));
          public String handleRequest(String event, Context context) {
            Item item = new Item();
            item.withPrimaryKey("id", event).withString("a", "b");
            table.putItem(item);
            table.getItem("id", event);
            table.query(new QuerySpec().withKeyConditionExpression("id = :v"));
            table.getIndex("byDate").query("date", "x");
            return "";
          }
        }
      `,
      calls: ["dynamodb:PutItem TableName=${aws_dynamodb_table.orders.name}", "dynamodb:GetItem TableName=${aws_dynamodb_table.orders.name}", "dynamodb:Query TableName=${aws_dynamodb_table.orders.name}", "dynamodb:Query TableName=${aws_dynamodb_table.orders.name} IndexName=byDate"],
    },
    {
      title: "knows the transfer manager and asynchronous clients",
      source: `
        import com.amazonaws.services.s3.*;
        import com.amazonaws.services.s3.transfer.*;
        import com.amazonaws.services.lambda.*;
        import com.amazonaws.services.lambda.model.*;
        public class App implements RequestHandler<String, String> {
          public String handleRequest(String event, Context context) {
            TransferManager manager = TransferManagerBuilder.standard().withS3Client(AmazonS3ClientBuilder.defaultClient()).build();
            manager.upload("up", "k", new java.io.File("/tmp/x"));
            manager.download("down", "k", new java.io.File("/tmp/y"));
            AWSLambdaAsyncClientBuilder.defaultClient().invokeAsync(new InvokeRequest().withFunctionName("next")).get();
            return "";
          }
        }
      `,
      calls: ["s3:PutObject Bucket=up", "s3:HeadObject Bucket=down", "s3:GetObject Bucket=down", "lambda:Invoke FunctionName=next"],
    },
    {
      title: "leaves out calls made with another role's credentials",
      source: `
        import com.amazonaws.auth.*;
        import com.amazonaws.services.s3.*;
        public class App implements RequestHandler<String, String> {
          public String handleRequest(String event, Context context) {
            AWSCredentialsProvider provider = new STSAssumeRoleSessionCredentialsProvider.Builder("arn:aws:iam::111122223333:role/other", "session").build();
            AmazonS3ClientBuilder.standard().withCredentials(provider).build().listBuckets();
            AmazonS3ClientBuilder.standard().withCredentials(new DefaultAWSCredentialsProviderChain()).build().deleteObject("own", "k");
            return "";
          }
        }
      `,
      calls: ["sts:AssumeRole RoleArn=arn:aws:iam::111122223333:role/other", "s3:DeleteObject Bucket=own"],
    },
  ]);
});
