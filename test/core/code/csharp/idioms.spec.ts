import { checkCases } from "./reading";

/** A class around the body of a handler, beside other types. */
const program = (body: string, members = "", others = ""): string => `
using Amazon.S3; using Amazon.S3.Model; using Amazon.DynamoDBv2; using Amazon.DynamoDBv2.Model; using Amazon.Lambda.Core;
namespace Acme;
public class Function {
  private static readonly IAmazonS3 S3 = new AmazonS3Client();
  ${members}
  public async Task<string> Handle(Order input, ILambdaContext context) {
    ${body}
    return "ok";
  }
}
public record Order(string Id, string Kind);
${others}
`;

describe("C#: the language", () => {
  checkCases([
    {
      title: "texts: interpolated, verbatim, raw, formatted and joined",
      source: program(
        `await S3.GetObjectAsync($"{Name}-{1}", @"in\\""x");
         await S3.GetObjectAsync(string.Format("{0}/{1}", "a", "b"), "k");
         await S3.GetObjectAsync(string.Join("-", new[] { "c", "d" }), "k");
         await S3.GetObjectAsync("""raw-"one" """.Trim(), "k");
         await S3.GetObjectAsync($$"""x-{{Name}}""", "k");
         await S3.GetObjectAsync(string.Concat("e", "F").ToLowerInvariant(), "k");`,
        `private const string Name = "n" + "m";`,
      ),
      calls: ["s3:GetObject Bucket=nm-1", "s3:GetObject Bucket=a/b", "s3:GetObject Bucket=c-d", 's3:GetObject Bucket=raw-"one"', "s3:GetObject Bucket=x-nm", "s3:GetObject Bucket=ef"],
    },
    {
      title: "switch expressions, patterns and statements",
      source: program(
        `var bucket = input.Kind switch { "a" => "first", "b" or "c" => "second", _ => "other" };
         await S3.GetObjectAsync(bucket, "k");
         var fixedOne = "b" switch { "a" => "no", "b" => "yes", _ => "no" };
         await S3.DeleteObjectAsync(fixedOne, "k");
         object o = new Holder { Bucket = "held" };
         if (o is Holder { Bucket: var name } holder) await S3.PutObjectAsync(new PutObjectRequest { BucketName = name, Key = holder.Bucket });
         if (o is not Holder again) return "none";
         await S3.PutObjectAsync(new PutObjectRequest { BucketName = again.Bucket + "-2" });
         switch (input.Kind) { case "x": case "y": await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "xy" }); break; default: break; }`,
        "",
        "public class Holder { public string Bucket { get; set; } }",
      ),
      calls: ["s3:GetObject Bucket=first|second|other", "s3:DeleteObject Bucket=yes", "s3:PutObject Bucket=held", "s3:PutObject Bucket=held-2", "s3:ListObjectsV2 Bucket=xy"],
    },
    {
      title: "properties: with a value, computed, with accessors, in a base class",
      source: program(
        `var settings = new Settings { Given = "given" };
         await S3.GetObjectAsync(settings.Given, "k");
         await S3.GetObjectAsync(settings.Computed, "k");
         settings.Wrapped = "wrapped";
         await S3.GetObjectAsync(settings.Wrapped, "k");
         await S3.GetObjectAsync(settings.Prefix, "k");
         await S3.GetObjectAsync(Settings.Static, "k");`,
        "",
        `public abstract class Base { public virtual string Prefix { get; init; } = "prefix"; }
         public class Settings : Base {
           private string _wrapped;
           public string Given { get; set; } = "none";
           public string Computed => Given + "-computed";
           public string Wrapped { get { return _wrapped; } set { _wrapped = value; } }
           public static string Static { get; } = "static";
         }`,
      ),
      calls: ["given", "given-computed", "wrapped", "prefix", "static"].map((bucket) => `s3:GetObject Bucket=${bucket}`),
    },
    {
      title: "primary constructors, records, with, deconstruction and tuples",
      source: program(
        `var place = new Place("b", "k");
         await S3.GetObjectAsync(place.Bucket, place.Key);
         var other = place with { Bucket = "c" };
         await S3.GetObjectAsync(other.Bucket, other.Key);
         var (bucket, key) = other;
         await S3.DeleteObjectAsync(bucket, key);
         var (one, two) = Pair();
         await S3.DeleteObjectAsync(one, two);
         var named = Pair();
         await S3.DeleteObjectAsync(named.Bucket + "-n", named.Key);
         await new Reader(S3, "reader").Read("x");`,
        `private static (string Bucket, string Key) Pair() => ("p", "q");`,
        `public record Place(string Bucket, string Key);
         public class Reader(IAmazonS3 client, string bucket) { private readonly string _name = bucket + "-own"; public Task Read(string key) => client.GetObjectAsync(_name, key); }`,
      ),
      calls: ["s3:GetObject Bucket=b Key=k", "s3:GetObject Bucket=c Key=k", "s3:DeleteObject Bucket=c Key=k", "s3:DeleteObject Bucket=p Key=q", "s3:DeleteObject Bucket=p-n Key=q", "s3:GetObject Bucket=reader-own Key=x"],
    },
    {
      title: "extension methods, default and named arguments, params, out and local functions",
      source: program(
        `await S3.Save("extended");
         await Get(key: "k", bucket: "named");
         await Get("defaulted");
         await All("one", "two");
         if (TryName(out var found)) await S3.GetObjectAsync(found, "k");
         var map = new Dictionary<string, string> { ["a"] = "mapped" };
         if (!map.TryGetValue("a", out var value)) return "none";
         await S3.GetObjectAsync(value, "k");
         await Local("local");
         async Task Local(string bucket) { await S3.GetObjectAsync(bucket, "k"); }`,
        `private Task Get(string bucket, string key = "default-key") => S3.GetObjectAsync(bucket, key);
         private async Task All(params string[] names) { foreach (var name in names) await S3.GetObjectAsync(name, "k"); }
         private static bool TryName(out string name) { name = "found"; return true; }`,
        `public static class Extensions { public static Task Save(this IAmazonS3 client, string bucket) => client.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "k" }); }`,
      ),
      calls: ["s3:PutObject Bucket=extended Key=k", "s3:GetObject Bucket=named Key=k", "s3:GetObject Bucket=defaulted Key=default-key", "s3:GetObject Bucket=one Key=k", "s3:GetObject Bucket=two Key=k", "s3:GetObject Bucket=found Key=k", "s3:GetObject Bucket=mapped Key=k", "s3:GetObject Bucket=local Key=k"],
    },
    {
      title: "LINQ in methods and as a query, tasks together, loops",
      source: program(
        `var names = new List<string> { "a", "b" };
         var tasks = names.Select(name => S3.GetObjectAsync(name, "k"));
         await Task.WhenAll(tasks);
         var more = from n in names where n != "a" select n + "-q";
         foreach (var name in more) await S3.DeleteObjectAsync(name, "k");
         await Parallel.ForEachAsync(names, async (name, token) => { await S3.PutBucketAsync(name); });
         string[] list = ["x", .. new[] { "y" }];
         await Task.Run(async () => await S3.DeleteBucketAsync(list[1] + "-r"));`,
      ),
      calls: ["s3:GetObject Bucket=a", "s3:GetObject Bucket=b", "s3:DeleteObject Bucket=a-q|b-q", "s3:CreateBucket Bucket=a", "s3:CreateBucket Bucket=b", "s3:DeleteBucket Bucket=x-r|y-r"],
    },
    {
      title: "partial classes, interfaces with one implementation, generics and yields",
      source: {
        "Function.cs": program(`await new Store<Order>(new S3Writer()).Add(input); await foreach (var name in Names()) await S3.GetObjectAsync(name, "k"); await Helper();`, `private static async IAsyncEnumerable<string> Names() { yield return "y1"; yield return "y2"; }`).replace("public class Function", "public partial class Function"),
        "Part.cs": `using Amazon.S3; namespace Acme; public partial class Function { private Task Helper() => S3.DeleteBucketAsync("helper"); }`,
        "Writer.cs": `
          using Amazon.S3; using Amazon.S3.Model;
          namespace Acme;
          public interface IWriter { Task Write(string key); }
          public class S3Writer : IWriter { private readonly AmazonS3Client _client = new(); public Task Write(string key) => _client.PutObjectAsync(new PutObjectRequest { BucketName = "written", Key = key }); }
          public class Store<T>(IWriter writer) { public async Task Add(T item) { await writer.Write(typeof(T).Name); } }`,
      },
      calls: ["s3:GetObject Bucket=y1", "s3:GetObject Bucket=y2", "s3:DeleteBucket Bucket=helper", "s3:PutObject Bucket=written"],
    },
    {
      title: "fields that are made without naming their type, and values that are thrown away",
      source: program(
        `await _cache.Get("cached");
         var bucket = input.Kind switch { "a" => "first", _ => throw new ArgumentException("kind") };
         await S3.DeleteObjectAsync(bucket, "k");`,
        `private readonly Cache<string, string> _cache;
         public Function() { _cache = new(async key => (await S3.GetObjectAsync("loaded", key)).ETag); }`,
        `public class Cache<TKey, TValue>(Func<TKey, Task<TValue>> load) { private readonly ConcurrentDictionary<TKey, Lazy<Task<TValue>>> _items = new(); public Task<TValue> Get(TKey key) => _items.GetOrAdd(key, k => new Lazy<Task<TValue>>(() => load(k))).Value; }`,
      ),
      calls: ["s3:GetObject Bucket=loaded", "s3:DeleteObject Bucket=first"],
    },
    {
      title: "a client in an object of which nobody says what it is",
      source: program(`await Take(new(S3)); await Task.CompletedTask;`, "private static Task Take(Holder holder) => holder.Use();", "public class Holder(IAmazonS3 client) { public Task Use() => client.DeleteBucketAsync(\"held\"); }"),
      calls: [],
      status: "partly",
    },
    {
      title: "a dead method needs nothing, and what an event names is of run time",
      source: program(`await S3.GetObjectAsync(input.Id, "k");`, `private Task Dead() => S3.DeleteBucketAsync("dead");`),
      calls: ["s3:GetObject Bucket=?event.Id"],
    },
    {
      title: "events, locks, using, and objects that hold functions",
      source: program(
        `var timer = new Timer();
         timer.Elapsed += async (sender, e) => await S3.GetObjectAsync("timer", "k");
         timer.Disposed += OnDisposed;
         Func<string, Task> run = name => S3.DeleteObjectAsync(name, "k");
         await run("function");
         lock (timer) { S3.DeleteBucketAsync("locked").Wait(); }
         using (var answer = await S3.GetObjectAsync("using", "k")) { }
         var lazy = new Lazy<IAmazonS3>(() => new AmazonS3Client());
         await lazy.Value.DeleteBucketAsync("lazy");
         _ = _late ??= new AmazonS3Client();
         await _late.DeleteBucketAsync("late");`,
        "private IAmazonS3? _late; private async void OnDisposed(object sender, EventArgs e) => await S3.GetObjectAsync(\"disposed\", \"k\");",
      ),
      calls: ["s3:GetObject Bucket=timer", "s3:GetObject Bucket=disposed", "s3:DeleteObject Bucket=function", "s3:DeleteBucket Bucket=locked", "s3:GetObject Bucket=using", "s3:DeleteBucket Bucket=lazy", "s3:DeleteBucket Bucket=late"],
    },
  ]);
});
