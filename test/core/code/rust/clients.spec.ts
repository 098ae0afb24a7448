import { checkRust } from "./reading";

describe("Rust: clients", () => {
  checkRust([
    {
      title: "follows main to the handler, and requests to where they are sent",
      source: `
        use aws_sdk_dynamodb::{types::AttributeValue, Client};
        use lambda_runtime::{run, service_fn, Error, LambdaEvent};
        use serde_json::Value;

        #[tokio::main]
        async fn main() -> Result<(), Error> {
            let config = aws_config::load_from_env().await;
            let client = Client::new(&config);
            run(service_fn(|event: LambdaEvent<Value>| function_handler(&client, event))).await
        }

        async fn function_handler(client: &Client, event: LambdaEvent<Value>) -> Result<(), Error> {
            let table = std::env::var("TABLE_NAME").expect("TABLE_NAME must be set");
            client
                .put_item()
                .table_name(table)
                .item("id", AttributeValue::S(event.payload["id"].to_string()))
                .item("kind", AttributeValue::S("order".into()))
                .send()
                .await?;
            Ok(())
        }
      `,
      calls: ["dynamodb:PutItem TableName=${aws_dynamodb_table.orders.name}"],
    },
    {
      title: "needs nothing for clients, functions and requests that are never used",
      source: `
        use aws_sdk_s3::Client;
        async fn unused(client: &Client) { client.delete_bucket().bucket("b").send().await; }
        #[tokio::main]
        async fn main() -> Result<(), lambda_runtime::Error> {
            let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
            let client = Client::new(&config);
            let request = client.get_object().bucket("b");
            lambda_runtime::run(lambda_runtime::service_fn(handler)).await
        }
        async fn handler(event: lambda_runtime::LambdaEvent<serde_json::Value>) -> Result<(), lambda_runtime::Error> { Ok(()) }
      `,
      calls: [],
    },
    {
      title: "follows structs, impl blocks, traits and modules in files",
      source: {
        "src/main.rs": `
          mod store;
          mod config;
          use std::sync::Arc;
          use store::{Store, DynamoStore};
          use lambda_runtime::{service_fn, LambdaEvent, Error};

          struct App<S: Store> { store: S, bucket: String, s3: aws_sdk_s3::Client }

          impl<S: Store> App<S> {
              fn new(store: S, s3: aws_sdk_s3::Client) -> Self {
                  Self { store, s3, bucket: config::bucket() }
              }
              async fn handle(&self, event: LambdaEvent<serde_json::Value>) -> Result<(), Error> {
                  self.store.save("x").await?;
                  self.s3.put_object().bucket(&self.bucket).key(format!("in/{}.json", event.context.request_id)).send().await?;
                  Ok(())
              }
          }

          #[tokio::main]
          async fn main() -> Result<(), Error> {
              let config = aws_config::from_env().region("eu-west-1").load().await;
              let app = Arc::new(App::new(DynamoStore::new(aws_sdk_dynamodb::Client::new(&config), std::env::var("TABLE_NAME")?), aws_sdk_s3::Client::new(&config)));
              lambda_runtime::run(service_fn(move |event| {
                  let app = app.clone();
                  async move { app.handle(event).await }
              })).await
          }
        `,
        "src/config.rs": `
          const FALLBACK: &str = "fallback-bucket";
          pub fn bucket() -> String {
              std::env::var("OTHER_BUCKET").unwrap_or_else(|_| FALLBACK.to_string())
          }
        `,
        "src/store/mod.rs": `
          pub mod dynamo;
          pub use dynamo::DynamoStore;
          #[async_trait::async_trait]
          pub trait Store { async fn save(&self, id: &str) -> Result<(), Box<dyn std::error::Error>>; }
        `,
        "src/store/dynamo.rs": `
          use super::Store;
          use crate::store::Store as Again;
          pub struct DynamoStore { client: aws_sdk_dynamodb::Client, table: String }
          impl DynamoStore {
              pub fn new(client: aws_sdk_dynamodb::Client, table: String) -> Self { DynamoStore { client, table } }
          }
          impl Store for DynamoStore {
              async fn save(&self, id: &str) -> Result<(), Box<dyn std::error::Error>> {
                  self.client.update_item().table_name(self.table.clone()).key("id", id.into()).send().await?;
                  Ok(())
              }
          }
          #[cfg(test)]
          mod tests {
              #[test]
              fn drops() { aws_sdk_dynamodb::Client::new(&c).delete_table().table_name("t").send(); }
          }
        `,
      },
      calls: ["dynamodb:UpdateItem TableName=${aws_dynamodb_table.orders.name} Key={id:x}", "s3:PutObject Bucket=fallback-bucket Key=in/?.json"],
    },
    {
      title: "follows statics, lazily made clients and constants of types",
      source: `
        use tokio::sync::OnceCell;
        use std::sync::LazyLock;
        static CLIENT: OnceCell<aws_sdk_sqs::Client> = OnceCell::const_new();
        static QUEUE: LazyLock<String> = LazyLock::new(|| std::env::var("QUEUE_URL").unwrap());
        struct Topics;
        impl Topics { const ORDERS: &'static str = "arn:aws:sns:us-east-1:1:orders"; }
        async fn client() -> &'static aws_sdk_sqs::Client {
            CLIENT.get_or_init(|| async { aws_sdk_sqs::Client::new(&aws_config::load_from_env().await) }).await
        }
        #[tokio::main]
        async fn main() -> Result<(), lambda_runtime::Error> { lambda_runtime::run(lambda_runtime::service_fn(handler)).await }
        async fn handler(event: lambda_runtime::LambdaEvent<serde_json::Value>) -> Result<(), lambda_runtime::Error> {
            client().await.send_message().queue_url(QUEUE.as_str()).message_body("x").send().await?;
            let sns = aws_sdk_sns::Client::new(&aws_config::load_from_env().await);
            sns.publish().topic_arn(Topics::ORDERS).message("x").send().await?;
            Ok(())
        }
      `,
      environment: { QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/1/q" },
      calls: ["sqs:SendMessage QueueUrl=https://sqs.eu-west-1.amazonaws.com/1/q", "sns:Publish TopicArn=arn:aws:sns:us-east-1:1:orders"],
    },
    {
      title: "follows pages, presigned requests, waiters and nested builders",
      source: `
        use aws_sdk_s3::presigning::PresigningConfig;
        use aws_sdk_dynamodb::types::{Put, TransactWriteItem, Delete};
        use lambda_runtime::{run, service_fn, LambdaEvent, Error};
        #[tokio::main]
        async fn main() -> Result<(), Error> { run(service_fn(handler)).await }
        async fn handler(event: LambdaEvent<serde_json::Value>) -> Result<(), Error> {
            let config = aws_config::load_from_env().await;
            let s3 = aws_sdk_s3::Client::new(&config);
            let mut pages = s3.list_objects_v2().bucket("b1").into_paginator().send();
            while let Some(page) = pages.next().await {
                for object in page?.contents() {
                    s3.delete_object().bucket("b2").key(object.key().unwrap_or_default()).send().await?;
                }
            }
            s3.get_object().bucket("b3").key("k").presigned(PresigningConfig::expires_in(d)?).await?;
            s3.wait_until_bucket_exists().bucket("b4").wait(d).await?;
            let db = aws_sdk_dynamodb::Client::new(&config);
            db.transact_write_items()
                .transact_items(TransactWriteItem::builder().put(Put::builder().table_name("t1").build()?).build())
                .transact_items(TransactWriteItem::builder().delete(Delete::builder().table_name("t2").build()?).build())
                .send().await?;
            Ok(())
        }
      `,
      calls: ["s3:ListObjectsV2 Bucket=b1", "s3:DeleteObject Bucket=b2", "s3:GetObject Bucket=b3", "s3:HeadBucket Bucket=b4", "dynamodb:TransactWriteItems TransactItems=[{Put:{TableName:t1}},{Delete:{TableName:t2}}]"],
    },
    {
      title: "follows match, if let, closures over elements, macros and tasks",
      source: `
        use lambda_runtime::{run, service_fn, LambdaEvent, Error};
        enum Command { Put(String), Drop { id: String }, Nothing }
        #[tokio::main]
        async fn main() -> Result<(), Error> { run(service_fn(handler)).await }
        async fn handler(event: LambdaEvent<serde_json::Value>) -> Result<(), Error> {
            let client = aws_sdk_s3::Client::new(&aws_config::load_from_env().await);
            let bucket = match std::env::var("BUCKET") { Ok(name) => name, Err(_) => return Err("none".into()) };
            let command = Command::Put(bucket.clone());
            match command {
                Command::Put(name) => { client.put_object().bucket(name).key("k").send().await?; }
                Command::Drop { id } => { client.delete_bucket().bucket("never").send().await?; }
                _ => (),
            }
            if let Some(key) = event.payload.get("key") {
                client.head_object().bucket(&bucket).key(key.as_str().unwrap()).send().await?;
            }
            let (a, b) = ("copies", 2);
            let all: Vec<_> = vec!["x", "y"].into_iter().map(|name| client.create_bucket().bucket(format!("{a}-{name}")).send()).collect();
            futures::future::join_all(all).await;
            let (one, two) = tokio::join!(client.list_buckets().send(), client.get_bucket_acl().bucket("joined").send());
            tokio::spawn(async move { client.get_bucket_tagging().bucket("spawned").send().await });
            Ok(())
        }
      `,
      calls: ["s3:PutObject Bucket=orders-bucket", "s3:DeleteBucket Bucket=never", "s3:HeadObject Bucket=orders-bucket", "s3:CreateBucket Bucket=copies-x", "s3:CreateBucket Bucket=copies-y", "s3:ListBuckets", "s3:GetBucketAcl Bucket=joined", "s3:GetBucketTagging Bucket=spawned"],
    },
    {
      title: "counts no calls with the credentials of another role",
      source: `
        use lambda_runtime::{run, service_fn, LambdaEvent, Error};
        #[tokio::main]
        async fn main() -> Result<(), Error> { run(service_fn(handler)).await }
        async fn handler(event: LambdaEvent<serde_json::Value>) -> Result<(), Error> {
            let base = aws_config::load_from_env().await;
            let provider = aws_config::sts::AssumeRoleProvider::builder("arn:aws:iam::1:role/r").session_name("s").configure(&base).build().await;
            let config = aws_config::from_env().credentials_provider(provider).load().await;
            aws_sdk_s3::Client::new(&config).delete_bucket().bucket("theirs").send().await?;
            let conf = aws_sdk_sqs::config::Builder::from(&base).region(aws_config::Region::new("eu-west-1")).build();
            aws_sdk_sqs::Client::from_conf(conf).purge_queue().queue_url("u").send().await?;
            Ok(())
        }
      `,
      calls: ["sts:AssumeRole RoleArn=arn:aws:iam::1:role/r", "sqs:PurgeQueue QueueUrl=u"],
    },
    {
      title: "reads routers of frameworks, and configuration that is filled from the environment",
      source: `
        use axum::{extract::State, routing::{get, post}, Router, Json};
        use serde::Deserialize;
        #[derive(Deserialize)]
        struct Settings { table_name: String }
        #[derive(Clone)]
        struct AppState { db: aws_sdk_dynamodb::Client, table: String }
        async fn list(State(state): State<AppState>) -> Json<Vec<String>> {
            state.db.scan().table_name(&state.table).send().await.unwrap();
            Json(vec![])
        }
        #[tokio::main]
        async fn main() -> Result<(), lambda_http::Error> {
            let settings: Settings = envy::from_env::<Settings>()?;
            let state = AppState { db: aws_sdk_dynamodb::Client::new(&aws_config::load_from_env().await), table: settings.table_name };
            state.db.describe_table().table_name(&state.table).send().await?;
            let app = Router::new().route("/", get(list)).with_state(state);
            lambda_http::run(app).await
        }
      `,
      calls: ["dynamodb:DescribeTable TableName=${aws_dynamodb_table.orders.name}", "dynamodb:Scan TableName=?state.table"],
    },
    {
      title: "says what it cannot follow",
      source: `
        use rusoto_s3::{S3Client, S3};
        #[tokio::main]
        async fn main() { let client = S3Client::new(Region::UsEast1); client.list_buckets().await; }
      `,
      calls: [],
      status: "partly",
    },
    {
      title: "says that a crate of the SDK is not known, and follows structs that others build",
      source: `
        use lambda_runtime::{run, service_fn, LambdaEvent, Error};
        #[derive(TypedBuilder)]
        struct App { client: aws_sdk_apigatewaymanagement::Client, bus_name: String }
        #[tokio::main]
        async fn main() -> Result<(), Error> {
            let config = aws_config::load_from_env().await;
            let app = App::builder().client(aws_sdk_apigatewaymanagement::Client::new(&config)).bus_name("b").build();
            aws_sdk_future::Client::new(&config).list().send().await?;
            run(service_fn(|event: LambdaEvent<serde_json::Value>| handler(&app, event))).await
        }
        async fn handler(app: &App, event: LambdaEvent<serde_json::Value>) -> Result<(), Error> {
            app.client.post_to_connection().connection_id("c").send().await?;
            aws_sdk_eventbridge::Client::new(&aws_config::load_from_env().await).describe_event_bus().name(&app.bus_name).send().await?;
            Ok(())
        }
      `,
      calls: ["apigatewaymanagementapi:PostToConnection", "events:DescribeEventBus Name=b"],
      status: "partly",
    },
  ]);
});
