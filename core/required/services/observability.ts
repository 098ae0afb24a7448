import { joinPattern } from "../arn-pattern";
import { always, everything, firstOf, named, nothing, within } from "../resource-rule";
import type { ResourceRule, ServiceRules } from "../service-rules";

/** Streams are resources of their group: `:*` behind it takes them in. */
const group: ResourceRule = within(
  named({
    members: ["logGroupName", "logGroupIdentifier", "logGroupNames", "logGroupIdentifiers", "logGroupArn"],
    types: ["aws_cloudwatch_log_group"],
    arn: (context, name) => context.arn("logs", ["log-group:", name]),
  }),
  (arn) => (endsWithStar(arn.parts.at(-1)) ? arn : joinPattern(arn, ":*")),
);

function endsWithStar(part: { kind: string; text?: string } | undefined): boolean {
  return part?.kind === "literal" && part.text!.endsWith(":*");
}

/** Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/permissions-reference-cwl.html */
export const logs: ServiceRules = {
  services: ["logs"],
  types: { "logs:log-group": group, "logs:log-stream": firstOf(group, always("logs", "log-group:*")) },
  operations: {
    DescribeLogGroups: [{ action: "logs:DescribeLogGroups", on: everything }],
    GetQueryResults: [{ action: "logs:GetQueryResults", on: everything }],
    StopQuery: [{ action: "logs:StopQuery", on: everything }],
  },
};

/** Metrics have no resources, unless a call names a dataset. */
export const cloudWatch: ServiceRules = {
  services: ["cloudwatch"],
  types: { "cloudwatch:dataset": nothing },
  operations: { PutMetricData: [{ action: "cloudwatch:PutMetricData", context: { "cloudwatch:namespace": "Namespace" } }] },
};
