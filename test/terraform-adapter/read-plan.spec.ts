import { expect } from "chai";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LeastwiseError, PlanFormatError } from "../../core";
import { adaptTerraform } from "../../terraform-adapter";
import { readPlan } from "../../terraform-adapter/read-plan";

const plan = JSON.stringify({ format_version: "1.2", terraform_version: "1.11.4", planned_values: { root_module: {} }, resource_changes: [], comment: "Grüße, 世界" });

describe("readPlan", () => {
  const swapped = Buffer.from(plan, "utf16le").swap16();
  const readable: [string, Buffer | string][] = [
    ["UTF-8", Buffer.from(plan)],
    ["a string", plan],
    ["a string with a byte order mark", `\ufeff${plan}`],
    ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${plan}`)],
    ["UTF-16 LE with a byte order mark", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(plan, "utf16le")])],
    ["UTF-16 BE with a byte order mark", Buffer.concat([Buffer.from([0xfe, 0xff]), swapped])],
    ["UTF-16 LE", Buffer.from(plan, "utf16le")],
    ["UTF-16 BE", swapped],
    ["white space around", `\r\n ${plan}\n\n`],
  ];
  for (const [name, input] of readable) it(`reads ${name}`, () => expect((readPlan(input) as { comment?: string }).comment).to.equal("Grüße, 世界"));

  const refused: [string, Buffer | string, RegExp, string?][] = [
    ["nothing", "", /empty/],
    ["nothing but white space", Buffer.from(" \n"), /empty/],
    ["a binary plan", Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 8, 0]), /binary/],
    ["a binary plan that was read as text", "PK\u0003\u0004\u0014", /binary/],
    ["HTML", "<!DOCTYPE html><html></html>", /HTML/],
    ["garbage", "hello", /not JSON/],
    ["words of a failed command", "Error: Failed to load plugin schemas", /not JSON/],
    ["a plan that was cut off in a string", plan.slice(0, 40), /cut off/],
    ["a plan that was cut off behind a comma", plan.slice(0, plan.indexOf(",") + 1), /cut off/],
    ["a stream of messages", '{"@level":"info"}\n{"@level":"info"}', /stream of JSON messages/],
    ["a list", "[]", /no plan/, ""],
    ["null", "null", /no plan/, ""],
    ["other JSON", '{"a":1}', /no format_version/, "/format_version"],
    ["a format of the future", '{"format_version":"2.0","planned_values":{}}', /format version "2.0"/, "/format_version"],
    ["a format version that is none", '{"format_version":3}', /format version 3/, "/format_version"],
    ["a state file", '{"version":4,"terraform_version":"1.11.4","serial":3,"lineage":"x","resources":[]}', /state file/, ""],
    ["10,000 nested lists", "[".repeat(10_000) + "]".repeat(10_000), /no plan/],
    ["changes that are no list", '{"format_version":"1.2","resource_changes":{}}', /resource_changes should be a list/, "/resource_changes"],
    ["a change without address", '{"format_version":"1.2","resource_changes":[{}]}', /resource_changes\/0/, "/resource_changes/0"],
    ["a change without actions", '{"format_version":"1.2","resource_changes":[{"address":"a.b","type":"a","name":"b"}]}', /actions/, "/resource_changes/0/change"],
    ["a change whose values are no object", '{"format_version":"1.2","resource_changes":[{"address":"a.b","type":"a","name":"b","change":{"actions":["create"],"after":[1]}}]}', /after should be an object/, "/resource_changes/0/change/after"],
    ["a change in a module with a number for its address", '{"format_version":"1.2","resource_changes":[{"address":"a.b","type":"a","name":"b","module_address":1,"change":{"actions":["create"]}}]}', /module_address should be a string/, "/resource_changes/0/module_address"],
    ["a planned resource without address", '{"format_version":"1.2","planned_values":{"root_module":{"resources":[{"type":"a","name":"b"}]}}}', /address, type and name/, "/planned_values/root_module/resources/0"],
    ["a state with a resource that is null", '{"format_version":"1.0","values":{"root_module":{"resources":[null]}}}', /should be an object/, "/values/root_module/resources/0"],
    ["a child module that is null", '{"format_version":"1.2","planned_values":{"root_module":{"child_modules":[null]}}}', /a module/, "/planned_values/root_module/child_modules/0"],
    ["an earlier state that is a text", '{"format_version":"1.2","planned_values":{},"prior_state":"x"}', /should be an object/, "/prior_state"],
    ["a provider that is null", '{"format_version":"1.2","planned_values":{},"configuration":{"provider_config":{"a/b":null}}}', /should be an object/, "/configuration/provider_config/a~1b"],
    ["a configured resource without address", '{"format_version":"1.2","planned_values":{},"configuration":{"root_module":{"module_calls":{"m":{"module":{"resources":[{"type":"a"}]}}}}}}', /address, type and name/, "/configuration/root_module/module_calls/m/module/resources/0"],
  ];
  for (const [name, input, message, pointer] of refused) {
    it(`refuses ${name} with what to do`, () => {
      const error = errorOf(() => readPlan(input));
      expect(error).to.be.instanceOf(PlanFormatError);
      expect(error?.message).to.match(message);
      expect(error?.message, "one line").not.to.include("\n");
      expect(error?.hint).to.be.a("string");
      if (pointer !== undefined) expect((error as PlanFormatError).pointer).to.equal(pointer);
    });
  }

  it("takes braces and quotes in strings for text", () => {
    const value = { format_version: "1.2", planned_values: {}, text: '{"[\\'.repeat(1000) };
    expect((readPlan(JSON.stringify(value)) as { text?: string }).text).to.equal(value.text);
  });

  for (const version of ["0.1", "0.2", "1.0", "1.99"]) it(`reads format ${version}`, () => expect(readPlan(`{"format_version":"${version}","planned_values":{}}`).format_version).to.equal(version));
});

describe("adaptTerraform", () => {
  it("takes a plan without functions for what it is", async () => {
    const deployment = await adaptTerraform({ text: plan });
    expect(deployment.functions).to.deep.equal([]);
    expect(deployment.input).to.deep.equal({ toolchain: "terraform", kind: "plan", version: "1.11.4" });
  });

  it("takes an empty state for what it is", async () => {
    const { input, functions } = await adaptTerraform({ text: '{"format_version":"1.0"}' });
    expect([input.version, functions.length]).to.deep.equal([null, 0]);
  });

  it("reads keys such as __proto__ as plain keys", async () => {
    const variables = '{"__proto__":"a","constructor":"b","hasOwnProperty":"c"}';
    const text = `{"format_version":"1.2","resource_changes":[{"address":"aws_lambda_function.f","mode":"managed","type":"aws_lambda_function","name":"f","change":{"actions":["create"],"before":null,"after":{"function_name":"f","environment":[{"variables":${variables}}]},"after_unknown":{"__proto__":true}}}]}`;
    const [first] = (await adaptTerraform({ text })).functions;
    expect(first?.environment.kind === "map" && [...first.environment.entries.keys()]).to.deep.equal(["__proto__", "constructor", "hasOwnProperty"]);
    expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
  });

  it("survives values of shapes that no provider writes", async () => {
    const after = { function_name: [{}], role: { a: 1 }, environment: "x", layers: 5, vpc_config: [null, "y"], filename: true, image_uri: [] };
    const text = JSON.stringify({ format_version: "1.2", resource_changes: [{ address: "aws_lambda_function.f", type: "aws_lambda_function", name: "f", change: { actions: ["create"], after, after_unknown: [true] } }, { address: "aws_iam_role_policy.p", type: "aws_iam_role_policy", name: "p", change: { actions: ["create"], after: null, after_unknown: true } }] });
    const { functions } = await adaptTerraform({ text });
    expect(functions.map(({ role }) => role.kind)).to.deep.equal(["unknown"]);
  });

  const lists = "[".repeat(10_000) + "]".repeat(10_000);

  it("tells that an attribute of 10,000 nested lists was not read, and reads the rest", async () => {
    const text = `{"format_version":"1.2","x":${lists},"resource_changes":[{"address":"aws_lambda_function.f","type":"aws_lambda_function","name":"f","change":{"actions":["create"],"after":{"function_name":"f","environment":[{"variables":{"DEEP":${lists}}}]}}}]}`;
    const [first] = (await adaptTerraform({ text })).functions;
    expect(first?.name).to.deep.equal({ kind: "known", value: "f" });
    expect(first?.environment.kind).to.equal("map");
  });

  it("refuses modules in modules beyond all measure", async () => {
    const modules = '{"child_modules":['.repeat(20_000) + "]}".repeat(20_000);
    const error = await adaptTerraform({ text: `{"format_version":"1.2","planned_values":{"root_module":${modules}}}` }).then(() => undefined, (reason: unknown) => reason);
    expect(error).to.be.instanceOf(PlanFormatError);
    expect((error as Error).message).to.match(/nested too deeply/);
  });

  it("wants something to read", async () => {
    const error = await adaptTerraform({}).then(() => undefined, (reason: unknown) => reason);
    expect(error).to.be.instanceOf(LeastwiseError);
  });

  it("says that a folder holds no sources", async () => {
    const error = await adaptTerraform({ source: __dirname }).then(() => undefined, (reason: unknown) => reason);
    expect(error).to.be.instanceOf(LeastwiseError);
    expect((error as Error).message).to.match(/no \.tf files/);
  });

  it("does not take a file that cannot be read for an empty one, where there is no plan", async () => {
    const folder = mkdtempSync(join(tmpdir(), "leastwise-"));
    symlinkSync("main.tf", join(folder, "main.tf"));
    const error = await adaptTerraform({ source: folder }).then(() => undefined, (reason: unknown) => reason);
    rmSync(folder, { recursive: true });
    expect(error).to.be.instanceOf(LeastwiseError);
    expect((error as Error).message).to.match(/main\.tf cannot be read/);
  });
});

function errorOf(action: () => unknown): LeastwiseError | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return error as LeastwiseError;
  }
}
