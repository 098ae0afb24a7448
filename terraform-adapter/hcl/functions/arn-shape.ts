import { findResourceType, unknown, type StringPart } from "../../../core";
import { splitSteps } from "../../addresses";

/**
 * ARNs that end in something only AWS chooses, which their names do not tell.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
 */
const CHOSEN_BY_AWS: Readonly<Record<string, string>> = {
  aws_cloudwatch_event_api_destination: "events::api-destination/",
  aws_cloudwatch_event_connection: "events::connection/",
};

/** The parts that an ARN which is only a reference will have: `arn:`, unknown text, `:sqs:` …; `undefined` where its form is not known. */
export function arnShape(part: StringPart): StringPart[] | undefined {
  if (part.kind !== "reference") return undefined;
  const steps = splitSteps(part.address);
  const name = steps[steps.length - 2] ?? "";
  const type = findResourceType(name);
  const reference = `${part.address}.${part.attribute}`;
  const gap: StringPart = { kind: "unknown-text", unknown: unknown("computed-at-apply", `a part of ${reference}`, [reference]) };
  const chosen = Object.hasOwn(CHOSEN_BY_AWS, name) && part.attribute === "arn" ? CHOSEN_BY_AWS[name]!.split("::") : undefined;
  if (chosen) return [text("arn:"), gap, text(`:${chosen[0]}:`), gap, text(":"), gap, text(`:${chosen[1]}`), gap];
  if (!type?.arn || steps.includes("data") || ![type.arnAttribute, "stream_arn"].includes(part.attribute)) return undefined;
  return type.arn.map((piece): StringPart => ("text" in piece ? text(piece.text) : gap));
}

function text(known: string): StringPart {
  return { kind: "literal", text: known };
}
