import { expect } from "chai";
import { Environment } from "../../../core/code/environment";
import { fromPlain, literal, unknown } from "../../../core/values";

describe("Environment", () => {
  const configured = new Environment(fromPlain({ TABLE: "orders", TZ: "Europe/Oslo", AWS_SESSION_TOKEN: "mine" }), literal("worker"));
  const open = new Environment(unknown("decided-at-run-time", "variables"));

  for (const [name, kind, value] of [
    ["TABLE", "configured", "string"],
    ["TZ", "configured", "string"],
    ["AWS_LAMBDA_FUNCTION_NAME", "configured", "string"],
    ["AWS_REGION", "configured", "string"],
    ["AWS_EXECUTION_ENV", "configured", "unknown"],
    ["LAMBDA_TASK_ROOT", "configured", "unknown"],
    ["AWS_ACCESS_KEY_ID", "configured", "unknown"],
    ["AWS_SESSION_TOKEN", "configured", "unknown"],
    ["_HANDLER", "configured", "unknown"],
    ["LANG", "configured", "unknown"],
    ["HOME", "possible", "unknown"],
    ["NODE_ENV", "absent", undefined],
    ["AWS_PROFILE", "absent", undefined],
  ] as const) {
    it(`${name} is ${kind}`, () => {
      const found = configured.get(name);
      expect(found.kind).to.equal(kind);
      expect(found.kind === "absent" ? undefined : found.value.kind).to.equal(value);
    });
  }

  it("what Lambda sets is there whatever is configured, other variables are possible", () => {
    expect(open.get("AWS_EXECUTION_ENV").kind).to.equal("configured");
    expect(open.get("LANG").kind).to.equal("configured");
    expect(open.get("TABLE").kind).to.equal("possible");
  });
});
