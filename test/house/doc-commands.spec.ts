import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { allCommands } from "../support/doc-commands";
import { commandsElsewhere, commandsRun } from "../support/documented-commands";

describe("house: every command line of the documents", () => {
  const repository = resolve(__dirname, "../..");
  const shown = allCommands(repository).map(({ command }) => command);

  it("is run, here or where it says", () => {
    const known = [...commandsRun.map(([command]) => command), ...Object.keys(commandsElsewhere)];
    expect(shown.filter((command) => !known.includes(command)), "new in the documents; test/support/documented-commands.ts says what is run where").to.deep.equal([]);
    expect(known.filter((command) => !shown.includes(command)), "no longer in the documents").to.deep.equal([]);
  });

  for (const [command, { because, by }] of Object.entries(commandsElsewhere)) {
    it(`${command}: ${because}`, () => {
      if (by) expect(readFileSync(join(repository, by[0]), "utf8")).to.contain(by[1]);
      else expect(because).to.match(/\w+ \w+/);
    });
  }
});
