import { expect } from "chai";
import { Progress } from "../../cli/progress";

describe("cli: progress", () => {
  const shownWith = (isTTY: boolean, environment: NodeJS.ProcessEnv, steps: readonly (readonly [at: number, text: string])[]): string => {
    let written = "";
    let time = 0;
    const progress = new Progress({ isTTY, write: (text) => (written += text) }, environment, () => time);
    for (const [at, text] of steps) {
      time = at;
      progress.show(text);
    }
    progress.clear();
    return written;
  };
  const steps = [[0, "one"], [999, "two"], [1000, "three"], [1050, "four"], [1100, "five"]] as const;

  it("is a line that replaces the one before, from the second second on, ten times in each at most", () => {
    expect(shownWith(true, {}, steps)).to.equal("\r\u001b[Kthree\r\u001b[Kfive\r\u001b[K");
  });

  it("leaves nothing behind where the work was short", () => expect(shownWith(true, {}, steps.slice(0, 2))).to.equal(""));

  it("takes names as text", () => expect(shownWith(true, {}, [[1000, "a\u001b[31m\nb"]])).to.equal("\r\u001b[Ka [31m b\r\u001b[K"));

  for (const [name, isTTY, environment] of [
    ["no terminal", false, {}],
    ["NO_COLOR", true, { NO_COLOR: "1" }],
    ["CI", true, { CI: "true" }],
    ["a dumb terminal", true, { TERM: "dumb" }],
  ] as const) {
    it(`is silent with ${name}`, () => expect(shownWith(isTTY, environment, steps)).to.equal(""));
  }
});
