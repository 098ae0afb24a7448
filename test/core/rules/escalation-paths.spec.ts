import { expect } from "chai";
import { check, type Finding } from "../../../core";
import { findAction } from "../../../core/reference";
import { escalationPaths } from "../../../core/rules/escalation-paths";
import { allow, deployed, policy, role } from "../check/deployments";

type StatementJson = Readonly<Record<string, unknown>>;

function escalations(...statements: readonly StatementJson[]): Finding[] {
  return check(deployed([role("reader", [policy("p", statements)])])).findings.filter(({ ruleId }) => ruleId === "no-privilege-escalation");
}

const passing = (service: string): StatementJson => ({ ...allow("iam:PassRole", "*"), Condition: { StringEquals: { "iam:PassedToService": service } } });

describe("the ways to more rights", () => {
  for (const { id, actions, passedTo } of escalationPaths) {
    it(`${id}: of actions that exist, open on everything, shut on one named resource of another kind`, () => {
      for (const action of Object.keys(actions)) expect(findAction(action), action).not.to.equal(undefined);
      expect("iam:PassRole" in actions).to.equal(passedTo !== undefined);
      expect(escalations(allow(Object.keys(actions), "*"))[0]).to.have.property("severity", "critical");
      expect(escalations(...Object.keys(actions).map((action) => allow(action, "arn:aws:s3:::invoices")))).to.deep.equal([]);
    });
  }

  const create = allow(["lambda:CreateFunction", "lambda:InvokeFunction"], "*");
  const cases: readonly (readonly [name: string, statements: readonly StatementJson[], isOpen: boolean])[] = [
    ["a role passed to Lambda alone, and functions", [passing("lambda.amazonaws.com"), create], true],
    ["a role passed to another service alone, and functions", [passing("glue.amazonaws.com"), create], false],
    ["named roles", [allow("iam:PassRole", "arn:aws:iam::111122223333:role/one"), create], false],
    ["roles with a prefix", [allow("iam:PassRole", "arn:aws:iam::111122223333:role/app-*"), create], false],
    ["commands on one instance", [allow("ssm:SendCommand", "arn:aws:ec2:us-east-1:111122223333:instance/i-1")], false],
    ["commands on every instance", [allow("ssm:SendCommand", "arn:aws:ec2:us-east-1:111122223333:instance/*")], true],
    ["builds of one project", [allow("codebuild:StartBuild", "arn:aws:codebuild:us-east-1:111122223333:project/one")], false],
    ["a Deny that takes one action of the set back", [passing("lambda.amazonaws.com"), create, { ...allow("lambda:CreateFunction", "*"), Effect: "Deny" }], false],
  ];
  for (const [name, statements, isOpen] of cases) it(`${isOpen ? "open" : "shut"}: ${name}`, () => expect(escalations(...statements).map(({ message }) => message)).to.have.length(isOpen ? 1 : 0));
});
