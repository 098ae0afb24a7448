import { checkJava } from "./java";

const put = 'S3Client.create().putObject(b -> b.bucket("B").key("k"), null);';
const bucket = (name: string): string => put.replace('"B"', name);

describe("Java: where Lambda starts", () => {
  checkJava([
    {
      title: "takes the method that the handler names",
      source: `public class App { public String one(String e, Context c) { ${bucket('"one"')} return e; } public String two(String e) { ${bucket('"two"')} return e; } }`,
      handler: "App::two",
      calls: ["s3:PutObject Bucket=two"],
    },
    {
      title: "takes handleRequest where the handler is a class alone, and the overload with the most parameters",
      source: `public class App implements RequestHandler<String, String> { public String handleRequest(String e) { ${bucket('"few"')} return e; } public String handleRequest(String e, Context c) { ${bucket('"most"')} return e; } }`,
      handler: "App",
      calls: ["s3:PutObject Bucket=most"],
    },
    {
      title: "finds the class by its package, in a project's source folders, beside tests and what builds make",
      source: {
        "src/main/java/com/acme/App.java": `package com.acme; import software.amazon.awssdk.services.s3.*; public class App { public String handle(java.util.Map<String, String> e) { ${bucket('"main"')} return ""; } }`,
        "src/test/java/com/acme/App.java": `package com.acme; import software.amazon.awssdk.services.s3.*; public class App { public String handle(java.util.Map<String, String> e) { ${bucket('"test"')} return ""; } }`,
        "target/generated/com/acme/App.java": `package com.acme; public class App { }`,
      },
      handler: "com.acme.App::handle",
      calls: ["s3:PutObject Bucket=main"],
    },
    {
      title: "runs the constructor, initialisers and static blocks of the handler's class",
      source: `
        public class App implements RequestHandler<String, String> {
          private static final String TABLE;
          private final String queue;
          private String topic;
          static { TABLE = System.getenv("TABLE_NAME"); DynamoDbClient.create().describeTable(b -> b.tableName(TABLE)); }
          { topic = "arn:aws:sns:eu-west-1:111122223333:t"; }
          public App() { this("q"); }
          App(String queue) { this.queue = queue; S3Client.create().headBucket(b -> b.bucket("made")); }
          public String handleRequest(String e, Context c) {
            SqsClient.create().deleteMessage(b -> b.queueUrl(queue));
            SnsClient.create().publish(p -> p.topicArn(topic));
            return TABLE;
          }
        }
      `,
      calls: ["dynamodb:DescribeTable TableName=${aws_dynamodb_table.orders.name}", "s3:HeadBucket Bucket=made", "sqs:DeleteMessage QueueUrl=q", "sns:Publish TopicArn=arn:aws:sns:eu-west-1:111122223333:t"],
    },
    {
      title: "follows streams, and methods that a base class has",
      source: {
        "com/acme/Base.java": `
          package com.acme;
          import com.amazonaws.services.lambda.runtime.*;
          public abstract class Base<I, O> implements RequestHandler<I, O> {
            protected abstract O process(I input);
            protected String table() { return "base"; }
            @Override public O handleRequest(I input, Context context) {
              software.amazon.awssdk.services.dynamodb.DynamoDbClient.create().getItem(b -> b.tableName(table()));
              return process(input);
            }
          }`,
        "com/acme/App.java": `
          package com.acme;
          import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
          public class App extends Base<Request, String> {
            @Override protected String table() { return System.getenv("TABLE_NAME"); }
            @Override protected String process(Request request) { DynamoDbClient.create().putItem(b -> b.tableName(request.table())); return ""; }
          }`,
        "com/acme/Other.java": `package com.acme; public class Other extends Base<String, String> { @Override protected String process(String s) { software.amazon.awssdk.services.s3.S3Client.create().listBuckets(); return s; } }`,
        "com/acme/Request.java": `package com.acme; public record Request(String table) { }`,
      },
      handler: "com.acme.App",
      calls: ["dynamodb:GetItem TableName=${aws_dynamodb_table.orders.name}", "dynamodb:PutItem TableName=?event.table"],
    },
    {
      title: "reads stream handlers, and the members of the event as what they are",
      source: `
        public class App implements RequestStreamHandler {
          public void handleRequest(java.io.InputStream input, java.io.OutputStream output, Context context) throws java.io.IOException {
            ${bucket("new String(input.readAllBytes())")}
          }
        }
      `,
      calls: ["s3:PutObject Bucket=?event.readAllBytes"],
    },
    {
      title: "takes everything that can start where no handler is named",
      source: {
        "A.java": `public class A implements com.amazonaws.services.lambda.runtime.RequestHandler<String, String> { public String handleRequest(String e, com.amazonaws.services.lambda.runtime.Context c) { software.amazon.awssdk.services.s3.S3Client.create().listBuckets(); return e; } }`,
        "B.java": `public class B { public static void main(String[] args) { software.amazon.awssdk.services.sqs.SqsClient.create().listQueues(); } void unused() { software.amazon.awssdk.services.sns.SnsClient.create().listTopics(); } }`,
      },
      handler: "",
      calls: ["s3:ListBuckets", "sqs:ListQueues"],
    },
    {
      title: "takes all methods of a class that nothing starts, where no handler is named",
      source: `public class App { void a() { ${bucket('"a"')} } void b() { ${bucket('"b"')} } }`,
      handler: "",
      calls: ["s3:PutObject Bucket=a", "s3:PutObject Bucket=b"],
    },
  ]);
});

