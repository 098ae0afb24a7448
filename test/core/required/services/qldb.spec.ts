import { expect } from "chai";
import { bare, call } from "../building";

describe("required: qldb", () => {
  it("a driver may send any statement, and what it sends no input shows", () => {
    const statements = ["Delete", "HistoryFunction", "Insert", "Select", "Update"].map((statement) => `qldb:PartiQL${statement} (possible) ?`);
    expect(bare(call("qldb-session", "SendCommand", { LedgerName: "people" }))).to.deep.equal([...statements, "qldb:SendCommand arn:aws:qldb:*:*:ledger/people"]);
  });

  for (const [statement, action] of [
    ["INSERT INTO Person ?", "PartiQLInsert"],
    ["select * from Person where a = ?", "PartiQLSelect"],
    ["UPDATE Person AS p SET p.a = ?", "PartiQLUpdate"],
    ["FROM Person AS p WHERE p.id = ? SET p.a = ?", "PartiQLUpdate"],
    ["DELETE FROM Person WHERE id = ?", "PartiQLDelete"],
    ["SELECT * FROM history(Person) AS h", "PartiQLHistoryFunction"],
  ] as const) {
    it(`knows what is needed for ${statement}`, () => {
      expect(bare(call("qldb-session", "SendCommand", { LedgerName: "people", Statement: statement }))).to.deep.equal([`qldb:${action} arn:aws:qldb:*:*:ledger/people/table/*`, "qldb:SendCommand arn:aws:qldb:*:*:ledger/people"]);
    });
  }
});
