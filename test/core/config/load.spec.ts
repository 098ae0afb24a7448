import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findConfiguration, loadConfiguration, readConfiguration, recommended, type ConfigurableRule } from "../../../core/config";
import { ConfigurationError } from "../../../core/errors";

const rules: readonly ConfigurableRule[] = [
  { id: "no-wildcard-action", title: "A wildcard", severity: "high", options: { allow: { type: "string[]", default: [], description: "Accepted." } } },
  { id: "no-shared-role", title: "A shared role", severity: "medium", options: {} },
  { id: "no-new-access", title: "New access", severity: "high", isOnByDefault: false, options: {} },
];
const read = (value: unknown) => readConfiguration(value, rules, "leastwise.json");

describe("config/load: what a configuration says", () => {
  it("nothing is the recommended one", () => {
    expect(read({})).to.deep.equal(recommended);
    expect(read({ $schema: "x", extends: "recommended" })).to.deep.equal(recommended);
  });

  it("severity alone and severity with options", () => {
    const { rules: settings } = read({ rules: { "no-shared-role": "off", "no-wildcard-action": { options: { allow: ["xray:Put*"] } }, "no-new-access": { severity: "low" } } });
    expect(settings).to.deep.equal({
      "no-shared-role": { severity: "off", options: {} },
      "no-wildcard-action": { options: { allow: ["xray:Put*"] } },
      "no-new-access": { severity: "low", options: {} },
    });
  });

  it("strict has every rule on and fails from medium, unless it is said otherwise", () => {
    const strict = read({ extends: "strict", rules: { "no-shared-role": "off" } });
    expect(strict.failOn).to.equal("medium");
    expect(Object.entries(strict.rules).map(([id, { severity }]) => `${id} ${severity}`)).to.deep.equal(["no-new-access high", "no-shared-role off"]);
    expect(read({ extends: "strict", failOn: "never" }).failOn).to.equal("never");
  });

  it("options alone keep a rule as strict has it", () => {
    expect(read({ extends: "strict", rules: { "no-new-access": { options: {} } } }).rules["no-new-access"]).to.deep.equal({ severity: "high", options: {} });
  });

  it("overrides keep their globs and their order", () => {
    const { overrides } = read({ overrides: [{ functions: ["module.old.*"], rules: { "no-shared-role": "low" } }, { files: ["legacy/*"], rules: { "no-shared-role": "off" } }] });
    expect(overrides).to.deep.equal([
      { functions: ["module.old.*"], rules: { "no-shared-role": { severity: "low", options: {} } } },
      { files: ["legacy/*"], rules: { "no-shared-role": { severity: "off", options: {} } } },
    ]);
  });
});

