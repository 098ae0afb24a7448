import { expect } from "chai";
import { atRunTime, bare, call, text } from "../building";
import { literal, unknown } from "../../../../core/values";

const t = "arn:aws:dynamodb:*:*:table";

const cases: readonly [string, Parameters<typeof call>, readonly string[]][] = [
  ["a table", ["dynamodb", "PutItem", { TableName: "orders" }], [`dynamodb:PutItem ${t}/orders`]],
  ["a table by its ARN", ["dynamodb", "PutItem", { TableName: "arn:aws:dynamodb:eu-west-1:123456789012:table/orders" }], ["dynamodb:PutItem arn:aws:dynamodb:eu-west-1:123456789012:table/orders"]],
  ["a table that the event names", ["dynamodb", "PutItem", { TableName: atRunTime() }], ["dynamodb:PutItem ?"]],
  ["an index alone", ["dynamodb", "Query", { TableName: "orders", IndexName: "by-day" }], [`dynamodb:Query ${t}/orders/index/by-day`]],
  ["an index that the event names", ["dynamodb", "Query", { TableName: "orders", IndexName: atRunTime() }], [`dynamodb:Query ${t}/orders/index/*`]],
  ["members that could not be followed", ["dynamodb", "Query", { TableName: "orders" }, { rest: unknown("unreadable") }], [`dynamodb:Query ${t}/orders`, `dynamodb:Query (possible) ${t}/orders/index/*`]],
  ["an index that may not be given", ["dynamodb", "Query", { TableName: "orders", IndexName: { kind: "choice", alternatives: [{ kind: "null" }, literal("by-day")] } }], [`dynamodb:Query ${t}/orders`, `dynamodb:Query (possible) ${t}/orders/index/by-day`]],
  ["a table that may be missing", ["dynamodb", "PutItem", { TableName: { kind: "choice", alternatives: [{ kind: "null" }, literal("orders")] } }], [`dynamodb:PutItem ${t}/orders`]],
  ["tables of a batch", ["dynamodb", "BatchWriteItem", { RequestItems: { a: [], b: [] } }], [`dynamodb:BatchWriteItem ${t}/a ${t}/b`]],
  ["a batch that the event makes", ["dynamodb", "BatchGetItem", { RequestItems: atRunTime() }], ["dynamodb:BatchGetItem ?"]],
  [
    "the items of a transaction",
    ["dynamodb", "TransactWriteItems", { TransactItems: [{ Put: { TableName: "a" } }, { ConditionCheck: { TableName: "b" } }] }],
    [`dynamodb:ConditionCheckItem ${t}/b`, `dynamodb:PutItem ${t}/a`],
  ],
  [
    "a transaction that could not be followed",
    ["dynamodb", "TransactWriteItems", { TransactItems: atRunTime() }],
    ["dynamodb:ConditionCheckItem (possible) ?", "dynamodb:DeleteItem (possible) ?", "dynamodb:PutItem (possible) ?", "dynamodb:UpdateItem (possible) ?"],
  ],
  ["a PartiQL query", ["dynamodb", "ExecuteStatement", { Statement: 'SELECT * FROM "orders" WHERE pk = ?' }], [`dynamodb:PartiQLSelect ${t}/orders`]],
  ["a PartiQL query of an index", ["dynamodb", "ExecuteStatement", { Statement: 'select a from "orders"."by-day"' }], [`dynamodb:PartiQLSelect ${t}/orders/index/by-day`]],
  ["a PartiQL table that the event names", ["dynamodb", "ExecuteStatement", { Statement: text('DELETE FROM "', atRunTime(), '" WHERE pk = 1') }], ["dynamodb:PartiQLDelete ?"]],
  ["a table name with a hole", ["dynamodb", "ExecuteStatement", { Statement: text('UPDATE "orders-', atRunTime(), '" SET a = 1') }], [`dynamodb:PartiQLUpdate ${t}/orders-*`]],
  ["PartiQL statements", ["dynamodb", "BatchExecuteStatement", { Statements: [{ Statement: literal("INSERT INTO orders VALUE {}") }] }], [`dynamodb:PartiQLInsert ${t}/orders`]],
];

describe("required: dynamodb", () => {
  for (const [title, args, expected] of cases) it(title, () => expect(bare(call(...args))).to.deep.equal(expected));

  it("takes the stream of an iterator from the call that made it", () => {
    const stream = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026";
    const calls = [call("dynamodbstreams", "GetShardIterator", { StreamArn: stream }), call("dynamodbstreams", "GetRecords", { ShardIterator: atRunTime() })];
    expect(bare(...calls)).to.deep.equal([`dynamodb:GetRecords ${stream}`, `dynamodb:GetShardIterator ${stream}`]);
  });
});
