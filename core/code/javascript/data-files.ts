import { fromPlain } from "../../values";
import { fromSymbolic } from "./symbolic";
import type { JsValue } from "./values";

const maxCharacters = 4 * 1024 * 1024;

/** A JSON or YAML text as a value, `undefined` where it is neither. */
export function parseData(text: string, format: "json" | "yaml"): JsValue | undefined {
  if (text.length > maxCharacters) return undefined;
  try {
    return fromSymbolic(fromPlain(format === "json" ? (JSON.parse(text) as unknown) : parseYaml(text)));
  } catch {
    return undefined;
  }
}

/** Loaded when the first YAML is met: few functions have any. */
function parseYaml(text: string): unknown {
  const yaml = require("yaml") as typeof import("yaml");
  return yaml.parse(text) as unknown;
}
