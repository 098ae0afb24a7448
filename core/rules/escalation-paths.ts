/**
 * On what an action has to be allowed for the path to work:
 * - `some`: on whatever resource;
 * - `any-role`, `any-user`, `any-group`, `any-policy`, `any-function`: on one that the attacker may choose, so a wildcard over them;
 * - `any-instance`, `any-build`, `any-stack`, `any-task`, `any-notebook`, `any-service`, `any-template`, `any-endpoint`: the same over what runs with a role of its own;
 * - `own-role`: on the execution role itself, or on one that the attacker may choose.
 */
export type EscalationScope = "some" | "own-role" | keyof typeof targetsOfScopes;

/** By scope: the service and the beginning of the resource in ARNs of what an attacker would choose. */
export const targetsOfScopes = {
  "any-role": ["iam", "role/"],
  "any-user": ["iam", "user/"],
  "any-group": ["iam", "group/"],
  "any-policy": ["iam", "policy/"],
  "any-function": ["lambda", "function:"],
  "any-instance": ["ec2", "instance/"],
  "any-build": ["codebuild", "project/"],
  "any-stack": ["cloudformation", "stack/"],
  "any-task": ["ecs", "task/"],
  "any-notebook": ["sagemaker", "notebook-instance/"],
  "any-service": ["apprunner", "service/"],
  "any-template": ["ec2", "launch-template/"],
  "any-endpoint": ["glue", "devEndpoint/"],
} as const;

