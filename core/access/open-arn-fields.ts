import { globOf, STAR, type Glob } from "./glob";
import { FIRST_LETTER, letterOfReference, letterWith } from "./letters";

const COLON = 58;
const ARN = [..."arn"].map((sign) => sign.charCodeAt(0)).join();
/** Which parts of an ARN belong to the deployment, and how it is referred to. */
const OWN = new Map([[1, "partition"], [3, "region"], [4, "account_id"]]);
const MOST_FORMS = 8;

/** A pattern with its open partition, region and account being those that other patterns name, else the deployment's own. */
export function deploymentForms(asked: Glob, others: readonly Glob[]): readonly Glob[] {
  const fields = fieldsOf(asked);
  if (!fields || [...OWN.keys()].every((index) => !isOpen(fields[index]!))) return [asked];
  let forms = [fields];
  for (const [index, attribute] of OWN) {
    if (!isOpen(fields[index]!)) continue;
    const named = new Map<string, readonly number[]>();
    for (const other of others) {
      const field = fieldsOf(other)?.[index];
      if (field && field.length > 0 && field.every((token) => token >= 0 && token < FIRST_LETTER)) named.set(field.join(), field);
    }
    const values = named.size > 0 ? [...named.values()] : [[letterOfReference({ kind: "reference", address: "aws", attribute }).code]];
    forms = forms.flatMap((form) => values.map((value) => form.map((field, at) => (at === index ? value : field)))).slice(0, MOST_FORMS);
  }
  return forms.map((form) => globOf(form.flatMap((field, index) => (index === 0 ? field : [COLON, ...field]))));
}

type Fields = readonly (readonly number[])[];
const known = new WeakMap<Glob, Fields | "none">();

function fieldsOf(glob: Glob): Fields | undefined {
  let fields = known.get(glob);
  if (!fields) known.set(glob, (fields = splitFields(glob.tokens) ?? "none"));
  return fields === "none" ? undefined : fields;
}

function splitFields(tokens: readonly number[]): Fields | undefined {
  const fields: number[][] = [[]];
  for (const token of tokens) {
    if (token === COLON && fields.length < 6) fields.push([]);
    else fields[fields.length - 1]!.push(token);
  }
  return fields.length === 6 && fields[0]!.join() === ARN ? fields : undefined;
}

function isOpen(field: readonly number[]): boolean {
  const [only] = field;
  if (field.length !== 1 || only === undefined) return false;
  return only === STAR || (only >= FIRST_LETTER && letterWith(only).reference?.address === "aws");
}
