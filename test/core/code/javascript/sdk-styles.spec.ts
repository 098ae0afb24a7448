import { expect } from "chai";
import { readSources, showCall } from "./reading";

const v3 = (body: string): string => `import { S3Client, GetObjectCommand, PutObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
const s3 = new S3Client({});
${body}`;

interface Style {
  readonly title: string;
  readonly source: string | Readonly<Record<string, string>>;
  readonly handler?: string;
  readonly environment?: Record<string, string>;
  readonly calls: readonly string[];
}

const styles: readonly Style[] = [
  { title: "send(new Command)", source: v3(`export const handler = async (event) => s3.send(new GetObjectCommand({ Bucket: "b", Key: event.key }));`), calls: ["s3:GetObject Bucket=b Key=?event.key"] },
  { title: "a command in a variable", source: v3(`export const handler = async () => { const input = { Bucket: "b" }; input.Key = "k"; const c = new GetObjectCommand(input); await s3.send(c); };`), calls: ["s3:GetObject Bucket=b Key=k"] },
  { title: "a renamed import", source: `import { S3Client as C, GetObjectCommand as G } from "@aws-sdk/client-s3"; export const handler = () => new C().send(new G({ Bucket: "b" }));`, calls: ["s3:GetObject Bucket=b"] },
  { title: "a namespace import", source: `import * as aws from "@aws-sdk/client-sqs"; const q = new aws.SQSClient({}); export const handler = () => q.send(new aws.SendMessageCommand({ QueueUrl: "u" }));`, calls: ["sqs:SendMessage QueueUrl=u"] },
  { title: "a destructured require", source: `const { SQSClient, SendMessageCommand } = require("@aws-sdk/client-sqs"); exports.handler = async () => { await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: "u" })); };`, calls: ["sqs:SendMessage QueueUrl=u"] },
  { title: "a require of one member", source: `const Client = require("@aws-sdk/client-sns").SNSClient; const sns = require("@aws-sdk/client-sns"); module.exports.handler = async () => new Client().send(new sns.PublishCommand({ TopicArn: "t" }));`, calls: ["sns:Publish TopicArn=t"] },
  { title: "an aggregated client", source: `import { S3 } from "@aws-sdk/client-s3"; const s3 = new S3(); export const handler = async () => s3.getObject({ Bucket: "b", Key: "k" });`, calls: ["s3:GetObject Bucket=b Key=k"] },
  { title: "a paginator", source: `import { paginateQuery, DynamoDBClient } from "@aws-sdk/client-dynamodb"; export const handler = async () => { for await (const page of paginateQuery({ client: new DynamoDBClient({}) }, { TableName: "t" })) console.log(page); };`, calls: ["dynamodb:Query TableName=t"] },
  { title: "a waiter", source: `import { waitUntilObjectExists, S3Client } from "@aws-sdk/client-s3"; export const handler = () => waitUntilObjectExists({ client: new S3Client({}), maxWaitTime: 3 }, { Bucket: "b", Key: "k" });`, calls: ["s3:HeadObject Bucket=b Key=k"] },
  { title: "the document client's commands", source: `import { DynamoDBClient } from "@aws-sdk/client-dynamodb"; import { DynamoDBDocumentClient, PutCommand, BatchGetCommand } from "@aws-sdk/lib-dynamodb"; const db = DynamoDBDocumentClient.from(new DynamoDBClient({})); export const handler = async () => { await db.send(new PutCommand({ TableName: "t" })); await db.send(new BatchGetCommand({ RequestItems: { u: { Keys: [] } } })); };`, calls: ["dynamodb:BatchGetItem RequestItems={u:{Keys:[]}}", "dynamodb:PutItem TableName=t"] },
  { title: "the aggregated document client", source: `import { DynamoDB } from "@aws-sdk/client-dynamodb"; import { DynamoDBDocument } from "@aws-sdk/lib-dynamodb"; const db = DynamoDBDocument.from(new DynamoDB()); export const handler = async () => db.query({ TableName: "t", IndexName: "i" });`, calls: ["dynamodb:Query TableName=t IndexName=i"] },
  { title: "lib-storage's Upload", source: `import { S3Client } from "@aws-sdk/client-s3"; import { Upload } from "@aws-sdk/lib-storage"; export const handler = async () => { const u = new Upload({ client: new S3Client({}), params: { Bucket: "b", Key: "k" } }); u.on("httpUploadProgress", () => {}); await u.done(); };`, calls: ["s3:PutObject Bucket=b Key=k"] },
  { title: "a presigned URL", source: v3(`import { getSignedUrl } from "@aws-sdk/s3-request-presigner"; export const handler = () => getSignedUrl(s3, new PutObjectCommand({ Bucket: "b", Key: "k" }), { expiresIn: 60 });`), calls: ["s3:PutObject Bucket=b Key=k"] },
  { title: "a presigned post", source: `import { createPresignedPost } from "@aws-sdk/s3-presigned-post"; import { S3Client } from "@aws-sdk/client-s3"; export const handler = () => createPresignedPost(new S3Client({}), { Bucket: "b", Key: "k" });`, calls: ["s3:PutObject Bucket=b Key=k"] },
  { title: "credentials of another role", source: `import { fromTemporaryCredentials } from "@aws-sdk/credential-providers"; import { S3Client, ListBucketsCommand } from "@aws-sdk/client-s3"; export const handler = () => new S3Client({ credentials: fromTemporaryCredentials({ params: { RoleArn: "r" } }) }).send(new ListBucketsCommand({}));`, calls: ["s3:ListBuckets", "sts:AssumeRole RoleArn=r"] },
  { title: "v2 with a promise", source: `const AWS = require("aws-sdk"); const s3 = new AWS.S3({ region: "x" }); exports.handler = async (e) => (await s3.getObject({ Bucket: "b", Key: e.key }).promise()).Body;`, calls: ["s3:GetObject Bucket=b Key=?event.key"] },
  { title: "v2 with a callback", source: `var AWS = require("aws-sdk"); var sqs = new AWS.SQS(); exports.handler = function (event, context, callback) { sqs.receiveMessage({ QueueUrl: "u" }, function (err, data) { data.Messages.forEach(function (m) { sqs.deleteMessage({ QueueUrl: "u", ReceiptHandle: m.ReceiptHandle }, callback); }); }); };`, calls: ["sqs:DeleteMessage QueueUrl=u ReceiptHandle=?result of ReceiveMessage.Messages[].ReceiptHandle", "sqs:ReceiveMessage QueueUrl=u"] },
  { title: "v2 by service path", source: `import DynamoDB from "aws-sdk/clients/dynamodb"; const db = new DynamoDB.DocumentClient(); export const handler = () => db.get({ TableName: "t" }).promise();`, calls: ["dynamodb:GetItem TableName=t"] },
  { title: "v2's DocumentClient", source: `const { DynamoDB } = require("aws-sdk"); const db = new DynamoDB.DocumentClient(); exports.handler = async () => { await db.put({ TableName: "t" }).promise(); await db.transactWrite({ TransactItems: [] }).promise(); };`, calls: ["dynamodb:PutItem TableName=t", "dynamodb:TransactWriteItems TransactItems=[]"] },
  { title: "v2's getSignedUrl", source: `const AWS = require("aws-sdk"); const s3 = new AWS.S3(); exports.handler = async () => s3.getSignedUrlPromise("putObject", { Bucket: "b", Key: "k" });`, calls: ["s3:PutObject Bucket=b Key=k"] },
  { title: "v2's upload", source: `const AWS = require("aws-sdk"); exports.handler = async () => new AWS.S3().upload({ Bucket: "b", Key: "k", Body: "x" }).promise();`, calls: ["s3:PutObject Bucket=b Key=k Body=x"] },
  { title: "v2's waitFor", source: `const AWS = require("aws-sdk"); exports.handler = async () => new AWS.S3().waitFor("objectExists", { Bucket: "b", Key: "k" }).promise();`, calls: ["s3:HeadObject Bucket=b Key=k"] },
  { title: "v2's eachPage", source: `const AWS = require("aws-sdk"); const l = new AWS.Lambda(); exports.handler = (e, c, done) => l.listFunctions({}).eachPage((err, page) => { if (!page) return done(); page.Functions.forEach((f) => l.deleteFunction({ FunctionName: f.FunctionName }, () => {})); });`, calls: ["lambda:DeleteFunction FunctionName=?result of ListFunctions.Functions[].FunctionName", "lambda:ListFunctions"] },
  { title: "v2 with default parameters", source: `const AWS = require("aws-sdk"); const s3 = new AWS.S3({ params: { Bucket: "b" } }); exports.handler = async () => s3.headObject({ Key: "k" }).promise();`, calls: ["s3:HeadObject Bucket=b Key=k"] },
  { title: "v2 promisified", source: `const AWS = require("aws-sdk"); const { promisify } = require("util"); const s3 = new AWS.S3(); const get = promisify(s3.getObject).bind(s3); exports.handler = async () => get({ Bucket: "b", Key: "k" });`, calls: ["s3:GetObject Bucket=b Key=k"] },
  { title: "X-Ray around the whole v2 SDK", source: `const xray = require("aws-xray-sdk-core"); const AWS = xray.captureAWS(require("aws-sdk")); const sns = new AWS.SNS(); exports.handler = async () => sns.publish({ TopicArn: "t" }).promise();`, calls: ["sns:Publish TopicArn=t"] },
  { title: "X-Ray around a v3 client", source: `import AWSXRay from "aws-xray-sdk"; import { SNSClient, PublishCommand } from "@aws-sdk/client-sns"; const sns = AWSXRay.captureAWSv3Client(new SNSClient({})); export const handler = () => sns.send(new PublishCommand({ TopicArn: "t" }));`, calls: ["sns:Publish TopicArn=t"] },
  { title: "Powertools' tracer around a client", source: `import { Tracer } from "@aws-lambda-powertools/tracer"; import { SNSClient, PublishCommand } from "@aws-sdk/client-sns"; const tracer = new Tracer(); const sns = tracer.captureAWSv3Client(new SNSClient({})); export const handler = () => sns.send(new PublishCommand({ TopicArn: "t" }));`, calls: ["sns:Publish TopicArn=t"] },
];

