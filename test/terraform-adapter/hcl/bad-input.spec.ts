import { expect } from "chai";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadTerraformSources } from "../../../terraform-adapter/hcl";
import { evaluate, show, withSources } from "./source-fixture";

describe("terraform-adapter/hcl: sources that are broken, hostile or too large", () => {
  it("uses the rest of a broken file, and doubts what stands around the break", async () => {
    const main = 'resource "aws_probe" "good" {\n  value = 1\n}\nresource "aws_probe" "bad" {\n  value = [1,, 2\n  other = "x"\n}\n';
    await withSources({ "main.tf": main, "other.tf": 'resource "aws_probe" "other" {\n  value = 2\n}\n' }, (sources) => {
      expect(show(sources.resource("aws_probe.good")?.attribute("value"))).to.equal(1);
      expect(show(sources.resource("aws_probe.other")?.attribute("value"))).to.equal(2);
      expect(show(sources.resource("aws_probe.bad")?.attribute("value") ?? undefined)).to.be.oneOf([undefined, "?unreadable"]);
      expect(sources.notices.map(({ message, at }) => [message.startsWith("main.tf is not valid"), at?.file])).to.deep.equal([[true, "main.tf"]]);
    });
  });

  it("an argument that seems absent in a broken block is unknown, not absent", async () => {
    await withSources({ "main.tf": 'resource "aws_probe" "p" {\n  value = 1\n  ) oops (\n}\n' }, (sources) => {
      expect(show(sources.resource("aws_probe.p")?.attribute("value"))).to.equal(1);
      expect(show(sources.resource("aws_probe.p")?.attribute("hidden"))).to.equal("?unreadable");
    });
    await withSources({ "main.tf": 'resource "aws_probe" "p" {\n  value = 1\n}\n' }, (sources) => expect(sources.resource("aws_probe.p")?.attribute("hidden")).to.equal(undefined));
  });

  it("names that depend on themselves", async () => {
    expect(await evaluate("[local.a, 1]", "locals {\n  a = local.b\n  b = [local.a]\n}\n")).to.deep.equal([["?unreadable"], 1]);
  });

  it("resources whose arguments depend on each other", async () => {
    const main = 'resource "aws_x" "a" {\n  v = aws_x.b.v\n}\nresource "aws_x" "b" {\n  v = aws_x.a.v\n}\n';
    await withSources({ "main.tf": main }, (sources) => expect(show(sources.resource("aws_x.a")?.attribute("v"))).to.equal("${aws_x.b.v}"));
  });

  it("a module that calls itself", async () => {
    await withSources({ "main.tf": 'module "m" {\n  source = "./"\n}\nresource "aws_probe" "p" {\n  v = module.m.x\n}\noutput "x" {\n  value = module.m.x\n}\n' }, (sources) => {
      expect(show(sources.resource("aws_probe.p")?.attribute("v"))).to.equal("?unreadable");
      expect(sources.instances().length).to.be.lessThan(100);
    });
  });

  for (const path of ["/etc/passwd", "../outside.txt", "x/../../outside.txt", "link.txt", "link/outside.txt"]) {
    it(`file("${path}") is refused, and said`, async () => {
      const main = `resource "aws_probe" "p" {\n  v = file("${path}")\n  t = templatefile("${path}", {})\n  e = fileexists("${path}")\n}\n`;
      await withSources({ "root/main.tf": main, "outside.txt": "secret" }, async (_, folder) => {
        symlinkSync(join(folder, "outside.txt"), join(folder, "root", "link.txt"));
        symlinkSync(folder, join(folder, "root", "link"));
        mkdirSync(join(folder, "root", "x"));
          const probe = (await loadTerraformSources(join(folder, "root"), undefined)).resource("aws_probe.p")!;
        for (const name of ["v", "t"]) {
          const value = probe.attribute(name);
          expect(value?.kind === "unknown" && value.reason).to.equal("unreadable");
          expect(value?.kind === "unknown" && value.detail).to.contain("outside of the folder");
        }
        expect(show(probe.attribute("e"))).to.equal("?unreadable");
      });
    });
  }

  it("a module call to a folder without configuration opens nothing", async () => {
    const main = 'module "m" {\n  source = "../"\n}\nresource "aws_probe" "p" {\n  v = file("../outside.txt")\n}\n';
    await withSources({ "root/main.tf": main, "outside.txt": "secret" }, async (_, folder) => {
      const value = (await loadTerraformSources(join(folder, "root"), undefined)).resource("aws_probe.p")?.attribute("v");
      expect(value?.kind === "unknown" && value.detail).to.contain("outside of the folder");
    });
  });

  it("a file inside is read, one that is not there is unknown", async () => {
    expect(await evaluate('[file("a.txt"), file("${path.module}/b.txt"), fileexists("b.txt")]', "", { "a.txt": "hello" })).to.deep.equal(["hello", "?unreadable", false]);
  });

  it("a template that calls itself", async () => {
    expect(await evaluate('templatefile("t.tpl", {})', "", { "t.tpl": 'x${templatefile("t.tpl", {})}' })).to.equal("x?");
  });

  it("a template sees the values it is given and nothing else", async () => {
    const files = { "t.tpl": '%{ for a in actions ~}\n"${a}" ${jsonencode(arn)}\n%{ endfor ~}\n', "u.tpl": "${var.x}${local.y}" };
    const declarations = 'variable "x" {\n  default = "x"\n}\nresource "aws_s3_bucket" "b" {}\n';
    expect(await evaluate('templatefile("t.tpl", { actions = ["a", "b"], arn = aws_s3_bucket.b.arn })', declarations, files)).to.equal('"a" "${aws_s3_bucket.b.arn}"\n"b" "${aws_s3_bucket.b.arn}"\n');
    expect(await evaluate('templatefile("u.tpl", {})', declarations, files)).to.equal("??");
  });

  it("fifty-fold and fifty-thousand-fold nesting", async () => {
    const nest = (depth: number) => `${"[".repeat(depth)}1${"]".repeat(depth)}`;
    const inner = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? inner(value[0]) : value);
    expect(inner(await evaluate(nest(50)))).to.equal(1);
    expect(inner(await evaluate(nest(50_000)))).to.equal("?unreadable");
  });

  it("values that double with each name end as unknown", async () => {
    const locals = Array.from({ length: 40 }, (_, index) => `  l${index + 1} = [local.l${index}, local.l${index}]\n  s${index + 1} = "\${local.s${index}}\${local.s${index}}"`).join("\n");
    const text = `locals {\n  l0 = [1]\n  s0 = "x"\n${locals}\n}\n`;
    const list = JSON.stringify(await evaluate("local.l40", text));
    expect(list).to.contain("?unreadable").and.to.have.length.below(10_000_000);
    expect(await evaluate('"${local.s40}!"', text)).to.match(/\?/).and.to.have.length.below(100_000_000);
  });

  it("a chain of two thousand names, and a file of five megabytes", async function () {
    this.timeout(60_000);
    const chain = `locals {\n  a0 = "end"\n${Array.from({ length: 2000 }, (_, index) => `  a${index + 1} = local.a${index}`).join("\n")}\n}\n`;
    expect(await evaluate("local.a2000", chain)).to.be.oneOf(["end", "?unreadable"]);
    const large = Array.from({ length: 5000 }, (_, index) => `resource "aws_x" "r${index}" {\n  name = "n-\${local.a}-${index}-${"x".repeat(1000)}"\n}\n`).join("");
    await withSources({ "main.tf": `locals {\n  a = 1\n}\n${large}` }, (sources) => expect(show(sources.resource("aws_x.r4999")?.attribute("name"))).to.match(/^n-1-4999-x{1000}$/));
  });

  it("an empty folder, and files that are no text", async () => {
    await withSources({ "readme.md": "" }, (sources) => {
      expect(sources.instances()).to.deep.equal([]);
      expect(sources.notices).to.have.length(1);
    });
    await withSources({}, async (_, folder) => {
      writeFileSync(join(folder, "main.tf"), Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x7b, 0x22, 0x24, 0x7b]));
      const sources = await loadTerraformSources(folder, undefined);
      expect(sources.instances()).to.deep.equal([]);
      expect(sources.notices.length).to.be.greaterThan(0);
    });
  });
});
