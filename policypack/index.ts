import { PolicyPack } from "@pulumi/policy";
import { createPolicies } from "./policies";

new PolicyPack("leastwise", {
  displayName: "leastwise",
  description: "Least privilege for AWS Lambda, checked before anything is deployed.",
  provider: "aws",
  tags: ["aws", "lambda", "iam", "least-privilege"],
  policies: createPolicies(),
});
