import { checkGo } from "./go";

const program = (name: string, more = ""): string => `
  package main
  import "context"
  import "github.com/aws/aws-lambda-go/lambda"
  import "github.com/aws/aws-sdk-go-v2/aws"
  import "github.com/aws/aws-sdk-go-v2/config"
  import "github.com/aws/aws-sdk-go-v2/service/s3"
  ${more}
  func handler(ctx context.Context) error { cfg, _ := config.LoadDefaultConfig(ctx); _, err := s3.NewFromConfig(cfg).HeadBucket(ctx, &s3.HeadBucketInput{Bucket: aws.String(${name})}); return err }
  func main() { lambda.Start(handler) }`;

describe("Go: programs and their packages", () => {
  checkGo([
    {
      title: "finds the packages of the module",
      source: {
        "go.mod": "module example.com/app\ngo 1.22\n",
        "main.go": program("names.Bucket()", 'import "example.com/app/internal/names"'),
        "internal/names/names.go": 'package names\nimport "os"\nconst prefix = "p-"\nfunc Bucket() string { return prefix + os.Getenv("BUCKET") }',
        "internal/names/names_test.go": 'package names\nfunc Bucket() string { return "test" }',
      },
      calls: ["s3:HeadBucket Bucket=p-orders-bucket"],
    },
    {
      title: "finds packages by their place where there is no module file, as below a GOPATH",
      source: {
        "main.go": program("names.Bucket", 'import "github.com/acme/app/names"'),
        "names/names.go": 'package names\nconst Bucket = "placed"',
      },
      calls: ["s3:HeadBucket Bucket=placed"],
    },
    {
      title: "says that a package of the module is missing",
      source: { "go.mod": "module github.com/acme/app\n", "main.go": program("names.Bucket", 'import "github.com/acme/app/names"') },
      calls: ["s3:HeadBucket Bucket=?github.com/acme/app/names.Bucket"],
      reason: /github\.com\/acme\/app\/names.*not in the source/,
    },
    {
      title: "takes the program in the folder that is called like the handler",
      source: { "go.mod": "module m\n", "cmd/get/main.go": program('"get"'), "cmd/put/main.go": program('"put"') },
      handler: "put",
      calls: ["s3:HeadBucket Bucket=put"],
    },
    {
      title: "takes all programs where none is named, and says so",
      source: { "go.mod": "module m\n", "cmd/get/main.go": program('"get"'), "cmd/put/main.go": program('"put"') },
      calls: ["s3:HeadBucket Bucket=get", "s3:HeadBucket Bucket=put"],
      reason: /Which of 2 programs/,
    },
    {
      title: "keeps programs apart that are files of one folder",
      source: { "get.go": program('"get"'), "put.go": program('"put"'), "shared.go": 'package main\nvar shared = "s"' },
      handler: "get",
      calls: ["s3:HeadBucket Bucket=get"],
    },
    {
      title: "starts wrapped handlers, objects with Invoke and handlers of frameworks",
      source: `
        import ddlambda "github.com/DataDog/datadog-lambda-go"
        import "github.com/spf13/cobra"
        type custom struct { }
        func (c custom) Invoke(ctx context.Context, payload []byte) ([]byte, error) { head(ctx, "invoke"); return nil, nil }
        func head(ctx context.Context, name string) { cfg, _ := config.LoadDefaultConfig(ctx); s3.NewFromConfig(cfg).HeadBucket(ctx, &s3.HeadBucketInput{Bucket: aws.String(name)}) }
        func handler(ctx context.Context) error { head(ctx, "wrapped"); return nil }
        var root = &cobra.Command{Use: "x", RunE: func(cmd *cobra.Command, args []string) error { head(context.TODO(), "cobra"); return nil }}
        func init() { cobra.OnInitialize(configure) }
        func configure() { head(context.TODO(), "initialised") }
        func main() {
          if os.Getenv("X") == "y" { lambda.StartHandler(custom{}) }
          if err := root.Execute(); err != nil { panic(err) }
          lambda.Start(ddlambda.WrapFunction(handler, nil))
        }
      `,
      environment: { X: "y" },
      calls: ["s3:HeadBucket Bucket=cobra", "s3:HeadBucket Bucket=initialised", "s3:HeadBucket Bucket=invoke", "s3:HeadBucket Bucket=wrapped"],
    },
    {
      title: "follows routes of web frameworks behind an adapter",
      source: `
        import ginadapter "github.com/awslabs/aws-lambda-go-api-proxy/gin"
        import "github.com/gin-gonic/gin"
        var adapter *ginadapter.GinLambda
        func head(ctx context.Context, name string) { cfg, _ := config.LoadDefaultConfig(ctx); s3.NewFromConfig(cfg).HeadBucket(ctx, &s3.HeadBucketInput{Bucket: aws.String(name)}) }
        func pets(c *gin.Context) { head(c, "pets") }
        func init() { r := gin.Default(); r.GET("/pets", pets); g := r.Group("/g"); g.POST("/x", func(c *gin.Context) { head(c, "inline") }); adapter = ginadapter.New(r) }
        func handler(ctx context.Context, req events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) { return adapter.ProxyWithContext(ctx, req) }
        func main() { lambda.Start(handler) }
      `,
      calls: ["s3:HeadBucket Bucket=pets", "s3:HeadBucket Bucket=inline"],
    },
  ]);
});