describe("JavaScript: styles of the AWS SDK", () => {
  for (const { title, source, handler, environment, calls } of styles) {
    it(title, async () => {
      const reading = await readSources(source, { ...(handler ? { handler } : {}), ...(environment ? { environment } : {}) });
      expect(reading.reasons).to.deep.equal([]);
      expect(reading.status).to.equal("read");
      expect(reading.calls.map(showCall).sort()).to.deep.equal([...calls].sort());
    });
  }

  describe("says what it cannot follow, and for which services", () => {
    const unread: readonly { readonly title: string; readonly source: string; readonly services: readonly string[] | "any" }[] = [
      { title: "a computed command", source: `import * as ec2 from "@aws-sdk/client-ec2"; export const handler = (e) => new ec2.EC2Client({}).send(new ec2[e.op + "Command"](e.input));`, services: ["ec2"] },
      { title: "a computed method of a client", source: `const AWS = require("aws-sdk"); const s3 = new AWS.S3(); exports.handler = (e) => s3[e.method](e.input).promise();`, services: ["s3"] },
      { title: "a client that unread code gets", source: `import { S3Client } from "@aws-sdk/client-s3"; import run from "something"; export const handler = () => run(new S3Client({}));`, services: ["s3"] },
      { title: "a computed service", source: `const AWS = require("aws-sdk"); exports.handler = (e) => new AWS[e.service]().listThings().promise();`, services: "any" },
      { title: "a computed module", source: `exports.handler = (e) => require(e.name).run();`, services: "any" },
      { title: "generated code", source: `exports.handler = (e) => eval(e.code);`, services: "any" },
      { title: "a package of AWS that is not known", source: `import { go } from "aws-something-new"; export const handler = () => go();`, services: "any" },
      { title: "the AWS command line", source: `const { execSync } = require("child_process"); exports.handler = () => execSync("aws s3 ls");`, services: "any" },
    ];
    for (const { title, source, services } of unread) {
      it(title, async () => {
        const reading = await readSources(source);
        expect(reading.status).to.equal("partly");
        expect(reading.reasons.map((reason) => reason.services)).to.deep.include(services);
        if (services !== "any") expect(reading.reasons.every((reason) => reason.services !== "any")).to.equal(true);
      });
    }
  });

  it("takes no service from a method's name", async () => {
    const reading = await readSources(`import { createClient } from "redis"; const c = createClient(); export const handler = async () => { await c.getObject({ Bucket: "b" }); await c.send(1); };`);
    expect(reading).to.deep.include({ status: "read", calls: [] });
  });
});
