import { expect } from "chai";
import * as fs from "node:fs";
import * as path from "node:path";
import { check, localAddress, readAllCode, type CheckResult, type Deployment } from "../../core";
import { adaptStack } from "../../policypack/adapt";
import { followProgram } from "../../policypack/program/follow-program";
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
  const values = followProgram({ folder, codeFolder: folder, main: undefined, runtime: "nodejs" }, stack);
  for (const resource of stack) resource.readAlso(values);
  return adaptStack(stack, { kind: "preview" });
}

async function checked(deployment: Deployment, folder: string): Promise<CheckResult> {
  return check(deployment, { readings: await readAllCode(deployment, folder), today: "2026-01-01" });
}

/** The logical name: what both sides call a resource. */
function nameOf(address: string): string {
  return address.startsWith("urn:") ? localAddress(address).split("::")[1]! : address.slice(address.lastIndexOf(".") + 1);
}

/** References in one form: `${orders.arn}`; a partition or region that one side knows and the other does not is left out. */
function neutral(text: string): string {
  return text
    .replace(/\$\{(?:urn:[^}]*::|[a-z0-9_]+\.)([\w-]+)\.(\w+)\}/g, "${$1.$2}")
    .replace(/arn:[^:]*:(\w+):[^:]*:[^:]*:/g, "arn::$1:::");
}

function findingsOf({ findings }: CheckResult): string[] {
  return findings.map(({ ruleId, messageId, severity, address, function: fn, path: place }) => [severity, ruleId, messageId, nameOf(address), fn === undefined ? "-" : nameOf(fn), place ?? "-"].join(" ")).sort();
}

function functionsOf({ functions }: CheckResult): unknown[] {
  return functions.map((fn) => ({
    name: nameOf(fn.address),
    role: fn.role && nameOf(fn.role),
    code: fn.code.status,
    required: fn.required.map(({ action, resources, certainty }) => `${certainty} ${action} on ${resources.map(neutral).join(", ")}`).sort(),
    granted: fn.granted.map(({ action, resources, policy }) => `${nameOf(policy)}: ${action} on ${resources.map(neutral).join(", ")}`).sort(),
    missing: fn.missing.map(({ action }) => action).sort(),
  }));
}

describe("twins: one scenario, two toolchains", () => {
  for (const name of fs.readdirSync(twins).sort()) {
    const folder = path.join(twins, name);

    it(`${name}: the same findings, and the same functions with the same needs and grants`, async () => {
      const [terraform, pulumi] = [await checked(await terraformSide(folder), folder), await checked(await pulumiSide(folder), folder)];
      expect(findingsOf(pulumi)).to.deep.equal(findingsOf(terraform));
      expect(functionsOf(pulumi)).to.deep.equal(functionsOf(terraform));
      expect(pulumi.summary.policyDocuments).to.deep.equal(terraform.summary.policyDocuments);
    });

    it(`${name}: says what the article says`, async () => {
      const severities = findingsOf(await checked(await pulumiSide(folder), folder)).map((line) => line.split(" ").slice(0, 2).join(" "));
      if (name === "objects") expect(severities).to.deep.equal([]);
      else expect(severities.some((one) => /^(?:high|critical) /.test(one))).to.equal(true);
    });
  }
});
