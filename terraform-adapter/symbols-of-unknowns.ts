import type { Symbolic } from "../core";
import { splitReference } from "./addresses";
import { textAround } from "./planned-values";

/** Of an argument that takes just an ARN: an unknown one that depends on one ARN alone is that ARN. */
export function asArn(value: Symbolic): Symbolic {
  const text = withSymbol(value);
  if (text.kind !== "string" || text === value) return value;
  const [first] = text.parts;
  return first?.kind === "reference" ? { ...text, parts: [first] } : text;
}

/** An unknown text that depends on one attribute alone holds it, whatever stands around it. */
export function withSymbol(value: Symbolic): Symbolic {
  if (value.kind !== "unknown" || value.reason !== "computed-at-apply" || value.references.length !== 1) return value;
  const { address, attribute } = splitReference(value.references[0]!);
  const isLocal = /(^|\.)local(\.|$)/.test(address);
  return isLocal || attribute === "" ? value : { ...textAround({ kind: "attribute", address, attribute }), ...(value.at ? { at: value.at } : {}) };
}
