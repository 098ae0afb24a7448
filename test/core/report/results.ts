import type { CheckResult, FunctionResult } from "../../../core/report";
import type { Finding, Severity } from "../../../core/findings";

let prints = 0;

/** A finding; what is not given is plain. */
export function finding(given: Partial<Finding> = {}): Finding {
  return {
    ruleId: "no-wildcard-action",
    messageId: "wholeService",
    severity: "high",
    message: "`s3:*` lets invoices do all 180 actions of Amazon S3.",
    remediation: "Replace it by `s3:GetObject`.",
    address: "aws_iam_role_policy.invoices",
    function: "aws_lambda_function.invoices",
    path: "Statement[0].Action[0]",
    location: { file: "main.tf", line: 10, column: 16, endLine: 10, endColumn: 22 },
    fingerprint: (++prints).toString(16).padStart(20, "0"),
    status: "new",
    ...given,
  };
}

/** A function that needs s3:GetObject and has s3:*. */
export function functionResult(given: Partial<FunctionResult> = {}): FunctionResult {
  return {
    address: "aws_lambda_function.invoices",
    name: "invoices",
    runtime: "nodejs22.x",
    handler: "index.handler",
    role: "aws_iam_role.invoices",
    code: { status: "read", files: ["src/index.mjs"], reasons: [] },
    required: [
      { action: "s3:GetObject", resources: ["${aws_s3_bucket.invoices.arn}/*"], origin: "code", certainty: "certain", evidence: [{ file: "src/index.mjs", line: 6, column: 3, call: "GetObjectCommand", note: "Bucket from environment variable BUCKET" }] },
    ],
    granted: [{ action: "s3:*", resources: ["*"], effect: "Allow", policy: "aws_iam_role_policy.invoices", path: "Statement[0]", conditions: {} }],
    effective: {
      isComplete: true,
      accessLevels: { "Permissions management": 27, Write: 57, Tagging: 12, Read: 66, List: 18 },
      services: [{ service: "s3", accessLevels: { "Permissions management": 27, Write: 57, Tagging: 12, Read: 66, List: 18 } }],
      resources: [{ resource: "*", extent: "whole", accessLevels: { "Permissions management": 27, Write: 57, Tagging: 12, Read: 66, List: 18 }, actions: ["s3:PutBucketPolicy", "s3:DeleteObject"] }],
    },
    unused: [{ action: "s3:*", resources: ["*"], policy: "aws_iam_role_policy.invoices", path: "Statement[0].Action[0]" }],
    missing: [],
    leastPrivilegePolicy: { Version: "2012-10-17", Statement: [{ Sid: "ReadInvoices", Effect: "Allow", Action: ["s3:GetObject"], Resource: ["${aws_s3_bucket.invoices.arn}/*"] }] },
    leastPrivilegeNotes: [],
    score: 17,
    ...given,
  };
}

/** A result whose summary counts what it is given. */
export function resultOf(functions: readonly FunctionResult[], findings: readonly Finding[], given: Partial<CheckResult> = {}): CheckResult {
  const count = (severity: Severity): number => findings.filter((candidate) => candidate.status === "new" && candidate.severity === severity).length;
  return {
    schemaVersion: 1,
    tool: { name: "leastwise", version: "0.1.0", dataVersions: { actions: "2026-09-26" } },
    input: { toolchain: "terraform", kind: "plan", version: "1.11.4" },
    summary: {
      functions: functions.length,
      executionRoles: new Set(functions.map(({ role }) => role)).size,
      policyDocuments: { decided: 2, undecided: 0 },
      findings: { critical: count("critical"), high: count("high"), medium: count("medium"), low: count("low") },
      suppressed: findings.filter(({ status }) => status === "suppressed").length,
      known: findings.filter(({ status }) => status === "known").length,
      score: Math.min(100, ...functions.map(({ score }) => score)),
      decision: count("critical") + count("high") > 0 ? "fail" : "pass",
    },
    functions,
    findings,
    undecided: [],
    notices: [],
    ...given,
  };
}

/** Nothing wrong. */
export const clean = (): CheckResult =>
  resultOf([functionResult({ granted: [{ action: "s3:GetObject", resources: ["${aws_s3_bucket.invoices.arn}/*"], effect: "Allow", policy: "aws_iam_role_policy.invoices", path: "Statement[0]", conditions: {} }], unused: [], score: 100 })], []);

