import { expect } from "chai";
import { splitReference } from "../../terraform-adapter/addresses";
import { Configuration, formatTerminal, withoutPrefixes, type Scope } from "../../terraform-adapter/configuration";
import { InstanceKeys } from "../../terraform-adapter/plan-records";
import type { PlanConfiguration } from "../../terraform-adapter/plan-json";
import type { InstanceKey } from "../../terraform-adapter/sources";

const expression = (...references: string[]): { references: string[] } => ({ references });

const plan: PlanConfiguration = {
  root_module: {
    resources: [],
    module_calls: {
      queue: { expressions: { name: { constant_value: "q" } }, module: { outputs: { arn: { expression: expression("aws_sqs_queue.this[0].arn", "aws_sqs_queue.this[0]", "aws_sqs_queue.this") } } } },
      worker: {
        for_each_expression: expression("aws_s3_bucket.each"),
        expressions: { role: expression("aws_iam_role.r.arn", "aws_iam_role.r"), bucket: expression("each.value.arn"), own: expression("aws_s3_bucket.each", "each.key"), deep: expression("module.queue.arn", "module.queue") },
        module: { module_calls: { inner: { expressions: { role: expression("var.role") }, module: {} } } },
      },
    },
  },
};

function instance(address: string, module = "", key?: InstanceKey): { address: string; module: string; key: InstanceKey } {
  return { address, module, key };
}

const keys = new InstanceKeys([
  instance("aws_iam_role.r"),
  instance('aws_s3_bucket.each["a"]', "", "a"),
  instance('aws_s3_bucket.each["b"]', "", "b"),
  instance("aws_sqs_queue.counted[0]", "", 0),
  instance("aws_sqs_queue.counted[1]", "", 1),
  instance("module.queue.aws_sqs_queue.this[0]", "module.queue", 0),
  instance("data.aws_region.here"),
  instance('module.worker["a"].aws_lambda_function.f', 'module.worker["a"]'),
  instance('module.worker["b"].module.inner.aws_lambda_function.f', 'module.worker["b"].module.inner'),
]);
const configuration = new Configuration(plan, keys);
const root: Scope = { module: "" };
const inWorker: Scope = { module: 'module.worker["a"]' };

describe("Configuration.follow", () => {
  const table: [string, string[], Scope, string[][]][] = [
    ["an attribute", ["aws_iam_role.r.arn", "aws_iam_role.r"], root, [["aws_iam_role.r.arn"]]],
    ["the same attribute twice", ["aws_iam_role.r.arn", "aws_iam_role.r", "aws_iam_role.r.arn", "aws_iam_role.r"], root, [["aws_iam_role.r.arn"], ["aws_iam_role.r.arn"]]],
    ["a data source", ["data.aws_region.here.name", "data.aws_region.here"], root, [["data.aws_region.here.name"]]],
    ["an index", ["aws_sqs_queue.counted[1].arn", "aws_sqs_queue.counted[1]", "aws_sqs_queue.counted"], root, [["aws_sqs_queue.counted[1].arn"]]],
    ["an index that does not exist", ["aws_sqs_queue.counted[7].arn", "aws_sqs_queue.counted[7]", "aws_sqs_queue.counted"], root, []],
    ["each.key: the instance of the same key", ["aws_s3_bucket.each", "each.key"], { module: "", key: "b" }, [['aws_s3_bucket.each["b"]']]],
    ["a splat: all instances", ["aws_sqs_queue.counted"], root, [["aws_sqs_queue.counted[0]", "aws_sqs_queue.counted[1]"]]],
    ["each.value: what for_each goes over", ["each.value.arn"], { module: "", key: "a", forEach: expression("aws_s3_bucket.each") }, [['aws_s3_bucket.each["a"].arn']]],
    ["a module's output", ["module.queue.arn", "module.queue"], root, [["module.queue.aws_sqs_queue.this[0].arn"]]],
    ["a whole module: anything that it gives", ["module.queue", "each.key"], root, [["module.queue.aws_sqs_queue.this[0].arn"]]],
    ["a variable: the argument of the call", ["var.role"], inWorker, [["aws_iam_role.r.arn"]]],
    ["a variable of an inner module, through both calls", ["var.role"], { module: 'module.worker["b"].module.inner' }, [["aws_iam_role.r.arn"]]],
    ["a variable that is an output of another module", ["var.deep"], inWorker, [["module.queue.aws_sqs_queue.this[0].arn"]]],
    ["a variable with each.value in the call", ["var.bucket"], inWorker, [['aws_s3_bucket.each["a"].arn']]],
    ["a variable with each.key in the call", ["var.own"], inWorker, [['aws_s3_bucket.each["a"]']]],
    ["a variable that is not given", ["var.other"], inWorker, []],
    ["a variable of the root", ["var.region"], root, []],
    ["a local, which is as far as a plan goes", ["local.x", "local.x"], inWorker, [['module.worker["a"].local.x'], ['module.worker["a"].local.x']]],
    ["what is always known", ["path.module", "each.key", "count.index", "terraform.workspace"], root, []],
    ["a resource that the plan does not have", ["aws_sns_topic.gone.arn", "aws_sns_topic.gone"], root, []],
  ];
  for (const [name, references, scope, expected] of table) {
    it(`follows ${name}`, () => {
      const found = configuration.follow(expression(...references), scope).map((terminals) => terminals.map(formatTerminal));
      expect(found).to.deep.equal(expected);
    });
  }

  it("ends where outputs refer to each other in a circle", () => {
    const circle = new Configuration({ root_module: { module_calls: { a: { expressions: { v: expression("module.a.o") }, module: { outputs: { o: { expression: expression("var.v") } } } } } } }, keys);
    expect(circle.follow(expression("module.a.o"), root).flat()).to.have.length(1);
  });
});

describe("references of a configuration", () => {
  it("are one for each occurrence", () => {
    expect(withoutPrefixes(["a.b[0].arn", "a.b[0]", "a.b", "a.b[0].arn", "a.b[0]", "a.b", "local.x", "local.x", "a.bc"])).to.deep.equal(["a.b[0].arn", "a.b[0].arn", "local.x", "local.x", "a.bc"]);
  });

  const split: [string, string, string][] = [
    ['module.a["x.y"].aws_s3_bucket.b[0].arn', 'module.a["x.y"].aws_s3_bucket.b[0]', "arn"],
    ["data.aws_iam_role.r.arn", "data.aws_iam_role.r", "arn"],
    ['aws_x.y["a\\"b]"].z[0].w', 'aws_x.y["a\\"b]"]', "z[0].w"],
    ["module.m.local.x", "module.m.local", "x"],
    ["aws_x.y", "aws_x.y", ""],
  ];
  for (const [reference, address, attribute] of split) it(`${reference} is ${attribute || "all"} of ${address}`, () => expect(splitReference(reference)).to.deep.equal({ address, attribute }));
});
