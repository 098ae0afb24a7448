import { expect } from "chai";
import * as fc from "fast-check";
import type { Deployment } from "../../../core/model";
import { formatPolicy, leastPrivilegePolicy, policyDisproof, policyNotes } from "../../../core/remedy";
import type { RequiredPermission } from "../../../core/required";
import { formatSymbolic, literal, unknown, type SymbolicString, type Unknown } from "../../../core/values";
import { isAllowed, type PlainPolicy, type Request } from "../access/evaluator";
import { deployment, resource } from "../required/building";

const RUNS = Math.min(Number(process.env["LEASTWISE_PROPERTY_RUNS"] ?? 200), 20_000);
const atRunTime: Unknown = unknown("decided-at-run-time", "event.table");

function row(action: string, resources: readonly (string | SymbolicString | Unknown)[], context?: Readonly<Record<string, string>>): RequiredPermission {
  return { action, resources: resources.map((one) => (typeof one === "string" ? literal(one) : one)), origin: "code", certainty: "certain", evidence: [{ call: action }], ...(context ? { context: new Map(Object.entries(context).map(([key, value]) => [key, [value]])) } : {}) };
}

const TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/orders";

describe("core/remedy/least-privilege-policy", () => {
  const orders = resource("aws_dynamodb_table.orders", TABLE, "orders");
  const where = deployment([orders, resource("aws_dynamodb_table.orders2", `${TABLE}2`, "orders2")]);

  const cases: readonly (readonly [title: string, rows: readonly RequiredPermission[], expected: readonly string[]])[] = [
    ["groups the actions on one resource", [row("dynamodb:Query", [TABLE]), row("dynamodb:GetItem", [TABLE])], ["ReadOrders: dynamodb:GetItem dynamodb:Query on ${aws_dynamodb_table.orders.arn}"]],
    ["keeps services and resources apart", [row("s3:PutObject", ["arn:aws:s3:::b/*"]), row("dynamodb:GetItem", [TABLE])], ["ReadOrders: dynamodb:GetItem on ${aws_dynamodb_table.orders.arn}", "WriteB: s3:PutObject on arn:aws:s3:::b/*"]],
    ["says what it does where it does several things", [row("dynamodb:PutItem", [TABLE]), row("dynamodb:GetItem", [TABLE])], ["UseOrders: dynamodb:GetItem dynamodb:PutItem on ${aws_dynamodb_table.orders.arn}"]],
    [
      "gives no two statements one Sid",
      [row("dynamodb:GetItem", [TABLE]), row("dynamodb:Query", [TABLE, `${TABLE}/index/*`]), row("dynamodb:Scan", [`${TABLE}/index/*`]), row("dynamodb:GetItem", [`${TABLE}2`])],
      ["ReadOrders: dynamodb:GetItem on ${aws_dynamodb_table.orders.arn}", "ReadDynamodb: dynamodb:Query on ${aws_dynamodb_table.orders.arn} ${aws_dynamodb_table.orders.arn}/index/*", "ReadOrders2: dynamodb:Scan on ${aws_dynamodb_table.orders.arn}/index/*", "ReadOrders22: dynamodb:GetItem on ${aws_dynamodb_table.orders2.arn}"],
    ],
    ["names the whole type where the running function decides", [row("dynamodb:GetItem", [atRunTime])], ["ReadAnyTable: dynamodb:GetItem on arn:aws:dynamodb:us-east-1:*:table/*"]],
    ["keeps what is named beside it", [row("dynamodb:GetItem", [TABLE, atRunTime])], ["ReadOrders: dynamodb:GetItem on ${aws_dynamodb_table.orders.arn}", "ReadAnyTable: dynamodb:GetItem on arn:aws:dynamodb:us-east-1:*:table/*"]],
    ["names what has no symbol after its name", [row("sqs:SendMessage", ["arn:aws:sqs:us-east-1:1:jobs"]), row("lambda:InvokeFunction", ["arn:aws:lambda:us-east-1:1:function:mailer"])], ["WriteMailer: lambda:InvokeFunction on arn:aws:lambda:us-east-1:1:function:mailer", "WriteJobs: sqs:SendMessage on arn:aws:sqs:us-east-1:1:jobs"]],
    ["does not take AWS's own part of a log group for its name", [row("logs:PutLogEvents", ["arn:aws:logs:us-east-1:*:log-group:/aws/lambda/mailer:*"])], ["WriteLogs: logs:PutLogEvents on arn:aws:logs:us-east-1:*:log-group:/aws/lambda/mailer:*"]],
    ["keeps what a call tells of a passed role", [row("iam:PassRole", ["arn:aws:iam::1:role/r"], { "iam:PassedToService": "glue.amazonaws.com" })], ["PassR: iam:PassRole on arn:aws:iam::1:role/r if iam:PassedToService=glue.amazonaws.com"]],
  ];
  for (const [title, rows, expected] of cases) {
    it(title, () => {
      const statements = leastPrivilegePolicy(rows, where);
      const shown = formatPolicy(statements, where).Statement.map(({ Sid, Action, Resource, Condition }) => `${Sid}: ${Action.join(" ")} on ${Resource.join(" ")}${Condition ? ` if ${Object.entries(Condition["StringEquals"]!).map(([key, values]) => `${key}=${values.join()}`).join()}` : ""}`);
      expect(shown).to.have.members(expected);
      expect(policyDisproof(statements, rows, where)).to.equal(undefined);
      expect(leastPrivilegePolicy([...rows].reverse(), where).map(({ sid, actions }) => [sid, actions])).to.deep.equal(statements.map(({ sid, actions }) => [sid, actions]));
    });
  }

  it("stays with what is granted where the running function decides, and says so", () => {
    const rows = [row("sqs:SendMessage", [atRunTime])];
    const statements = leastPrivilegePolicy(rows, where, () => [literal("arn:aws:sqs:*:*:jobs-*")]);
    expect(statements.map(({ resources }) => resources.map(formatSymbolic))).to.deep.equal([["arn:aws:sqs:*:*:jobs-*"]]);
    expect(policyDisproof(statements, rows, where)).to.equal(undefined);
    expect(policyNotes(statements)).to.deep.equal([{ sid: statements[0]!.sid, note: "which resource sqs:SendMessage works on is decided when the function runs: the resources are those that the role grants now" }]);
  });

  it("disproves a policy that lacks a need, and one that allows more", () => {
    const rows = [row("dynamodb:GetItem", [TABLE])];
    const statements = leastPrivilegePolicy(rows, where);
    expect(policyDisproof([], rows, where)).to.match(/dynamodb:GetItem on .* is not allowed/);
    expect(policyDisproof([{ ...statements[0]!, actions: ["dynamodb:GetItem", "dynamodb:PutItem"] }], rows, where)).to.match(/dynamodb:PutItem on .* is allowed too/);
  });
});

