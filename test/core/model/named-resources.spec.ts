import { expect } from "chai";
import { findResourceType, findResourceTypeOfToken, nameResource, NamedResources, resourceTypeNames, type DeploymentTarget, type NamedResource } from "../../../core/model";
import { concatenate, formatSymbolic, literal, reference, type SymbolicString } from "../../../core/values";

const open: DeploymentTarget = { partition: reference("aws", "partition"), region: reference("aws", "region"), account: reference("aws", "account_id") };
const closed: DeploymentTarget = { partition: literal("aws"), region: literal("eu-west-1"), account: literal("123456789012") };

/** `${address.attribute}` are references, all else is text. */
function text(written: string): SymbolicString {
  return concatenate(
    written.split(/(\$\{[^}]+\})/).map((piece) => {
      const dot = piece.lastIndexOf(".");
      return piece.startsWith("${") ? reference(piece.slice(2, dot), piece.slice(dot + 1, -1)) : literal(piece);
    }),
  );
}

function resource(address: string, attributes: Record<string, string> = {}, target = open): NamedResource {
  const type = findResourceType(/(aws_[a-z0-9_]+)\./.exec(address)![1]!)!;
  return nameResource(type, { address, text: (name) => (attributes[name] === undefined ? undefined : text(attributes[name])) }, target);
}

const orders = [
  resource("aws_s3_bucket.b", { bucket: "orders" }),
  resource("aws_s3_bucket.made"),
  resource("aws_dynamodb_table.t", { name: "orders" }),
  resource("aws_sqs_queue.q", { name: "orders" }),
  resource("aws_sqs_queue.composed", { name: "${aws_s3_bucket.made.id}-q" }),
  resource("aws_secretsmanager_secret.s", { name: "db" }),
  resource("aws_ssm_parameter.slash", { name: "/app/x" }),
  resource("aws_ssm_parameter.flat", { name: "x" }),
  resource("aws_kms_key.k"),
  resource("aws_iam_role.r", { name: "worker", path: "/team/" }),
  resource("aws_lambda_function.f", { function_name: "fn" }),
  resource("aws_api_gateway_rest_api.api"),
  resource("aws_cloudwatch_event_rule.r", { name: "nightly", event_bus_name: "default" }),
  resource("aws_cloudwatch_event_rule.own", { name: "nightly", event_bus_name: "${aws_cloudwatch_event_bus.b.name}" }),
  resource("aws_cloudwatch_event_bus.b", { name: "own" }),
  resource("aws_bedrockagent_agent.a"),
];
const resources = new NamedResources(orders, open);

