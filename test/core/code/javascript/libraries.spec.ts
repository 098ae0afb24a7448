import { expect } from "chai";
import { readSources, showCall } from "./reading";

const libraries: readonly (readonly [title: string, source: string, calls: readonly string[], via: string])[] = [
  ["Powertools: a parameter", `import { getParameter } from "@aws-lambda-powertools/parameters/ssm"; export const handler = () => getParameter("/a", { decrypt: true });`, ["ssm:GetParameter Name=/a WithDecryption=true"], "@aws-lambda-powertools/parameters"],
  ["Powertools: parameters below a path", `import { getParameters } from "@aws-lambda-powertools/parameters/ssm"; export const handler = () => getParameters("/a");`, ["ssm:GetParametersByPath Path=/a"], "@aws-lambda-powertools/parameters"],
  ["Powertools: a secret", `import { SecretsProvider } from "@aws-lambda-powertools/parameters/secrets"; const p = new SecretsProvider(); export const handler = () => p.get("s");`, ["secretsmanager:GetSecretValue SecretId=s"], "@aws-lambda-powertools/parameters"],
  ["Powertools: idempotency", `import { makeIdempotent } from "@aws-lambda-powertools/idempotency"; import { DynamoDBPersistenceLayer } from "@aws-lambda-powertools/idempotency/dynamodb"; export const handler = makeIdempotent(async () => 1, { persistenceStore: new DynamoDBPersistenceLayer({ tableName: "t" }) });`, ["dynamodb:DeleteItem TableName=t", "dynamodb:GetItem TableName=t", "dynamodb:PutItem TableName=t", "dynamodb:UpdateItem TableName=t"], "@aws-lambda-powertools/idempotency"],
  ["middy: parameters and a path", `import middy from "@middy/core"; import ssm from "@middy/ssm"; export const handler = middy().use(ssm({ fetchData: { a: "/a", b: "/b/" } })).handler(async () => 1);`, ["ssm:GetParameters Names=[/a]", "ssm:GetParametersByPath Path=/b/"], "@middy/ssm"],
  ["middy: a secret", `const middy = require("@middy/core"); const secrets = require("@middy/secrets-manager"); exports.handler = middy(async () => 1).use(secrets({ fetchData: { key: "shop/key" } }));`, ["secretsmanager:GetSecretValue SecretId=shop/key"], "@middy/secrets-manager"],
  ["dynamodb-toolbox before 1", `const { Table, Entity } = require("dynamodb-toolbox"); const table = new Table({ name: "t" }); const e = new Entity({ name: "E", table }); exports.handler = async () => { await e.get({ id: 1 }); await table.query("x"); };`, ["dynamodb:GetItem TableName=t", "dynamodb:Query TableName=t"], "dynamodb-toolbox"],
  ["dynamodb-toolbox since 1", `import { Table } from "dynamodb-toolbox/table"; import { Entity } from "dynamodb-toolbox/entity"; import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put"; const t = new Table({ name: "t" }); const e = new Entity({ table: t }); export const handler = () => e.build(PutItemCommand).item({}).send();`, ["dynamodb:PutItem TableName=t"], "dynamodb-toolbox"],
  ["electrodb", `import { Entity } from "electrodb"; const e = new Entity({}, { table: "t" }); export const handler = async () => { await e.create({}).go(); await e.query.byId({ id: 1 }).go(); };`, ["dynamodb:PutItem TableName=t", "dynamodb:Query TableName=t"], "electrodb"],
  ["the statements of a QLDB driver", `const { QldbDriver } = require("amazon-qldb-driver-nodejs"); async function find(txn) { return txn.execute("SELECT * FROM Person AS p WHERE p.email = ?", 1); } exports.handler = async () => { const d = new QldbDriver("people"); await d.executeLambda(async (txn) => { await find(txn); await txn.execute("INSERT INTO Person ?", {}); }); };`, ["qldb-session:SendCommand LedgerName=people Statement=INSERT INTO Person ?", "qldb-session:SendCommand LedgerName=people Statement=SELECT * FROM Person AS p WHERE p.email = ?"], "amazon-qldb-driver-nodejs"],
  ["sqs-consumer", `import { Consumer } from "sqs-consumer"; export const handler = () => Consumer.create({ queueUrl: "u", handleMessage: async () => {} }).start();`, ["sqs:ChangeMessageVisibility QueueUrl=u", "sqs:DeleteMessage QueueUrl=u", "sqs:ReceiveMessage QueueUrl=u"], "sqs-consumer"],
  ["a signer for a database", `import { Signer } from "@aws-sdk/rds-signer"; const s = new Signer({ username: "app" }); export const handler = () => s.getAuthToken();`, ["rds:GenerateDBAuthToken DBUsername=app"], "@aws-sdk/rds-signer"],
];

