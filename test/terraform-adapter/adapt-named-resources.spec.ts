import { expect } from "chai";
import { concatenate, formatSymbolic, fromPlain, literal, reference, type Symbolic } from "../../core";
import { adaptNamedResources } from "../../terraform-adapter/adapt-named-resources";
import { InstanceCollection, type ResourceInstance } from "../../terraform-adapter/resource-instances";
import { ResourceLinks } from "../../terraform-adapter/resource-links";

const target = { partition: literal("aws"), region: literal("eu-west-1"), account: literal("111122223333") };
const key = "arn:aws:kms:eu-west-1:111122223333:key/k";

function instance(address: string, attributes: Readonly<Record<string, unknown>>, isSet: boolean | undefined): ResourceInstance {
  const [name = "", type = ""] = address.split(".").reverse();
  const value = (given: unknown): Symbolic => (typeof given === "object" && given !== null && "kind" in given ? (given as Symbolic) : fromPlain(given));
  return { address, type, name, module: "", key: undefined, mode: address.startsWith("data.") ? "data" : "managed", change: "no-op", attribute: (attribute) => value(attributes[attribute]), isSet: () => isSet, placeOf: () => undefined, region: () => undefined };
}

/** The key and how sure it is, as the deployment tells it. */
function keyOf(one: ResourceInstance): string {
  const instances = new InstanceCollection({ toolchain: "terraform", kind: "plan", version: null }, [one]);
  const found = adaptNamedResources(instances, new ResourceLinks(instances), target).get(one.address);
  return found?.encryptionKey ? `${found.encryptionKeyCertainty ?? "certain"} ${formatSymbolic(found.encryptionKey)}` : "none";
}

describe("the key of a resource", () => {
  const table = (isSet: boolean | undefined): ResourceInstance => instance("aws_dynamodb_table.t", { name: "t", server_side_encryption: [{ enabled: true, kms_key_arn: key }] }, isSet);
  const queue = (isSet: boolean | undefined): ResourceInstance => instance("aws_sqs_queue.q", { name: "q", kms_master_key_id: key }, isSet);
  const cases: readonly (readonly [name: string, one: ResourceInstance, expected: string])[] = [
    ["that is written is a customer's", table(true), `certain ${key}`],
    ["that the provider reports alone is AWS's own", table(false), "none"],
    ["that a state has may be either", table(undefined), `possible ${key}`],
    ["that only a customer can set is a customer's in a state too", queue(undefined), `certain ${key}`],
  ];
  for (const [name, one, expected] of cases) it(name, () => expect(keyOf(one)).to.equal(expected));
});

describe("resources that data sources look up", () => {
  const named = (...all: ResourceInstance[]): ReturnType<typeof adaptNamedResources> => {
    const instances = new InstanceCollection({ toolchain: "terraform", kind: "plan", version: null }, all);
    return adaptNamedResources(instances, new ResourceLinks(instances), target);
  };
  const lookedUp = instance("data.aws_sqs_queue.q", { name: "orders", arn: reference("data.aws_sqs_queue.q", "arn") }, undefined);
  const arn = "arn:aws:sqs:eu-west-1:111122223333:orders";

  it("have an ARN where their name is known, and are no part of the deployment", () => {
    const resources = named(lookedUp);
    expect(formatSymbolic(resources.expand(reference("data.aws_sqs_queue.q", "arn")))).to.equal(arn);
    expect(formatSymbolic(resources.expand(reference("data.aws_sqs_queue.q", "url")))).to.equal("https://sqs.eu-west-1.amazonaws.com/111122223333/orders");
    expect(formatSymbolic(resources.fold(literal(arn)))).to.equal("${data.aws_sqs_queue.q.arn}");
    expect(resources.all).to.deep.equal([]);
  });

  it("may be what the deployment creates: that goes before, and a name that is not known stays open", () => {
    const resources = named(instance("aws_sqs_queue.own", { name: "orders" }, undefined), lookedUp, instance("data.aws_sqs_queue.open", { name: reference("data.aws_sqs_queue.open", "name") }, undefined));
    expect(formatSymbolic(resources.fold(literal(arn)))).to.equal("${aws_sqs_queue.own.arn}");
    expect(resources.get("data.aws_sqs_queue.open")).to.equal(undefined);
  });

  it("have ARNs that are taken apart, also those that are told by a symbol", () => {
    const resources = named(lookedUp, instance("data.aws_arn.a", { arn: reference("data.aws_sqs_queue.q", "arn") }, undefined), instance("data.aws_arn.open", { arn: reference("aws_sfn_activity.x", "arn") }, undefined), instance("data.aws_arn.round", { arn: concatenate([literal("arn:aws:sqs:::"), reference("data.aws_arn.round", "resource")]) }, undefined));
    const field = (address: string, attribute: string): string => formatSymbolic(resources.expand(reference(address, attribute)));
    expect(["partition", "service", "region", "account", "resource"].map((one) => field("data.aws_arn.a", one))).to.deep.equal(["aws", "sqs", "eu-west-1", "111122223333", "orders"]);
    expect(field("data.aws_arn.open", "region")).to.equal("${data.aws_arn.open.region}");
    expect(field("data.aws_arn.round", "resource")).to.equal("${data.aws_arn.round.resource}");
  });
});
