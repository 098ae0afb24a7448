import * as fc from "fast-check";
import type { PlainPolicy, Request } from "./evaluator";

const ACTIONS = ["s3:GetObject", "s3:GetObjectTagging", "s3:PutObject", "s3:Get*", "s3:*", "*", "s3:Get?bject", "S3:getobject", "sqs:SendMessage", "sqs:*", "s3:*Object", "unheard:Of", "unheard:*", "dynamodb:Get*"];
const PIECES = ["a", "b", "/", ":", "*", "?", "ab", "*b", "${aws:username}", "${*}"];
const KEYS = ["aws:SourceVpc", "AWS:sourcevpc", "aws:username", "s3:prefix", "aws:TagKeys", "aws:tagkeys"];
const TEXTS = ["a", "b", "a*", "*", "?b", "A", "ab", ""];
const STRING_OPERATORS = ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike"];

const texts = fc.oneof({ weight: 12, arbitrary: fc.uniqueArray(fc.constantFrom(...TEXTS), { minLength: 1, maxLength: 2 }) }, fc.constant(["${aws:username}"]));
const suffix = fc.constantFrom("", "", "IfExists");

const stringCondition = fc.record({ prefix: fc.constantFrom("", "", "", "ForAnyValue:", "ForAllValues:"), operator: fc.constantFrom(...STRING_OPERATORS), suffix, key: fc.constantFrom(...KEYS), values: texts }).map(({ prefix, operator, suffix, key, values }) => ({ [prefix + operator + suffix]: { [key]: values } }));
const nullCondition = fc.record({ key: fc.constantFrom(...KEYS), value: fc.constantFrom("true", "false") }).map(({ key, value }) => ({ Null: { [key]: value } }));
const boolCondition = fc.record({ suffix, value: fc.constantFrom("true", "false") }).map(({ suffix, value }) => ({ [`Bool${suffix}`]: { "aws:SecureTransport": value } }));
const numberCondition = fc.record({ operator: fc.constantFrom("Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"), suffix, value: fc.integer({ min: 1, max: 3 }) }).map(({ operator, suffix, value }) => ({ [`Numeric${operator}${suffix}`]: { "s3:max-keys": String(value) } }));
const dateCondition = fc.record({ operator: fc.constantFrom("LessThan", "GreaterThanEquals"), year: fc.integer({ min: 2024, max: 2026 }) }).map(({ operator, year }) => ({ [`Date${operator}`]: { "aws:CurrentTime": `${year}-01-01T00:00:00Z` } }));
const ipCondition = fc.record({ operator: fc.constantFrom("IpAddress", "NotIpAddress"), range: fc.constantFrom("10.0.0.0/8", "10.1.0.0/16", "10.1.0.7", "0.0.0.0/0") }).map(({ operator, range }) => ({ [operator]: { "aws:SourceIp": range } }));
const arnCondition = fc.record({ operator: fc.constantFrom("ArnLike", "ArnNotEquals"), arn: fc.constantFrom("arn:aws:s3:::a", "arn:aws:s3:::*", "arn:*:sns:*:1:t", "arn:aws:sns:us-*:?:*") }).map(({ operator, arn }) => ({ [operator]: { "aws:SourceArn": arn } }));
const condition = fc.oneof({ weight: 5, arbitrary: stringCondition }, nullCondition, boolCondition, numberCondition, dateCondition, ipCondition, arnCondition);
const conditions = fc.array(condition, { minLength: 1, maxLength: 2 }).map((all) => Object.assign({}, ...all) as object);

/** ARNs that often meet. */
const resource = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom("*", "arn:aws:s3:::*", "arn:aws:s3:::a/*", "arn:*:s3:::?") },
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...PIECES, ...PIECES.slice(0, 8)), { minLength: 1, maxLength: 4 }).map((pieces) => `arn:aws:s3:::${pieces.join("")}`) },
);