describe("JavaScript: libraries", () => {
  for (const [title, source, calls, via] of libraries) {
    it(title, async () => {
      const reading = await readSources(source);
      expect(reading.reasons).to.deep.equal([]);
      expect(reading.calls.map(showCall).sort()).to.deep.equal([...calls]);
      expect(new Set(reading.calls.map((call) => call.via))).to.deep.equal(new Set([via]));
    });
  }

  it("calls what wrappers wrap", async () => {
    const call = `await new S3().getObject({ Bucket: "b", Key: "k" });`;
    for (const wrapped of [
      `import { processPartialResponse } from "@aws-lambda-powertools/batch"; const one = async (record) => { ${call} }; export const handler = (event, context) => processPartialResponse(event, one, {}, { context });`,
      `import middy from "@middy/core"; import parser from "@middy/http-json-body-parser"; export const handler = middy(async () => { ${call} }).use(parser());`,
      `import middy from "@middy/core"; import router from "@middy/http-router"; const one = middy().handler(async () => { ${call} }); export const handler = middy().handler(router([{ method: "GET", path: "/", handler: one }]));`,
      `import serverless from "serverless-http"; import express from "express"; const app = express(); app.get("/", async (req, res) => { ${call} }); export const handler = serverless(app);`,
      `const streamify = globalThis.awslambda?.streamifyResponse; if (!streamify) throw new Error("no streaming"); export const handler = streamify(async (event, stream) => { ${call} });`,
      `export const handler = awslambda.streamifyResponse(async (event, stream) => { ${call} });`,
      `import { Logger } from "@aws-lambda-powertools/logger"; const logger = new Logger(); class App { @logger.injectLambdaContext() async run(event) { ${call} } } const app = new App(); export const handler = app.run.bind(app);`,
    ]) {
      const reading = await readSources(`import { S3 } from "@aws-sdk/client-s3";\n${wrapped}`);
      expect(reading.status, wrapped).to.equal("read");
      expect(reading.calls.map(showCall), wrapped).to.deep.equal(["s3:GetObject Bucket=b Key=k"]);
    }
  });

  it("limits what a signer by hand may need to the service it signs for", async () => {
    const reading = await readSources(`import { SignatureV4 } from "@smithy/signature-v4"; const s = new SignatureV4({ service: "es" }); export const handler = () => s.sign({});`);
    expect(reading.reasons.map((reason) => reason.services)).to.deep.equal([["es"]]);
  });

  for (const [service, operation] of [["appsync", "GraphQL"], ["execute-api", "Invoke"], ["aoss", "APIAccessAll"], ["vpc-lattice-svcs", "Invoke"]] as const) {
    it(`knows the one action of requests that are signed for ${service}`, async () => {
      const reading = await readSources(`import { SignatureV4 } from "@smithy/signature-v4"; const s = new SignatureV4({ service: "${service}", region: "us-east-1" }); export const handler = () => s.sign({});`);
      expect(reading.reasons).to.deep.equal([]);
      expect(reading.calls.map(showCall)).to.deep.equal([`${service}:${operation}`]);
    });
  }

  it("needs a connection to the cluster for a token of Kafka, and says that topics are open", async () => {
    const reading = await readSources(`import { generateAuthToken } from "aws-msk-iam-sasl-signer-js"; export const handler = async () => generateAuthToken({ region: "us-east-1" });`);
    expect(reading.calls.map(showCall)).to.deep.equal(["kafka-cluster:Connect"]);
    expect(reading.reasons.map((reason) => reason.services)).to.deep.equal([["kafka-cluster"]]);
  });

  for (const harmless of ["aws-jwt-verify", "aws-embedded-metrics", "@aws-sdk/util-format-url", "aws-lambda"]) {
    it(`has nothing to say about ${harmless}`, async () => {
      const reading = await readSources(`import { x } from "${harmless}"; export const handler = () => new x().y();`);
      expect(reading).to.deep.include({ status: "read", calls: [] });
    });
  }
});
