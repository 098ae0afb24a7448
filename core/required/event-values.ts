import { isSameSymbolic, unknown, type SymbolicString, type Unknown } from "../values";
import type { CallContext } from "./call-context";

/** Fields of events that name the resource which the event came from, as they read without punctuation. */
const sourceFields: readonly { readonly field: RegExp; readonly services: readonly string[] }[] = [
  { field: /\bs3 bucket (name|arn)\b/i, services: ["s3"] },
  { field: /\bevent secretid\b/i, services: ["secretsmanager"] },
  { field: /\bevent userpoolid\b/i, services: ["cognito-idp"] },
  { field: /\bsns topicarn\b/i, services: ["sns"] },
  { field: /\beventsourcearn\b/i, services: ["sqs", "kinesis", "dynamodb"] },
];

/** Fields of the context that name the function itself. */
const ownFunction = /\bcontext (function_?name|invoked_?function_?arn)\b|\b(invoked_function_arn|invokedFunctionArn)$/i;

/** The resources that a value taken from the event can be: those of that kind which trigger the function. `undefined` where it cannot be told. */
export function fromEvent(context: CallContext, value: Unknown, types: readonly string[]): SymbolicString[] | undefined {
  if (value.reason !== "decided-at-run-time" || value.detail === undefined) return undefined;
  const words = value.detail.replace(/[^A-Za-z0-9_]+/g, " ");
  if (ownFunction.test(words) && types.includes("aws_lambda_function")) return context.surroundings.self ? [context.surroundings.self] : undefined;
  const services = sourceFields.find((source) => source.field.test(words))?.services;
  if (!services) return undefined;
  const sources = triggers(context, services);
  const known = sources.flatMap((arn) => (arn.kind === "unknown" ? [] : [arn]));
  if (known.length === 0 || known.length < sources.length) return undefined;
  const fitting = known.filter((arn) => types.length === 0 || isOfType(context, arn, types));
  return fitting.filter((arn, index) => fitting.findIndex((other) => isSameSymbolic(arn, other)) === index);
}

function triggers(context: CallContext, services: readonly string[]): (SymbolicString | Unknown)[] {
  return context.surroundings.eventSources.flatMap((source) => {
    if (source.service.kind === "unknown") return [unknown("unreadable")];
    if (!services.includes(source.service.value)) return [];
    return [source.source.kind === "unknown" ? source.source : context.resources.expand(source.source)];
  });
}

function isOfType(context: CallContext, arn: SymbolicString, types: readonly string[]): boolean {
  const resource = context.resources.all.find((candidate) => isSameSymbolic(candidate.arn, arn));
  return resource === undefined || types.includes(resource.type);
}
