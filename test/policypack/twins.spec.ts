import { expect } from "chai";
import * as fs from "node:fs";
import * as path from "node:path";
import { check, localAddress, readAllCode, type CheckResult, type Deployment } from "../../core";
import { adaptStack } from "../../policypack/adapt";
import { readProgram } from "../../policypack/program/read-program";
import { readStack } from "../../policypack/read-stack";
import { adaptTerraform } from "../../terraform-adapter";
import { readRecording } from "../support/pulumi/recording";

/** Each folder is one scenario, written for both toolchains: main.tf with its plan, index.ts with what a pack was given at its first preview. */
const twins = path.resolve(__dirname, "../fixtures/twins");

async function terraformSide(folder: string): Promise<Deployment> {
  return adaptTerraform({ text: fs.readFileSync(path.join(folder, "plan.json")), source: folder });
}

async function pulumiSide(folder: string): Promise<Deployment> {
  const { resources, inputs } = readRecording(path.join(folder, "recording.json"));
  const stack = await readStack(resources, inputs);
  await readProgram({ folder, codeFolder: folder, main: undefined, runtime: "nodejs" }, stack);
  return adaptStack(stack, { kind: "preview" });
}

async function checked(deployment: Deployment, folder: string): Promise<CheckResult> {
  return check(deployment, { readings: await readAllCode(deployment, folder), today: "2026-01-01" });
}

/** What both sides call a resource: its logical name, which here is the path of its Terraform address without types. */
function nameOf(address: string): string {
  if (address.startsWith("urn:")) return localAddress(address).split("::")[1]!;
  const [, modules = "", name = ""] = /^((?:module\.[\w-]+(?:\[[^\]]*\])?\.)*)\w+\.(.+)$/.exec(address) ?? [];
  return `${modules.replaceAll("module.", "")}${name}`.replace(/[^a-z0-9]+/gi, "-").replace(/-$/, "");
}

const attribute = (text: string): string => text.replaceAll("_", "").toLowerCase();

/** References in one form: `${orders.arn}`; a partition or region that one side knows and the other does not is left out. */
function neutral(text: string): string {
  return text
    .replace(/\$\{(urn:[^}]*::[\w-]+)\.(\w+)\}/g, (_, address: string, name: string) => `\${${nameOf(address)}.${attribute(name)}}`)
    .replace(/\$\{((?:module\.|[a-z0-9]+_)[^}]*)\.(\w+)\}/g, (_, address: string, name: string) => `\${${nameOf(address)}.${attribute(name)}}`)
    .replace(/arn:[^:]*:(\w+):[^:]*:[^:]*:/g, "arn::$1:::");
}

function findingsOf({ findings }: CheckResult): string[] {
  return findings.map(({ ruleId, messageId, severity, address, function: fn, path: place }) => [severity, ruleId, messageId, nameOf(address), fn === undefined ? "-" : nameOf(fn), place ?? "-"].join(" ")).sort();
}

function functionsOf({ functions }: CheckResult): unknown[] {
  const inOrder = [...functions].sort((a, b) => (nameOf(a.address) < nameOf(b.address) ? -1 : 1));
  return inOrder.map((fn) => ({
    name: nameOf(fn.address),
    role: fn.role && nameOf(fn.role),
    code: fn.code.status,
    required: fn.required.map(({ action, resources, certainty }) => `${certainty} ${action} on ${resources.map(neutral).join(", ")}`).sort(),
    granted: fn.granted.map(({ action, resources, policy }) => `${nameOf(policy)}: ${action} on ${resources.map(neutral).join(", ")}`).sort(),
    missing: fn.missing.map(({ action }) => action).sort(),
  }));
}

/** Scenarios in which nobody has more than is needed. */
const blameless: ReadonlySet<string> = new Set(["objects", "stream-events", "unscopable"]);

describe("twins: one scenario, two toolchains", () => {
  for (const name of fs.readdirSync(twins).sort()) {
    const folder = path.join(twins, name);

    it(`${name}: the same findings, and the same functions with the same needs and grants`, async () => {
      const [terraform, pulumi] = [await checked(await terraformSide(folder), folder), await checked(await pulumiSide(folder), folder)];
      expect(findingsOf(pulumi)).to.deep.equal(findingsOf(terraform));
      expect(functionsOf(pulumi)).to.deep.equal(functionsOf(terraform));
      expect(pulumi.summary.policyDocuments).to.deep.equal(terraform.summary.policyDocuments);
      expect(pulumi.findings.length === 0, "whether there is anything to say").to.equal(blameless.has(name));
    });
  }
});