describe("Go: how values flow", () => {
  const head = (value: string): string => `client.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: aws.String(${value})})`;
  const flow = (body: string, before = ""): string => `${before}\nfunc handler(ctx context.Context, event map[string]string) error { cfg, _ := config.LoadDefaultConfig(ctx); client := s3.NewFromConfig(cfg)\n${body}\nreturn nil }\nfunc main() { lambda.Start(handler) }`;
  checkGo([
    {
      title: "reads constants, formats and functions of strings",
      source: flow(`${head('fmt.Sprintf("%s-%d", name, 7)')}\n${head('strings.ToLower("UP") + "-x"')}\n${head('strings.Join([]string{"a", "b"}, "-")')}\n${head("`raw`")}`, 'const name = "n"'),
      calls: ["s3:HeadBucket Bucket=n-7", "s3:HeadBucket Bucket=up-x", "s3:HeadBucket Bucket=a-b", "s3:HeadBucket Bucket=raw"],
    },
    {
      title: "reads environment variables with their fallbacks",
      source: flow(`${head('env("BUCKET", "x")')}\n${head('env("MISSING", "fallback")')}`, 'func env(key, other string) string { if value, ok := os.LookupEnv(key); ok { return value }; return other }'),
      calls: ["s3:HeadBucket Bucket=orders-bucket", "s3:HeadBucket Bucket=fallback"],
    },
    {
      title: "reads the environment into structs",
      source: `
        import "github.com/kelseyhightower/envconfig"
        import "github.com/caarlos0/env/v11"
        type settings struct { Bucket string \`envconfig:"BUCKET"\` }
        type other struct { Table string \`env:"TABLE_NAME"\`; Fallback string \`env:"NOT_SET" envDefault:"standing"\` }
        func handler(ctx context.Context) error {
          cfg, _ := config.LoadDefaultConfig(ctx); client := s3.NewFromConfig(cfg)
          var s settings
          envconfig.Process("", &s)
          var o other
          env.Parse(&o)
          ${head("s.Bucket")}
          ${head("o.Table")}
          ${head("o.Fallback")}
          return nil
        }
        func main() { lambda.Start(handler) }
      `,
      calls: ["s3:HeadBucket Bucket=orders-bucket", "s3:HeadBucket Bucket=${aws_dynamodb_table.orders.name}", "s3:HeadBucket Bucket=standing"],
    },
    {
      title: "follows goroutines, channels, closures, deferred calls and switches",
      source: flow(
        `var wg sync.WaitGroup\nwg.Add(1)\ngo func() { defer wg.Done(); ${head('"goroutine"')} }()\ndefer func() { ${head('"deferred"')} }()\nnames := make(chan string, 1)\nnames <- "sent"\nname := <-names\n${head("name")}\nwrite := func(n string) { ${head("n")} }\nwrite("closure")\nswitch event["kind"] { case "a": write("first"); case "b": write("second"); default: write("third") }\nswitch os.Getenv("BUCKET") { case "orders-bucket": write("known"); default: write("never") }\nfor _, n := range []string{"one", "two"} { write("r-" + n) }\nwg.Wait()`,
      ),
      calls: ["goroutine", "deferred", "?a message of a channel|sent", "closure", "first", "second", "third", "known", "r-one", "r-two"].map((name) => `s3:HeadBucket Bucket=${name}`),
    },
    {
      title: "follows embedded structs, methods as values, generics and maps of functions",
      source: flow(
        `b := base{name: "embedded"}\no := outer{base: b}\n${head("o.bucket()")}\nf := o.bucket\n${head('"v-" + f()')}\n${head('first([]string{"generic"})')}\nfor _, make := range makers { ${head("make()")} }`,
        'type base struct { name string }\nfunc (b base) bucket() string { return b.name }\ntype outer struct { base }\nfunc first[T any](all []T) T { return all[0] }\nvar makers = map[string]func() string{"a": func() string { return "made" }}',
      ),
      calls: ["s3:HeadBucket Bucket=embedded", "s3:HeadBucket Bucket=v-embedded", "s3:HeadBucket Bucket=generic", "s3:HeadBucket Bucket=made"],
    },
    {
      title: "leaves out what a known setting rules out",
      source: flow(`if os.Getenv("STAGE") == "dev" { ${head('"dev"')} } else { ${head('"prod"')} }\nif event["x"] == "" { ${head('"maybe"')} }`),
      environment: { STAGE: "prod" },
      calls: ["s3:HeadBucket Bucket=prod", "s3:HeadBucket Bucket=maybe"],
    },
  ]);
});

