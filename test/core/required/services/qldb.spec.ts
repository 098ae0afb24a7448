import { expect } from "chai";
import { bare, call } from "../building";

describe("required: qldb", () => {
  it("a driver may send any statement, and what it sends no input shows", () => {
    const statements = ["Delete", "HistoryFunction", "Insert", "Select", "Update"].map((statement) => `qldb:PartiQL${statement} (possible) ?`);
    expect(bare(call("qldb-session", "SendCommand", { LedgerName: "people" }))).to.deep.equal([...statements, "qldb:SendCommand arn:aws:qldb:*:*:ledger/people"]);
  });
});
