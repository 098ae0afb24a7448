import { checkGo } from "./go";

const client = (service: string): string => `cfg, _ := config.LoadDefaultConfig(ctx); client := ${service}.NewFromConfig(cfg)`;

describe("Go: the second SDK", () => {
  checkGo([
    {
      title: "follows a call from main through the handler that is started",
      source: `
        func handler(ctx context.Context, event events.S3Event) error {
          ${client("s3")}
          for _, record := range event.Records {
            _, err := client.GetObject(ctx, &s3.GetObjectInput{Bucket: &record.S3.Bucket.Name, Key: aws.String(record.S3.Object.Key)})
            if err != nil { return err }
          }
          _, err := client.PutObject(ctx, &s3.PutObjectInput{Bucket: aws.String(os.Getenv("BUCKET")), Key: aws.String("k")})
          return err
        }
        func unused(ctx context.Context) { ${client("sqs")}; client.PurgeQueue(ctx, &sqs.PurgeQueueInput{}) }
        func main() { lambda.Start(handler) }
      `,
      calls: ["s3:GetObject Bucket=?event.Records[].S3.Bucket.Name", "s3:PutObject Bucket=orders-bucket"],
    },
    {
      title: "finds clients in variables of the package, structs and init functions",
      source: `
        var db *dynamodb.Client
        var table = os.Getenv("TABLE_NAME")
        type app struct { queue *sqs.Client; url string }
        func init() { cfg, _ := config.LoadDefaultConfig(context.TODO()); db = dynamodb.NewFromConfig(cfg) }
        func newApp(url string) *app { cfg, _ := config.LoadDefaultConfig(context.TODO()); return &app{queue: sqs.NewFromConfig(cfg), url: url} }
        func (a *app) handle(ctx context.Context, event events.SQSEvent) (string, error) {
          db.PutItem(ctx, &dynamodb.PutItemInput{TableName: &table})
          a.send(ctx, "m")
          return "", nil
        }
        func (a app) send(ctx context.Context, body string) { a.queue.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: aws.String(a.url), MessageBody: &body}) }
        func main() { a := newApp("q"); lambda.Start(a.handle) }
      `,
      calls: ["dynamodb:PutItem TableName=${aws_dynamodb_table.orders.name}", "sqs:SendMessage QueueUrl=q"],
    },
    {
      title: "follows interfaces to what implements them, and those that only clients implement",
      source: `
        type store interface { Save(ctx context.Context, id string) error }
        type getter interface { GetItem(ctx context.Context, in *dynamodb.GetItemInput, opts ...func(*dynamodb.Options)) (*dynamodb.GetItemOutput, error) }
        type real struct { client *dynamodb.Client }
        func (r *real) Save(ctx context.Context, id string) error { _, err := r.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: aws.String("saved")}); return err }
        type handler struct { store store; getter getter }
        func (h handler) run(ctx context.Context, id string) error {
          h.getter.GetItem(ctx, &dynamodb.GetItemInput{TableName: aws.String("got")})
          return h.store.Save(ctx, id)
        }
        func main() {
          cfg, _ := config.LoadDefaultConfig(context.TODO())
          client := dynamodb.NewFromConfig(cfg)
          h := handler{store: &real{client}, getter: client}
          lambda.Start(h.run)
        }
      `,
      calls: ["dynamodb:GetItem TableName=got", "dynamodb:PutItem TableName=saved"],
    },
    {
      title: "follows paginators, waiters, presigned requests and managers",
      source: `
        import "github.com/aws/aws-sdk-go-v2/feature/s3/manager"
        func handler(ctx context.Context) error {
          ${client("s3")}
          pages := s3.NewListObjectsV2Paginator(client, &s3.ListObjectsV2Input{Bucket: aws.String("listed")})
          for pages.HasMorePages() {
            page, _ := pages.NextPage(ctx)
            for _, object := range page.Contents { client.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: aws.String("deleted"), Key: object.Key}) }
          }
          s3.NewObjectExistsWaiter(client).Wait(ctx, &s3.HeadObjectInput{Bucket: aws.String("waited")}, 1)
          s3.NewPresignClient(client).PresignGetObject(ctx, &s3.GetObjectInput{Bucket: aws.String("signed")})
          manager.NewUploader(client).Upload(ctx, &s3.PutObjectInput{Bucket: aws.String("up")})
          manager.NewDownloader(client).Download(ctx, nil, &s3.GetObjectInput{Bucket: aws.String("down")})
          return nil
        }
        func main() { lambda.Start(handler) }
      `,
      calls: ["s3:ListObjectsV2 Bucket=listed", "s3:DeleteObject Bucket=deleted", "s3:HeadObject Bucket=waited", "s3:GetObject Bucket=signed", "s3:PutObject Bucket=up", "s3:GetObject Bucket=down"],
    },
    {
      title: "takes what expression builders make for data",
      source: `
        import "github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
        import "github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
        type order struct { ID string }
        func handler(ctx context.Context, in order) error {
          ${client("dynamodb")}
          expr, err := expression.NewBuilder().WithKeyCondition(expression.Key("id").Equal(expression.Value(in.ID))).Build()
          if err != nil { return err }
          client.Query(ctx, &dynamodb.QueryInput{TableName: aws.String(os.Getenv("TABLE_NAME")), IndexName: aws.String("byDate"), KeyConditionExpression: expr.KeyCondition(), ExpressionAttributeNames: expr.Names()})
          item, _ := attributevalue.MarshalMap(in)
          _, err = client.PutItem(ctx, &dynamodb.PutItemInput{TableName: aws.String("plain"), Item: item})
          return err
        }
        func main() { lambda.StartWithOptions(handler, lambda.WithContext(context.Background())) }
      `,
      calls: ["dynamodb:Query TableName=${aws_dynamodb_table.orders.name} IndexName=byDate", "dynamodb:PutItem TableName=plain"],
    },
    {
      title: "leaves out calls made with the credentials of an assumed role",
      source: `
        func handler(ctx context.Context) error {
          cfg, _ := config.LoadDefaultConfig(ctx)
          other := cfg.Copy()
          other.Credentials = aws.NewCredentialsCache(stscreds.NewAssumeRoleProvider(sts.NewFromConfig(cfg), "arn:aws:iam::111122223333:role/other"))
          s3.NewFromConfig(other).ListBuckets(ctx, &s3.ListBucketsInput{})
          sqs.NewFromConfig(cfg, func(o *sqs.Options) { o.Region = "eu-west-1" }).PurgeQueue(ctx, &sqs.PurgeQueueInput{QueueUrl: aws.String("own")})
          return nil
        }
        func main() { lambda.Start(handler) }
      `,
      calls: ["sts:AssumeRole RoleArn=arn:aws:iam::111122223333:role/other", "sqs:PurgeQueue QueueUrl=own"],
    },
    {
      title: "fills inputs piece by piece, in loops and by index",
      source: `
        import eb "github.com/aws/aws-sdk-go-v2/service/eventbridge"
        import ebtypes "github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
        type bus struct { client *eb.Client; name string }
        func (b *bus) put(ctx context.Context, details []string) {
          entries := make([]ebtypes.PutEventsRequestEntry, len(details))
          for i, detail := range details {
            entry := ebtypes.PutEventsRequestEntry{EventBusName: &b.name, Detail: aws.String(detail)}
            entries[i] = entry
          }
          b.client.PutEvents(ctx, &eb.PutEventsInput{Entries: entries})
        }
        func handler(ctx context.Context, in []string) error {
          name, ok := os.LookupEnv("BUCKET")
          if !ok { panic("missing") }
          ${client("eb")}
          (&bus{client, name}).put(ctx, in)
          return nil
        }
        func main() { lambda.Start(handler) }
      `,
      calls: ["events:PutEvents Entries=[{EventBusName:orders-bucket,Detail:?event[]},{EventBusName:orders-bucket,Detail:?event[]},{EventBusName:orders-bucket,Detail:?event[]}]"],
    },
  ]);
});

