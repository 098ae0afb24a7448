import { expect } from "chai";
import { fingerprints, localAddress, type FindingIdentity } from "../../../core/findings";

const finding: FindingIdentity = { ruleId: "no-wildcard-action", messageId: "wholeService", address: "aws_iam_role_policy.p", subject: "Allow Action s3:*" };
const one = (change: Partial<FindingIdentity> = {}): string => fingerprints([{ ...finding, ...change }])[0]!;

describe("findings/fingerprint", () => {
  const local: readonly (readonly [address: string, local: string])[] = [
    ["aws_iam_role_policy.p", "aws_iam_role_policy.p"],
    ["module.a.aws_iam_role_policy.p", "aws_iam_role_policy.p"],
    ["module.a.module.b[0].aws_iam_role_policy.p", "aws_iam_role_policy.p"],
    ['module.a["x.y"].aws_iam_role_policy.p["module.z"]', 'aws_iam_role_policy.p["module.z"]'],
    ['module.a["quoted \\" bracket ]"].aws_iam_role_policy.p', "aws_iam_role_policy.p"],
    ["module_like.a.b", "module_like.a.b"],
    ["urn:pulumi:dev::app::aws:iam/rolePolicy:RolePolicy::p", "aws:iam/rolePolicy:RolePolicy::p"],
    ["urn:pulumi:dev::app::my:Component$aws:iam/rolePolicy:RolePolicy::p", "aws:iam/rolePolicy:RolePolicy::p"],
  ];
  for (const [address, expected] of local) {
    it(`${address} is ${expected} without what is around it`, () => {
      expect(localAddress(address)).to.equal(expected);
    });
  }

  it("stays when a resource moves into a module or another stack", () => {
    expect(one({ address: 'module.reader["eu"].aws_iam_role_policy.p' })).to.equal(one());
    expect(one({ address: "urn:pulumi:prod::app::T::p" })).to.equal(one({ address: "urn:pulumi:dev::app::my:Component$T::p" }));
  });

  for (const change of [{ ruleId: "no-unused-permission" }, { messageId: "prefix" }, { address: "aws_iam_role_policy.q" }, { subject: "Allow Action s3:Get*" }]) {
    it(`is another one for another ${Object.keys(change)[0]}`, () => {
      expect(one(change)).not.to.equal(one());
    });
  }

  it("numbers equal problems, so that one more is new whichever came first", () => {
    const two = fingerprints([finding, finding]);
    expect(new Set(two).size).to.equal(2);
    expect(two[0]).to.equal(one());
    expect(fingerprints([finding, { ...finding, subject: "other" }, finding]).filter((_, index) => index !== 1)).to.deep.equal(two);
  });
});
