import { checkRust } from "./reading";

const around = (items: string, body: string): string => `
use aws_sdk_s3::Client;
use lambda_runtime::{run, service_fn, Error, LambdaEvent};
use serde_json::Value;
${items}
async fn handler(client: &Client, event: LambdaEvent<Value>) -> Result<Value, Error> {
    ${body}
    Ok(Value::Null)
}
#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = Client::new(&aws_config::load_from_env().await);
    run(service_fn(|event: LambdaEvent<Value>| async { handler(&client, event).await })).await
}
`;

const put = 'put_object().bucket("b").key("k").send().await.unwrap();';

describe("methods that Rust code reaches in other ways", () => {
  checkRust([
    {
      title: "gives types of libraries the methods that the program implements for them",
      source: around(`trait Files { async fn put_file(&self, key: &str); async fn list_objects(&self, bucket: &str); }\nimpl Files for Client { async fn put_file(&self, key: &str) { self.put_object().bucket("b").key(key).send().await.unwrap(); } async fn list_objects(&self, bucket: &str) { self.list_objects_v2().bucket(bucket).send().await.unwrap(); } }`, 'client.put_file("x").await; client.list_objects("l").await;'),
      calls: ["s3:PutObject Bucket=b Key=x", "s3:ListObjectsV2 Bucket=l"],
    },
    {
      title: "follows what dereferences to a client",
      source: around("struct Held(Client);\nimpl std::ops::Deref for Held { type Target = Client; fn deref(&self) -> &Client { &self.0 } }", `Held(client.clone()).${put}`),
      calls: ["s3:PutObject Bucket=b Key=k"],
    },
    {
      title: "follows functions of the module above",
      source: around(`async fn put(client: &Client) { client.${put} }\nmod inner { pub async fn go(client: &super::Client) { super::put(client).await } }`, "inner::go(client).await;"),
      calls: ["s3:PutObject Bucket=b Key=k"],
    },
    {
      title: "follows the arms of select!",
      source: around("", `tokio::select! { done = client.put_object().bucket("b").key("k").send() => { client.get_object().bucket("b").key("k").send().await?; } _ = tokio::time::sleep(limit) => { client.delete_object().bucket("b").key("k").send().await?; } }`),
      calls: ["s3:PutObject Bucket=b Key=k", "s3:GetObject Bucket=b Key=k", "s3:DeleteObject Bucket=b Key=k"],
    },
    {
      title: "takes what stands without a feature before what asks for one",
      source: around(`#[cfg(not(feature = "memory"))]\nmod real { pub async fn put(client: &super::Client) { client.${put} } }\n#[cfg(feature = "memory")]\nmod memory { pub async fn put(client: &super::Client) {} }\n#[cfg(not(feature = "memory"))]\nuse real::put;\n#[cfg(feature = "memory")]\nuse memory::put;`, "put(client).await;"),
      calls: ["s3:PutObject Bucket=b Key=k"],
    },
    {
      title: "says that traits of libraries may be called by others",
      source: around(`struct Guard(Client);\nimpl Drop for Guard { fn drop(&mut self) { block_on(self.0.put_object().bucket("b").key("k").send()); } }`, "let _guard = Guard(client.clone());"),
      calls: ["s3:PutObject Bucket=b Key=k"],
      status: "partly",
    },
    {
      title: "says that a crate of the program's own is not in the sources",
      source: { "Cargo.toml": '[package]\nname = "orders"\n[dependencies]\nstore = { path = "../store" }\n', "src/main.rs": around("", "store::save().await;") },
      calls: [],
      status: "partly",
    },
    {
      title: "says that a macro of another crate is not followed",
      source: around("", 'retry_on!(client.put_object().bucket("b").key("k")).await?;'),
      calls: [],
      status: "partly",
    },
    {
      title: "says that a macro of its own is not followed",
      source: around('macro_rules! put { ($key:expr) => { Client::new(&config).put_object().bucket("b").key($key).send().await? }; }', 'put!("k");'),
      calls: [],
      status: "partly",
    },
  ]);
});