describe("Go: the first SDK", () => {
  const v1 = "github.com/aws/aws-sdk-go";
  checkGo([
    {
      title: "knows sessions, clients, pages and requests that are sent later",
      source: `
        import "${v1}/aws"
        import "${v1}/aws/session"
        import "${v1}/service/s3"
        import "${v1}/service/dynamodb"
        import "${v1}/service/s3/s3manager"
        import "${v1}/service/dynamodb/dynamodbiface"
        type details struct { dynamodbiface.DynamoDBAPI }
        func (d *details) get(name string) { req, out := d.DescribeTableRequest(&dynamodb.DescribeTableInput{TableName: aws.String(name)}); req.Send(); fmt.Println(out) }
        func handler(ctx context.Context) error {
          sess := session.Must(session.NewSession(&aws.Config{Region: aws.String("eu-west-1")}))
          db := dynamodb.New(sess)
          db.PutItemWithContext(ctx, &dynamodb.PutItemInput{TableName: aws.String("v1")})
          db.ScanPages(&dynamodb.ScanInput{TableName: aws.String("scanned")}, func(page *dynamodb.ScanOutput, last bool) bool { db.DeleteItem(&dynamodb.DeleteItemInput{TableName: aws.String("inner")}); return true })
          (&details{DynamoDBAPI: db}).get("described")
          s3manager.NewUploader(sess).Upload(&s3manager.UploadInput{Bucket: aws.String("up")})
          req, _ := s3.New(session.New()).GetObjectRequest(&s3.GetObjectInput{Bucket: aws.String("signed")})
          req.Presign(1)
          return nil
        }
        func main() { lambda.Start(handler) }
      `,
      calls: ["dynamodb:PutItem TableName=v1", "dynamodb:Scan TableName=scanned", "dynamodb:DeleteItem TableName=inner", "dynamodb:DescribeTable TableName=described", "s3:PutObject Bucket=up", "s3:GetObject Bucket=signed"],
    },
    {
      title: "takes an unknown client by the interface that it has",
      source: `
        import "${v1}/aws"
        import "${v1}/service/sqs"
        import "${v1}/service/sqs/sqsiface"
        type handler struct { queue sqsiface.SQSAPI }
        func (h handler) run(ctx context.Context) error { _, err := h.queue.SendMessage(&sqs.SendMessageInput{QueueUrl: aws.String("q")}); return err }
        func main() { lambda.Start(handler{}.run) }
      `,
      calls: ["sqs:SendMessage QueueUrl=q"],
    },
    {
      title: "needs a connection where a token for Kafka is signed, and says that topics are not followed",
      source: `
        import "github.com/aws/aws-msk-iam-sasl-signer-go/signer"
        func handler(ctx context.Context) error { _, _, err := signer.GenerateAuthToken(ctx, "eu-west-1"); return err }
        func main() { lambda.Start(handler) }
      `,
      calls: ["kafka-cluster:Connect"],
      status: "partly",
    },
  ]);
});
