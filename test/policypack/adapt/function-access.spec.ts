import { expect } from "chai";
import { adapted, lambda, outputOf, policyText, resource, role, unknownValue } from "../../support/pulumi/stack";

const publisher = role("publisher");
const fn = lambda("publish", publisher);
const target = { kind: "known", value: fn.urn };
const text = (value: string): object => ({ kind: "string", parts: [{ kind: "literal", text: value }] });

describe("policypack/adapt/function-access", () => {
  it("reads a permission with what it leaves out", async () => {
    const permission = resource("aws:lambda/permission:Permission", "p", { action: "lambda:InvokeFunction", principal: "s3.amazonaws.com", function: "publish-1a2b3c4", sourceArn: unknownValue, sourceAccount: null });
    const { functionPermissions } = await adapted(permission, fn, publisher);
    expect(functionPermissions).to.deep.equal([
      {
        address: permission.urn,
        function: target,
        action: text("lambda:InvokeFunction"),
        principal: text("s3.amazonaws.com"),
        sourceArn: { kind: "unknown", reason: "computed-at-apply", references: [] },
        change: "create",
      },
    ]);
  });

  const alias = resource("aws:lambda/alias:Alias", "live", { name: "live", functionName: outputOf(fn) });
  const ways: readonly [string, unknown][] = [
    ["its name", "publish-1a2b3c4"],
    ["its name with a qualifier", "publish-1a2b3c4:live"],
    ["its ARN with a qualifier", "arn:aws:lambda:us-east-1:123456789012:function:publish-1a2b3c4:live"],
    ["an unknown ARN", outputOf(fn)],
    ["an unknown ARN of an alias", outputOf(alias)],
  ];
  for (const [title, value] of ways) {
    it(`finds the function by ${title}`, async () => {
      const url = resource("aws:lambda/functionUrl:FunctionUrl", "u", { functionName: value, authorizationType: "NONE" });
      const { functionUrls } = await adapted(url, alias, fn, publisher);
      expect(functionUrls).to.deep.equal([{ address: url.urn, function: target, authorizationType: text("NONE"), change: "create" }]);
    });
  }

  it("leaves a function of another stack unknown", async () => {
    const url = resource("aws:lambda/functionUrl:FunctionUrl", "u", { functionName: "elsewhere", authorizationType: "NONE" });
    expect((await adapted(url, fn, publisher)).functionUrls[0]!.function).to.deep.include({ kind: "unknown", detail: "elsewhere" });
  });
});

describe("policypack/adapt/event-sources", () => {
  const queue = resource("aws:sqs/queue:Queue", "orders", { name: "orders-1a2b3c4" });
  const table = resource("aws:dynamodb/table:Table", "orders", { name: "orders-1a2b3c4" });

  const polled: readonly [string, Readonly<Record<string, unknown>>, string, object][] = [
    ["a queue that has an ARN", { eventSourceArn: "arn:aws:sqs:us-east-1:123456789012:orders" }, "sqs", text("arn:aws:sqs:us-east-1:123456789012:orders")],
    ["a queue that has none yet", { eventSourceArn: outputOf(queue) }, "sqs", { kind: "string", parts: [{ kind: "reference", address: queue.urn, attribute: "arn" }] }],
    ["a table's stream", { eventSourceArn: outputOf(table) }, "dynamodb", { kind: "string", parts: [{ kind: "reference", address: table.urn, attribute: "streamArn" }] }],
  ];
  for (const [title, props, service, source] of polled) {
    it(`reads ${title} as what is polled`, async () => {
      const mapping = resource("aws:lambda/eventSourceMapping:EventSourceMapping", "m", { functionName: outputOf(fn), ...props });
      const [found] = (await adapted(mapping, queue, table, fn, publisher)).eventSources;
      expect(found).to.deep.equal({ address: mapping.urn, function: target, delivery: "poll", service: { kind: "known", value: service }, source, change: "create" });
    });
  }

  it("does not guess between two sources", async () => {
    const mapping = resource("aws:lambda/eventSourceMapping:EventSourceMapping", "m", { functionName: outputOf(fn), eventSourceArn: outputOf([queue, table]) });
    const [found] = (await adapted(mapping, queue, table, fn, publisher)).eventSources;
    expect([found!.service.kind, found!.source.kind]).to.deep.equal(["unknown", "unknown"]);
  });

  it("reads notifications of a bucket to several functions at once", async () => {
    const second = lambda("second", publisher);
    const notification = resource("aws:s3/bucketNotification:BucketNotification", "n", {
      bucket: "b",
      lambdaFunctions: [{ events: ["s3:ObjectCreated:*"], lambdaFunctionArn: outputOf(fn) }, { events: ["s3:ObjectRemoved:*"], lambdaFunctionArn: outputOf(second) }],
    });
    const { eventSources } = await adapted(notification, fn, second, publisher);
    expect(eventSources.map((source) => [source.delivery, source.function])).to.have.deep.members([
      ["push", target],
      ["push", { kind: "known", value: second.urn }],
    ]);
  });

  it("reads subscriptions and targets that lead to functions, and no others", async () => {
    const topic = resource("aws:sns/topic:Topic", "t", {});
    const rule = resource("aws:cloudwatch/eventRule:EventRule", "daily", { name: "daily-1" });
    const all = [
      resource("aws:sns/topicSubscription:TopicSubscription", "s", { protocol: "lambda", endpoint: outputOf(fn), topic: outputOf(topic) }),
      resource("aws:sns/topicSubscription:TopicSubscription", "mail", { protocol: "email", endpoint: "a@example.com", topic: outputOf(topic) }),
      resource("aws:cloudwatch/eventTarget:EventTarget", "e", { arn: outputOf(fn), rule: "daily-1" }),
      resource("aws:cloudwatch/eventTarget:EventTarget", "q", { arn: outputOf(topic), rule: "daily-1" }),
    ];
    const { eventSources } = await adapted(...all, topic, rule, fn, publisher);
    expect(eventSources.map(({ address, service }) => [address.split("::").at(-1), service])).to.deep.equal([
      ["e", { kind: "known", value: "events" }],
      ["s", { kind: "known", value: "sns" }],
    ]);
  });
});

describe("policypack/adapt/resource-policies", () => {
  const open = policyText({ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" });
  const queue = resource("aws:sqs/queue:Queue", "orders", { name: "orders-1a2b3c4", url: unknownValue });
  const guarded = { kind: "string", parts: [{ kind: "reference", address: queue.urn, attribute: "arn" }] };

  it("reads policies of their own and those inside of a resource", async () => {
    const own = resource("aws:sqs/queuePolicy:QueuePolicy", "p", { queueUrl: outputOf(queue), policy: open });
    const inside = { ...queue, props: { ...queue.props, policy: open }, inputs: [...queue.inputs!, "policy"] };
    for (const [stack, address] of [
      [[own, queue], own.urn],
      [[inside], queue.urn],
    ] as const) {
      const [found, ...rest] = (await adapted(...stack)).resourcePolicies;
      expect(rest).to.deep.equal([]);
      expect(found).to.deep.include({ address, service: "sqs", resource: guarded });
      expect(found!.document.kind).to.equal("known");
    }
  });

  it("does not take a policy that the provider will fill in for one that is written", async () => {
    const computed = { ...queue, props: { ...queue.props, policy: unknownValue } };
    expect((await adapted(computed)).resourcePolicies).to.deep.equal([]);
  });
});
