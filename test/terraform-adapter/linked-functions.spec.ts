import { expect } from "chai";
import type { Deployment } from "../../core";
import { adaptFixture, adaptFixtureSources, grantsShown, shown, statementsShown, valueShown } from "./fixtures";

/** What holds whether the plan, the plan with its sources, or the sources alone are read. */
const inputs: [string, () => Promise<Deployment>][] = [
  ["the plan alone", () => adaptFixture("linked-functions")],
  ["the plan with its sources", () => adaptFixture("linked-functions", true)],
  ["the sources alone", () => adaptFixtureSources("linked-functions")],
];

for (const [title, read] of inputs) {
  describe(`functions and their roles, from ${title}`, () => {
    let deployment: Deployment;
    before(async () => {
      deployment = await read();
    });

    it("links every function to its role, through modules, count and for_each", () => {
      const roles = Object.fromEntries(deployment.functions.map(({ address, role }) => [address, role.kind === "known" ? role.value : "outside"]));
      expect(roles).to.deep.equal({
        "aws_lambda_function.main": "aws_iam_role.main",
        "aws_lambda_function.outside": "outside",
        'aws_lambda_function.tenant["blue"]': 'aws_iam_role.tenant["blue"]',
        'aws_lambda_function.tenant["green"]': 'aws_iam_role.tenant["green"]',
        'module.worker["blue"].aws_lambda_function.this[0]': 'aws_iam_role.tenant["blue"]',
        'module.worker["green"].aws_lambda_function.this[0]': 'aws_iam_role.tenant["green"]',
      });
    });

    it("finds every policy of a role, however it is attached", () => {
      const [main] = deployment.executionRoles;
      expect(main && grantsShown(main).sort()).to.deep.equal(
        [
          "customer-managed attached aws_iam_policy.attached[0] by aws_iam_role_policy_attachment.attached",
          "aws-managed AWSLambdaBasicExecutionRole aws_iam_policy_attachment.shared",
          "inline inside aws_iam_role.main inline_policy[inside]",
          "aws-managed AmazonSQSFullAccess aws_iam_role.main managed_policy_arns[0]",
          "customer-managed listed aws_iam_policy.listed by aws_iam_role.main managed_policy_arns[1]",
          "aws-managed AWSXRayDaemonWriteAccess aws_iam_role_policy_attachments_exclusive.main policy_arns[1]",
          `unresolved aws_iam_role_policy_attachments_exclusive.main policy_arns[${title === "the sources alone" ? 2 : 0}]: a policy outside this deployment`,
          "unresolved aws_iam_role_policies_exclusive.main policy_names[1]: the inline policy made-by-hand is outside this deployment",
        ].sort(),
      );
    });

    it("keeps the policies of for_each instances apart", () => {
      const own = deployment.executionRoles.slice(1).map(({ address, policies }) => [address, ...policies.filter(({ kind }) => kind === "inline").flatMap(({ document }) => statementsShown(document))]);
      expect(own).to.deep.equal([
        ['aws_iam_role.tenant["blue"]', "Allow sqs:* on arn:aws:sqs:*:*:blue"],
        ['aws_iam_role.tenant["green"]', "Allow sqs:* on arn:aws:sqs:*:*:green"],
      ]);
    });

    it("reads trust policy and boundary", () => {
      const [main] = deployment.executionRoles;
      expect(main && statementsShown(main.trustPolicy.document)).to.deep.equal(["Allow sts:AssumeRole by Service lambda.amazonaws.com"]);
      const boundary = main?.permissionsBoundary;
      expect(boundary && boundary.kind === "boundary" && [boundary.address, ...statementsShown(boundary.document)]).to.deep.equal(["aws_iam_policy.boundary", "Allow * on *"]);
      expect(deployment.executionRoles[1]?.permissionsBoundary).to.equal(undefined);
    });

    it("says who may call, also through an alias and a module", () => {
      const rows = deployment.functionPermissions.map((permission) => [permission.address, valueShown(permission.function), shown(permission.principal), shown(permission.sourceArn)?.replace(/\?$/, ""), shown(permission.sourceAccount)]);
      expect(rows).to.deep.equal([
        ["aws_lambda_permission.alias", "aws_lambda_function.main", "events.amazonaws.com", undefined, undefined],
        ["aws_lambda_permission.bucket", "aws_lambda_function.main", "s3.amazonaws.com", "${aws_s3_bucket.uploads.arn}", "123456789012"],
        ["aws_lambda_permission.worker", 'module.worker["green"].aws_lambda_function.this[0]', "*", undefined, undefined],
      ]);
      expect(deployment.functionUrls.map((url) => [valueShown(url.function), shown(url.authorizationType)])).to.deep.equal([["aws_lambda_function.main", "AWS_IAM"]]);
    });

    it("says what triggers", () => {
      const rows = deployment.eventSources.map((source) => [source.delivery, valueShown(source.service), shown(source.source), valueShown(source.function)]);
      expect(rows).to.deep.equal([
        ["poll", "sqs", "${aws_sqs_queue.jobs.arn}", "aws_lambda_function.main"],
        ["push", "s3", "${aws_s3_bucket.uploads.arn}", "aws_lambda_function.main"],
      ]);
    });

    it("reads the settings that need permissions, and none that are not there", () => {
      const [main, outside] = deployment.functions;
      const { vpc, tracing, deadLetterTarget, destinations, environmentKey } = main!.configuration;
      expect({ vpc, tracing, deadLetterTarget: shown(deadLetterTarget), destinations: destinations?.map(shown), environmentKey: shown(environmentKey) }).to.deep.equal({
        vpc: true,
        tracing: true,
        deadLetterTarget: "${aws_sqs_queue.jobs.arn}",
        destinations: ["${aws_sqs_queue.jobs.arn}"],
        environmentKey: "${aws_kms_key.environment.arn}",
      });
      expect(outside!.configuration).to.deep.equal({});
    });

    it("finds the code behind archives, objects, modules and images", () => {
      const found = deployment.functions.map(({ code }) => {
        if (code.kind === "path") return code.path.replace(/^modules\/worker\//, "");
        if (code.kind === "inline") return [...code.files.keys()].join();
        return code.kind === "image" ? valueShown(code.image) : code.kind;
      });
      expect(found).to.deep.equal(["src", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1", "app.js", "app.js", "worker.zip", "worker.zip"]);
      expect(deployment.functions[0]!.layers.map((layer) => (layer.kind === "path" ? layer.path : layer.kind))).to.deep.equal(["layer.zip", "unknown"]);
    });

    it("reads policies on resources", () => {
      expect(deployment.resourcePolicies.map(({ service, resource, document }) => [service, shown(resource), ...statementsShown(document)])).to.deep.equal([
        ["sqs", "${aws_sqs_queue.jobs.arn}", "Allow sqs:SendMessage on * by Service s3.amazonaws.com"],
      ]);
    });

    it("knows its resources by name", () => {
      expect(shown(deployment.resources.get("aws_sqs_queue.jobs")?.arn)).to.match(/^arn:aws:sqs:eu-west-1:(\$\{aws\.account_id\}|123456789012):jobs$/);
      expect(shown(deployment.resources.target.region)).to.equal("eu-west-1");
    });
  });
}

describe("the environment of a function", () => {
  it("names what an unknown variable depends on, where there is only the plan", async () => {
    const [main] = (await adaptFixture("linked-functions")).functions;
    const { environment } = main!;
    expect(environment.kind === "map" && [...environment.entries].map(([name, value]) => [name, shown(value)])).to.deep.equal([
      ["QUEUE", "<computed-at-apply: aws_sqs_queue.jobs.url>"],
      ["STAGE", "test"],
    ]);
  });

  it("is symbolic with the sources, each variable by itself", async () => {
    const [main] = (await adaptFixture("linked-functions", true)).functions;
    const { environment } = main!;
    expect(environment.kind === "map" && shown(environment.entries.get("QUEUE"))).to.equal("${aws_sqs_queue.jobs.url}");
  });
});

describe("places", () => {
  it("lead to the element of a known document too", async () => {
    const [main] = (await adaptFixture("linked-functions", true)).executionRoles;
    const inside = main!.policies.find(({ name }) => name.kind === "known" && name.value === "inside");
    const statement = inside?.document.kind === "known" ? inside.document.value.statements[0] : undefined;
    const place = statement?.actions?.[0]?.at;
    expect(place && [place.file, place.line]).to.deep.equal(["main.tf", 35]);
    expect(place && place.endColumn - place.column).to.equal('"s3:ListAllMyBuckets"'.length);
  });

  it("are absent without sources", async () => {
    const deployment = await adaptFixture("linked-functions");
    expect(JSON.stringify(deployment.executionRoles)).not.to.include('"line"');
  });
});
