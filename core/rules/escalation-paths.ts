/**
 * On what an action has to be allowed for the path to work:
 * - `some`: on whatever resource;
 * - `any-role`, `any-user`, `any-group`, `any-policy`, `any-function`: on one that the attacker may choose, so a wildcard over them;
 * - `own-role`: on the execution role itself, or on one that the attacker may choose.
 */
export type EscalationScope = "some" | "any-role" | "any-user" | "any-group" | "any-policy" | "any-function" | "own-role";

/** A set of grants with which the code of a function can raise its own rights. */
export interface EscalationPath {
  readonly id: string;
  readonly actions: Readonly<Record<string, EscalationScope>>;
  /** What an attacker does, as the end of "whoever takes it over can …". */
  readonly steps: string;
  readonly reference: string;
}

const rhino = "https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/";
const pathfinding = "https://pathfinding.cloud/paths/";
const passRole = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html";

/** The known paths; each is a fact about AWS, published by those who found it. */
export const escalationPaths: readonly EscalationPath[] = [
  { id: "put-role-policy", actions: { "iam:PutRolePolicy": "own-role" }, steps: "write an inline policy with every right into a role and use it", reference: rhino },
  { id: "attach-role-policy", actions: { "iam:AttachRolePolicy": "own-role" }, steps: "attach AdministratorAccess to a role and use it", reference: rhino },
  { id: "delete-role-boundary", actions: { "iam:DeleteRolePermissionsBoundary": "own-role" }, steps: "take the permissions boundary off its own role", reference: pathfinding },
  { id: "put-role-boundary", actions: { "iam:PutRolePermissionsBoundary": "own-role" }, steps: "replace the permissions boundary of its own role by an empty fence", reference: pathfinding },
  { id: "create-policy-version", actions: { "iam:CreatePolicyVersion": "any-policy" }, steps: "give a policy that is attached to it a new default version with every right", reference: rhino },
  { id: "set-default-policy-version", actions: { "iam:SetDefaultPolicyVersion": "any-policy" }, steps: "switch a policy back to an older version that grants more", reference: rhino },
  { id: "update-trust-policy", actions: { "iam:UpdateAssumeRolePolicy": "any-role", "sts:AssumeRole": "any-role" }, steps: "make the most powerful role trust it, and assume that role", reference: rhino },
  { id: "assume-any-role", actions: { "sts:AssumeRole": "any-role" }, steps: "assume every role that trusts the account", reference: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html" },
  { id: "create-access-key", actions: { "iam:CreateAccessKey": "any-user" }, steps: "make access keys for an administrator", reference: rhino },
  { id: "create-login-profile", actions: { "iam:CreateLoginProfile": "any-user" }, steps: "set a console password for an administrator who has none", reference: rhino },
  { id: "update-login-profile", actions: { "iam:UpdateLoginProfile": "any-user" }, steps: "change the console password of an administrator", reference: rhino },
  { id: "put-user-policy", actions: { "iam:PutUserPolicy": "any-user", "iam:CreateAccessKey": "any-user" }, steps: "give a user every right and make access keys for it", reference: rhino },
  { id: "attach-user-policy", actions: { "iam:AttachUserPolicy": "any-user", "iam:CreateAccessKey": "any-user" }, steps: "attach AdministratorAccess to a user and make access keys for it", reference: rhino },
  { id: "pass-role-lambda", actions: { "iam:PassRole": "any-role", "lambda:CreateFunction": "some", "lambda:InvokeFunction": "some" }, steps: "create a function with the most powerful role and invoke it", reference: rhino },
  { id: "pass-role-lambda-trigger", actions: { "iam:PassRole": "any-role", "lambda:CreateFunction": "some", "lambda:CreateEventSourceMapping": "some" }, steps: "create a function with the most powerful role and have an event run it", reference: rhino },
  { id: "pass-role-lambda-permission", actions: { "iam:PassRole": "any-role", "lambda:CreateFunction": "some", "lambda:AddPermission": "some" }, steps: "create a function with the most powerful role and let itself invoke it", reference: rhino },
  { id: "pass-role-update-function", actions: { "iam:PassRole": "any-role", "lambda:UpdateFunctionConfiguration": "some" }, steps: "give a function the most powerful role", reference: passRole },
  { id: "update-function-code", actions: { "lambda:UpdateFunctionCode": "any-function" }, steps: "put its own code into every other function and run it with that function's role", reference: rhino },
  { id: "update-function-layers", actions: { "lambda:UpdateFunctionConfiguration": "any-function" }, steps: "put a layer of its own under every other function and run with that function's role", reference: rhino },
  { id: "pass-role-ec2", actions: { "iam:PassRole": "any-role", "ec2:RunInstances": "some" }, steps: "start an instance with the most powerful instance profile and take its credentials", reference: rhino },
  { id: "pass-role-ecs-run", actions: { "iam:PassRole": "any-role", "ecs:RegisterTaskDefinition": "some", "ecs:RunTask": "some" }, steps: "run a container with the most powerful role", reference: pathfinding },
  { id: "pass-role-ecs-service", actions: { "iam:PassRole": "any-role", "ecs:RegisterTaskDefinition": "some", "ecs:CreateService": "some" }, steps: "run a container service with the most powerful role", reference: pathfinding },
  { id: "pass-role-glue-endpoint", actions: { "iam:PassRole": "any-role", "glue:CreateDevEndpoint": "some" }, steps: "make a Glue development endpoint with the most powerful role and log in to it", reference: rhino },
  { id: "pass-role-glue-job", actions: { "iam:PassRole": "any-role", "glue:CreateJob": "some", "glue:StartJobRun": "some" }, steps: "run a Glue job with the most powerful role", reference: pathfinding },
  { id: "update-glue-endpoint", actions: { "glue:UpdateDevEndpoint": "some" }, steps: "put its own key on a Glue development endpoint and use that endpoint's role", reference: rhino },
  { id: "pass-role-cloudformation", actions: { "iam:PassRole": "any-role", "cloudformation:CreateStack": "some" }, steps: "have CloudFormation create anything with the most powerful role", reference: rhino },
  { id: "pass-role-datapipeline", actions: { "iam:PassRole": "any-role", "datapipeline:CreatePipeline": "some", "datapipeline:PutPipelineDefinition": "some" }, steps: "run a data pipeline with the most powerful role", reference: rhino },
  { id: "pass-role-codebuild", actions: { "iam:PassRole": "any-role", "codebuild:CreateProject": "some", "codebuild:StartBuild": "some" }, steps: "run a build with the most powerful role", reference: pathfinding },
  { id: "pass-role-sagemaker-notebook", actions: { "iam:PassRole": "any-role", "sagemaker:CreateNotebookInstance": "some", "sagemaker:CreatePresignedNotebookInstanceUrl": "some" }, steps: "open a notebook with the most powerful role", reference: pathfinding },
  { id: "pass-role-sagemaker-job", actions: { "iam:PassRole": "any-role", "sagemaker:CreateProcessingJob": "some" }, steps: "run a processing job with the most powerful role", reference: pathfinding },
  { id: "pass-role-step-functions", actions: { "iam:PassRole": "any-role", "states:CreateStateMachine": "some", "states:StartExecution": "some" }, steps: "run a state machine with the most powerful role", reference: passRole },
  { id: "pass-role-scheduler", actions: { "iam:PassRole": "any-role", "scheduler:CreateSchedule": "some" }, steps: "have EventBridge Scheduler call any API with the most powerful role", reference: passRole },
  { id: "pass-role-app-runner", actions: { "iam:PassRole": "any-role", "apprunner:CreateService": "some" }, steps: "run a service with the most powerful role", reference: pathfinding },
];