describe("Java: how values flow", () => {
  checkJava([
    {
      title: "reads constants, text blocks, formats, concatenation and builders of text",
      source: `
        public class App implements RequestHandler<String, String> {
          static final String PREFIX = "in" + "/" + Settings.STAGE;
          interface Settings { String STAGE = "prod"; String NAME = """
            multi""".trim(); }
          public String handleRequest(String e, Context c) {
            ${bucket("PREFIX")} ${bucket('String.format("%s-%d", Settings.NAME, 7)')} ${bucket('"a-%s".formatted("b")')} ${bucket('String.join("-", "x", "y")')}
            StringBuilder text = new StringBuilder("s"); text.append("-").append("t");
            ${bucket("text.toString()")} ${bucket('"UP".toLowerCase().concat("x").replace("x", "z")')}
            return "";
          }
        }
      `,
      calls: ["s3:PutObject Bucket=in/prod", "s3:PutObject Bucket=multi-7", "s3:PutObject Bucket=a-b", "s3:PutObject Bucket=x-y", "s3:PutObject Bucket=s-t", "s3:PutObject Bucket=upz"],
    },
    {
      title: "reads environment variables with the values that stand in for them",
      source: `
        public class App implements RequestHandler<String, String> {
          static final String A = System.getenv().getOrDefault("BUCKET", "x");
          static final String B = Optional.ofNullable(System.getenv("MISSING")).orElse("fallback");
          static final String C = System.getenv("BUCKET") != null ? System.getenv("BUCKET") : "x";
          static final String D = Objects.requireNonNullElse(System.getenv("MISSING"), "other");
          static final String E = System.getenv().get("BUCKET");
          static String need(String name) { String value = System.getenv(name); if (value == null || value.isEmpty()) { throw new IllegalStateException(name); } return value; }
          public String handleRequest(String e, Context c) { ${["A", "B", "C", "D", "E", 'need("BUCKET")'].map((name) => bucket(`"v-" + ${name}`)).join(" ")} return ""; }
        }
      `,
      calls: ["s3:PutObject Bucket=v-orders-bucket", "s3:PutObject Bucket=v-fallback", "s3:PutObject Bucket=v-other"],
    },
    {
      title: "reads enums, switches, records and static factories",
      source: `
        public class App implements RequestHandler<Map<String, String>, String> {
          enum Kind { ORDER("orders"), INVOICE("invoices"); private final String bucket; Kind(String bucket) { this.bucket = bucket; } String bucket() { return bucket; } }
          record Target(String bucket, String key) { static Target of(String bucket) { return new Target(bucket, "k"); } }
          sealed interface Shape permits Round { }
          record Round(String bucket) implements Shape { }
          public String handleRequest(Map<String, String> e, Context c) {
            ${bucket("Kind.ORDER.bucket()")} ${bucket("Kind.valueOf(e.get(\"kind\")).bucket()")} ${bucket("Target.of(\"record\").bucket()")}
            String name = switch (Kind.INVOICE) { case ORDER -> "s1"; case INVOICE -> { yield "s2"; } };
            ${bucket("name")}
            Object shape = new Round("round");
            if (shape instanceof Round r) { ${bucket("r.bucket()")} }
            return "";
          }
        }
      `,
      calls: ["s3:PutObject Bucket=orders", "s3:PutObject Bucket=orders|invoices", "s3:PutObject Bucket=record", "s3:PutObject Bucket=s1|s2", "s3:PutObject Bucket=round"],
    },
    {
      title: "follows lists, maps, streams and loops",
      source: `
        public class App implements RequestHandler<String, String> {
          private static final Map<String, String> TARGETS = Map.of("a", "bucket-a", "b", "bucket-b");
          public String handleRequest(String e, Context c) {
            for (String name : List.of("one", "two")) { ${bucket("name")} }
            Stream.of("three").map(name -> name + "-x").filter(name -> !name.isEmpty()).forEach(name -> { ${bucket("name")} });
            ${bucket('TARGETS.get("a")')}
            ${bucket("TARGETS.get(e)")}
            List<String> all = new ArrayList<>(); all.add("four");
            all.stream().map(this::named).collect(Collectors.toList()).forEach(this::write);
            Map<String, String> made = new HashMap<>(); made.put("k", "five");
            made.forEach((k, v) -> write(v));
            for (Map.Entry<String, String> entry : made.entrySet()) write("six-" + entry.getValue());
            return "";
          }
          private String named(String name) { return "n-" + name; }
          private void write(String name) { ${bucket("name")} }
        }
      `,
      calls: ["s3:PutObject Bucket=one", "s3:PutObject Bucket=two", "s3:PutObject Bucket=three-x", "s3:PutObject Bucket=bucket-a", "s3:PutObject Bucket=bucket-a|bucket-b|null", "s3:PutObject Bucket=n-four", "s3:PutObject Bucket=five", "s3:PutObject Bucket=six-five"],
    },
    {
      title: "goes through try, finally, resources, threads and executors",
      source: `
        public class App implements RequestHandler<String, String> {
          private final ExecutorService pool = Executors.newFixedThreadPool(2);
          public String handleRequest(String e, Context c) {
            try (S3Client s3 = S3Client.create()) { s3.headBucket(b -> b.bucket("tried")); }
            catch (RuntimeException failure) { ${bucket('"caught"')} }
            finally { ${bucket('"last"')} }
            pool.submit(() -> { ${bucket('"pool"')} });
            new Thread(() -> { ${bucket('"thread"')} }).start();
            new Thread(new Job()).start();
            Runnable later = new Runnable() { @Override public void run() { ${bucket('"anonymous"')} } };
            later.run();
            return "";
          }
          static class Job implements Runnable { @Override public void run() { ${bucket('"job"')} } }
        }
      `,
      calls: ["s3:HeadBucket Bucket=tried", ...["caught", "last", "pool", "thread", "job", "anonymous"].map((name) => `s3:PutObject Bucket=${name}`)],
    },
    {
      title: "leaves out what a known setting rules out, and keeps what an unknown one allows",
      source: `
        public class App implements RequestHandler<String, String> {
          public String handleRequest(String e, Context c) {
            if ("true".equals(System.getenv("DEBUG"))) { ${bucket('"debug"')} }
            if (System.getenv("BUCKET").equals("orders-bucket")) { ${bucket('"known"')} } else { ${bucket('"never"')} }
            if (e.equals("x")) { ${bucket('"maybe"')} return ""; }
            ${bucket('"else"')}
            return "";
          }
        }
      `,
      environment: { DEBUG: "false" },
      calls: ["s3:PutObject Bucket=known", "s3:PutObject Bucket=maybe", "s3:PutObject Bucket=else"],
    },
    {
      title: "fills holders, lazily made singletons and generic methods",
      source: `
        public class App implements RequestHandler<String, String> {
          private static App instance;
          private S3Client client;
          private final Supplier<SqsClient> sqs = () -> SqsClient.create();
          private S3Client client() { if (client == null) { client = S3Client.create(); } return client; }
          private static <T> T with(String name, Function<String, T> made) { return made.apply(name); }
          static App instance() { if (instance == null) instance = new App(); return instance; }
          public String handleRequest(String e, Context c) {
            client().headBucket(b -> b.bucket("lazy"));
            sqs.get().purgeQueue(b -> b.queueUrl("supplied"));
            String made = with("gen", name -> name + "eric");
            instance().client().headBucket(b -> b.bucket(made));
            Optional.of(SnsClient.create()).ifPresent(sns -> sns.publish(p -> p.topicArn("arn:aws:sns:eu-west-1:111122223333:o")));
            return "";
          }
        }
      `,
      calls: ["s3:HeadBucket Bucket=lazy", "s3:HeadBucket Bucket=generic", "sqs:PurgeQueue QueueUrl=supplied", "sns:Publish TopicArn=arn:aws:sns:eu-west-1:111122223333:o"],
    },
  ]);
});
