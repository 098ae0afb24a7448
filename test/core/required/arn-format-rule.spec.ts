import { expect } from "chai";
import { unmappedCalls } from "../../../core/required";
import { findOperationService } from "../../../core/reference";
import { literal, reference, unknown } from "../../../core/values";
import { arn, atRunTime, bare, call, deployment, needed, resource, text } from "./building";

describe("required: resources by the names of members alone", () => {
  const cases: readonly [string, Parameters<typeof call>, readonly string[]][] = [
    ["a name in a member of the type's own name", ["codebuild", "StartBuild", { projectName: "p" }], ["codebuild:StartBuild arn:aws:codebuild:*:*:project/p"]],
    ["a bare name of the one type that the operation is about", ["glue", "StartTrigger", { Name: "t" }], ["glue:StartTrigger arn:aws:glue:*:*:trigger/t"]],
    ["an ARN in a member of that name", ["elbv2", "DescribeListenerAttributes", { ListenerArn: "arn:aws:elasticloadbalancing:us-east-1:1:listener/app/l/1/2" }], ["elasticloadbalancing:DescribeListenerAttributes *"]],
    ["a list of ids", ["ec2", "StartInstances", { InstanceIds: ["i-1", "i-2"] }], ["ec2:StartInstances arn:aws:ec2:*:*:instance/i-1 arn:aws:ec2:*:*:instance/i-2"]],
    ["one part of two", ["lexv2-runtime", "RecognizeText", { botId: "b", botAliasId: atRunTime() }], ["lex:RecognizeText arn:aws:lex:*:*:bot-alias/b/*"]],
    ["nothing known", ["kendra", "Query", { IndexId: atRunTime() }], ["kendra:Query ?"]],
    ["an input that could not be followed", ["kendra", "Query", {}, { rest: unknown("unreadable") }], ["kendra:Query ?"]],
    ["a hole in a name", ["codebuild", "StartBuild", { projectName: text("build-", atRunTime()) }], ["codebuild:StartBuild arn:aws:codebuild:*:*:project/build-*"]],
    ["an operation that AWS does not scope", ["comprehend", "DetectSentiment", { Text: "x" }], ["comprehend:DetectSentiment *"]],
  ];
  for (const [title, args, expected] of cases) it(title, () => expect(bare(call(...args))).to.deep.equal(expected));

  it("takes the resource that a value is made of", () => {
    const crawler = resource("aws_glue_crawler.c", arn("glue", "crawler/c"), "c");
    const name = unknown("computed-at-apply", undefined, ["aws_glue_crawler.c.id"]);
    expect(needed(deployment([crawler]), call("glue", "StartCrawler", { Name: name }))).to.deep.equal(["glue:StartCrawler ${aws_glue_crawler.c.arn}"]);
    expect(needed(deployment([crawler]), call("glue", "StartCrawler", { Name: reference("aws_glue_crawler.c", "name") }))).to.deep.equal(["glue:StartCrawler ${aws_glue_crawler.c.arn}"]);
  });

  it("has an answer for every operation of services that functions use, whatever little it is given", () => {
    for (const service of ["s3", "dynamodb", "sqs", "sns", "lambda", "events", "ssm", "kms", "logs", "bedrock-runtime", "athena", "glue", "ecs", "ses", "kinesis"]) {
      for (const operation of findOperationService(service)!.operations.values()) {
        for (const members of [{}, { Name: literal("x"), Arn: literal("arn:aws:x:y:z:w/v") }]) {
          const rows = bare(call(service, operation.operation, members, { rest: unknown("unreadable") }));
          const isTold = rows.length > 0 || operation.needsNoPermission || unmappedCalls([call(service, operation.operation)]).length > 0;
          expect(isTold, `${service} ${operation.operation}`).to.equal(true);
        }
      }
    }
  });

  it("tells operations of which nobody knows what they need", () => {
    expect(unmappedCalls([call("s3", "GetObject")])).to.deep.equal([]);
    expect(unmappedCalls([call("s3", "FlyToTheMoon")]).map((one) => one.services)).to.deep.equal([["s3"]]);
  });
});