describe("NamedResources", () => {
  describe("expand", () => {
    const table: [string, string][] = [
      ["${aws_s3_bucket.b.arn}/*", "arn:${aws.partition}:s3:::orders/*"],
      ["arn:aws:s3:::${aws_s3_bucket.b.id}", "arn:aws:s3:::orders"],
      ["${aws_s3_bucket.made.arn}", "arn:${aws.partition}:s3:::${aws_s3_bucket.made.bucket}"],
      ["arn:aws:s3:::${aws_s3_bucket.made.id}/x", "arn:aws:s3:::${aws_s3_bucket.made.bucket}/x"],
      ["${aws_dynamodb_table.t.arn}/index/*", "arn:${aws.partition}:dynamodb:${aws.region}:${aws.account_id}:table/orders/index/*"],
      ["${aws_dynamodb_table.t.stream_arn}", "arn:${aws.partition}:dynamodb:${aws.region}:${aws.account_id}:table/orders/stream/${aws_dynamodb_table.t.stream_label}"],
      ["${aws_sqs_queue.q.id}", "https://sqs.${aws.region}.amazonaws.com/${aws.account_id}/orders"],
      ["${aws_sqs_queue.composed.name}", "${aws_s3_bucket.made.bucket}-q"],
      ["${aws_secretsmanager_secret.s.id}", "arn:${aws.partition}:secretsmanager:${aws.region}:${aws.account_id}:secret:db-${aws_secretsmanager_secret.s.arn_suffix}"],
      ["${aws_ssm_parameter.slash.arn}", "arn:${aws.partition}:ssm:${aws.region}:${aws.account_id}:parameter/app/x"],
      ["${aws_ssm_parameter.flat.arn}", "arn:${aws.partition}:ssm:${aws.region}:${aws.account_id}:parameter/x"],
      ["${aws_kms_key.k.id}", "${aws_kms_key.k.key_id}"],
      ["${aws_iam_role.r.arn}", "arn:${aws.partition}:iam::${aws.account_id}:role/team/worker"],
      ["${aws_cloudwatch_event_rule.r.arn}", "arn:${aws.partition}:events:${aws.region}:${aws.account_id}:rule/nightly"],
      ["${aws_cloudwatch_event_rule.own.arn}", "arn:${aws.partition}:events:${aws.region}:${aws.account_id}:rule/own/nightly"],
      ["${aws_s3_bucket.elsewhere.arn}", "${aws_s3_bucket.elsewhere.arn}"],
      ["${aws_s3_bucket.b.hosted_zone_id}", "${aws_s3_bucket.b.hosted_zone_id}"],
    ];
    for (const [written, expected] of table) it(`${written} is ${expected}`, () => expect(formatSymbolic(resources.expand(text(written)))).to.equal(expected));

    it("fills in where the deployment goes", () => {
      const here = new NamedResources([resource("aws_sqs_queue.q", { name: "orders" }, closed)], closed);
      expect(formatSymbolic(here.expand(text("${aws_sqs_queue.q.arn} ${aws.region}")))).to.equal("arn:aws:sqs:eu-west-1:123456789012:orders eu-west-1");
    });

    it("ends where names go round in a circle", () => {
      const circle = new NamedResources([resource("aws_s3_bucket.a", { bucket: "${aws_s3_bucket.b.id}" }), resource("aws_s3_bucket.b", { bucket: "${aws_s3_bucket.a.id}" })], open);
      expect(circle.expand(text("${aws_s3_bucket.a.arn}")).kind).to.equal("string");
    });
  });

  describe("fold", () => {
    const table: [string, string][] = [
      ["arn:aws:s3:::orders", "${aws_s3_bucket.b.arn}"],
      ["arn:aws:s3:::orders/incoming/*", "${aws_s3_bucket.b.arn}/incoming/*"],
      ["arn:*:s3:::orders*", "${aws_s3_bucket.b.arn}*"],
      ["arn:aws:s3:::orders-of-others/*", "arn:aws:s3:::orders-of-others/*"],
      ["arn:aws:s3:::order", "arn:aws:s3:::order"],
      ["arn:aws:s3:::${aws_s3_bucket.made.id}/*", "${aws_s3_bucket.made.arn}/*"],
      ["${aws_s3_bucket.made.arn}/*", "${aws_s3_bucket.made.arn}/*"],
      ["arn:aws:dynamodb:*:*:table/orders/index/by-day", "${aws_dynamodb_table.t.arn}/index/by-day"],
      ["arn:aws:dynamodb:us-east-1:${aws.account_id}:table/orders", "${aws_dynamodb_table.t.arn}"],
      ["arn:aws:sqs:*:*:orders", "${aws_sqs_queue.q.arn}"],
      ["arn:aws:secretsmanager:*:*:secret:db-??????", "${aws_secretsmanager_secret.s.arn}"],
      ["arn:aws:secretsmanager:*:*:secret:db-*", "${aws_secretsmanager_secret.s.arn}"],
      ["arn:aws:secretsmanager:*:*:secret:db*", "arn:aws:secretsmanager:*:*:secret:db*"],
      ["arn:aws:lambda:*:*:function:fn:live", "${aws_lambda_function.f.arn}:live"],
      ["${aws_api_gateway_rest_api.api.execution_arn}/*/GET/x", "${aws_api_gateway_rest_api.api.execution_arn}/*/GET/x"],
      ["${aws_kms_key.k.arn}", "${aws_kms_key.k.arn}"],
      ["${aws_bedrockagent_agent.a.agent_arn}", "${aws_bedrockagent_agent.a.agent_arn}"],
      ["*", "*"],
      ["orders", "orders"],
      ["arn:aws:sns:*:*:orders", "arn:aws:sns:*:*:orders"],
    ];
    for (const [written, expected] of table) it(`${written} is ${expected}`, () => expect(formatSymbolic(resources.fold(text(written)))).to.equal(expected));

    it("is undecided between two of the same name in different regions, and decided where the region is told", () => {
      const two = new NamedResources([resource("aws_sqs_queue.here", { name: "jobs", arn: "arn:aws:sqs:eu-west-1:1:jobs" }), resource("aws_sqs_queue.there", { name: "jobs", arn: "arn:aws:sqs:us-east-1:1:jobs" })], closed);
      expect(formatSymbolic(two.fold(text("arn:aws:sqs:*:*:jobs")))).to.equal("arn:aws:sqs:*:*:jobs");
      expect(formatSymbolic(two.fold(text("arn:aws:sqs:us-east-1:1:jobs")))).to.equal("${aws_sqs_queue.there.arn}");
      expect(formatSymbolic(two.fold(text("arn:aws:sqs:ap-south-1:1:jobs")))).to.equal("arn:aws:sqs:ap-south-1:1:jobs");
    });

    it("does not take a name whose text is open at its end for a whole name", () => {
      const hidden: SymbolicString = { kind: "string", parts: [{ kind: "literal", text: "arn:aws:s3:::orders" }, { kind: "unknown-text", unknown: { kind: "unknown", reason: "unreadable", references: [] } }] };
      expect(resources.fold(hidden)).to.equal(hidden);
    });
  });
});

describe("resource types", () => {
  it("are found by all names of the type", () => {
    for (const token of ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2", "aws-native:s3:Bucket"]) expect(findResourceTypeOfToken(token)?.type).to.equal("aws_s3_bucket");
    expect(findResourceType("aws_route_table")).to.equal(undefined);
  });

  it("have a line each, and a known template for every hole", () => {
    const names = resourceTypeNames();
    expect(new Set(names).size).to.equal(names.length);
    for (const name of names) {
      const type = findResourceType(name)!;
      expect(type.tokens, name).to.have.length.greaterThan(0);
      for (const piece of type.arn ?? []) if ("hole" in piece) expect(piece.hole, name).to.match(/^[a-z_/]+$/);
    }
  });

  it("spell attributes as the toolchain does", () => {
    const queue = nameResource(findResourceType("aws_dynamodb_table")!, { address: "urn:t", text: () => undefined, spell: (name) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()) }, open);
    expect(formatSymbolic(queue.attributes.get("streamArn")!)).to.match(/stream\/\$\{urn:t\.streamLabel\}$/);
  });
});
