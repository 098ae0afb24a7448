import { expect } from "chai";
import { reportCodeQuality } from "../../../core/report";
import { clean, hostile, mixed } from "./results";

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const issuesOf = (text: string): Issue[] => JSON.parse(text) as Issue[];

describe("core/report/code-quality", () => {
  it("is an empty list where nothing is new", () => expect(issuesOf(reportCodeQuality(clean()))).to.deep.equal([]));

  it("has the new findings, with what GitLab needs of each", () => {
    const issues = issuesOf(reportCodeQuality(mixed(), { folder: "infra", inputFile: "plan.json" }));
    expect(issues.map(({ severity }) => severity)).to.deep.equal(["blocker", "critical", "critical", "critical", "critical", "major"]);
    expect(issues.map(({ location }) => `${location.path}:${location.lines.begin}`).slice(0, 2)).to.deep.equal(["plan.json:1", "infra/main.tf:10"]);
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).to.equal(issues.length);
  });

  it("takes hostile names as text", () => expect(issuesOf(reportCodeQuality(hostile()))).to.have.length(1));
});
