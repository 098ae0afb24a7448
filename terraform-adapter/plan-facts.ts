import { fromPlain, reference, unknown, type Symbolic, type SymbolicMap } from "../core";
import { Configuration, formatTerminal, type Terminal } from "./configuration";
import { isRecord, plannedValue, textAround, type Blanks } from "./planned-values";
import type { PlanJson } from "./plan-json";
import { InstanceKeys, type PlanRecord } from "./plan-records";
import type { PlanFacts } from "./sources";

/** What the evaluator of the sources is told by a plan. */
export function planFacts(plan: PlanJson, records: readonly PlanRecord[]): PlanFacts {
  const keys = new InstanceKeys(records);
  const byAddress = new Map(records.map((record) => [record.address, record]));
  const configuration = new Configuration(plan.configuration ?? {}, keys);
  const planned = (address: string): SymbolicMap | undefined => {
    const record = byAddress.get(address);
    return record && valuesOf(record);
  };
  return {
    variables: variablesOf(plan),
    resourceKeys: (module, resource) => keys.ofResource(module, resource),
    moduleKeys: (module, call) => keys.ofModule(module, call),
    planned,
    moduleOutput: (module, output) => outputValue(configuration.followOutput(module, output), output, planned),
  };
}

/** An output that is named after the one attribute it refers to is that attribute; else it holds it in some way. */
function outputValue(references: readonly (readonly Terminal[])[], output: string, planned: PlanFacts["planned"]): Symbolic | undefined {
  const terminals = references.flat();
  const [only, ...others] = terminals;
  if (!only) return undefined;
  if (others.length > 0 || only.attribute === "") return unknown("computed-at-apply", undefined, [...new Set(terminals.map(formatTerminal))]);
  const isItself = output === only.attribute || output.endsWith(`_${only.attribute}`);
  if (!isItself || only.kind === "local") return textAround(only);
  const value = planned(only.address)?.entries.get(only.attribute);
  return value && value.kind !== "unknown" && value.kind !== "null" ? value : reference(only.address, only.attribute);
}

function variablesOf(plan: PlanJson): ReadonlyMap<string, Symbolic> {
  const declared = plan.configuration?.root_module?.variables ?? {};
  return new Map(
    Object.entries(plan.variables ?? {}).map(([name, variable]) => {
      const declaration = Object.hasOwn(declared, name) ? declared[name] : undefined;
      const isSensitive = isRecord(declaration) && declaration["sensitive"] === true;
      return [name, isSensitive ? unknown("secret", `var.${name} is marked as sensitive`, [`var.${name}`]) : fromPlain(variable?.value)];
    }),
  );
}

function valuesOf({ address, values, unknown: marks, sensitive }: PlanRecord): SymbolicMap {
  const blanks: Blanks = { follow: () => [], computed: (path) => unknown("computed-at-apply", undefined, [`${address}.${path}`]) };
  const entries = new Map<string, Symbolic>();
  for (const name of new Set([...Object.keys(values), ...(isRecord(marks) ? Object.keys(marks) : [])])) {
    const mark = isRecord(marks) && Object.hasOwn(marks, name) ? marks[name] : marks === true;
    const secret = isRecord(sensitive) && Object.hasOwn(sensitive, name) ? sensitive[name] : sensitive === true;
    entries.set(name, plannedValue(Object.hasOwn(values, name) ? values[name] : undefined, mark, secret, undefined, name, blanks));
  }
  return { kind: "map", entries };
}
