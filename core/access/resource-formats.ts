import { findAction, findService, type ActionResourceType } from "../reference";
import { globOf, SEGMENT_STAR, STAR, WORD_ANY, WORD_STAR, type Glob } from "./glob";

const USUAL: Readonly<Record<string, string>> = { Partition: "aws", Region: "us-east-1", Account: "123456789012" };
const known = new Map<string, readonly (readonly Glob[])[]>();

/** Forms that the resource of an action can have, those with usual partition, region and account first; `*` where it knows none. */
export function formatsOf(action: string): readonly (readonly Glob[])[] {
  let formats = known.get(action);
  if (!formats) known.set(action, (formats = readFormats(action)));
  return formats;
}

function readFormats(action: string): readonly (readonly Glob[])[] {
  const definition = findAction(action);
  if (!definition) return [];
  const types = findService(definition.service)?.resourceTypes;
  const formats = (of: readonly ActionResourceType[]): string[] => of.flatMap(({ name }) => types?.get(name)?.arnFormat ?? []);
  const required = definition.resourceTypes.filter(({ isRequired }) => isRequired);
  const asked = formats(required.length > 0 ? required : definition.resourceTypes);
  const none = required.length > 0 ? [] : [globOf([42])];
  return [
    asked.length > 0 ? asked.map(usualGlob) : none,
    [...formats(definition.resourceTypes).map(anyGlob), ...none],
  ];
}

/** As such ARNs mostly look. */
function usualGlob(format: string): Glob {
  return formatGlob(format, (name) => (USUAL[name] === undefined ? [WORD_ANY, WORD_STAR] : textTokens(USUAL[name])));
}

/** All such ARNs: names may hold slashes and colons (log groups), but for a bucket's. */
function anyGlob(format: string): Glob {
  return formatGlob(format, (name) => (name === "BucketName" ? [WORD_ANY, WORD_STAR] : [USUAL[name] === undefined ? STAR : SEGMENT_STAR]));
}

function formatGlob(format: string, hole: (name: string) => readonly number[]): Glob {
  return globOf(
    format.split(/(\$\{[^}]*\})/).flatMap((piece) => {
      const name = /^\$\{(.*)\}$/.exec(piece)?.[1];
      return name === undefined ? textTokens(piece) : hole(name);
    }),
  );
}

function textTokens(text: string): number[] {
  return Array.from({ length: text.length }, (_, index) => (text[index] === "*" ? STAR : text.charCodeAt(index)));
}
