import { expect } from "chai";
import { reportMarkdown } from "../../../core/report";
import { clean, finding, functionResult, hostile, huge, mixed, resultOf } from "./results";
import { expectStored } from "./stored";

/** The text without code spans, fenced blocks and escaped characters, in which nothing is markup. */
function withoutCode(markdown: string): string {
  const text = markdown.replace(/^(`{3,})[a-z]*\n[\s\S]*?\n\1$/gm, "");
  let rest = "";
  for (let at = 0; at < text.length; ) {
    const [run] = /^`+/.exec(text.slice(at, at + 200)) ?? [];
    if (run) {
      const end = new RegExp(`(?<!\`)${run}(?!\`)`, "g");
      end.lastIndex = at + run.length;
      at = end.exec(text) ? end.lastIndex : at + run.length;
    } else if (text[at] === "\\") at += 2;
    else rest += text[at++];
  }
  return rest;
}

const ownTags = /<\/?(?:details|summary)>|<br>/g;

describe("core/report/markdown", () => {
  it("is the stored text", () => expectStored("mixed.md", reportMarkdown(mixed())));
  it("is the stored text of a clean result", () => expectStored("clean.md", reportMarkdown(clean())));

  it("says what is new, and counts the rest", () => {
    const text = reportMarkdown(mixed());
    expect(text).to.match(/^### ❌ leastwise: 1 critical, 4 high, 1 medium\n/);
    expect(text).to.contain("1 known · 1 suppressed · 1 undecided");
    expect(text.indexOf("New findings")).to.be.lessThan(text.indexOf("#### Functions"));
  });

  it("does not list what is known among the new", () => {
    const result = resultOf([functionResult()], [finding({ status: "known", message: "old news" }), finding({ message: "just in" })]);
    const [head] = reportMarkdown(result).split("#### Functions");
    expect(head).to.contain("just in").and.not.to.contain("old news");
  });

  it("folds the fix away, and has none for code that was not read", () => {
    const text = reportMarkdown(mixed());
    expect(text).to.match(/<details>\n<summary>The fix[\s\S]*"Action": "s3:GetObject"[\s\S]*<\/details>/);
    expect(text).to.contain("| ❔ | `mailer` | *code not read* |");
  });

  for (const [title, result] of [["hostile names", hostile()], ["two thousand findings", huge()], ["a mixed result", mixed()]] as const) {
    it(`stays below what GitHub takes, and whole: ${title}`, () => {
      const text = reportMarkdown(result);
      expect(text.length).to.be.lessThan(65_000);
      const plain = withoutCode(text);
      expect(plain.match(/<details>/g)?.length ?? 0).to.equal(plain.match(/<\/details>/g)?.length ?? 0);
      expect(plain.replace(ownTags, "")).not.to.match(/<[a-z/!]/i);
    });
  }

  it("says how much is left out", () => {
    const text = reportMarkdown(huge());
    expect(text).to.match(/… and \d+ more findings/).and.to.match(/… and \d+ more functions/).and.to.match(/… and \d+ more policies/);
  });

  it("one name as long as a comment does not break the limit", () => {
    const long = "n".repeat(70_000);
    const text = reportMarkdown(resultOf([functionResult({ name: long, address: long })], [finding({ function: long, message: long, remediation: long, address: long, path: long })]));
    expect(text.length).to.be.lessThan(65_000);
    expect(text).to.contain("New findings");
  });

  it("links and mentions nobody by a name", () => {
    const plain = withoutCode(reportMarkdown(hostile()));
    expect(plain).not.to.match(/\]\(/);
    expect(plain).not.to.match(/@team/);
    expect(plain).not.to.match(/^## /m);
    expect(plain).not.to.contain("\u001b").and.not.to.contain("\u202e");
  });
});
