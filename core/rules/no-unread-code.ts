import type { Deployment } from "../model";
import { defineRule } from "./define-rule";

/** Reports functions whose code could not be read, or not followed to the end, so that what it needs is not known for certain. */
export const noUnreadCode = defineRule({
  id: "no-unread-code",
  title: "The code of a function could not be read or followed",
  severity: "low",
  rationale:
    "What a function needs is read from its code. Where that is not to be had, or a call cannot be followed, leastwise makes no claim that a permission is unused, and says here why.",
  remediation: "Point `--source` (Pulumi: `programFolder`) at the root that the code lies under, or make the call that cannot be followed readable.",
  references: ["https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html"],
  messages: {
    unavailable: {
      says: "The code of {{who}} could not be read, so what it needs is not known: {{reason}}.",
      instead: "{{hint}}, or write its needs down and suppress this finding with the reason.",
    },
    partly: {
      says: "Part of what {{who}} calls could not be followed: {{reason}}.",
      instead: "Make the call readable, or suppress this finding with the reason once you have looked at it.",
    },
  },
  examples: {
    invalid: [
      {
        title: "A container image",
        terraform: `resource "aws_iam_role" "image" {
  name = "image"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_lambda_function" "image" {
  function_name = "image"
  role          = aws_iam_role.image.arn
  package_type  = "Image"
  image_uri     = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/image:1"
}`,
        messageIds: ["unavailable"],
      },
    ],
    valid: [{ title: "The function that every example has", terraform: "" }],
  },
  check({ deployment, analysis, report }) {
    for (const fn of deployment.functions) {
      const { reading } = analysis.needsOf(fn);
      if (reading.status === "read") continue;
      const [first] = reading.reasons;
      const more = reading.reasons.length > 1 ? ` (and ${reading.reasons.length - 1} more)` : "";
      const data = { who: analysis.who([fn]), reason: `${(first?.message ?? "no reason was given").replace(/\.$/, "")}${more}` };
      const at = { address: fn.address, function: fn.address, location: first?.at ?? fn.at, identity: reading.status };
      if (reading.status === "partly") report({ messageId: "partly", data, at });
      else report({ messageId: "unavailable", data: { ...data, hint: hints[deployment.input.toolchain] }, at });
    }
  },
});

/** Where each front end is told what code lies under. */
const hints: Readonly<Record<Deployment["input"]["toolchain"], string>> = {
  terraform: "Point `--source` at the root that its code lies under",
  opentofu: "Point `--source` at the root that its code lies under",
  pulumi: "Make its code an asset of the program, or name the program's folder (`programFolder` of the policy `leastwise`, or LEASTWISE_PROGRAM_DIR)",
};
