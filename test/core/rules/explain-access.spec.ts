import { expect } from "chai";
import { explainAction, explainArn } from "../../../core/rules";

describe("rules/explain-access", () => {
  it("tells an object from its bucket by the slash", () => {
    const text = explainArn("arn:aws:s3:::reports/2026.csv");
    expect(text).to.contain("may name an object of Amazon S3").and.not.to.contain("a bucket of");
    expect(explainArn("arn:aws:s3:::reports")).to.contain("may name a bucket of Amazon S3");
  });

  it("lets a pattern reach over the slash", () => {
    expect(explainArn("arn:aws:s3:::reports*")).to.contain("a bucket of").and.to.contain("an object of");
  });

  it("believes a name with a slash in it where no type writes it", () => {
    expect(explainArn("arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/db-AbCdEf")).to.contain("may name a Secret of AWS Secrets Manager");
    expect(explainArn("arn:aws:iam::123456789012:role/team/shop")).to.contain("may name a role of");
  });

  const unknown: readonly (readonly [string, RegExp])[] = [
    ["s3:PutObjct", /Did you mean s3:PutObject\?/],
    ["s3:Zzz*", /`leastwise explain "s3:\*"` shows those of Amazon S3/],
    ["qqqqqqqq:Bar", /service:Name/],
  ];
  for (const [action, next] of unknown) {
    it(`says what to do where there is no action ${action}`, () => expect(explainAction(action)).to.match(new RegExp(`There is no action ${action.replace("*", "\\*")}\\.`)).and.match(next));
  }
});