describe("Go: what cannot be read", () => {
  checkGo([
    {
      title: "says that requests are signed by hand, and for which service",
      source: `
        import v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
        func handler(ctx context.Context) error { r, _ := http.NewRequest("GET", "https://x", nil); return v4.NewSigner().SignHTTP(ctx, aws.Credentials{}, r, "", "healthlake", "us-west-2", now()) }
        func main() { lambda.Start(handler) }
      `,
      calls: [],
      reason: /to healthlake are signed/,
    },
    {
      title: "says it of the first SDK's signer too",
      source: `
        import v4 "github.com/aws/aws-sdk-go/aws/signer/v4"
        type caller struct { signer *v4.Signer }
        func (c *caller) call(r *http.Request) { c.signer.Sign(r, nil, "es", "us-west-2", now()) }
        func handler(ctx context.Context) error { (&caller{signer: v4.NewSigner(nil)}).call(nil); return nil }
        func main() { lambda.Start(handler) }
      `,
      calls: [],
      reason: /to es are signed/,
    },
    {
      title: "says that a client is handed to code that is not there",
      source: `
        import "github.com/acme/uploader"
        func handler(ctx context.Context) error { cfg, _ := config.LoadDefaultConfig(ctx); uploader.Run(s3.NewFromConfig(cfg)); return nil }
        func main() { lambda.Start(handler) }
      `,
      calls: [],
      reason: /s3 client is given to uploader\.Run/,
    },
    {
      title: "names a library that looks as if it called AWS",
      source: `
        import "github.com/guregu/dynamo/v2"
        func handler(ctx context.Context) error { dynamo.New(nil); return nil }
        func main() { lambda.Start(handler) }
      `,
      calls: [],
      reason: /guregu\/dynamo/,
    },
    {
      title: "says where a file cannot be parsed, and reads the rest",
      source: 'func handler(ctx context.Context) error { x := := 3; cfg, _ := config.LoadDefaultConfig(ctx); s3.NewFromConfig(cfg).ListBuckets(ctx, nil); return nil }\nfunc main() { lambda.Start(handler) }',
      calls: ["s3:ListBuckets"],
      reason: /cannot be parsed/,
    },
    {
      title: "says that code is too deeply nested to be read",
      source: `func f(a string) string { return a }\nfunc main() { x := ${"f(".repeat(6000)}"a"${")".repeat(6000)}; _ = x }`,
      calls: [],
      status: "unavailable",
      reason: /too deeply nested/,
    },
    {
      title: "says that there is no program",
      source: { "lib.go": "package lib\nfunc F() {}" },
      calls: [],
      status: "unavailable",
      reason: /no Go program/,
    },
    {
      title: "says that an operation of a client is not known",
      source: 'func handler(ctx context.Context) error { cfg, _ := config.LoadDefaultConfig(ctx); s3.NewFromConfig(cfg).FrobnicateBucket(ctx, nil); return nil }\nfunc main() { lambda.Start(handler) }',
      calls: [],
      reason: /FrobnicateBucket\(\) of the s3 client is not an operation/,
    },
  ]);
});
