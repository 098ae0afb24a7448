import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { reportHtml, type CheckResult } from "../../../core/report";
import { rungOf } from "../../../core/report/html/ladder";
import { addressLabel, resourceKey, resourceLabel, shorten } from "../../../core/report/html/short-names";
import { Browser, findChromium } from "../../support/browser";
import { clean, functionResult, hostile, huge, mixed, resultOf } from "./results";

const without = (page: string, ...tags: readonly string[]): string => tags.reduce((text, tag) => text.replace(new RegExp(`<${tag}>[\\s\\S]*?</${tag}>`, "g"), ""), page);

describe("core/report/html: the text of the page", () => {
  it("asks for nothing from elsewhere, and forbids it", () => {
    const page = reportHtml(mixed());
    expect(page).to.match(/Content-Security-Policy" content="default-src &#39;none&#39;|Content-Security-Policy" content="default-src 'none'/);
    expect(without(page, "script", "style")).not.to.match(/\s(?:src|style|on[a-z]+)=/);
    expect(page).not.to.match(/(?:url\(|@import|https?:\/\/)/);
  });

  it("takes names as text, everywhere", () => {
    const page = without(reportHtml(hostile()), "style").replace(/<script>\n"use strict"[\s\S]*?<\/script>/, "");
    expect(page).not.to.match(/<script/);
    expect(page).to.contain("&#60;script&#62;alert(1)&#60;/script&#62;");
    expect(page).not.to.contain("\u001b").and.not.to.contain("\u202e");
  });

  it("tells a grant that is wider than the need from one that is the need", () => {
    const granting = (action: string, resource: string): string => reportHtml(resultOf([functionResult({ unused: [], granted: [{ action, resources: [resource], effect: "Allow", policy: "aws_iam_role_policy.p", path: "Statement[0]", conditions: {} }] })], []));
    const wider = "granted, and more with it";
    expect(granting("s3:GetObject", "${aws_s3_bucket.invoices.arn}/*")).not.to.contain(wider);
    for (const [action, resource] of [["*", "*"], ["s3:Get*", "${aws_s3_bucket.invoices.arn}/*"], ["s3:GetObject", "*"], ["not iam:*", "*"]] as const) expect(granting(action, resource), action).to.contain(wider);
  });

  it("is printed black on white, whatever the theme", () => {
    const page = reportHtml(mixed());
    for (const [at] of page.matchAll(/.{0,60}:root(?::not\(\[data-theme=light\]\)|\[data-theme=dark\])\{/g)) expect(at).to.match(/@media screen/);
  });

  it("is the same for the same result", () => expect(reportHtml(mixed())).to.equal(reportHtml(mixed())));

  it("says so where there is no function", () => expect(reportHtml(resultOf([], []))).to.contain("No Lambda functions in this plan"));

  it("shows the known, the suppressed and the undecided apart", () => {
    const page = reportHtml(mixed());
    for (const text of ["Known from the baseline", "the vendor asks for it", "the ARN comes from a remote state", "silences nothing"]) expect(page).to.contain(text);
  });
});

describe("core/report/html: rungs of the ladder", () => {
  const rows: readonly (readonly [action: string, resources: readonly string[], rung: string])[] = [
    ["*", ["*"], "all"],
    ["*", ["arn:aws:s3:::b"], "all"],
    ["not iam:*", ["*"], "all"],
    ["s3:*", ["*"], "service-all"],
    ["s3:Get*", ["arn:aws:s3:::*/*"], "service-all"],
    ["dynamodb:*", ["arn:aws:dynamodb:eu-west-1:123456789012:table/*"], "service-all"],
    ["s3:*", ["${aws_s3_bucket.b.arn}", "${aws_s3_bucket.b.arn}/*"], "service-named"],
    ["s3:*", ["arn:aws:s3:::b/*"], "service-named"],
    ["s3:GetObject", ["*"], "exact-all"],
    ["s3:GetObject", ["not arn:aws:s3:::b/*"], "exact-all"],
    ["s3:GetObject", ["${aws_s3_bucket.b.arn}/*"], "exact"],
    ["sqs:SendMessage", ["arn:aws:sqs:*:*:orders"], "exact"],
    ["s3:GetObject", ["?"], "exact"],
  ];
  for (const [action, resources, rung] of rows) it(`${action} on ${resources.join(", ")}: ${rung}`, () => expect(rungOf({ action, resources })).to.equal(rung));
});

describe("core/report/html: labels", () => {
  it("leave out what the column says", () => {
    expect(addressLabel("aws_iam_role.orders", false)).to.equal("orders");
    expect(addressLabel('module.shop["eu"].module.api.aws_iam_role_policy.p[0]', true)).to.equal('shop["eu"]/api/role_policy.p[0]');
    expect(addressLabel("urn:pulumi:dev::shop::aws:iam/role:Role::orders", false)).to.equal("orders");
    expect(addressLabel("<script>", false)).to.equal("<script>");
  });
  it("tell one resource as one", () => {
    expect(resourceKey("${aws_s3_bucket.b.arn}/*")).to.equal(resourceKey("${aws_s3_bucket.b.arn}"));
    expect(resourceLabel("arn:aws:s3:::b/*")).to.equal("s3:::b/*");
    expect(resourceLabel("*")).to.equal("everything (*)");
  });
  it("keep both ends", () => {
    expect(shorten("abcdefghij", 5)).to.equal("ab…ij");
    expect(shorten("abc", 5)).to.equal("abc");
  });
});

describe("core/report/html: in a browser", function () {
  const chromium = findChromium();
  const folder = mkdtempSync(join(tmpdir(), "leastwise-html-"));
  let browser: Browser;

  before(async function () {
    this.timeout(60_000);
    if (chromium === undefined) {
      if (process.env["LEASTWISE_CI"] === "1") throw new Error("there is no Chromium on the PATH; LEASTWISE_CHROMIUM names one");
      process.stderr.write("    no Chromium on the PATH: the page is not opened\n");
      this.skip();
    }
    browser = await Browser.start(chromium);
  });
  after(async () => {
    if (browser) await browser.close();
    rmSync(folder, { recursive: true });
  });

  const open = async (name: string, result: CheckResult): Promise<void> => {
    const file = join(folder, `${name}.html`);
    writeFileSync(file, reportHtml(result));
    browser.problems.length = 0;
    browser.requests.length = 0;
    await browser.open(pathToFileURL(file).href);
  };
  const search = (text: string): Promise<void> => browser.evaluate(`(() => { const box = document.querySelector("#search"); box.value = ${JSON.stringify(text)}; box.dispatchEvent(new Event("input")); })()`);
  const shown = (): Promise<string> => browser.evaluate(`document.querySelector("#shown").textContent`);
  const visible = (selector: string): Promise<number> => browser.evaluate(`[...document.querySelectorAll(${JSON.stringify(selector)})].filter((element) => !element.closest("[hidden]")).length`);

  for (const [name, result] of [["clean", clean], ["mixed", mixed], ["hostile", hostile], ["none", () => resultOf([], [])]] as const) {
    it(`loads without a word on the console, and nothing but itself: ${name}`, async () => {
      await open(name, result());
      expect(browser.problems).to.deep.equal([]);
      expect(browser.requests.filter((url) => !url.startsWith("file:"))).to.deep.equal([]);
      expect(await browser.evaluate<number>(`document.querySelectorAll("script").length`)).to.equal(1);
      expect(await browser.evaluate<boolean>(`document.body.classList.contains("has-script")`)).to.equal(true);
    });
  }

  it("filters by text and by severity, and says how much is left", async () => {
    await open("filter", mixed());
    expect(await shown()).to.equal("2 functions, 6 findings");
    await search("sqs:deletequeue");
    expect(await shown()).to.equal("1 function, 2 findings");
    expect(await visible("details.function")).to.equal(1);
    await search("mailer");
    expect(await visible("details.function")).to.equal(1);
    await search("nothing has this in it");
    expect(await shown()).to.equal("0 functions, 0 findings");
    await search("");
    await browser.evaluate(`document.querySelector('input[value=high]').click()`);
    expect(await shown()).to.equal("2 functions, 2 findings");
    expect(await visible('.finding[data-severity="high"]')).to.equal(0);
    expect(await visible('.finding[data-severity="critical"]')).to.equal(1);
  });

  it("shows functions with findings only, when asked", async () => {
    await open("only", mixed());
    await browser.evaluate(`document.querySelector("#only-found").click()`);
    expect(await visible("details.function")).to.equal(1);
  });

  it("can be used by keyboard: / searches, Escape forgets, a cell leads to its function", async () => {
    await open("keys", mixed());
    await browser.press("/", 191);
    expect(await browser.evaluate<string>("document.activeElement.id")).to.equal("search");
    await search("mailer");
    await browser.press("Escape", 27);
    expect(await shown()).to.equal("2 functions, 6 findings");
    await browser.evaluate(`document.querySelector('.cell[href="#function-2"]').click()`);
    expect(await browser.evaluate<boolean>(`document.querySelector("#function-2").open`)).to.equal(true);
    expect(await browser.evaluate<number>(`document.querySelectorAll("a[href]:not([href^='#'])").length`)).to.equal(0);
  });

  it("names every control and every picture for those who hear it", async () => {
    await open("names", mixed());
    const unnamed = await browser.evaluate<string[]>(`[...document.querySelectorAll("button, input, svg[role=img], section")].filter((element) => !(element.ariaLabel || element.getAttribute("aria-labelledby") || element.textContent.trim() || element.closest("label"))).map((element) => element.outerHTML.slice(0, 80))`);
    expect(unnamed).to.deep.equal([]);
    const duplicates = await browser.evaluate<number>(`(() => { const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id); return ids.length - new Set(ids).size; })()`);
    expect(duplicates).to.equal(0);
  });

  it("goes from light to dark", async () => {
    await open("theme", mixed());
    const colour = (): Promise<string> => browser.evaluate(`getComputedStyle(document.body).backgroundColor`);
    await browser.evaluate(`document.querySelector("#theme").click()`);
    const light = await colour();
    await browser.evaluate(`document.querySelector("#theme").click()`);
    expect(await colour()).not.to.equal(light);
  });

  it("lights up what a role leads to", async () => {
    await open("graph", mixed());
    await browser.evaluate(`document.querySelector(".graph .role").dispatchEvent(new PointerEvent("pointerenter"))`);
    expect(await browser.evaluate<number>(`document.querySelectorAll(".graph .edge.on").length`)).to.be.greaterThan(0);
  });

  it("holds two thousand findings", async function () {
    this.timeout(60_000);
    await open("huge", huge());
    expect(browser.problems).to.deep.equal([]);
    expect(await shown()).to.equal("500 functions, 2000 findings");
    await search("function-77");
    expect(await shown()).to.equal("1 function, 4 findings");
  });
});
