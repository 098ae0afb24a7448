import { checkCases } from "./reading";

const around = (body: string, usings = "", others = ""): string => `${usings}
namespace Acme;
public class Function { public async Task Handle(Order input, ILambdaContext context) { ${body} } }
public class Order { public string Id { get; set; } }
${others}`;

describe("C#: libraries that call AWS", () => {
  checkCases([
    {
      title: "Powertools parameters",
      source: around(
        `await ParametersManager.SsmProvider.WithDecryption().GetAsync("/a"); await ParametersManager.SsmProvider.GetMultipleAsync("/p");
         await ParametersManager.SecretsProvider.GetAsync("s"); await ParametersManager.DynamoDBProvider.UseTable("params").GetAsync("x");`,
        "using AWS.Lambda.Powertools.Parameters;",
      ),
      calls: ["ssm:GetParameter Name=/a", "ssm:GetParametersByPath Path=/p", "secretsmanager:GetSecretValue SecretId=s", "dynamodb:GetItem TableName=params"],
    },
    {
      title: "Powertools idempotency",
      source: around(`Idempotency.Configure(builder => builder.UseDynamoDb("seen"));`, "using AWS.Lambda.Powertools.Idempotency;"),
      calls: ["GetItem", "PutItem", "UpdateItem", "DeleteItem"].map((operation) => `dynamodb:${operation} TableName=seen`),
    },
    {
      title: "Powertools batches, whose records go to a class or a function",
      source: `
        using AWS.Lambda.Powertools.BatchProcessing; using AWS.Lambda.Powertools.BatchProcessing.Sqs; using Amazon.S3;
        namespace Acme;
        public class Function {
          [BatchProcessor(RecordHandler = typeof(Records))]
          public async Task<BatchItemFailuresResponse> Handle(SQSEvent input) {
            await SqsBatchProcessor.Instance.ProcessAsync(input, RecordHandler<SQSEvent.SQSMessage>.From(record => new AmazonS3Client().DeleteBucketAsync("function")));
            return SqsBatchProcessor.Result.BatchItemFailuresResponse;
          }
        }
        public class Records : ISqsRecordHandler { public async Task<RecordHandlerResult> HandleAsync(SQSEvent.SQSMessage record, CancellationToken token) { await new AmazonS3Client().DeleteBucketAsync("class"); return RecordHandlerResult.None; } }`,
      calls: ["s3:DeleteBucket Bucket=class", "s3:DeleteBucket Bucket=function"],
    },
    {
      title: "the cache of secrets, and configuration that is kept in AWS",
      source: around(
        `await new SecretsManagerCache().GetSecretString("cached");
         var configuration = new ConfigurationBuilder().AddSystemsManager("/app").AddEnvironmentVariables().Build();
         await new Amazon.S3.AmazonS3Client().DeleteBucketAsync(configuration["NotThere"] ?? "default");`,
        "using Amazon.SecretsManager.Extensions.Caching; using Microsoft.Extensions.Configuration;",
      ),
      calls: ["secretsmanager:DescribeSecret SecretId=cached", "secretsmanager:GetSecretValue SecretId=cached", "ssm:GetParametersByPath Path=/app", "s3:DeleteBucket Bucket=?setting NotThere|default"],
    },
    {
      title: "AWS.Messaging",
      handler: "App::Acme.Function::Handle",
      source: `
        using AWS.Messaging; using Microsoft.Extensions.DependencyInjection;
        namespace Acme;
        public class Function {
          private readonly IServiceProvider _provider;
          public Function() {
            var services = new ServiceCollection();
            services.AddAWSMessageBus(bus => { bus.AddSQSPublisher<Order>("https://q"); bus.AddSNSPublisher<Invoice>("arn:aws:sns:eu-west-1:1:t"); });
            _provider = services.BuildServiceProvider();
          }
          public async Task Handle(string input) { await _provider.GetRequiredService<IMessagePublisher>().PublishAsync(new Order()); }
        }
        public class Order { } public class Invoice { }`,
      calls: ["sqs:SendMessage QueueUrl=https://q"],
    },
    {
      title: "handlers that a mediator finds, by what they are given",
      source: around(
        "await mediator.Send(new Ping()); return;",
        "using MediatR; using Amazon.S3;",
        `public class Ping : IRequest<string> { } public class Pong : IRequest<string> { }
         public class PingHandler(IAmazonS3 s3) : IRequestHandler<Ping, string> { public async Task<string> Handle(Ping ping, CancellationToken token) { await s3.DeleteBucketAsync("ping"); return ""; } }
         public class PongHandler(IAmazonS3 s3) : IRequestHandler<Pong, string> { public async Task<string> Handle(Pong pong, CancellationToken token) { await s3.DeleteBucketAsync("pong"); return ""; } }`,
      ).replace("Function {", "Function(IMediator mediator) {"),
      calls: ["s3:DeleteBucket Bucket=ping"],
    },
    {
      title: "options with names of their own, settings in memory and interfaces of settings",
      source: `
        using Amazon.S3; using Microsoft.Extensions.Configuration; using Microsoft.Extensions.DependencyInjection;
        namespace Acme;
        using Settings;
        public static class Provider {
          private static IServiceProvider? _provider;
          public static IServiceProvider Services => _provider ??= Build();
          private static IServiceProvider Build() {
            IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["STORE_NAME"] = "in-memory" }).AddEnvironmentVariables().Build();
            var services = new ServiceCollection();
            services.Configure<StoreOptions>(configuration);
            services.AddSingleton<INames, Names>();
            services.TryAddSingleton<IAmazonS3>(static sp => new AmazonS3Client());
            return services.BuildServiceProvider();
          }
        }
        public class Function {
          private readonly StoreOptions _options = Provider.Services.GetRequiredService<IOptions<StoreOptions>>().Value;
          private readonly INames _names = Provider.Services.GetRequiredService<INames>();
          public async Task Handle(string input) { var s3 = Provider.Services.GetRequiredService<IAmazonS3>(); await s3.DeleteBucketAsync(_options.Store); await s3.DeleteBucketAsync(_names.Bucket); }
        }`.concat("\nnamespace Acme.Settings { public class StoreOptions { [ConfigurationKeyName(\"STORE_NAME\")] public string Store { get; set; } = string.Empty; } public interface INames { string Bucket { get; } } public class Names : INames { public string Bucket => Environment.GetEnvironmentVariable(\"BUCKET\"); } }").replace("namespace Acme;", "namespace Acme {").replace("\nnamespace Acme.Settings", "}\nnamespace Acme.Settings"),
      calls: ["s3:DeleteBucket Bucket=in-memory", "s3:DeleteBucket Bucket=orders-bucket"],
    },
    {
      title: "a framework that finds its pages by itself",
      handler: "App",
      source: "var app = WebApplication.CreateBuilder(args).Build(); app.MapRazorPages(); app.Run();",
      calls: [],
      status: "partly",
      reasons: [/MapRazorPages\(\)/],
    },
    {
      title: "a library that looks like AWS and is not known is named",
      source: around(`await new LedgerDriver().Execute("SELECT"); await new Acme.Aws.Tool().Run();`, "using Amazon.QLDB.Driver; using Contoso.AwsTools;"),
      calls: [],
      status: "partly",
      reasons: [/What Amazon\.QLDB\.Driver\.LedgerDriver asks of AWS is not known/],
    },
    {
      title: "a set-up method that speaks of AWS is named",
      handler: "App",
      source: `var builder = WebApplication.CreateBuilder(args); builder.Services.AddAWSThingummy(); builder.Build().Run();`,
      calls: [],
      status: "partly",
      reasons: [/AddAWSThingummy\(\)/],
    },
    {
      title: "a client that a library's class is made with",
      source: "namespace Acme; public class Function : Contoso.FunctionBase { public Function() : base(new Amazon.S3.AmazonS3Client()) { } public void Handle(string input) { } }",
      calls: [],
      status: "partly",
      reasons: [/The s3 client is given to/],
    },
    {
      title: "an operation that is not known, and a client that is given away",
      source: around(`var s3 = new Amazon.S3.AmazonS3Client(); s3.FetchEverything(); Contoso.Upload.Run(s3);`),
      calls: [],
      status: "partly",
      reasons: [/FetchEverything\(\) of the s3 client/, /The s3 client is given to/],
    },
  ]);
});
