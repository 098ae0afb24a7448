import { literal, literalText, type SymbolicString } from "../../values";
import { splitText } from "../arn-pattern";
import type { CallContext } from "../call-context";
import type { NeededResource } from "../need";
import { always, named, namedIn, resolve, several } from "../resource-rule";
import { given, type ActionRow, type ResourceRule, type ServiceRules } from "../service-rules";

const taskDefinitionNaming = {
  types: ["aws_ecs_task_definition"],
  arn: (context: CallContext, name: SymbolicString) => context.arn("ecs", ["task-definition/", name, splitText(name, ":").length > 1 ? "" : ":*"]),
};
const taskDefinition = named({ ...taskDefinitionNaming, members: ["taskDefinition"] });

/** The name of the cluster: `default` where none is given. */
function clusterName(context: CallContext): SymbolicString | string {
  const [cluster] = context.texts("cluster");
  if (!cluster) return "default";
  return cluster.value.kind === "unknown" ? "*" : splitText(cluster.value, ":cluster/").at(-1)!;
}

function inCluster(kind: string, ...members: readonly string[]): ResourceRule {
  return (context) =>
    members
      .flatMap((member) => context.texts(member))
      .flatMap((text) => resolve(context, text, { types: ["aws_ecs_service"], arn: (_, name) => context.arn("ecs", [`${kind}/`, clusterName(context), "/", name]) }));
}

export const ecs: ServiceRules = {
  services: ["ecs"],
  types: {
    "ecs:task-definition": taskDefinition,
    "ecs:cluster": namedIn("ecs", "cluster/", ["cluster", "clusterName", "clusters"], ["aws_ecs_cluster"]),
    "ecs:service": inCluster("service", "service", "services", "serviceName"),
    "ecs:task": inCluster("task", "task", "tasks"),
  },
  also: { RunTask: [{ action: "ecs:TagResource", on: (context) => [{ value: context.arn("ecs", ["task/", clusterName(context), "/*"]), certainty: "certain" }], when: given("tags"), because: "the call sets tags" }] },
};

export const batch: ServiceRules = {
  services: ["batch"],
  types: {
    "batch:job-queue": namedIn("batch", "job-queue/", ["jobQueue"], ["aws_batch_job_queue"]),
    "batch:job-definition": named({
      members: ["jobDefinition", "jobDefinitionName"],
      types: ["aws_batch_job_definition"],
      arn: (context, name) => context.arn("batch", ["job-definition/", name, splitText(name, ":").length > 1 ? "" : ":*"]),
    }),
    "batch:job-definition-revision": () => [],
    "batch:job": namedIn("batch", "job/", ["jobId"]),
  },
};

/** Kinds of EC2 resources by the beginning of their ids. */
const kindOfId: Readonly<Record<string, string>> = { i: "instance", vol: "volume", snap: "snapshot", ami: "image", sg: "security-group", subnet: "subnet", vpc: "vpc", eni: "network-interface", eipalloc: "elastic-ip", rtb: "route-table" };

/** Resources that are named by ids of any kind. */
const tagged: ResourceRule = (context) =>
  [...context.texts("Resources"), ...context.texts("ResourceIds")].flatMap((text): NeededResource[] => {
    if (text.value.kind === "unknown") return [{ value: text.value, certainty: text.certainty }];
    const kind = kindOfId[literalText(splitText(text.value, "-")[0]!) ?? ""] ?? "*";
    return [{ value: context.arn("ec2", [kind, "/", text.value]), certainty: text.certainty }];
  });

const instances = namedIn("ec2", "instance/", ["InstanceIds", "InstanceId"], ["aws_instance"]);
const images = named({ members: ["ImageId", "ImageIds"], types: ["aws_ami"], arn: (context, id) => context.arnOf("ec2", undefined, literal(""), ["image/", id]) });

/** Launching is authorised on everything that takes part. Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html#iam-example-runinstances */
const launched = several(
  ...["instance/*", "network-interface/*", "volume/*"].map((resource) => always("ec2", resource)),
  images,
  namedIn("ec2", "subnet/", ["SubnetId", "NetworkInterfaces[].SubnetId"], ["aws_subnet"]),
  namedIn("ec2", "security-group/", ["SecurityGroupIds", "NetworkInterfaces[].Groups[]"], ["aws_security_group"]),
  namedIn("ec2", "key-pair/", ["KeyName"], ["aws_key_pair"]),
  namedIn("ec2", "launch-template/", ["LaunchTemplate.LaunchTemplateId"], ["aws_launch_template"]),
);

const tagsNew = (kind: string): ActionRow => ({ action: "ec2:CreateTags", on: always("ec2", `${kind}/*`), when: given("TagSpecifications"), because: "the new resource is tagged" });

export const ec2: ServiceRules = {
  services: ["ec2"],
  types: {
    "ec2:instance": instances,
    "ec2:security-group": namedIn("ec2", "security-group/", ["GroupId"], ["aws_security_group"]),
    "ec2:image": images,
  },
  operations: {
    RunInstances: [{ action: "ec2:RunInstances", on: launched }, tagsNew("*")],
    CreateTags: [{ action: "ec2:CreateTags", on: tagged }],
    DeleteTags: [{ action: "ec2:DeleteTags", on: tagged }],
    CreateSnapshot: [
      { action: "ec2:CreateSnapshot", on: several(always("ec2", "snapshot/*"), namedIn("ec2", "volume/", ["VolumeId"], ["aws_ebs_volume"])) },
      tagsNew("snapshot"),
    ],
    CreateImage: [{ action: "ec2:CreateImage", on: several(always("ec2", "image/*"), always("ec2", "snapshot/*"), instances) }, tagsNew("image")],
    CreateSecurityGroup: [{ action: "ec2:CreateSecurityGroup", on: several(always("ec2", "security-group/*"), namedIn("ec2", "vpc/", ["VpcId"], ["aws_vpc"])) }, tagsNew("security-group")],
    CreateVolume: [{ action: "ec2:CreateVolume", on: always("ec2", "volume/*") }, tagsNew("volume")],
  },
};
