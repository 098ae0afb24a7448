import { expect } from "chai";
import { readCode } from "../../../../core/code/read-code";
import type { CodeReading } from "../../../../core/code/sdk-call";
import { known } from "../../../../core/values";
import { checkRust } from "./reading";

async function read(main: string): Promise<CodeReading> {
  return readCode({ source: { kind: "inline", files: new Map([["Cargo.toml", '[package]\nname = "a"\n'], ["src/main.rs", main]]) }, root: "/project", runtime: known("provided.al2023"), environment: { kind: "map", entries: new Map() } });
}

describe("Rust: what cannot be followed", () => {
  checkRust([
    {
      title: "says that a module is not in the sources",
      source: "mod store;\nfn main() {}\n",
      calls: [],
      status: "partly",
    },
    {
      title: "says that a client is handed to a library",
      source: "fn main() { some_crate::upload(aws_sdk_s3::Client::new(&config)); }\n",
      calls: [],
      status: "partly",
    },
    {
      title: "follows a crate of the workspace",
      handler: "handler",
      source: {
        "Cargo.toml": '[workspace]\nmembers = ["handler", "shared"]\n',
        "handler/Cargo.toml": '[package]\nname = "handler"\n[dependencies]\nshared = { path = "../shared" }\n',
        "handler/src/main.rs": "fn main() { shared::send(aws_sdk_sqs::Client::new(&config)); }\n",
        "shared/Cargo.toml": '[package]\nname = "shared"\n',
        "shared/src/lib.rs": 'pub fn send(client: aws_sdk_sqs::Client) { client.purge_queue().queue_url("u").send(); }\n',
      },
      calls: ["sqs:PurgeQueue QueueUrl=u"],
    },
    {
      title: "takes several programs together where nothing tells which is deployed",
      source: {
        "src/bin/a.rs": "fn main() { aws_sdk_s3::Client::new(&c).list_buckets().send(); }\n",
        "src/bin/b.rs": 'fn main() { aws_sdk_sqs::Client::new(&c).purge_queue().queue_url("u").send(); }\n',
      },
      calls: ["s3:ListBuckets", "sqs:PurgeQueue QueueUrl=u"],
      status: "partly",
    },
  ]);

  it("says where a file cannot be parsed, and reads the rest", async () => {
    const reading = await read("fn main() { aws_sdk_s3::Client::new(&c).list_buckets().send(); }\nfn ((\n");
    expect(reading.calls.map(({ operation }) => operation)).to.deep.equal(["ListBuckets"]);
    expect(reading.reasons.map(({ message }) => message)).to.deep.equal(["src/main.rs has a place that cannot be parsed."]);
  });

  it("ends on code that calls itself, is deeply nested or very long", async () => {
    const itself = await read("fn again(n: u32) -> u32 { again(n + 1) + again(n - 1) }\nfn main() { again(1); aws_sdk_s3::Client::new(&c).list_buckets().send(); }\n");
    expect(itself.calls.map(({ operation }) => operation)).to.deep.equal(["ListBuckets"]);
    const nested = await read(`fn main() { ${"[".repeat(10_000)}${"]".repeat(10_000)}; }\n`);
    expect(nested.status).to.equal("partly");
    const long = await read(`fn main() {\n${"  let x = vec![1, 2, 3].iter().map(|one| one + 1);\n".repeat(2_000)}}\n`);
    expect(["read", "partly"]).to.include(long.status);
  });
});
