import { expect } from "chai";
import { toPlain, type Symbolic } from "../../core";
import { shownOfSecret } from "../../policypack/shown-of-secret";

/** The value as JSON, `?` for what is not shown. */
function shown(value: Symbolic): unknown {
  switch (value.kind) {
    case "list":
      return value.items.map(shown);
    case "map":
      return Object.fromEntries([...value.entries].map(([key, item]) => [key, shown(item)]));
    case "unknown":
      return value.reason === "secret" ? "?" : value.reason;
    default:
      return toPlain(value);
  }
}

describe("policypack/shown-of-secret", () => {
  const cases: readonly [string, unknown, unknown][] = [
    ["text", "hunter2", "?"],
    ["numbers", 1234, "?"],
    ["a map of text", { TOKEN: "hunter2", n: [true, "x"] }, { TOKEN: "?", n: ["?", "?"] }],
    [
      "a policy document",
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: "hidden", Effect: "Allow", Action: ["s3:*", "hunter2"], Resource: ["*", "arn:aws:s3:::hidden"], Principal: { Service: "lambda.amazonaws.com", AWS: "123456789012" } }] }),
      { Version: "2012-10-17", Statement: [{ Sid: "?", Effect: "Allow", Action: ["s3:*", "?"], Resource: ["?", "?"], Principal: { Service: "lambda.amazonaws.com", AWS: "?" } }] },
    ],
    ["a resource that is everything", '{"Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}', { Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "*" } }],
    ["a policy document inside of a list", [{ name: "hidden", policy: '{"Statement":[{"Effect":"Deny","Action":"s3:*","Resource":["*"]}]}' }], [{ name: "?", policy: { Statement: [{ Effect: "Deny", Action: "s3:*", Resource: ["*"] }] } }]],
    ["broken JSON", '{"Statement": hunter2', "?"],
  ];
  for (const [title, content, expected] of cases) {
    it(`shows of ${title} no more than is in IAM's vocabulary`, () => expect(shown(shownOfSecret(content))).to.deep.equal(expected));
  }
});
