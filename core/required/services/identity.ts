import { named, namedIn, nothing } from "../resource-rule";
import { given, type ServiceRules } from "../service-rules";

const role = named({
  members: ["RoleArn", "RoleName", "Role"],
  types: ["aws_iam_role"],
  arn: (context, name) => context.arn("iam", ["role/", name], "account"),
});

export const sts: ServiceRules = {
  services: ["sts"],
  types: { "sts:role": role },
  also: {
    AssumeRole: [
      { action: "sts:TagSession", on: role, when: given("Tags"), because: "the session is tagged" },
      { action: "sts:SetSourceIdentity", on: role, when: given("SourceIdentity"), because: "the session has a source identity" },
    ],
  },
};

export const iam: ServiceRules = {
  services: ["iam"],
  types: {
    "iam:role": role,
    "iam:user": named({ members: ["UserName"], types: ["aws_iam_user"], arn: (context, name) => context.arn("iam", ["user/", name], "account") }),
    "iam:policy": named({ members: ["PolicyArn", "PolicyName"], types: ["aws_iam_policy"], arn: (context, name) => context.arn("iam", ["policy/", name], "account") }),
  },
};

/** Pools are named by ids alone; calls that only know an app client are open to everyone. */
export const cognito: ServiceRules = {
  services: ["cognito-idp"],
  types: { "cognito-idp:userpool": namedIn("cognito-idp", "userpool/", ["UserPoolId", "ResourceArn"], ["aws_cognito_user_pool"]), "cognito-idp:webacl": nothing },
};
