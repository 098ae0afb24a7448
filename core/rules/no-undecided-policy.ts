import { undecidedElements, type UndecidedElement } from "../iam";
import type { Deployment } from "../model";
import { unknown, type Unknown } from "../values";
import { subjectOf } from "./analysis";
import { defineRule } from "./define-rule";
import { rolePolicy } from "./example-policy";
import type { AttachedPolicy } from "./grants";
import { inWords } from "./wording";

/** Reports policy documents, and policies, of an execution role that nobody can read before they are applied. */
export const noUndecidedPolicy = defineRule({
  id: "no-undecided-policy",
  title: "A policy of an execution role cannot be read before apply",
  severity: "medium",
  rationale:
    "What cannot be read cannot be judged: such a policy may grant anything, and a check that said nothing about it would look like a pass. The finding names what stands in the way.",
  remediation: "Give leastwise the sources (Terraform: `--source`; Pulumi: the program's folder), write the Action list in them instead of computing it, or refer to a policy that the deployment manages.",
  references: ["https://developer.hashicorp.com/terraform/language/expressions/references#values-not-yet-known"],
  messages: {
    document: {
      says: "What this policy grants {{who}} cannot be read before apply: {{reason}}.",
      instead: "Make it readable: {{hint}}.",
    },
    element: {
      says: "{{count}} of this policy cannot be read before apply, so what it grants {{who}} is open: {{reason}}.",
      instead: "Make it readable: {{hint}}.",
    },
    attachment: {
      says: "A policy is attached to the role of {{who}} that cannot be found: {{reason}}.",
      instead: "Attach a policy by its ARN or by reference to a policy that this deployment manages.",
    },
  },
  examples: {
    invalid: [
      {
        title: "Actions from a parameter that does not exist yet",
        terraform: `resource "aws_ssm_parameter" "actions" {
  name  = "/invoices/actions"
  type  = "String"
  value = "[]"
}

data "aws_ssm_parameter" "actions" {
  name       = "/invoices/actions"
  depends_on = [aws_ssm_parameter.actions]
}

${rolePolicy('{ Effect = "Allow", Action = jsondecode(data.aws_ssm_parameter.actions.value), Resource = "arn:aws:s3:::invoices/*" }')}`,
        messageIds: ["element"],
      },
    ],
    valid: [
      {
        title: "An ARN that is not known yet is no obstacle",
        terraform: `resource "aws_s3_bucket" "invoices" {
  bucket_prefix = "invoices-"
}

${rolePolicy(`{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "\${aws_s3_bucket.invoices.arn}/*" }`)}`,
      },
    ],
  },
  check({ deployment, analysis, report, undecided }) {
    const { toolchain } = deployment.input;
    for (const attached of analysis.attachedPolicies()) {
      const { document } = attached.policy;
      const who = analysis.who(attached.functions);
      if (document.kind === "unknown") {
        undecided(subjectOf(attached), document);
        report({ messageId: "document", data: { who, ...explained(document, toolchain) }, at: { ...subjectOf(attached), location: document.at ?? attached.policy.at } });
        continue;
      }
      const open = undecidedElements(document.value);
      for (const element of open) undecided(pathed(attached, element.path), asUnknown(element));
      const [first] = open;
      if (!first) continue;
      const count = open.length === 1 ? `\`${first.path}\`` : `${open.length} elements (${inWords(open.map((element) => `\`${element.path}\``), 3)})`;
      report({ messageId: "element", data: { who, count, ...explained(asUnknown(first), toolchain) }, at: { ...pathed(attached, first.path), location: first.at ?? attached.policy.at } });
    }
    for (const role of deployment.executionRoles) {
      for (const attachment of role.unresolvedPolicies) {
        const at = { address: attachment.address, path: attachment.path, location: attachment.at, identity: attachment.unknown.references.join() };
        undecided(at, attachment.unknown);
        report({ messageId: "attachment", data: { who: analysis.who(analysis.functionsOf(role)), reason: explained(attachment.unknown, toolchain).reason }, at });
      }
    }
  },
});

function pathed(attached: AttachedPolicy, path: string): ReturnType<typeof subjectOf> {
  const at = subjectOf(attached);
  return { ...at, path: at.path === undefined || path.startsWith(at.path) ? path : `${at.path}.${path}`, identity: `${at.identity} undecided` };
}

function asUnknown({ reason, detail, references }: UndecidedElement): Unknown {
  return unknown(reason, detail, references);
}

type Toolchain = Deployment["input"]["toolchain"];

const inTerraform = {
  computed: "write the actions out in the sources and pass `--source DIR`",
  unreadable: "write it as JSON, jsonencode or aws_iam_policy_document in the root that `--source` names",
};

/** What helps depends on where the document is written. */
const hints: Readonly<Record<Toolchain, typeof inTerraform>> = {
  terraform: inTerraform,
  opentofu: inTerraform,
  pulumi: {
    computed: "write the statements out at the resource, with outputs only as their resources; until then it is checked at `pulumi up`, before the policy is made",
    unreadable: "write it as an object, `pulumi.jsonStringify` or `getPolicyDocumentOutput` at the resource, in the program of this stack",
  },
};

function explained(why: Unknown, toolchain: Toolchain): { reason: string; hint: string } {
  const from = why.references.length > 0 ? `it depends on ${inWords(why.references.map((reference) => `\`${reference}\``), 3)}` : "";
  switch (why.reason) {
    case "computed-at-apply":
      return { reason: why.detail ?? (from || "it is computed at apply"), hint: hints[toolchain].computed };
    case "secret":
      return { reason: why.detail ?? "it is marked as secret", hint: "keep secrets out of policies" };
    case "unreadable":
      return { reason: why.detail ?? (from || "it is written somewhere that could not be read"), hint: hints[toolchain].unreadable };
    case "decided-at-run-time":
      return { reason: why.detail ?? "it is decided at run time", hint: "write the value into the program" };
  }
}