/** Every status, a finding of no function, one without a source, something undecided, a notice. */
export const mixed = (): CheckResult => {
  prints = 0;
  const findings = [
    finding({ severity: "critical", ruleId: "no-public-invoke", messageId: "everyone", address: "aws_lambda_permission.open", path: undefined, message: "Everyone may invoke invoices.", remediation: "Name the caller.", location: null }),
    finding(),
    finding({ ruleId: "no-unused-permission", messageId: "wildcard", message: "Of the 180 actions that `s3:*` grants invoices, none but one is needed.", remediation: "Replace `s3:*` by `s3:GetObject`." }),
    finding({ ruleId: "no-unused-permission", messageId: "action", path: "Statement[1].Action[0]", message: "`sqs:SendMessage` is granted to invoices, and nothing needs it.", remediation: "Remove `sqs:SendMessage`.", location: { file: "modules/a b/policy.tf", line: 3, column: 5, endLine: 3, endColumn: 22 } }),
    finding({ ruleId: "no-unused-permission", messageId: "action", path: "Statement[1].Action[1]", message: "`sqs:DeleteQueue` is granted to invoices, and nothing needs it.", remediation: "Remove `sqs:DeleteQueue`.", location: { file: "modules/a b/policy.tf", line: 4, column: 5, endLine: 4, endColumn: 22 } }),
    finding({ severity: "medium", ruleId: "no-shared-role", messageId: "shared", address: "aws_iam_role.shared", function: undefined, path: undefined, message: "`aws_iam_role.shared` serves two functions.", remediation: "Give each its own." }),
    finding({ severity: "low", status: "known", ruleId: "no-wildcard-resource", path: "Statement[0].Resource[0]", message: "`*` reaches everything.", remediation: "Name the bucket." }),
    finding({ severity: "medium", status: "suppressed", path: "Statement[2].Action[0]", suppression: { reason: "the vendor asks for it", expires: "2027-01-31" } }),
  ];
  const other = functionResult({ address: "aws_lambda_function.mailer", name: "mailer", required: [], granted: [], unused: [], code: { status: "unavailable", files: [], reasons: ["its zip is not there: build/mailer.zip"] }, leastPrivilegePolicy: { Version: "2012-10-17", Statement: [] }, score: 100, role: "aws_iam_role.mailer" });
  return resultOf([functionResult(), other], findings, {
    undecided: [{ ruleId: "no-wildcard-resource", address: "aws_iam_role_policy.mailer", path: "Statement[0].Resource[0]", reason: "computed-at-apply", detail: "the ARN comes from a remote state", references: ["data.terraform_remote_state.x"] }],
    notices: ["main.tf:3: suppression of no-shared-role silences nothing"],
  });
};

const evil = "<script>alert(1)</script>\u001b[31m|`\"'&\n## @team [x](javascript:1) ]]> --> \u202e </details> ${x}";

/** Names that would be markup, escape sequences, table cells, mentions or links if they were taken as such. */
export const hostile = (): CheckResult =>
  resultOf(
    [functionResult({ name: evil, address: `aws_lambda_function.x["${evil}"]`, handler: evil, runtime: evil, code: { status: "partly", files: [evil], reasons: [evil] }, effective: { isComplete: false, accessLevels: { Write: 1 }, services: [{ service: evil, accessLevels: { Write: 1 } }], resources: [{ resource: evil, extent: "part", accessLevels: { Write: 1 }, actions: [evil], resourcePolicy: evil }] }, required: [{ action: evil, resources: [evil], origin: "code", certainty: "possible", evidence: [{ file: evil, line: 1, column: 1, call: evil, note: evil }] }], missing: [{ action: evil, resources: [evil] }], leastPrivilegePolicy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: [`${evil}\`\`\`\`</code></pre>`] }] } })],
    [
      finding({ message: `\`${evil}\` is bad for ${evil}.`, remediation: evil, address: evil, function: `aws_lambda_function.x["${evil}"]`, path: evil, location: { file: evil.replaceAll("/", "_"), line: 1, column: 1, endLine: 1, endColumn: 2 } }),
      finding({ status: "suppressed", suppression: { reason: evil }, address: evil, function: undefined }),
      finding({ status: "known", message: evil, address: evil }),
    ],
    { undecided: [{ ruleId: "no-wildcard-action", address: evil, reason: evil, references: [evil] }], notices: [evil] },
  );

/** Two thousand findings in five hundred functions. */
export const huge = (): CheckResult => {
  const functions = Array.from({ length: 500 }, (_, index) => functionResult({ address: `aws_lambda_function.f[${index}]`, name: `function-${index}`, role: `aws_iam_role.r[${index}]`, score: index % 101 }));
  const findings = functions.flatMap((fn, line) => Array.from({ length: 4 }, (_, index) => finding({ function: fn.address, address: `aws_iam_role_policy.p${fn.name}`, path: `Statement[${index}].Action[0]`, message: `\`s3:*\` lets ${fn.name} do all 180 actions of Amazon S3 on \`${"x".repeat(80)}\`.`, location: { file: "main.tf", line: line + 1, column: 1, endLine: line + 1, endColumn: 5 } })));
  return resultOf(functions, findings);
};
