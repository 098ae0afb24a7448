import { checkJava } from "./java";

const dao = `
  package com.acme;
  import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
  public class OrderDao implements Orders {
    private final DynamoDbClient db; private final String table;
    public OrderDao(DynamoDbClient db, String table) { this.db = db; this.table = table; }
    public void save(String id) { db.putItem(b -> b.tableName(table)); }
    public void remove(String id) { db.deleteItem(b -> b.tableName(table)); }
  }`;
const orders = "package com.acme; public interface Orders { void save(String id); void remove(String id); }";

describe("Java: what is injected", () => {
  checkJava([
    {
      title: "takes what a Dagger module provides, by type and name",
      source: {
        "com/acme/Orders.java": orders,
        "com/acme/OrderDao.java": dao,
        "com/acme/OrderModule.java": `
          package com.acme;
          import dagger.*; import javax.inject.*;
          @Module public class OrderModule {
            @Provides @Singleton static software.amazon.awssdk.services.dynamodb.DynamoDbClient client() { return software.amazon.awssdk.services.dynamodb.DynamoDbClient.builder().region(null).build(); }
            @Provides @Named("table") static String table() { return System.getenv("TABLE_NAME"); }
            @Provides @Named("other") static String other() { return "other"; }
            @Provides @Singleton static Orders orders(software.amazon.awssdk.services.dynamodb.DynamoDbClient client, @Named("table") String table) { return new OrderDao(client, table); }
          }`,
        "com/acme/OrderComponent.java": "package com.acme; @javax.inject.Singleton @dagger.Component(modules = {OrderModule.class}) public interface OrderComponent { void inject(App app); }",
        "com/acme/App.java": `
          package com.acme;
          public class App implements com.amazonaws.services.lambda.runtime.RequestHandler<String, String> {
            @javax.inject.Inject Orders orders;
            public App() { DaggerOrderComponent.builder().build().inject(this); }
            public String handleRequest(String id, com.amazonaws.services.lambda.runtime.Context c) { orders.save(id); return ""; }
          }`,
      },
      handler: "com.acme.App::handleRequest",
      calls: ["dynamodb:PutItem TableName=${aws_dynamodb_table.orders.name}"],
    },
    {
      title: "follows a Dagger component that hands out what it makes",
      source: {
        "com/acme/Orders.java": orders,
        "com/acme/OrderDao.java": dao,
        "com/acme/OrderComponent.java": "package com.acme; @dagger.Component(modules = Config.class) public interface OrderComponent { Orders orders(); }",
        "com/acme/Config.java": `package com.acme; @dagger.Module public class Config { @dagger.Provides Orders orders() { return new OrderDao(software.amazon.awssdk.services.dynamodb.DynamoDbClient.create(), "dagger"); } }`,
        "com/acme/App.java": `package com.acme; public class App { private final OrderComponent component = DaggerOrderComponent.create(); public String handle(String id) { component.orders().remove(id); return ""; } }`,
      },
      handler: "com.acme.App::handle",
      calls: ["dynamodb:DeleteItem TableName=dagger"],
    },
    {
      title: "takes the beans of a Spring configuration in a function that the environment names",
      source: {
        "com/acme/Orders.java": orders,
        "com/acme/OrderDao.java": dao,
        "com/acme/Application.java": `
          package com.acme;
          import org.springframework.context.annotation.*; import java.util.function.*;
          @org.springframework.boot.autoconfigure.SpringBootApplication public class Application {
            public static void main(String[] args) { org.springframework.boot.SpringApplication.run(Application.class, args); }
            @Bean Orders orders() { return new OrderDao(software.amazon.awssdk.services.dynamodb.DynamoDbClient.create(), System.getenv("TABLE_NAME")); }
            @Bean public Function<String, String> saveOrder(Orders orders) { return id -> { orders.save(id); return id; }; }
            @Bean public Consumer<String> removeOrder(Orders orders) { return id -> orders.remove(id); }
          }`,
      },
      handler: "org.springframework.cloud.function.adapter.aws.FunctionInvoker::handleRequest",
      environment: { SPRING_CLOUD_FUNCTION_DEFINITION: "saveOrder" },
      calls: ["dynamodb:PutItem TableName=${aws_dynamodb_table.orders.name}"],
    },
    {
      title: "takes every function of a Spring application where nothing names one",
      source: {
        "com/acme/Orders.java": orders,
        "com/acme/OrderDao.java": dao,
        "com/acme/Config.java": `package com.acme; @org.springframework.context.annotation.Configuration public class Config { @org.springframework.context.annotation.Bean Orders orders() { return new OrderDao(software.amazon.awssdk.services.dynamodb.DynamoDbClient.create(), "spring"); } }`,
        "com/acme/Save.java": `package com.acme; @org.springframework.stereotype.Component public class Save implements java.util.function.Function<String, String> { private final Orders orders; public Save(Orders orders) { this.orders = orders; } public String apply(String id) { orders.save(id); return id; } }`,
        "com/acme/Unused.java": `package com.acme; @org.springframework.stereotype.Component public class Unused { private final Orders orders; public Unused(Orders orders) { this.orders = orders; } void clean() { orders.remove("1"); } }`,
      },
      handler: "org.springframework.cloud.function.adapter.aws.FunctionInvoker",
      calls: ["dynamodb:PutItem TableName=spring"],
    },
    {
      title: "takes the component whose name the environment gives",
      source: {
        "com/acme/Save.java": `package com.acme; @org.springframework.stereotype.Component public class Save implements java.util.function.Function<String, String> { public String apply(String id) { software.amazon.awssdk.services.s3.S3Client.create().headBucket(b -> b.bucket("save")); return id; } }`,
        "com/acme/Load.java": `package com.acme; @org.springframework.stereotype.Component("loader") public class Load implements java.util.function.Function<String, String> { public String apply(String id) { software.amazon.awssdk.services.s3.S3Client.create().headBucket(b -> b.bucket("load")); return id; } }`,
      },
      handler: "org.springframework.cloud.function.adapter.aws.FunctionInvoker::handleRequest",
      environment: { SPRING_CLOUD_FUNCTION_DEFINITION: "loader" },
      calls: ["s3:HeadBucket Bucket=load"],
    },
    {
      title: "fills fields of Spring, with values of properties",
      source: {
        "com/acme/App.java": `
          package com.acme;
          import org.springframework.beans.factory.annotation.*;
          public class App implements com.amazonaws.services.lambda.runtime.RequestHandler<String, String> {
            @Autowired private software.amazon.awssdk.services.s3.S3Client s3;
            @Value("\${app.bucket}") private String bucket;
            @Value("\${missing.bucket:fallback}") private String other;
            @Value("\${TABLE_NAME}") private String table;
            public String handleRequest(String e, com.amazonaws.services.lambda.runtime.Context c) { s3.headBucket(b -> b.bucket(bucket)); s3.headBucket(b -> b.bucket(table)); s3.headBucket(b -> b.bucket(other)); return ""; }
          }`,
        "src/main/resources/application.properties": "app.bucket=${BUCKET}\n",
      },
      handler: "com.acme.App",
      calls: ["s3:HeadBucket Bucket=orders-bucket", "s3:HeadBucket Bucket=${aws_dynamodb_table.orders.name}", "s3:HeadBucket Bucket=fallback"],
    },
    {
      title: "takes the handler that Quarkus is told of, and all handlers where it is told of none",
      source: {
        "com/acme/Save.java": `package com.acme; import com.amazonaws.services.lambda.runtime.*; @jakarta.inject.Named("save") public class Save implements RequestHandler<String, String> { @jakarta.inject.Inject Store store; public String handleRequest(String e, Context c) { store.put("save"); return e; } }`,
        "com/acme/Load.java": `package com.acme; import com.amazonaws.services.lambda.runtime.*; @jakarta.inject.Named("load") public class Load implements RequestHandler<String, String> { @jakarta.inject.Inject Store store; public String handleRequest(String e, Context c) { store.put("load"); return e; } }`,
        "com/acme/Store.java": `package com.acme; @jakarta.enterprise.context.ApplicationScoped public class Store { @jakarta.inject.Inject software.amazon.awssdk.services.s3.S3Client s3; @org.eclipse.microprofile.config.inject.ConfigProperty(name = "BUCKET") String bucket; void put(String key) { s3.putObject(b -> b.bucket(bucket).key(key), (software.amazon.awssdk.core.sync.RequestBody) null); } void unused() { s3.listBuckets(); } }`,
      },
      handler: "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest",
      environment: { QUARKUS_LAMBDA_HANDLER: "load" },
      calls: ["s3:PutObject Bucket=orders-bucket Key=load"],
    },
    {
      title: "follows the controllers of a web framework",
      source: {
        "com/acme/Handler.java": `package com.acme; import com.amazonaws.services.lambda.runtime.*; public class Handler implements RequestStreamHandler { private static com.amazonaws.serverless.proxy.spring.SpringBootLambdaContainerHandler handler; static { handler = com.amazonaws.serverless.proxy.spring.SpringBootLambdaContainerHandler.getAwsProxyHandler(Application.class); } public void handleRequest(java.io.InputStream in, java.io.OutputStream out, Context c) { handler.proxyStream(in, out, c); } }`,
        "com/acme/Application.java": "package com.acme; @org.springframework.boot.autoconfigure.SpringBootApplication public class Application { }",
        "com/acme/OrderController.java": `package com.acme; import org.springframework.web.bind.annotation.*; @RestController public class OrderController { private final OrderService service; OrderController(OrderService service) { this.service = service; } @GetMapping("/orders") public String all() { return service.all(); } }`,
        "com/acme/OrderService.java": `package com.acme; @org.springframework.stereotype.Service public class OrderService { private final software.amazon.awssdk.services.dynamodb.DynamoDbClient db = software.amazon.awssdk.services.dynamodb.DynamoDbClient.create(); String all() { db.scan(b -> b.tableName(System.getenv("TABLE_NAME"))); return ""; } String unused() { db.listTables(); return ""; } }`,
      },
      handler: "com.acme.Handler::handleRequest",
      calls: ["dynamodb:Scan TableName=${aws_dynamodb_table.orders.name}"],
    },
    {
      title: "takes the only implementation of an interface that a constructor asks for",
      source: {
        "com/acme/Orders.java": orders,
        "com/acme/OrderDao.java": `package com.acme; public class OrderDao implements Orders { public void save(String id) { software.amazon.awssdk.services.s3.S3Client.create().headBucket(b -> b.bucket("only")); } public void remove(String id) { } }`,
        "com/acme/App.java": `package com.acme; @io.micronaut.function.aws.MicronautRequestHandler public class App { private final Orders orders; @jakarta.inject.Inject public App(Orders orders) { this.orders = orders; } public String execute(String id) { orders.save(id); return id; } }`,
      },
      handler: "com.acme.App::execute",
      calls: ["s3:HeadBucket Bucket=only"],
    },
    {
      title: "starts the handlers of Micronaut in execute",
      source: `
        import io.micronaut.function.aws.MicronautRequestHandler;
        import jakarta.inject.Inject;
        public class App extends MicronautRequestHandler<String, String> {
          @Inject S3Client s3;
          @Override public String execute(String input) { s3.headBucket(b -> b.bucket("micronaut")); return input; }
        }
      `,
      handler: "App",
      calls: ["s3:HeadBucket Bucket=micronaut"],
    },
  ]);
});
