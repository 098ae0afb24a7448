import type { OverrideTable } from "../operation-overrides";
import { needs, needsNothing } from "./override";

/** Identity, control planes and analytics. */
export const managementOverrides: OverrideTable = {
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: no permissions are required, an explicit Deny has no effect.
  sts: {
    AssumeRole: needs("sts:AssumeRole", { Tags: "sts:TagSession", TransitiveTagKeys: "sts:TagSession", SourceIdentity: "sts:SetSourceIdentity", ProvidedContexts: "sts:SetContext" }),
    GetCallerIdentity: needsNothing,
    GetFederationToken: needs("sts:GetFederationToken", { Tags: "sts:TagSession" }),
    GetSessionToken: needsNothing,
    GetWebIdentityToken: needs("sts:GetWebIdentityToken", { Tags: "sts:TagGetWebIdentityToken" }),
  },
  ecs: {
    // The tag action is asked for where tags are given, or copied from the task definition.
    RunTask: needs("ecs:RunTask", { tags: "ecs:TagResource", "overrides.executionRoleArn": "iam:PassRole", "overrides.taskRoleArn": "iam:PassRole", "volumeConfigurations[].managedEBSVolume.roleArn": "iam:PassRole" }, "iam:PassRole"),
  },
  cloudfront: {
    AssociateAlias: needs("cloudfront:AssociateAlias cloudfront:UpdateDistribution"),
    CopyDistribution: needs("cloudfront:CopyDistribution cloudfront:CreateDistribution cloudfront:GetDistribution"),
    CreateDistributionWithTags: needs("cloudfront:CreateDistribution cloudfront:TagResource"),
    CreateStreamingDistributionWithTags: needs("cloudfront:CreateStreamingDistribution cloudfront:TagResource"),
    UpdateDistributionWithStagingConfig: needs("cloudfront:UpdateDistributionWithStagingConfig cloudfront:GetDistribution cloudfront:UpdateDistribution"),
  },
  glue: {
    BatchGetDataQualityResult: needs("glue:GetDataQualityResult"),
    BatchPutDataQualityStatisticAnnotation: needs("glue:PutDataQualityStatisticAnnotation"),
    ListDataQualityStatisticAnnotations: needs("glue:GetDataQualityResult"),
    ListDataQualityStatistics: needs("glue:GetDataQualityResult"),
  },
  quicksight: {
    CreateTopicV2: needs("quicksight:CreateTopic", { Tags: "quicksight:TagResource" }, "quicksight:PassDataSet"),
    DeleteTopicV2: needs("quicksight:DeleteTopic"),
    DescribeAnalysisDefinition: needs("quicksight:DescribeAnalysis"),
    DescribeDashboardDefinition: needs("quicksight:DescribeDashboard"),
    DescribeTemplateDefinition: needs("quicksight:DescribeTemplate"),
    DescribeTopicPermissionsV2: needs("quicksight:DescribeTopicPermissions"),
    DescribeTopicV2: needs("quicksight:DescribeTopic"),
    ListTopicsV2: needs("quicksight:ListTopics"),
    UpdateTopicPermissionsV2: needs("quicksight:UpdateTopicPermissions"),
    UpdateTopicV2: needs("quicksight:UpdateTopic", {}, "quicksight:PassDataSet"),
  },
  ecr: { ListImageReferrers: needs("ecr:BatchGetImage") },
  ssm: { CreateAssociationBatch: needs("ssm:CreateAssociation", {}, "iam:PassRole") },
};
