import { symbolicString, type StringPart, type SymbolicString } from "../../values";
import { asPattern, joinPattern } from "../arn-pattern";
import type { CallContext } from "../call-context";
import { arnsAt, firstOf, namedIn } from "../resource-rule";
import type { NeededResource } from "../need";
import type { ResourceRule, ServiceRules } from "../service-rules";

/** An execution by its ARN; where only the running function knows it, those of the state machines that the code starts. */
const execution: ResourceRule = (context) => {
  const own = arnsAt("executionArn")(context);
  if (own.some(({ value }) => value.kind === "string")) return own;
  const started = startedBy(context);
  return started.length > 0 ? started : own;
};

function startedBy(context: CallContext): NeededResource[] {
  return context.related("stateMachineArn").flatMap(({ value, certainty }) => {
    const pattern = value.kind === "unknown" ? undefined : executionsOf(asPattern(value));
    return pattern ? [{ value: pattern, certainty }] : [];
  });
}

/** `…:stateMachine:NAME` → `…:execution:NAME:*` */
function executionsOf(machine: SymbolicString): SymbolicString | undefined {
  let isChanged = false;
  const parts = machine.parts.map((part): StringPart => {
    if (part.kind !== "literal" || !part.text.includes(":stateMachine:")) return part;
    isChanged = true;
    return { kind: "literal", text: part.text.replace(":stateMachine:", ":execution:") };
  });
  return isChanged ? joinPattern(symbolicString(parts), ":*") : undefined;
}

const machine = firstOf(...["stateMachineArn", "resourceArn", "name"].map((member) => namedIn("states", "stateMachine:", [member], ["aws_sfn_state_machine"])));

export const stepFunctions: ServiceRules = {
  services: ["stepfunctions"],
  types: {
    "states:statemachine": machine,
    "states:execution": execution,
    "states:express": (context) => execution(context).filter(({ value }) => value.kind === "string" && value.parts.some((part) => part.kind === "literal" && part.text.includes(":express:"))),
    "states:activity": firstOf(...["activityArn", "name"].map((member) => namedIn("states", "activity:", [member], ["aws_sfn_activity"]))),
  },
};
