import type { Deployment } from "../model";
import { symbolicString, type SymbolicString, type Unknown } from "../values";
import { dependencies } from "./dependencies";

/** The ARN that a setting holds, canonical: also where a plan without its sources tells no more than the one resource that it is made of. */
export function configuredArn(value: SymbolicString | Unknown, { resources }: Deployment): SymbolicString | Unknown {
  if (value.kind === "unknown") {
    const [only, ...others] = dependencies(resources, value);
    return only && others.length === 0 ? only.arn : value;
  }
  return resources.expand(withoutOpenEnd(value));
}

/** Nothing can follow the ARN of a queue, a stream or a topic, so text that the plan does not tell is none. */
function withoutOpenEnd(value: SymbolicString): SymbolicString {
  const [first, second, ...others] = value.parts;
  const isOpen = first?.kind === "reference" && /arn$/i.test(first.attribute) && second?.kind === "unknown-text" && second.unknown.reason === "computed-at-apply" && others.length === 0;
  return isOpen ? symbolicString([first], value.at) : value;
}