describe("config/load: what is wrong with it", () => {
  const wrong: readonly (readonly [name: string, value: unknown, says: RegExp])[] = [
    ["a slip in a setting", { failon: "high" }, /no setting "failon"; did you mean "failOn"\?/],
    ["a setting like no other", { colour: "red" }, /no setting "colour"$/],
    ["a slip in a rule", { rules: { "no-wildcard-acton": "off" } }, /no setting "no-wildcard-acton" in rules; did you mean "no-wildcard-action"\?/],
    ["a slip in a rule of an override", { overrides: [{ rules: { "no-share-role": "off" } }] }, /in overrides\.0\.rules; did you mean "no-shared-role"\?/],
    ["a slip in an option", { rules: { "no-wildcard-action": { options: { alow: [] } } } }, /"alow".*did you mean "allow"\?/],
    ["a slip in a severity", { rules: { "no-shared-role": "hgih" } }, /"hgih" is not allowed in rules\.no-shared-role; did you mean "high"\?/],
    ["a severity like no other", { failOn: "blocker" }, /"blocker" is not allowed in failOn: it is one of critical, high/],
    ["an option of another type", { rules: { "no-wildcard-action": { options: { allow: "a:*" } } } }, /must be a list.*in rules\.no-wildcard-action\.options\.allow/],
    ["a suppression without a reason", { suppressions: [{ rule: "no-shared-role" }] }, /"reason" is missing in suppressions\.0/],
    ["a suppression with an empty reason", { suppressions: [{ rule: "no-shared-role", reason: "" }] }, /suppressions\.0\.reason/],
    ["a suppression with a reason of blanks", { suppressions: [{ rule: "no-shared-role", reason: "  " }] }, /suppressions\.0\.reason/],
    ["a suppression of no rule", { suppressions: [{ rule: "no-shard-role", reason: "x" }] }, /did you mean "no-shared-role"\?/],
    ["an expiry in words", { suppressions: [{ rule: "no-shared-role", reason: "x", expires: "next year" }] }, /suppressions\.0\.expires/],
    ["an expiry on no day of the calendar", { suppressions: [{ rule: "no-shared-role", reason: "x", expires: "2027-02-30" }] }, /2027-02-30 is no day of the calendar in suppressions\.0\.expires/],
    ["an override without rules", { overrides: [{ functions: ["a"] }] }, /"rules" is missing in overrides\.0/],
    ["a list", [], /must be an object/],
    ["a text", "strict", /must be an object/],
  ];
  for (const [name, value, says] of wrong) {
    it(`${name} is an error that says where`, () => {
      expect(() => read(value)).to.throw(ConfigurationError, says);
    });
  }
});

describe("config/load: files", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "leastwise-config-"))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const load = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return loadConfiguration(join(folder, name), rules);
  };

  it("JSON may have comments, trailing commas and a byte order mark", () => {
    expect(load("leastwise.json", '\ufeff{\n  // ours\n  "failOn": "low", /* and */\n}').failOn).to.equal("low");
  });

  it("YAML says the same", () => {
    expect(load("leastwise.yaml", "failOn: low # ours\nrules:\n  no-shared-role: off\n").rules).to.deep.equal({ "no-shared-role": { severity: "off", options: {} } });
  });

  it("a date in YAML is the date that is written", () => {
    expect(load("leastwise.yml", "suppressions:\n  - { rule: no-shared-role, reason: x, expires: 2027-01-31 }\n").suppressions).to.deep.equal([{ rule: "no-shared-role", reason: "x", expires: "2027-01-31" }]);
  });

  it("an empty file is the recommended one", () => {
    expect(load("leastwise.yaml", "")).to.deep.equal(recommended);
    expect(load("empty.yaml", "# nothing yet\n")).to.deep.equal(recommended);
  });

  it("broken JSON is an error with its line", () => {
    expect(() => load("leastwise.json", '{\n  "failOn": "low"\n  "rules": {}\n}')).to.throw(ConfigurationError, /leastwise\.json:3: comma expected/);
  });

  it("broken YAML, a folder and a missing file are errors", () => {
    expect(() => load("leastwise.yaml", "a: [")).to.throw(ConfigurationError, /is no YAML/);
    expect(() => loadConfiguration(folder, rules)).to.throw(ConfigurationError, /cannot read/);
    expect(() => loadConfiguration(join(folder, "none.json"), rules)).to.throw(ConfigurationError, /there is no such file/);
  });

  it("is found in the nearest folder upward, JSON before YAML", () => {
    mkdirSync(join(folder, "a/b"), { recursive: true });
    writeFileSync(join(folder, "leastwise.yaml"), "");
    expect(findConfiguration(join(folder, "a/b"))).to.equal(join(folder, "leastwise.yaml"));
    writeFileSync(join(folder, "leastwise.json"), "{}");
    expect(findConfiguration(join(folder, "a/b"))).to.equal(join(folder, "leastwise.json"));
    writeFileSync(join(folder, "a/leastwise.yml"), "");
    expect(findConfiguration(join(folder, "a/b"))).to.equal(join(folder, "a/leastwise.yml"));
  });
});
