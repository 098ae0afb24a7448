import Ajv from "ajv";
import { expect } from "chai";
import { readFileSync } from "node:fs";
import type { Log, Result, Run } from "sarif";
import { reportSarif, type ReportOptions } from "../../../core/report";
import { renderRulePage, rules } from "../../../core/rules";
import { clean, finding, functionResult, hostile, huge, mixed, resultOf } from "./results";
import { expectStored } from "./stored";

const options: ReportOptions = { rules: rules.map((rule) => ({ ...rule, page: renderRulePage(rule) })) };

function runOf(result: Parameters<typeof reportSarif>[0], given: ReportOptions = options): Run {
  return (JSON.parse(reportSarif(result, given)) as Log).runs[0]!;
}

function resultsOf(run: Run): Result[] {
  return run.results ?? [];
}

describe("core/report/sarif", () => {
  it("is the stored text", () => expectStored("mixed.sarif", reportSarif(mixed())));

  it("names its version and has one run, also without findings", () => {
    const log = JSON.parse(reportSarif(clean(), options)) as Log;
    expect(log.version).to.equal("2.1.0");
    expect(log.runs).to.have.length(1);
    expect(log.runs[0]!.results).to.deep.equal([]);
  });

  it("describes every rule: help, level and the severity that code scanning sorts by", () => {
    const described = runOf(clean()).tool.driver.rules ?? [];
    expect(described.map(({ id }) => id)).to.deep.equal(rules.map(({ id }) => id));
    for (const rule of described) {
      expect(rule.help?.markdown, rule.id).to.contain(rule.id);
      expect(Number(rule.properties?.["security-severity"]), rule.id).to.be.within(0.1, 10);
      expect(rule.defaultConfiguration?.level, rule.id).to.be.oneOf(["error", "warning", "note"]);
      expect(rule.helpUri, rule.id).to.match(/^https:/);
    }
  });

  it("points each result at its rule, also where the rule is not handed in", () => {
    for (const given of [options, {}]) {
      const run = runOf(mixed(), given);
      for (const result of resultsOf(run)) expect(run.tool.driver.rules?.[result.ruleIndex!]?.id).to.equal(result.ruleId);
      for (const note of run.invocations![0]!.toolExecutionNotifications ?? []) {
        if (note.associatedRule) expect(run.tool.driver.rules?.[note.associatedRule.index!]?.id).to.equal(note.associatedRule.id);
      }
    }
  });

  const levels = [["critical", "error"], ["high", "error"], ["medium", "warning"], ["low", "note"]] as const;
  for (const [severity, level] of levels) {
    it(`${severity} is ${level}`, () => {
      expect(resultsOf(runOf(resultOf([functionResult()], [finding({ severity })]))).map((result) => result.level)).to.deep.equal([level]);
    });
  }

  it("keeps the region exactly, end exclusive, and encodes the path", () => {
    const [result] = resultsOf(runOf(resultOf([functionResult()], [finding({ location: { file: "modules/a b/ü#%.tf", line: 3, column: 5, endLine: 4, endColumn: 2 } })])));
    expect(result!.locations![0]!.physicalLocation).to.deep.equal({
      artifactLocation: { uri: "modules/a%20b/%C3%BC%23%25.tf", uriBaseId: "%SRCROOT%" },
      region: { startLine: 3, startColumn: 5, endLine: 4, endColumn: 2 },
    });
  });

  const places: readonly (readonly [title: string, given: ReportOptions, file: string | null, uri: string])[] = [
    ["the sources are in a folder of the repository", { folder: "infra" }, "main.tf", "infra/main.tf"],
    ["a module beside that folder", { folder: "infra/live" }, "../modules/a.tf", "infra/modules/a.tf"],
    ["no source, a plan from a file", { inputFile: "out/plan.json" }, null, "out/plan.json"],
    ["no source, a plan from standard input", {}, null, "plan.json"],
  ];
  for (const [title, given, file, uri] of places) {
    it(`shows paths from the repository: ${title}`, () => {
      const location = file === null ? null : { file, line: 1, column: 1, endLine: 1, endColumn: 2 };
      const [result] = resultsOf(runOf(resultOf([functionResult()], [finding({ location })]), given));
      expect(result!.locations![0]!.physicalLocation!.artifactLocation!.uri).to.equal(uri);
    });
  }

  it("marks what is known and what is suppressed, and only what is new as new", () => {
    const results = resultsOf(runOf(mixed()));
    expect(results.filter(({ baselineState }) => baselineState === "unchanged")).to.have.length(1);
    expect(results.filter(({ baselineState }) => baselineState === "new")).to.have.length(6);
    expect(results.flatMap(({ suppressions }) => suppressions ?? []).map(({ justification }) => justification)).to.deep.equal(["the vendor asks for it"]);
  });

  it("carries the fingerprint, each once", () => {
    const prints = resultsOf(runOf(mixed())).map(({ partialFingerprints }) => partialFingerprints!["leastwise/v1"]);
    expect(prints).to.deep.equal(mixed().findings.map(({ fingerprint }) => fingerprint));
  });

  it("tells what is undecided as a notification, not as a result", () => {
    const [notification] = runOf(mixed()).invocations![0]!.toolExecutionNotifications!;
    expect(notification!.message.text).to.contain("the ARN comes from a remote state");
  });

  it("shows the edits that answer a finding: a change for each file, its replacements in the order of the text", () => {
    const found = finding({ fingerprint: "f1" });
    const at = (file: string, line: number, column: number, endLine: number, endColumn: number) => ({ file, line, column, endLine, endColumn });
    const edits = [{ at: at("b.tf", 9, 3, 9, 8), text: "x" }, { at: at("b.tf", 2, 1, 4, 1), text: "" }, { at: at("a b.tf", 7, 2, 7, 2), text: "\n" }];
    const given = { ...options, folder: "infra", fixes: new Map([["f1", { description: "Narrows it.", edits }]]) };
    const [result] = resultsOf(runOf(resultOf([functionResult()], [found]), given));
    expect(result!.fixes).to.deep.equal([
      {
        description: { text: "Narrows it." },
        artifactChanges: [
          { artifactLocation: { uri: "infra/a%20b.tf", uriBaseId: "%SRCROOT%" }, replacements: [{ deletedRegion: { startLine: 7, startColumn: 2, endLine: 7, endColumn: 2 }, insertedContent: { text: "\n" } }] },
          { artifactLocation: { uri: "infra/b.tf", uriBaseId: "%SRCROOT%" }, replacements: [{ deletedRegion: { startLine: 2, startColumn: 1, endLine: 4, endColumn: 1 } }, { deletedRegion: { startLine: 9, startColumn: 3, endLine: 9, endColumn: 8 }, insertedContent: { text: "x" } }] },
        ],
      },
    ]);
    const suppressed = finding({ fingerprint: "f1", status: "suppressed", suppression: { reason: "the vendor asks for it" } });
    expect(resultsOf(runOf(resultOf([functionResult()], [suppressed]), given))[0]!.fixes).to.equal(undefined);
  });

  it("stays valid with hostile names and thousands of findings", () => {
    for (const result of resultsOf(runOf(hostile()))) new URL(result.locations![0]!.physicalLocation!.artifactLocation!.uri!, "file:///repository/");
    expect(resultsOf(runOf(huge()))).to.have.length(2000);
  });

  it("is valid by the published schema", () => {
    const file = require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
    const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
    for (const result of [clean(), mixed(), hostile(), huge()]) {
      const fix = { description: "Narrows it.", edits: [{ at: { file: "a.tf", line: 1, column: 1, endLine: 1, endColumn: 1 }, text: "x" }, { at: { file: "a.tf", line: 2, column: 1, endLine: 3, endColumn: 1 }, text: "" }] };
      validate(JSON.parse(reportSarif(result, { ...options, fixes: new Map(result.findings.map(({ fingerprint }) => [fingerprint, fix])) })));
      expect(validate.errors).to.equal(null);
    }
  });

  it("refuses no half of a surrogate pair in a file name", () => {
    expect(() => runOf(resultOf([functionResult()], [finding({ location: { file: "a\ud800.tf", line: 1, column: 1, endLine: 1, endColumn: 2 } })]))).not.to.throw();
  });
});
