import type { Statement, Unit } from "../program/program";
import type { Syntax } from "../syntax";

/** A file that is being translated: functions inside of expressions have statements inside of them. */
export interface GoSource extends Unit {
  readBlock(block: Syntax): Statement[];
}
