import { expect } from "chai";
import * as fc from "fast-check";
import { DFA, isDisjointWith, JS, NFA } from "refa";
import { subset, type AccessSet } from "../../../core/access";
import { accessTo } from "./policies";

const RUNS = Number(process.env["LEASTWISE_PROPERTY_RUNS"] ?? 5000);

interface Asked {
  readonly resources: readonly string[];
  readonly denied: readonly string[];
  readonly operator: string;
  readonly values: readonly string[];
}

function granting({ resources, denied, operator, values }: Asked): AccessSet {
  const deny = denied.length > 0 ? [{ Effect: "Deny", Action: "s3:GetObject", Resource: denied }] : [];
  const Condition = values.length > 0 ? { Condition: { [operator]: { "aws:SourceVpc": values } } } : {};
  return accessTo({ Action: "s3:GetObject", Resource: resources, ...Condition }, ...deny);
}

describe("references in resources", () => {
  const piece = fc.constantFrom("a", "b", "/", ":", "*", "?", "<aws_s3_bucket.b.bucket>", "<aws_s3_bucket.c.bucket>", "<data.aws_x.y.value>");
  const pattern = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(""));
  const value = fc.constantFrom("a", "b", "aa", "a*", "<aws_s3_bucket.b.bucket>", "<data.aws_x.y.value>", "<data.aws_x.y.value>*");
  const asked: fc.Arbitrary<Asked> = fc.record({
    resources: fc.array(pattern, { minLength: 1, maxLength: 3 }),
    denied: fc.array(pattern, { maxLength: 1 }),
    operator: fc.constantFrom("StringEquals", "StringNotEquals", "StringLike", "StringNotLikeIfExists", "StringEqualsIfExists", "ForAnyValue:StringEquals"),
    values: fc.oneof(fc.constant([]), fc.uniqueArray(value, { maxLength: 2 })),
  });
  const pairs = fc.oneof(fc.tuple(asked, asked), fc.tuple(asked, asked).map(([a, b]): [Asked, Asked] => [a, { ...b, resources: a.resources, denied: [] }]));
  const names = fc.uniqueArray(fc.constantFrom("a", "b", "ab", "zz"), { minLength: 2, maxLength: 2 });

  it("make answers that hold whatever they turn out to be", () => {
    let decided = 0;
    fc.assert(
      fc.property(pairs, names, fc.constantFrom("a", "b/", "a:b", "q", "aa"), ([a, b], [one, other], text) => {
        const fill = (texts: readonly string[]): string[] => texts.map((symbol) => symbol.replaceAll("<aws_s3_bucket.b.bucket>", one!).replaceAll("<aws_s3_bucket.c.bucket>", other!).replaceAll("<data.aws_x.y.value>", text));
        const literal = (asked: Asked): Asked => ({ ...asked, resources: fill(asked.resources), denied: fill(asked.denied), values: fill(asked.values) });
        const symbolic = subset(granting(a), granting(b)).answer;
        if (symbolic === "undecided") return;
        decided++;
        expect(subset(granting(literal(a)), granting(literal(b))).answer).to.equal(symbolic);
      }),
      { numRuns: Math.round(RUNS / 4) },
    );
    expect(decided).to.be.above(RUNS / 16);
  });
});

describe("globs against automata of another library", () => {
  const glob = fc.array(fc.constantFrom("a", "b", "*", "?", "/"), { minLength: 1, maxLength: 6 }).map((signs) => signs.join(""));

  it("agree on subsets of unions", () => {
    fc.assert(
      fc.property(glob, fc.array(glob, { minLength: 1, maxLength: 3 }), (inner, outer) => {
        const answer = subset(accessTo({ Action: "s3:GetObject", Resource: inner }), accessTo({ Action: "s3:GetObject", Resource: outer })).answer;
        expect(answer).to.equal(isSubset(inner, outer) ? "yes" : "no");
      }),
      { numRuns: Math.round(RUNS / 20) },
    );
  });

  function isSubset(inner: string, outer: readonly string[]): boolean {
    const rest = DFA.fromFA(nfa(outer));
    rest.complement();
    return isDisjointWith(nfa([inner]), NFA.fromFA(rest));
  }

  function nfa(globs: readonly string[]): NFA {
    const source = globs.map((one) => one.replace(/\*/g, "[^]*").replace(/\?/g, "[^]")).join("|");
    const { expression, maxCharacter } = JS.Parser.fromLiteral({ source: `(?:${source})`, flags: "" }).parse();
    return NFA.fromRegex(expression, { maxCharacter });
  }
});
