import { globsIntersect } from "../access";
import { findService, type ActionDefinition } from "../reference";
import { literalText, type SymbolicString } from "../values";

/** Names in ARN formats that hold neither `/` nor `:`. */
const plainNames = /\$\{(?:BucketName|TableName|QueueName|TopicName|StreamName|FunctionName|KeyId|DeliveryStreamName|StateMachineName|EventBusName|ClusterName|Partition|Region|Account)\}/g;

/** Whether an action can act on what a (canonical) resource pattern stands for; undecided where the pattern is a reference that nothing is known of. */
export function canActOn(action: ActionDefinition, resource: SymbolicString): "yes" | "no" | "undecided" {
  const text = literalText(resource);
  if (text !== undefined && /^\*+$/.test(text)) return "yes";
  if (resource.parts[0]?.kind !== "literal" || !resource.parts[0].text.startsWith("arn:")) return text === undefined ? "undecided" : "no";
  if (action.resourceTypes.length === 0) return isTooShort(resource) || isAcceptedInPractice(action) ? "undecided" : "no";
  const formats = action.resourceTypes.map(({ name }) => findService(action.service)?.resourceTypes.get(name)?.arnFormat);
  const fitsAny = (unknown: string): boolean => {
    const pattern = resource.parts.map((part) => (part.kind === "literal" ? part.text : unknown)).join("");
    return formats.some((format) => format === undefined || fits(pattern, format));
  };
  // What is not known yet is most likely a plain name; only a longer text, with a slash in it, may turn it into another type.
  return fitsAny("\u0001") ? "yes" : fitsAny("*") ? "undecided" : "no";
}

/** AWS lists no resource type for the task token calls, and accepts the ARN of the state machine or activity all the same. */
function isAcceptedInPractice({ service, name }: ActionDefinition): boolean {
  return service === "states" && name.startsWith("SendTask");
}

/** `arn:aws:s3*` and the like may stand for anything. */
function isTooShort(resource: SymbolicString): boolean {
  const [first] = resource.parts;
  return first?.kind === "literal" && first.text.split(":").length < 6 && first.text.includes("*");
}

function fits(pattern: string, format: string): boolean {
  const { asked, text, slashes, onlyPlainNames } = parseFormat(format);
  if (onlyPlainNames && slashesIn(pattern) > slashes) return false;
  const given = segmentsOf(pattern);
  if (given.length < 6) return globsIntersect(pattern, text);
  return asked.every((segment, index) => segment === given[index] || globsIntersect(given[index]!, segment));
}

interface ParsedFormat {
  /** The parts of ARNs of this format as globs. */
  readonly asked: readonly string[];
  readonly text: string;
  readonly slashes: number;
  readonly onlyPlainNames: boolean;
}

const parsed = new Map<string, ParsedFormat>();

/** Read once: a deployment asks of the same formats again and again. */
function parseFormat(format: string): ParsedFormat {
  let known = parsed.get(format);
  if (!known) {
    const asked = segmentsOf(format.replace(/\$\{[^}]*\}/g, "?*"));
    parsed.set(format, (known = { asked, text: asked.join(":"), slashes: slashesIn(format), onlyPlainNames: !format.replace(plainNames, "").includes("${") }));
  }
  return known;
}

/** The six parts of an ARN; the last one keeps its colons. */
function segmentsOf(arn: string): string[] {
  const segments = arn.split(":");
  return segments.length <= 6 ? segments : [...segments.slice(0, 5), segments.slice(5).join(":")];
}

function slashesIn(text: string): number {
  return text.split("/").length - 1;
}
