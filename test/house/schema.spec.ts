import { expect } from "chai";
import Ajv from "ajv";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { configurationSchema } from "../../core/config";
import { rules } from "../../core/rules";

const folder = join(__dirname, "../../schema");
const stored = (file: string): string => readFileSync(join(folder, file), "utf8");

describe("house: schemas", () => {
  it("leastwise.schema.json is what the rules' options make it (npm run docs)", () => {
    expect(stored("leastwise.schema.json")).to.equal(`${JSON.stringify(configurationSchema(rules), null, 2)}\n`);
  });

  for (const file of readdirSync(folder)) {
    it(`${file} is a strict JSON Schema`, () => {
      new Ajv({ strict: true, strictTypes: false, strictRequired: false }).compile(JSON.parse(stored(file)) as object);
    });
  }
});