/** A set of grants with which the code of a function can raise its own rights. */
export interface EscalationPath {
  readonly id: string;
  readonly actions: Readonly<Record<string, EscalationScope>>;
  /** What an attacker does, as the end of "whoever takes it over can …". */
  readonly steps: string;
  readonly reference: string;
  /** The service that the role is passed to, as iam:PassedToService names it. */
  readonly passedTo?: string;
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
  { id: "put-user-policy", actions: { "iam:PutUserPolicy": "any-user" }, steps: "give a user of the account every right", reference: rhino },
  { id: "attach-user-policy", actions: { "iam:AttachUserPolicy": "any-user" }, steps: "attach AdministratorAccess to a user of the account", reference: rhino },
  { id: "put-group-policy", actions: { "iam:PutGroupPolicy": "any-group" }, steps: "give every right to a group, and so to the users in it", reference: rhino },
  { id: "attach-group-policy", actions: { "iam:AttachGroupPolicy": "any-group" }, steps: "attach AdministratorAccess to a group, and so to the users in it", reference: rhino },
  { id: "add-user-to-group", actions: { "iam:AddUserToGroup": "any-group" }, steps: "put a user into the group of the administrators", reference: rhino },
  { id: "pass-role-lambda", actions: { "iam:PassRole": "any-role", "lambda:CreateFunction": "some", "lambda:InvokeFunction": "some" }, steps: "create a function with the most powerful role and invoke it", reference: rhino, passedTo: "lambda.amazonaws.com" },
  { id: "pass-role-lambda-trigger", actions: { "iam:PassRole": "any-role", "lambda:CreateFunction": "some", "lambda:CreateEventSourceMapping": "some" }, steps: "create a function with the most powerful role and have an event run it", reference: rhino, passedTo: "lambda.amazonaws.com" },
  { id: "pass-role-lambda-permission", actions: { "iam:PassRole": "any-role", "lambda:CreateFunction": "some", "lambda:AddPermission": "some" }, steps: "create a function with the most powerful role and let itself invoke it", reference: rhino, passedTo: "lambda.amazonaws.com" },
  { id: "pass-role-update-function", actions: { "iam:PassRole": "any-role", "lambda:UpdateFunctionConfiguration": "some" }, steps: "give a function the most powerful role", reference: passRole, passedTo: "lambda.amazonaws.com" },
  { id: "update-function-code", actions: { "lambda:UpdateFunctionCode": "any-function" }, steps: "put its own code into every other function and run it with that function's role", reference: rhino },
  { id: "update-function-layers", actions: { "lambda:UpdateFunctionConfiguration": "any-function" }, steps: "put a layer of its own under every other function and run with that function's role", reference: rhino },
  { id: "pass-role-ec2", actions: { "iam:PassRole": "any-role", "ec2:RunInstances": "some" }, steps: "start an instance with the most powerful instance profile and take its credentials", reference: rhino, passedTo: "ec2.amazonaws.com" },
  { id: "pass-role-ecs-run", actions: { "iam:PassRole": "any-role", "ecs:RegisterTaskDefinition": "some", "ecs:RunTask": "some" }, steps: "run a container with the most powerful role", reference: pathfinding, passedTo: "ecs-tasks.amazonaws.com" },
  { id: "pass-role-ecs-service", actions: { "iam:PassRole": "any-role", "ecs:RegisterTaskDefinition": "some", "ecs:CreateService": "some" }, steps: "run a container service with the most powerful role", reference: pathfinding, passedTo: "ecs-tasks.amazonaws.com" },
  { id: "pass-role-glue-endpoint", actions: { "iam:PassRole": "any-role", "glue:CreateDevEndpoint": "some" }, steps: "make a Glue development endpoint with the most powerful role and log in to it", reference: rhino, passedTo: "glue.amazonaws.com" },
  { id: "pass-role-glue-job", actions: { "iam:PassRole": "any-role", "glue:CreateJob": "some", "glue:StartJobRun": "some" }, steps: "run a Glue job with the most powerful role", reference: pathfinding, passedTo: "glue.amazonaws.com" },
  { id: "update-glue-endpoint", actions: { "glue:UpdateDevEndpoint": "any-endpoint" }, steps: "put its own key on a Glue development endpoint and use that endpoint's role", reference: rhino },
  { id: "pass-role-cloudformation", actions: { "iam:PassRole": "any-role", "cloudformation:CreateStack": "some" }, steps: "have CloudFormation create anything with the most powerful role", reference: rhino, passedTo: "cloudformation.amazonaws.com" },
  { id: "pass-role-datapipeline", actions: { "iam:PassRole": "any-role", "datapipeline:CreatePipeline": "some", "datapipeline:PutPipelineDefinition": "some" }, steps: "run a data pipeline with the most powerful role", reference: rhino, passedTo: "datapipeline.amazonaws.com" },
  { id: "pass-role-codebuild", actions: { "iam:PassRole": "any-role", "codebuild:CreateProject": "some", "codebuild:StartBuild": "some" }, steps: "run a build with the most powerful role", reference: pathfinding, passedTo: "codebuild.amazonaws.com" },
  { id: "pass-role-sagemaker-notebook", actions: { "iam:PassRole": "any-role", "sagemaker:CreateNotebookInstance": "some", "sagemaker:CreatePresignedNotebookInstanceUrl": "some" }, steps: "open a notebook with the most powerful role", reference: pathfinding, passedTo: "sagemaker.amazonaws.com" },
  { id: "pass-role-sagemaker-job", actions: { "iam:PassRole": "any-role", "sagemaker:CreateProcessingJob": "some" }, steps: "run a processing job with the most powerful role", reference: pathfinding, passedTo: "sagemaker.amazonaws.com" },
  { id: "pass-role-step-functions", actions: { "iam:PassRole": "any-role", "states:CreateStateMachine": "some", "states:StartExecution": "some" }, steps: "run a state machine with the most powerful role", reference: passRole, passedTo: "states.amazonaws.com" },
  { id: "pass-role-scheduler", actions: { "iam:PassRole": "any-role", "scheduler:CreateSchedule": "some" }, steps: "have EventBridge Scheduler call any API with the most powerful role", reference: passRole, passedTo: "scheduler.amazonaws.com" },
  { id: "pass-role-app-runner", actions: { "iam:PassRole": "any-role", "apprunner:CreateService": "some" }, steps: "run a service with the most powerful role", reference: pathfinding, passedTo: "tasks.apprunner.amazonaws.com" },
  { id: "pass-role-ec2-spot", actions: { "iam:PassRole": "any-role", "ec2:RequestSpotInstances": "some" }, steps: "request a spot instance with the most powerful instance profile and take its credentials", reference: pathfinding, passedTo: "ec2.amazonaws.com" },
  { id: "pass-role-auto-scaling", actions: { "iam:PassRole": "any-role", "autoscaling:CreateLaunchConfiguration": "some", "autoscaling:CreateAutoScalingGroup": "some" }, steps: "have Auto Scaling start an instance with the most powerful instance profile", reference: "https://github.com/nccgroup/PMapper", passedTo: "ec2.amazonaws.com" },
  { id: "launch-template-version", actions: { "ec2:CreateLaunchTemplateVersion": "any-template", "ec2:ModifyLaunchTemplate": "any-template" }, steps: "put its own start script into a launch template and run with the role of the instances that come of it", reference: pathfinding },
  { id: "instance-user-data", actions: { "ec2:ModifyInstanceAttribute": "any-instance", "ec2:StopInstances": "any-instance", "ec2:StartInstances": "any-instance" }, steps: "restart an instance with its own start script and use that instance's role", reference: pathfinding },
  { id: "instance-connect", actions: { "ec2-instance-connect:SendSSHPublicKey": "any-instance" }, steps: "put its own key on an instance and use that instance's role", reference: pathfinding },
  { id: "ssm-send-command", actions: { "ssm:SendCommand": "any-instance" }, steps: "run commands on every managed instance and use its role", reference: pathfinding },
  { id: "ssm-start-session", actions: { "ssm:StartSession": "any-instance" }, steps: "log in to every managed instance and use its role", reference: pathfinding },
  { id: "pass-role-ecs-start", actions: { "iam:PassRole": "any-role", "ecs:RegisterTaskDefinition": "some", "ecs:StartTask": "some" }, steps: "start a container with the most powerful role", reference: pathfinding, passedTo: "ecs-tasks.amazonaws.com" },
  { id: "ecs-execute-command", actions: { "ecs:ExecuteCommand": "any-task", "ecs:DescribeTasks": "some" }, steps: "run commands in every container and use its role", reference: pathfinding },
  { id: "pass-role-glue-trigger", actions: { "iam:PassRole": "any-role", "glue:CreateJob": "some", "glue:CreateTrigger": "some" }, steps: "have a trigger run a Glue job with the most powerful role", reference: pathfinding, passedTo: "glue.amazonaws.com" },
  { id: "pass-role-glue-update", actions: { "iam:PassRole": "any-role", "glue:UpdateJob": "some", "glue:StartJobRun": "some" }, steps: "give a Glue job its own script and the most powerful role", reference: pathfinding, passedTo: "glue.amazonaws.com" },
  { id: "pass-role-stack-set", actions: { "iam:PassRole": "any-role", "cloudformation:CreateStackSet": "some", "cloudformation:CreateStackInstances": "some" }, steps: "have CloudFormation create anything, in several accounts, with the most powerful role", reference: pathfinding, passedTo: "cloudformation.amazonaws.com" },
  { id: "pass-role-update-stack-set", actions: { "iam:PassRole": "any-role", "cloudformation:UpdateStackSet": "some" }, steps: "have a stack set create anything with the most powerful role", reference: pathfinding, passedTo: "cloudformation.amazonaws.com" },
  { id: "update-stack", actions: { "cloudformation:UpdateStack": "any-stack" }, steps: "change every stack with the role that the stack has", reference: pathfinding },
  { id: "execute-change-set", actions: { "cloudformation:CreateChangeSet": "any-stack", "cloudformation:ExecuteChangeSet": "any-stack" }, steps: "change every stack with the role that the stack has", reference: pathfinding },
  { id: "start-build", actions: { "codebuild:StartBuild": "any-build" }, steps: "run commands of its own in every build project with that project's role", reference: pathfinding },
  { id: "start-build-batch", actions: { "codebuild:StartBuildBatch": "any-build" }, steps: "run commands of its own in every build project with that project's role", reference: pathfinding },
  { id: "pass-role-build-batch", actions: { "iam:PassRole": "any-role", "codebuild:CreateProject": "some", "codebuild:StartBuildBatch": "some" }, steps: "run a build with the most powerful role", reference: pathfinding, passedTo: "codebuild.amazonaws.com" },
  { id: "pass-role-sagemaker-training", actions: { "iam:PassRole": "any-role", "sagemaker:CreateTrainingJob": "some" }, steps: "run a training job with the most powerful role", reference: pathfinding, passedTo: "sagemaker.amazonaws.com" },
  { id: "open-notebook", actions: { "sagemaker:CreatePresignedNotebookInstanceUrl": "any-notebook" }, steps: "open every notebook and use its role", reference: pathfinding },
  { id: "notebook-start-script", actions: { "sagemaker:CreateNotebookInstanceLifecycleConfig": "some", "sagemaker:UpdateNotebookInstance": "any-notebook", "sagemaker:StopNotebookInstance": "any-notebook", "sagemaker:StartNotebookInstance": "any-notebook" }, steps: "restart a notebook with its own start script and use its role", reference: pathfinding },
  { id: "update-app-runner", actions: { "apprunner:UpdateService": "any-service" }, steps: "put its own image into an App Runner service and use that service's role", reference: pathfinding },
  { id: "pass-role-code-interpreter", actions: { "iam:PassRole": "any-role", "bedrock-agentcore:CreateCodeInterpreter": "some", "bedrock-agentcore:StartCodeInterpreterSession": "some", "bedrock-agentcore:InvokeCodeInterpreter": "some" }, steps: "run code in an interpreter with the most powerful role", reference: pathfinding, passedTo: "bedrock-agentcore.amazonaws.com" },
];
