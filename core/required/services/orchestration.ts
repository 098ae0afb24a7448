import { joinPattern } from "../arn-pattern";
import { everything, named } from "../resource-rule";
import type { ResourceRule, ServiceRules } from "../service-rules";

/** Without a group, schedules are in the group `default`. */
const schedule: ResourceRule = (context) => {
  const [group] = context.texts("GroupName");
  const groupName = !group ? "default" : group.value.kind === "unknown" ? "*" : group.value;
  return context.texts("Name").map(({ value, certainty }) => ({ value: context.arn("scheduler", ["schedule/", groupName, "/", value.kind === "unknown" ? "*" : value]), certainty }));
};

export const scheduler: ServiceRules = { services: ["scheduler"], types: { "scheduler:schedule": schedule } };

export const cloudFormation: ServiceRules = {
  services: ["cloudformation"],
  types: { "cloudformation:stack": named({ members: ["StackName", "StackId"], types: ["aws_cloudformation_stack"], arn: (context, name) => joinPattern(context.arn("cloudformation", ["stack/", name]), "/*") }) },
};

export const codePipeline: ServiceRules = {
  services: ["codepipeline"],
  operations: {
    PutJobSuccessResult: [{ action: "codepipeline:PutJobSuccessResult", on: everything }],
    PutJobFailureResult: [{ action: "codepipeline:PutJobFailureResult", on: everything }],
  },
};
