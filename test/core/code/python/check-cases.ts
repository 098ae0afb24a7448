import { expect } from "chai";
import { readPython, shown, type Case } from "./reading";

/** One test a case: the calls must be these and no others, and the status as it says (`read` where it says nothing). */
export function checkCases(cases: readonly Case[]): void {
  for (const one of cases) {
    it(one.title, async () => {
      const reading = await readPython(one.source, one.handler, one.environment);
      expect(shown(reading, one.calls)).to.deep.equal([...one.calls].sort());
      expect(reading.status, reading.reasons.map(({ message }) => message).join("; ")).to.equal(one.status ?? "read");
    });
  }
}
