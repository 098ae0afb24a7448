import { expect } from "chai";
import { requiredByCalls } from "../../../core/required";
import { literal, unknown } from "../../../core/values";
import { atRunTime, call, shown } from "./building";

const at = (line: number) => ({ at: { file: "app.js", line, column: 1, endLine: line, endColumn: 2 } });

describe("required: rows", () => {
  it("are one for the same action on the same resources, with every call that needs it", () => {
    const rows = requiredByCalls([call("s3", "GetObject", { Bucket: "b", Key: "k" }, at(1)), call("s3", "HeadObject", { Bucket: "b", Key: "k" }, at(2))]);
    expect(shown(rows)).to.deep.equal(["s3:GetObject arn:aws:s3:::b/k"]);
    expect(rows[0]!.evidence.map((one) => [one.call, one.at?.line])).to.deep.equal([["GetObjectCommand", 1], ["HeadObjectCommand", 2]]);
  });

  it("tell a call once, however often it was met", () => {
    const twice = call("s3", "GetObject", { Bucket: "b", Key: "k" });
    expect(requiredByCalls([twice, { ...twice }])[0]!.evidence.length).to.equal(1);
  });

  it("are apart where the resources are", () => {
    expect(shown(requiredByCalls([call("s3", "GetObject", { Bucket: "b", Key: "k" }), call("s3", "GetObject", { Bucket: "a", Key: "k" })]))).to.deep.equal([
      "s3:GetObject arn:aws:s3:::a/k",
      "s3:GetObject arn:aws:s3:::b/k",
    ]);
  });

  it("leave out what may be needed where it is certain", () => {
    const sure = call("sns", "Publish", { TopicArn: "arn:aws:sns:us-east-1:1:t" });
    expect(shown(requiredByCalls([{ ...sure, certainty: "possible" }, sure]))).to.deep.equal(["sns:Publish arn:aws:sns:us-east-1:1:t"]);
    expect(shown(requiredByCalls([{ ...sure, certainty: "possible" }]))).to.deep.equal(["sns:Publish (possible) arn:aws:sns:us-east-1:1:t"]);
  });

  it("do not depend on the order of the calls", () => {
    const calls = [call("sqs", "SendMessage", { QueueUrl: atRunTime() }), call("s3", "ListBuckets"), call("dynamodb", "Query", { TableName: "t" }, { rest: unknown("unreadable") })];
    expect(shown(requiredByCalls(calls))).to.deep.equal(shown(requiredByCalls([...calls].reverse())));
  });

  it("keep how the call was made and what was told of it", () => {
    const [row] = requiredByCalls([call("ssm", "GetParameter", { Name: "/p" }, { via: "@aws-lambda-powertools/parameters", note: "Name from a constant" })]);
    expect(row!.evidence[0]!.note).to.equal("through @aws-lambda-powertools/parameters; Name from a constant");
  });

  it("say what conditions the call is known to satisfy", () => {
    const contextOf = (prefix: unknown) => requiredByCalls([call("s3", "ListObjectsV2", { Bucket: "b", Prefix: prefix })])[0]!.context;
    expect([...contextOf("in/")!]).to.deep.equal([["s3:prefix", ["in/"]]]);
    expect(contextOf(atRunTime())).to.equal(undefined);
    const [pass] = requiredByCalls([call("scheduler", "CreateSchedule", { Name: "n", Target: { RoleArn: literal("arn:aws:iam::1:role/r") } })]);
    expect([...pass!.context!]).to.deep.equal([["iam:PassedToService", ["scheduler.amazonaws.com"]]]);
  });
});
