import { symbolicString, unknown, type StringPart, type SymbolicString } from "../../values";
import { joinPattern } from "../arn-pattern";
import type { CallContext } from "../call-context";
import { textOf, type GivenText } from "../call-input";
import type { NeededResource } from "../need";
import { resolve, type Naming } from "../resource-rule";
import type { ActionRow } from "../service-rules";

const verbs = { Select: /\bfrom\s+([^\s,;)]+)/i, Insert: /\binsert\s+into\s+([^\s,;]+)/i, Update: /\bupdate\s+([^\s,;]+)/i, Delete: /\bdelete\s+from\s+([^\s,;]+)/i } as const;

type Verb = keyof typeof verbs;

/** The actions of PartiQL statements at a path, by what each statement does. Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html */
export function partiqlRows(path: string, naming: Pick<Naming, "arn" | "types">): ActionRow[] {
  return (Object.keys(verbs) as Verb[]).map((verb): ActionRow => {
    const targets = (context: CallContext) => context.texts(path).flatMap((text) => targetsOf(context, text, verb, naming));
    return {
      action: `dynamodb:PartiQL${verb}`,
      on: targets,
      when: (context) => {
        const texts = context.texts(path);
        if (texts.some((text) => verbOf(text) === verb && text.certainty === "certain")) return "yes";
        return texts.some((text) => [verb, undefined].includes(verbOf(text))) ? "maybe" : "no";
      },
    };
  });
}

function targetsOf(context: CallContext, text: GivenText, verb: Verb, naming: Pick<Naming, "arn" | "types">): NeededResource[] {
  const spoken = verbOf(text);
  if (spoken !== undefined && spoken !== verb) return [];
  if (text.value.kind === "unknown") return [{ value: text.value, certainty: "possible" }];
  const target = verbs[verb].exec(withMarks(text.value))?.[1];
  if (target === undefined) return [{ value: unknown("unreadable", "a PartiQL statement"), certainty: text.certainty }];
  const [name = "", index] = namesOf(target);
  const table = textOf(withoutMarks(name, text.value));
  const found = resolve(context, { ...text, value: table.kind === "unknown" ? table : context.resources.expand(table) }, naming);
  if (index === undefined) return found;
  return found.map((one) => (one.value.kind === "unknown" ? one : { ...one, value: joinPattern(one.value, "/index/", withoutMarks(index, text.value as SymbolicString)) }));
}

/** What a statement does; `undefined` where its beginning cannot be told. */
function verbOf({ value }: GivenText): Verb | undefined {
  const first = value.kind === "unknown" || value.parts[0]?.kind !== "literal" ? undefined : /^\s*([a-z]+)/i.exec(value.parts[0].text)?.[1]?.toLowerCase();
  if (first === undefined) return undefined;
  if (first === "exists") return "Select";
  return (Object.keys(verbs) as Verb[]).find((verb) => verb.toLowerCase() === first);
}

/** `"orders"."by-status"` → table and index. */
function namesOf(target: string): string[] {
  return (target.match(/"[^"]*"|[^".]+/g) ?? []).map((name) => name.replace(/^"|"$/g, ""));
}

/** Parts that are no literal as one character each, so that text can be searched. */
const firstMark = 0xe000;

function withMarks(text: SymbolicString): string {
  return text.parts.map((part, index) => (part.kind === "literal" ? part.text : String.fromCharCode(firstMark + index))).join("");
}

function withoutMarks(marked: string, text: SymbolicString): SymbolicString {
  return symbolicString(
    [...marked].map((character): StringPart => {
      const part = text.parts[character.charCodeAt(0) - firstMark];
      return part ?? { kind: "literal", text: character };
    }),
  );
}
