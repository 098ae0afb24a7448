import { expect } from "chai";
import { formatSymbolic, fromPlain, literal } from "../../core";
import { adaptNamedResources } from "../../terraform-adapter/adapt-named-resources";
import { InstanceCollection, type ResourceInstance } from "../../terraform-adapter/resource-instances";
import { ResourceLinks } from "../../terraform-adapter/resource-links";

const target = { partition: literal("aws"), region: literal("eu-west-1"), account: literal("111122223333") };
const key = "arn:aws:kms:eu-west-1:111122223333:key/k";

function instance(address: string, attributes: Readonly<Record<string, unknown>>, isSet: boolean | undefined): ResourceInstance {
  const [type = "", name = ""] = address.split(".");
  return { address, type, name, module: "", key: undefined, mode: "managed", change: "no-op", attribute: (attribute) => fromPlain(attributes[attribute]), isSet: () => isSet, placeOf: () => undefined, region: () => undefined };
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
