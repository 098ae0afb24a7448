import { checkCases } from "./reading";

const usings = "using Amazon.S3; using Amazon.S3.Model; using Amazon.DynamoDBv2; using Amazon.Lambda.Core; using Microsoft.Extensions.DependencyInjection;";

describe("C#: where a function starts", () => {
  checkCases([
    {
      title: "statements outside of classes with a bootstrap",
      handler: "App",
      source: `
        ${usings}
        var client = new AmazonS3Client();
        var handler = async (Order order, ILambdaContext context) => { await client.GetObjectAsync("b", order.Id); };
        await LambdaBootstrapBuilder.Create(handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();
        public record Order(string Id);`,
      calls: ["s3:GetObject Bucket=b Key=?event.Id"],
    },
    {
      title: "Main and a method group",
      handler: "bootstrap",
      source: `
        ${usings}
        namespace Acme;
        public class Function {
          private static async Task Main() {
            Func<string, ILambdaContext, Task<string>> handler = Handle;
            using var wrapper = HandlerWrapper.GetHandlerWrapper(handler, new DefaultLambdaJsonSerializer());
            using var bootstrap = new LambdaBootstrap(wrapper);
            await bootstrap.RunAsync();
          }
          public static async Task<string> Handle(string input, ILambdaContext context) { await new AmazonS3Client().DeleteBucketAsync("b"); return ""; }
        }`,
      calls: ["s3:DeleteBucket Bucket=b"],
    },
    {
      title: "Annotations: generated handlers, a start-up class and services of parameters",
      handler: "App::Acme.Functions_Get_Generated::Get",
      source: `
        ${usings}
        namespace Acme;
        [LambdaStartup]
        public class Startup {
          public void ConfigureServices(IServiceCollection services) {
            services.AddAWSService<IAmazonDynamoDB>();
            services.AddSingleton<IStore>(provider => new Store(provider.GetRequiredService<IAmazonDynamoDB>(), Environment.GetEnvironmentVariable("TABLE_NAME")!));
          }
        }
        public interface IStore { Task Get(string id); Task Delete(string id); }
        public class Store : IStore {
          private readonly IAmazonDynamoDB _db; private readonly string _table;
          public Store(IAmazonDynamoDB db, string table) { _db = db; _table = table; }
          public Task Get(string id) => _db.GetItemAsync(_table, new() { ["id"] = new(id) });
          public Task Delete(string id) => _db.DeleteItemAsync(_table, new() { ["id"] = new(id) });
        }
        public class Functions(IStore store) {
          [LambdaFunction] [HttpApi(LambdaHttpMethod.Get, "/{id}")]
          public async Task<string> Get(string id, [FromServices] IAmazonS3 s3) { await store.Get(id); await s3.GetObjectAsync("b", id); return ""; }
          [LambdaFunction] public Task Remove(string id) => store.Delete(id);
        }`,
      calls: ["dynamodb:GetItem TableName=${aws_dynamodb_table.orders.name}", "s3:GetObject Bucket=b"],
    },
    {
      title: "a minimal API: all that is mapped",
      handler: "App",
      source: `
        ${usings}
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAWSLambdaHosting(LambdaEventSource.HttpApi);
        builder.Services.AddAWSService<IAmazonS3>();
        builder.Services.AddScoped<Orders>();
        var app = builder.Build();
        app.MapGet("/", async (IAmazonS3 s3) => await s3.ListBucketsAsync());
        var group = app.MapGroup("/orders");
        group.MapPost("/{id}", Handlers.Create).WithName("create");
        app.MapDelete("/{id}", (string id, Orders orders) => orders.Remove(id));
        app.Run();
        public static class Handlers { public static Task Create(string id, IAmazonS3 s3) => s3.PutObjectAsync(new PutObjectRequest { BucketName = "created", Key = id }); }
        public class Orders(IAmazonS3 s3, IConfiguration configuration) { public Task Remove(string id) => s3.DeleteObjectAsync(configuration["Storage:Bucket"], id); }`,
      environment: { Storage__Bucket: "configured" },
      calls: ["s3:ListBuckets", "s3:PutObject Bucket=created", "s3:DeleteObject Bucket=configured"],
    },
    {
      title: "a base class that hands events to controllers",
      handler: "App::Acme.LambdaEntryPoint::FunctionHandlerAsync",
      source: {
        "Entry.cs": `
          namespace Acme;
          public class LambdaEntryPoint : Amazon.Lambda.AspNetCoreServer.APIGatewayProxyFunction {
            protected override void Init(IWebHostBuilder builder) { builder.UseStartup<Startup>(); }
          }
          public class Startup {
            public Startup(IConfiguration configuration) { Configuration = configuration; }
            public IConfiguration Configuration { get; }
            public void ConfigureServices(IServiceCollection services) {
              services.AddControllers();
              services.AddAWSService<Amazon.S3.IAmazonS3>();
              services.Configure<StorageOptions>(Configuration.GetSection("Storage"));
            }
            public void Configure(IApplicationBuilder app, IWebHostEnvironment env) { app.UseEndpoints(endpoints => { endpoints.MapControllers(); }); }
          }
          public class StorageOptions { public string Bucket { get; set; } = "none"; }`,
        "FilesController.cs": `
          using Amazon.S3;
          namespace Acme.Controllers;
          [ApiController] [Route("files")]
          public class FilesController : ControllerBase {
            private readonly IAmazonS3 _s3; private readonly StorageOptions _options;
            public FilesController(IAmazonS3 s3, IOptions<StorageOptions> options) { _s3 = s3; _options = options.Value; }
            [HttpGet("{key}")] public async Task<IActionResult> Get(string key) { var file = await _s3.GetObjectAsync(_options.Bucket, key); return Ok(file); }
            [HttpDelete("{key}")] public Task Delete(string key) => _s3.DeleteObjectAsync(_options.Bucket, key);
          }`,
        "appsettings.json": `{ // of the application
          "Storage": { "Bucket": "from-settings" } }`,
      },
      calls: ["s3:GetObject Bucket=from-settings", "s3:DeleteObject Bucket=from-settings"],
    },
    {
      title: "services that the handler's class builds itself, with a host",
      source: `
        ${usings}
        namespace Acme;
        public class Function {
          private readonly IServiceProvider _provider;
          public Function() : this(Host.CreateDefaultBuilder().ConfigureServices((context, services) => { services.AddSingleton<IAmazonS3, AmazonS3Client>(); services.AddTransient<IJob, RealJob>(); }).Build().Services) { }
          public Function(IServiceProvider provider) { _provider = provider; }
          public async Task Handle(string input, ILambdaContext context) { using var scope = _provider.CreateScope(); await scope.ServiceProvider.GetRequiredService<IJob>().Run(); }
        }
        public interface IJob { Task Run(); }
        public class RealJob(IAmazonS3 s3) : IJob { public Task Run() => s3.DeleteBucketAsync("real"); }
        public class OtherJob(IAmazonS3 s3) : IJob { public Task Run() => s3.DeleteBucketAsync("other"); }`,
      calls: ["s3:DeleteBucket Bucket=real"],
    },
    {
      title: "methods of the program that register services and add configuration",
      source: `
        ${usings}
        namespace Acme;
        public static class Setup {
          public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration) { services.AddSingleton(new JobSettings { Bucket = configuration["Bucket"] }); services.AddSingleton<Job>(); return services; }
          public static IConfigurationBuilder AddParameters(this IConfigurationBuilder builder) => builder.AddSystemsManager("/jobs");
        }
        public class JobSettings { public string Bucket { get; set; } }
        public class Job(JobSettings settings) { private readonly AmazonS3Client _s3 = new(); public Task Run() => _s3.DeleteBucketAsync(settings.Bucket); }
        public class Function {
          private readonly IServiceProvider _provider;
          public Function() { var configuration = new ConfigurationBuilder().AddParameters().AddEnvironmentVariables().Build(); _provider = new ServiceCollection().AddJobs(configuration).BuildServiceProvider(); }
          public Task Handle(string input, ILambdaContext context) => _provider.GetRequiredService<Job>().Run();
        }`,
      calls: ["ssm:GetParametersByPath", "s3:DeleteBucket Bucket=orders-bucket"],
    },
    {
      title: "a container of another library, asked for an interface",
      source: `
        ${usings}
        namespace Acme;
        public class Function {
          private static readonly IContainer Container = Build();
          private static IContainer Build() { var builder = new ContainerBuilder(); builder.RegisterType<S3Store>().As<IStore>(); builder.Register(c => new AmazonS3Client()).As<IAmazonS3>(); return builder.Build(); }
          public Task Handle(string input, ILambdaContext context) { using var scope = Container.BeginLifetimeScope(); return scope.Resolve<IStore>().Save(input); }
        }
        public interface IStore { Task Save(string key); }
        public class S3Store(IAmazonS3 s3) : IStore { public Task Save(string key) => s3.DeleteBucketAsync("stored"); }`,
      calls: ["s3:DeleteBucket Bucket=stored"],
    },
    {
      title: "the project that the handler's assembly is built from, with those that it refers to",
      handler: "Second::Shared.Function::Handle",
      source: {
        "first/First.csproj": "<Project />",
        "first/Function.cs": `namespace Shared; public class Function { public void Handle(string input) { new Amazon.S3.AmazonS3Client().DeleteBucketAsync("first"); } }`,
        "second/Renamed.csproj": `<Project><PropertyGroup><AssemblyName>Second</AssemblyName></PropertyGroup><ItemGroup><ProjectReference Include="..\\common\\Common.csproj" /><Using Include="Amazon.S3" /></ItemGroup></Project>`,
        "second/Function.cs": `namespace Shared; public class Function { public Task Handle(string input) => new Common.Work().Do(new AmazonS3Client()); }`,
        "common/Common.csproj": "<Project />",
        "common/Work.cs": `namespace Common; public class Work { public Task Do(Amazon.S3.IAmazonS3 client) => client.DeleteBucketAsync("second"); }`,
      },
      calls: ["s3:DeleteBucket Bucket=second"],
    },
  ]);
});
