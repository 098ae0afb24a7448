import { expect } from "chai";
import { reportJUnit } from "../../../core/report";
import { clean, hostile, huge, mixed } from "./results";
import { expectStored } from "./stored";

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** What XML 1.0 forbids: tags that do not nest, a bare `&`, `<` in an attribute, control characters. */
function problemsOf(xml: string): string[] {
  const problems: string[] = [];
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(xml)) problems.push("control character");
  if (/&(?!(?:amp|lt|gt|quot|apos|#\d+);)/.test(xml)) problems.push("bare ampersand");
  const open: string[] = [];
  const rest = xml.replace(/^<\?xml[^>]*\?>/, "").replace(/<(\/?)([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>/g, (_, end: string, name: string, __, alone: string) => {
    if (end) open.at(-1) === name ? open.pop() : problems.push(`</${name}> closes ${open.at(-1)}`);
    else if (!alone) open.push(name);
    return "";
  });
  if (/[<>]/.test(rest)) problems.push(`what is no tag: ${rest.match(/.{0,20}[<>].{0,20}/)?.[0]}`);
  return [...problems, ...open.map((name) => `<${name}> is not closed`)];
}

describe("core/report/junit", () => {
  it("is the stored text", () => expectStored("mixed.junit.xml", reportJUnit(mixed(), { failOn: "high" })));

  it("has a passing test where there is nothing to say", () => {
    const xml = reportJUnit(clean());
    expect(xml).to.contain('tests="1" failures="0"').and.to.contain('name="least privilege"');
  });

  for (const [failOn, failures] of [["critical", 1], ["high", 5], ["medium", 6], ["low", 6], ["never", 0]] as const) {
    it(`fails what fails the run: ${failOn}`, () => {
      const xml = reportJUnit(mixed(), { failOn });
      expect(count(xml, /<failure /g)).to.equal(failures);
      expect(xml).to.match(new RegExp(`<testsuites [^>]*failures="${failures}"`));
    });
  }

  it("lets no function pass whose code was not read", () => {
    expect(reportJUnit(mixed())).to.match(/mailer" name="least privilege">\n\s*<skipped message="its code was not read/);
  });

  it("never fails the known and the suppressed", () => {
    expect(count(reportJUnit(mixed(), { failOn: "low" }), /<skipped message="(?:known|suppressed|undecided)/g)).to.equal(3);
  });

  for (const [title, result] of [["mixed", mixed()], ["hostile", hostile()], ["huge", huge()]] as const) {
    it(`is well-formed: ${title}`, () => expect(problemsOf(reportJUnit(result))).to.deep.equal([]));
  }

  it("the check for well-formedness sees what is not", () => {
    for (const bad of ["<a><b></a></b>", "<a>x & y</a>", '<a b="<"/>', "<a>\u0001</a>", "<a>"]) expect(problemsOf(bad), bad).not.to.deep.equal([]);
  });
});
