import type { NamedResources } from "../model";
import { literal, symbolicString, type StringPart, type SymbolicString } from "../values";

/** Partition, region and account of an ARN. */
const TARGET_FIELDS = [1, 3, 4];

/** The ARN with the partition, region and account of another one where it leaves them open: a fence that is there stays. */
export function withTargetOf(arn: SymbolicString, other: SymbolicString, resources: NamedResources): SymbolicString {
  const own = fieldsOf(arn);
  const given = fieldsOf(resources.expand(other));
  if (!own || !given) return arn;
  const fields = own.map((field, index) => (TARGET_FIELDS.includes(index) && isOpen(field) && !isOpen(given[index]!) ? given[index]! : field));
  return symbolicString(fields.flatMap((field, index): StringPart[] => [...(index === 0 ? [] : [...literal(":").parts]), ...field]));
}

/** `*`, or the deployment's own, which is as good as `*` where it is not known. */
function isOpen(field: readonly StringPart[]): boolean {
  const [only] = field;
  if (field.length !== 1) return false;
  return only?.kind === "literal" ? /^\*+$/.test(only.text) : only?.kind === "reference" && only.address === "aws";
}

/** The six fields of an ARN; `undefined` for what is none. */
function fieldsOf(arn: SymbolicString): StringPart[][] | undefined {
  const fields: StringPart[][] = [[]];
  for (const part of arn.parts) {
    if (part.kind !== "literal" || fields.length === 6) {
      fields[fields.length - 1]!.push(part);
      continue;
    }
    const pieces = part.text.split(":");
    const head = pieces.splice(0, 6 - fields.length);
    head.forEach((text, index) => {
      if (index > 0) fields.push([]);
      if (text !== "") fields[fields.length - 1]!.push({ kind: "literal", text });
    });
    if (pieces.length > 0) {
      fields.push([{ kind: "literal", text: pieces.join(":") }]);
    }
  }
  const [first] = fields[0]!;
  return fields.length === 6 && first?.kind === "literal" && first.text === "arn" ? fields : undefined;
}
