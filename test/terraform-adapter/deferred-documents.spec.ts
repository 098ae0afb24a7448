import { expect } from "chai";
import type { Deployment } from "../../core";
import { adaptFixture, adaptFixtureSources, statementsShown } from "./fixtures";

function documentOf(deployment: Deployment, name: string): string[] {
  const policy = deployment.executionRoles[0]?.policies.find((candidate) => candidate.name.kind === "known" && candidate.name.value === name);
  return policy ? statementsShown(policy.document) : [];
}

const exact = [
  "Log: Allow logs:PutLogEvents on ${aws_cloudwatch_log_group.log.arn}:*",
  "Replaced: Allow s3:PutObject, s3:GetObject on arn:aws:s3:::fixed/${aws:username}/*, ${aws_s3_bucket.b.arn}",
  "Deny not s3:GetObject on not ${aws_s3_bucket.b.arn}/* if StringEquals aws:SourceArn ${aws_sqs_queue.q.arn}",
  "Allow sqs:SendMessage on ${aws_sqs_queue.q.arn}, ${aws_sqs_queue.other.arn}",
];

describe("documents that wait for apply", () => {
  it("are rebuilt from the plan alone: each reference with open text around it, and an unknown where even the attribute is hidden", async () => {
    const deployment = await adaptFixture("deferred-documents");
    expect(documentOf(deployment, "main")).to.deep.equal([
      "Log: Allow logs:PutLogEvents on ${aws_cloudwatch_log_group.log.arn}?",
      "Replaced: Allow s3:PutObject, s3:GetObject on arn:aws:s3:::fixed/${aws:username}/*, ${aws_s3_bucket.b.arn}?",
      "Deny not s3:GetObject on not ${aws_s3_bucket.b.arn}? if StringEquals aws:SourceArn ${aws_sqs_queue.q.arn}?",
      "Allow sqs:SendMessage on <computed-at-apply: aws_sqs_queue.q aws_sqs_queue.other>, <computed-at-apply: aws_sqs_queue.q aws_sqs_queue.other>",
    ]);
    expect(documentOf(deployment, "encoded")).to.deep.equal(["<computed-at-apply: aws_s3_bucket.b.arn>"]);
  });

  it("are exact with the sources", async () => {
    const deployment = await adaptFixture("deferred-documents", true);
    expect(documentOf(deployment, "main")).to.deep.equal(exact);
    expect(documentOf(deployment, "encoded")).to.deep.equal(["Allow s3:* on ${aws_s3_bucket.b.arn}"]);
  });

  it("are exact from the sources alone", async () => {
    expect(documentOf(await adaptFixtureSources("deferred-documents"), "main")).to.deep.equal(exact);
  });

  it("have the place of each element where the plan knows them, too", async () => {
    const [role] = (await adaptFixture("deferred-documents", true)).executionRoles;
    const trust = role?.trustPolicy.document;
    const statement = trust?.kind === "known" ? trust.value.statements[0] : undefined;
    expect([statement?.at?.line, statement?.actions?.[0]?.at?.line, statement?.principals?.[0]?.at?.line]).to.deep.equal([21, 22, 26]);
  });

  it("never show what is marked as sensitive", async () => {
    const planOnly = await adaptFixture("deferred-documents");
    expect(documentOf(planOnly, "secret")).to.deep.equal(["<secret: >"]);
    const withSources = await adaptFixture("deferred-documents", true);
    expect(documentOf(withSources, "secret")).to.deep.equal(["Allow s3:GetObject on arn:aws:s3:::?/*"]);
    for (const deployment of [planOnly, withSources]) expect(JSON.stringify([deployment.functions, deployment.executionRoles], (_, value: unknown) => (value instanceof Map ? [...value] : value))).not.to.include("hush-hush");
  });
});

describe("a stack that changes", () => {
  it("is told as it will be, and as it is", async () => {
    const deployment = await adaptFixture("changed-stack");
    const grants = (state: Deployment | undefined): unknown => state?.executionRoles.map(({ address, policies }) => [address, ...policies.map(({ change, document }) => [change, ...statementsShown(document)])]);
    expect(grants(deployment)).to.deep.equal([["aws_iam_role.r", ["update", "Allow s3:* on arn:aws:s3:::orders/*"]]]);
    expect(grants(deployment.before)).to.deep.equal([
      ["aws_iam_role.r", ["no-op", "Allow sqs:* on *"], ["no-op", "Allow s3:GetObject on arn:aws:s3:::orders/*"]],
    ]);
  });

  it("has nothing before a first deployment", async () => {
    const { before: earlier } = await adaptFixture("linked-functions");
    expect([earlier?.functions, earlier?.executionRoles]).to.deep.equal([[], []]);
  });
});

describe("a count that nobody can tell", () => {
  it("leaves what it makes possible, in the role all the same", async () => {
    const [role] = (await adaptFixtureSources("undecided-count")).executionRoles;
    const rows = role?.policies.map(({ name, document }) => [name.kind === "known" && name.value, document.kind === "known" && document.value.statements[0]?.certainty]);
    expect(rows).to.deep.equal([
      ["perhaps", "possible"],
      ["surely", "certain"],
      ["AWSLambdaBasicExecutionRole", "possible"],
    ]);
  });
});

describe("notices", () => {
  it("say which roles are not here, and what sources would tell", async () => {
    const messages = async (name: string, withSources: boolean): Promise<string[]> => (await adaptFixture(name, withSources)).notices.map(({ message }) => message);
    expect(await messages("linked-functions", false)).to.deep.equal(["the role arn:aws:iam::123456789012:role/outside is outside this deployment: what aws_lambda_function.outside may do is not checked"]);
    expect(await messages("deferred-documents", true)).to.deep.equal([]);
    expect((await messages("deferred-documents", false))[0]).to.include("--source");
  });
});
