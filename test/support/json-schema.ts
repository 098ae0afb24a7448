import Ajv, { type ValidateFunction } from "ajv";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a JSON result by `schema/NAME.schema.json`, as `path: problem`; nothing where it is valid. */
export function schemaProblems(name: "result" | "diff" | "needs" | "leastwise", value: unknown): string[] {
  let validate = compiled.get(name);
  if (!validate) {
    const file = join(__dirname, "../../schema", `${name}.schema.json`);
    validate = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(readFileSync(file, "utf8")) as object);
    compiled.set(name, validate);
  }
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