describe("core/remedy/least-privilege-policy against a plain evaluator", function () {
  this.timeout(120_000);
  const where: Pick<Deployment, "resources"> = deployment();
  const ARNS = ["arn:aws:s3:::a", "arn:aws:s3:::a/*", "arn:aws:s3:::a/in/*", "arn:aws:s3:::b/*", "arn:aws:sqs:us-east-1:1:q", "arn:aws:sqs:us-east-1:1:q-*", "arn:aws:iam::1:role/r", "*"];
  const ACTIONS = ["s3:GetObject", "s3:PutObject", "s3:ListBucket", "sqs:SendMessage", "sqs:ReceiveMessage", "iam:PassRole", "xray:PutTraceSegments"];
  const requirement = fc
    .record({ action: fc.constantFrom(...ACTIONS), resources: fc.uniqueArray(fc.constantFrom<string | Unknown>(...ARNS, atRunTime), { minLength: 1, maxLength: 3 }), passedTo: fc.option(fc.constantFrom("glue.amazonaws.com", "ecs.amazonaws.com"), { nil: undefined }) })
    .map(({ action, resources, passedTo }) => row(action, resources, passedTo === undefined ? undefined : { "iam:PassedToService": passedTo }));
  const request = fc.record({ action: fc.constantFrom(...ACTIONS), resource: fc.constantFrom("arn:aws:s3:::a", "arn:aws:s3:::a/x", "arn:aws:s3:::a/in/y", "arn:aws:s3:::b/x", "arn:aws:s3:::c/x", "arn:aws:sqs:us-east-1:1:q", "arn:aws:sqs:us-east-1:1:q-1", "arn:aws:iam::1:role/r", "arn:aws:iam::1:role/s"), service: fc.constantFrom("glue.amazonaws.com", "ecs.amazonaws.com", "ec2.amazonaws.com") });

  it("allows what is needed and nothing else", () => {
    const counts = { needed: 0, other: 0 };
    fc.assert(
      fc.property(fc.array(requirement, { minLength: 1, maxLength: 6 }), fc.array(request, { minLength: 20, maxLength: 20 }), (rows, requests) => {
        const statements = leastPrivilegePolicy(rows, where);
        expect(policyDisproof(statements, rows, where)).to.equal(undefined);
        expect(new Set(statements.map(({ sid }) => sid)).size).to.equal(statements.length);
        const plain = formatPolicy(statements, where) as unknown as PlainPolicy;
        for (const { action, resource, service } of requests) {
          const asked: Request = { action, resource, context: { "iam:PassedToService": service } };
          const needed = rows.some((one) => one.resources.some((pattern) => isNeeded(one, pattern, asked)));
          counts[needed ? "needed" : "other"]++;
          expect(isAllowed({ policies: [plain] }, asked), JSON.stringify(asked)).to.equal(needed);
        }
      }),
      { numRuns: RUNS },
    );
    expect(Math.min(counts.needed, counts.other)).to.be.greaterThan(RUNS);
  });

  /** By the words of a requirement alone: an unknown resource is any of the type. */
  function isNeeded(one: RequiredPermission, pattern: SymbolicString | Unknown, asked: Request): boolean {
    const types: Readonly<Record<string, string>> = { "s3:GetObject": "arn:aws:s3:::*/*", "s3:PutObject": "arn:aws:s3:::*/*", "s3:ListBucket": "arn:aws:s3:::*", "sqs:SendMessage": "arn:aws:sqs:us-east-1:*:*", "sqs:ReceiveMessage": "arn:aws:sqs:us-east-1:*:*", "iam:PassRole": "arn:aws:iam::*:role/*", "xray:PutTraceSegments": "*" };
    const Resource = pattern.kind === "unknown" ? types[one.action]! : formatSymbolic(pattern);
    const Condition = one.context ? { StringEquals: Object.fromEntries(one.context) } : {};
    return isAllowed({ policies: [{ Statement: [{ Effect: "Allow", Action: one.action, Resource, Condition }] }] }, asked);
  }
});
