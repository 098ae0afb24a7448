import { expect } from "chai";
import { adaptFixture, shown } from "./fixtures";

describe("the log group that a function is given", () => {
  for (const [title, withSources] of [["from the plan alone", false], ["from the plan with its sources", true]] as const) {
    it(`is left to Lambda where its argument is null, and else what it names, ${title}`, async () => {
      const { functions } = await adaptFixture("log-groups", withSources);
      const groups = Object.fromEntries(functions.map(({ address, configuration }) => [address, shown(configuration.logGroup)]));
      expect(groups["aws_lambda_function.default"]).to.equal(undefined);
      expect(groups["aws_lambda_function.named"]).to.match(/aws_cloudwatch_log_group\.shared|\/shop\//);
    });
  }
});
