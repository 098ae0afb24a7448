import { expect } from "chai";
import { fromPlain, readPolicyDocument } from "../../core";
import { adaptResourcePolicies } from "../../terraform-adapter/adapt-resource-policies";
import type { AttachedPolicies } from "../../terraform-adapter/attached-policies";
import { InstanceCollection, type ResourceInstance } from "../../terraform-adapter/resource-instances";
import { ResourceLinks } from "../../terraform-adapter/resource-links";

const open = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:PutObject", Resource: "*" }] });

function policiesOf(policy: string, isSet: boolean | undefined): string[] {
  const bucket: ResourceInstance = { address: "aws_s3_bucket.b", type: "aws_s3_bucket", name: "b", module: "", key: undefined, mode: "managed", change: "no-op", attribute: (name) => fromPlain(name === "policy" ? policy : undefined), isSet: () => isSet, placeOf: () => undefined, region: () => undefined };
  const instances = new InstanceCollection({ toolchain: "terraform", kind: "plan", version: null }, [bucket]);
  const reader = { read: readPolicyDocument } as unknown as AttachedPolicies;
  return adaptResourcePolicies(instances, new ResourceLinks(instances), reader).map(({ address, document }) => `${address} ${document.kind === "known" && document.value.unreadStatements ? "unread" : document.kind}`);
}

describe("the policy that a resource carries itself", () => {
  const cases: readonly (readonly [name: string, policy: string, isSet: boolean | undefined, expected: string[]])[] = [
    ["is read where it is written", open, true, ["aws_s3_bucket.b known"]],
    ["is read where the provider reports it", open, false, ["aws_s3_bucket.b known"]],
    ["is undecided where it is written and cannot be read", "what", true, ["aws_s3_bucket.b unread"]],
    ["is undecided where nothing tells who wrote it", "what", undefined, ["aws_s3_bucket.b unread"]],
    ["is nobody's where nobody wrote it", "what", false, []],
  ];
  for (const [name, policy, isSet, expected] of cases) it(name, () => expect(policiesOf(policy, isSet)).to.deep.equal(expected));
});
