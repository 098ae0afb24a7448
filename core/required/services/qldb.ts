import { unknown } from "../../values";
import type { ActionRow, ServiceRules } from "../service-rules";

const statements = ["Select", "Insert", "Update", "Delete", "HistoryFunction"];

/** A driver sends PartiQL in sessions; which statements, no call of it shows. Source: https://docs.aws.amazon.com/qldb/latest/developerguide/getting-started-standard-mode.html */
export const qldb: ServiceRules = {
  services: ["qldb-session"],
  also: {
    SendCommand: statements.map((statement): ActionRow => ({
      action: `qldb:PartiQL${statement}`,
      on: () => [{ value: unknown("decided-at-run-time", "the statements that the driver sends"), certainty: "possible" }],
      certainty: "possible",
      because: "the statements that it sends",
    })),
  },
};