const statement = fc
  .record({
    Effect: fc.constantFrom("Allow", "Allow", "Allow", "Deny"),
    action: fc.uniqueArray(fc.constantFrom(...ACTIONS), { minLength: 1, maxLength: 3 }),
    isNotAction: fc.integer({ min: 0, max: 7 }),
    resource: fc.array(resource, { minLength: 1, maxLength: 3 }),
    isNotResource: fc.integer({ min: 0, max: 6 }),
    Condition: conditions,
    hasCondition: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ Effect, action, isNotAction, resource, isNotResource, Condition, hasCondition }) => ({
    Effect,
    [isNotAction === 0 ? "NotAction" : "Action"]: action,
    [isNotResource === 0 ? "NotResource" : "Resource"]: resource,
    ...(hasCondition === 0 ? { Condition } : {}),
  }));

export const policy: fc.Arbitrary<PlainPolicy> = fc.array(statement, { minLength: 1, maxLength: 3 }).map((Statement) => ({ Version: "2012-10-17", Statement }));

/** Another policy that is often the same but for one statement. */
export const pairOfPolicies: fc.Arbitrary<readonly [PlainPolicy, PlainPolicy]> = fc.oneof(
  fc.tuple(policy, policy),
  fc.tuple(policy, statement, fc.boolean()).map(([first, more, isFirst]): [PlainPolicy, PlainPolicy] => {
    const longer = { ...first, Statement: [...first.Statement, more] };
    return isFirst ? [longer, first] : [first, longer];
  }),
  fc.tuple(policy, resource).map(([first, extra]): [PlainPolicy, PlainPolicy] => [first, { ...first, Statement: first.Statement.map((one, index) => (index === 0 ? { ...one, ...("Resource" in one ? { Resource: [extra] } : { NotResource: [extra] }) } : one)) }]),
);

const NAMES = ["s3:GetObject", "s3:GetObjectTagging", "s3:PutObject", "s3:GetBucketAcl", "sqs:SendMessage", "unheard:Of", "unheard:Else", "dynamodb:GetItem", "ec2:RunInstances", "s3:DeleteObject"];

/** Only keys that AWS documents as lists have several values. */
const value = fc.constantFrom("a", "b", "A", "ab", "xb", "q", "");
const requestContext = fc
  .record(
    {
      "aws:SourceVpc": value,
      "aws:TagKeys": fc.uniqueArray(value, { minLength: 1, maxLength: 2 }),
      "aws:username": value,
      "s3:prefix": value,
      "aws:SecureTransport": fc.constantFrom("true", "false"),
      "s3:max-keys": fc.constantFrom("0", "1", "2", "3", "4"),
      "aws:CurrentTime": fc.constantFrom("2023-06-01T00:00:00Z", "2025-01-01T00:00:00Z", "2025-06-01T00:00:00Z", "2027-01-01T00:00:00Z"),
      "aws:SourceIp": fc.constantFrom("10.0.0.1", "10.1.0.7", "10.1.2.3", "11.0.0.1"),
      "aws:SourceArn": fc.constantFrom("arn:aws:s3:::a", "arn:aws:s3:::b", "arn:aws:sns:us-east-1:1:t", "arn:aws-cn:sns:x:1:t"),
    },
    { requiredKeys: [] },
  );

/** A request that is likely to matter to the policies. */
export function requestFor(policies: readonly PlainPolicy[]): fc.Arbitrary<Request> {
  const patterns = policies.flatMap(({ Statement }) => Statement.flatMap((one) => [one["Resource"] ?? one["NotResource"]].flat())) as string[];
  return fc
    .record({ action: fc.constantFrom(...NAMES), pattern: fc.constantFrom(...patterns), fillings: fc.array(fc.constantFrom("", "a", "b", "/", "a/b", ":", "x"), { minLength: 4, maxLength: 4 }), context: requestContext })
    .map(({ action, pattern, fillings, context }) => {
      let next = 0;
      const filling = (): string => fillings[next++ % fillings.length]!;
      const username = typeof context["aws:username"] === "string" ? context["aws:username"] : "a";
      const instance = pattern.replace(/\$\{aws:username\}/g, () => username).replace(/\$\{\*\}/g, "\u0000").replace(/\*/g, filling).replace(/\?/g, () => filling()[0] ?? "a").replace(/\u0000/g, "*");
      return { action, resource: instance, context: Object.fromEntries(Object.entries(context).filter(([, one]) => one !== undefined)) as Request["context"] };
    });
}
