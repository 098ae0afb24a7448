import { unknown, type Symbolic, type Unknown } from "../values";
import type { Condition } from "./policy-document";
import { readElements } from "./read-elements";
import { joinPath, kindOf, type Reading } from "./reading";

const OPERATOR =
  /^(?:For(?:AnyValue|AllValues):)?(?:String(?:Not)?Equals(?:IgnoreCase)?|String(?:Not)?Like|Numeric(?:(?:Not)?Equals|(?:Less|Greater)Than(?:Equals)?)|Date(?:(?:Not)?Equals|(?:Less|Greater)Than(?:Equals)?)|Bool|BinaryEquals|(?:Not)?IpAddress|Arn(?:Not)?(?:Equals|Like))(?:IfExists)?$|^Null$/;

/** What a Condition block says, as far as it can be read. */
export interface ReadConditions {
  readonly conditions: readonly Condition[];
  readonly unread?: Unknown;
}

export function readConditions(value: Symbolic | undefined, path: string, reading: Reading): ReadConditions {
  if (!value) return { conditions: [] };
  if (value.kind === "unknown") return { conditions: [], unread: value };
  if (value.kind === "choice") return { conditions: [], unread: unknown("computed-at-apply", "one of several conditions", [], value.at) };
  if (value.kind !== "map") return { conditions: [], unread: reading.refuse(path, `is ${kindOf(value)}, not an object`, value.at) };
  const conditions: Condition[] = [];
  let unread = value.rest;
  reportDuplicates(value.duplicateKeys, path, value, reading);
  for (const [operator, keys] of value.entries) {
    const read = readOperator(operator, keys, joinPath(path, operator), reading);
    conditions.push(...read.conditions);
    unread ??= read.unread;
  }
  return { conditions, ...(unread ? { unread } : {}) };
}

function readOperator(operator: string, keys: Symbolic, path: string, reading: Reading): ReadConditions {
  if (!OPERATOR.test(operator)) reading.report(path, `"${operator}" is no condition operator`, keys.at);
  if (keys.kind === "unknown") return { conditions: [], unread: keys };
  if (keys.kind === "choice") return { conditions: [], unread: unknown("computed-at-apply", "one of several conditions", [], keys.at) };
  if (keys.kind !== "map") return { conditions: [], unread: reading.refuse(path, `is ${kindOf(keys)}, not an object of condition keys`, keys.at) };
  reportDuplicates(keys.duplicateKeys, path, keys, reading);
  const conditions = [...keys.entries].map(([key, values]): Condition => {
    const keyPath = joinPath(path, key);
    return {
      path: keyPath,
      operator,
      key,
      values: values.kind === "unknown" ? values : readElements(values, keyPath, reading, true),
      ...(values.at ? { at: values.at } : {}),
    };
  });
  return { conditions, ...(keys.rest ? { unread: keys.rest } : {}) };
}

function reportDuplicates(keys: readonly string[] | undefined, path: string, value: Symbolic, reading: Reading): void {
  for (const key of keys ?? []) reading.report(joinPath(path, key), `"${key}" occurs more than once; the last one counts`, value.at);
}
