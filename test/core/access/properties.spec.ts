import { expect } from "chai";
import * as fc from "fast-check";
import { accessDifference, accessOf, grantsOf, intersects, subset, type AccessSet } from "../../../core/access";
import { isAllowed, type PlainPolicy, type Request } from "./evaluator";
import { readDocument } from "./policies";
import { pairOfPolicies, policy, requestFor } from "./random-policies";

const RUNS = Number(process.env["LEASTWISE_PROPERTY_RUNS"] ?? 5000);
/** Random requests that each claim of "yes" is held against. */
const REQUESTS = 12;
const counts = { pairs: 0, yes: 0, no: 0, undecided: 0 };

function accessTo(plain: PlainPolicy, boundary?: PlainPolicy): AccessSet {
  const grants = (document: PlainPolicy) => grantsOf(readDocument(document), "policy", (value) => value);
  return accessOf([grants(plain)], boundary && grants(boundary));
}

function count(answer: "yes" | "no" | "undecided"): void {
  counts.pairs++;
  counts[answer]++;
}

function share(part: number): number {
  return Math.round(RUNS * part);
}

describe("core/access against a plain evaluator", function () {
  this.timeout(RUNS > 5000 ? 3_600_000 : 60_000);

  after(() => {
    if (process.env["LEASTWISE_PROPERTY_RUNS"]) console.log(`      ${JSON.stringify(counts)}`);
  });

  const pairWithRequests = pairOfPolicies.chain((pair) => fc.tuple(fc.constant(pair), fc.array(requestFor(pair), { minLength: REQUESTS, maxLength: REQUESTS })));

  it("claims a subset, or that it is none, as requests show", () => {
    fc.assert(
      fc.property(pairWithRequests, ([[a, b], requests]) => {
        const answer = subset(accessTo(a), accessTo(b));
        count(answer.answer);
        const isExcess = (request: Request): boolean => isAllowed({ policies: [a] }, request) && !isAllowed({ policies: [b] }, request);
        if (answer.answer === "no") expect(isExcess(answer.witness), `witness ${JSON.stringify(answer.witness)}`).to.equal(true);
        if (answer.answer === "yes") for (const request of requests) expect(isExcess(request), JSON.stringify(request)).to.equal(false);
      }),
      { numRuns: share(0.55) },
    );
  });

  it("claims an intersection, or that it is empty, as requests show", () => {
    fc.assert(
      fc.property(pairWithRequests, ([[a, b], requests]) => {
        const answer = intersects(accessTo(a), accessTo(b));
        count(answer.answer);
        const isBoth = (request: Request): boolean => isAllowed({ policies: [a] }, request) && isAllowed({ policies: [b] }, request);
        if (answer.answer === "yes") expect(isBoth(answer.witness), `witness ${JSON.stringify(answer.witness)}`).to.equal(true);
        if (answer.answer === "no") for (const request of requests) expect(isBoth(request), JSON.stringify(request)).to.equal(false);
      }),
      { numRuns: share(0.15) },
    );
  });

  it("compares effective permissions within boundaries as requests show", () => {
    const settings = fc.tuple(pairOfPolicies, fc.option(policy), fc.option(policy)).chain(([pair, limit, otherLimit]) => {
      const all = [...pair, ...(limit ? [limit] : []), ...(otherLimit ? [otherLimit] : [])];
      return fc.tuple(fc.constant({ pair, limit, otherLimit }), fc.array(requestFor(all), { minLength: REQUESTS, maxLength: REQUESTS }));
    });
    fc.assert(
      fc.property(settings, ([{ pair: [a, b], limit, otherLimit }, requests]) => {
        const answer = subset(accessTo(a, limit ?? undefined), accessTo(b, otherLimit ?? undefined));
        count(answer.answer);
        const isExcess = (request: Request): boolean =>
          isAllowed({ policies: [a], boundaries: limit ? [limit] : [] }, request) && !isAllowed({ policies: [b], boundaries: otherLimit ? [otherLimit] : [] }, request);
        if (answer.answer === "no") expect(isExcess(answer.witness), `witness ${JSON.stringify(answer.witness)}`).to.equal(true);
        if (answer.answer === "yes") for (const request of requests) expect(isExcess(request), JSON.stringify(request)).to.equal(false);
      }),
      { numRuns: share(0.15) },
    );
  });

  it("tells what a change gains and loses in requests that are gained and lost", () => {
    fc.assert(
      fc.property(pairOfPolicies, ([before, after]) => {
        const difference = accessDifference(accessTo(before), accessTo(after));
        count(difference.grows);
        expect(difference.grows === "yes").to.equal(difference.gained.length > 0);
        expect(difference.shrinks === "yes").to.equal(difference.lost.length > 0);
        for (const row of difference.gained) expect(isAllowed({ policies: [after] }, row) && !isAllowed({ policies: [before] }, row), JSON.stringify(row)).to.equal(true);
        for (const row of difference.lost) expect(isAllowed({ policies: [before] }, row) && !isAllowed({ policies: [after] }, row), JSON.stringify(row)).to.equal(true);
      }),
      { numRuns: share(0.15) },
    );
  });

  it("leaves little undecided where all is literal", () => {
    expect(counts.undecided / counts.pairs).to.be.below(0.02);
  });
});
