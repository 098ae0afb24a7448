import { checkCases } from "./reading";

/** A class around the body of a handler. */
const inHandler = (body: string, members = ""): string => `
using Amazon.S3; using Amazon.S3.Model; using Amazon.DynamoDBv2; using Amazon.DynamoDBv2.Model; using Amazon.SQS; using Amazon.SimpleNotificationService; using Amazon.Lambda.Core;
namespace Acme;
public class Function {
  ${members}
  public async Task<string> Handle(Order input, ILambdaContext context) {
    ${body}
    return "ok";
  }
}
public class Order { public string Id { get; set; } public string Bucket { get; set; } }
`;

describe("C#: clients of the SDK", () => {
  checkCases([
    {
      title: "a request with an initialiser, and short forms of calls",
      source: inHandler(`
        var s3 = new AmazonS3Client();
        var answer = await s3.GetObjectAsync(new GetObjectRequest { BucketName = "photos", Key = $"in/{input.Id}.jpg" });
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = Environment.GetEnvironmentVariable("BUCKET"), Key = "k", CannedACL = S3CannedACL.PublicRead });
        await s3.DeleteObjectAsync("photos", "old", context.CancellationToken);
        await s3.CopyObjectAsync("a", "x", "b", "y");
      `),
      calls: ["s3:GetObject Bucket=photos Key=in/?.jpg", "s3:PutObject Bucket=orders-bucket Key=k ACL=public-read", "s3:DeleteObject Bucket=photos Key=old", "s3:CopyObject Bucket=b Key=y"],
    },
    {
      title: "a table from the environment, with a default behind ??",
      source: inHandler(
        `await _client.PutItemAsync(Table, new Dictionary<string, AttributeValue> { ["id"] = new() { S = input.Id } });
         await _client.QueryAsync(new QueryRequest { TableName = Other, IndexName = "by-user" });`,
        `private readonly IAmazonDynamoDB _client = new AmazonDynamoDBClient();
         private static readonly string Table = Environment.GetEnvironmentVariable("TABLE_NAME") ?? "orders-dev";
         private static string Other => Environment.GetEnvironmentVariable("NONE") ?? "fallback";`,
      ),
      calls: ["dynamodb:PutItem TableName=${aws_dynamodb_table.orders.name}", "dynamodb:Query TableName=fallback IndexName=by-user"],
    },
    {
      title: "requests of which no type is written: lists, maps and objects by what stands in them",
      source: inHandler(`
        var db = new AmazonDynamoDBClient();
        await db.BatchWriteItemAsync(new() { RequestItems = new() { { "first", [ new() { PutRequest = new() { Item = new() } } ] }, ["second"] = new List<WriteRequest>() } });
        await db.TransactWriteItemsAsync(new TransactWriteItemsRequest { TransactItems = [ new() { Put = new Put { TableName = "third" } } ] });
      `),
      calls: ["dynamodb:BatchWriteItem RequestItems={first:[{PutRequest:{Item:{}}}],second:[]}", "dynamodb:TransactWriteItems TransactItems=[{Put:{TableName:third}}]"],
    },
    {
      title: "paginators, presigned URLs and transfers",
      source: inHandler(`
        var s3 = new AmazonS3Client(RegionEndpoint.EUWest1);
        var pages = s3.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = "b", Prefix = "p/" });
        await foreach (var item in pages.S3Objects) { await s3.GetObjectMetadataAsync("b", item.Key); }
        var url = s3.GetPreSignedURL(new GetPreSignedUrlRequest { BucketName = "up", Key = "k", Verb = HttpVerb.PUT });
        var transfer = new TransferUtility(s3);
        await transfer.UploadAsync("/tmp/x", "c", "k");
        await transfer.DownloadAsync(new TransferUtilityDownloadRequest { BucketName = "d", Key = "k" });
      `),
      calls: ["s3:ListObjectsV2 Bucket=b Prefix=p/", "s3:HeadObject Bucket=b", "s3:PutObject Bucket=up", "s3:PutObject Bucket=c", "s3:GetObject Bucket=d"],
    },
    {
      title: "ACLs of a bucket and of an object, and methods with names of their own",
      source: inHandler(`
        var s3 = new AmazonS3Client();
        await s3.GetACLAsync(new GetACLRequest { BucketName = "b" });
        await s3.PutACLAsync(new PutACLRequest { BucketName = "b", Key = "k" });
        await s3.PutBucketAsync("made");
        await AmazonS3Util.DoesS3BucketExistV2Async(s3, "e");
        var gone = new DeleteObjectsRequest { BucketName = "d" };
        gone.AddKey("one");
        await s3.DeleteObjectsAsync(gone);
      `),
      calls: ["s3:GetBucketAcl Bucket=b", "s3:PutObjectAcl Bucket=b", "s3:CreateBucket Bucket=made", "s3:GetBucketAcl Bucket=e", "s3:DeleteObjects Bucket=d"],
    },
    {
      title: "messages, invocations and credentials of another role",
      source: inHandler(`
        await new AmazonSQSClient().SendMessageAsync("https://sqs.eu-west-1.amazonaws.com/1/q", "body");
        await new AmazonSimpleNotificationServiceClient().PublishAsync("arn:aws:sns:eu-west-1:1:t", "m");
        await new AmazonLambdaClient().InvokeAsync(new InvokeRequest { FunctionName = "other" });
        var sts = new AmazonSecurityTokenServiceClient();
        var role = await sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = "arn:aws:iam::2:role/x" });
        await new AmazonS3Client(role.Credentials).GetObjectAsync("theirs", "k");
      `),
      calls: ["sqs:SendMessage QueueUrl=https://sqs.eu-west-1.amazonaws.com/1/q", "sns:Publish TopicArn=arn:aws:sns:eu-west-1:1:t", "lambda:Invoke FunctionName=other", "sts:AssumeRole RoleArn=arn:aws:iam::2:role/x"],
    },
    {
      title: "object persistence: tables of attributes, of mappings and of configurations",
      source: `
        using Amazon.DynamoDBv2; using Amazon.DynamoDBv2.DataModel;
        namespace Acme;
        [DynamoDBTable("orders")] public class Order { [DynamoDBHashKey] public string Id { get; set; } }
        public class Movie { public string Id { get; set; } }
        public class Function {
          private readonly IDynamoDBContext _context;
          public Function() {
            AWSConfigsDynamoDB.Context.TypeMappings[typeof(Movie)] = new Amazon.Util.TypeMapping(typeof(Movie), Environment.GetEnvironmentVariable("TABLE_NAME"));
            _context = new DynamoDBContext(new AmazonDynamoDBClient(), new DynamoDBContextConfig { DisableFetchingTableMetadata = true });
          }
          public async Task Handle(Order order) {
            await _context.SaveAsync(order);
            await _context.LoadAsync<Movie>("m");
            await _context.DeleteAsync<Order>("x", new DynamoDBOperationConfig { OverrideTableName = "archive" });
          }
        }`,
      calls: ["dynamodb:UpdateItem TableName=orders", "dynamodb:GetItem TableName=${aws_dynamodb_table.orders.name}", "dynamodb:DeleteItem TableName=archive"],
    },
    {
      title: "the document model asks for the table's keys",
      source: inHandler(`
        var table = Table.LoadTable(new AmazonDynamoDBClient(), "docs");
        await table.PutItemAsync(new Document());
        var all = await table.Scan(new ScanFilter()).GetRemainingAsync();
      `),
      calls: ["dynamodb:DescribeTable TableName=docs", "dynamodb:PutItem TableName=docs", "dynamodb:Scan TableName=docs"],
    },
  ]);
});
