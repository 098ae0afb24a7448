import { needs, needsNothing, type OverrideTable } from "./override";

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
    ListConflictingAliases: needs("cloudfront:ListConflictingAliases cloudfront:GetDistribution"),
    AssociateAlias: needs("cloudfront:AssociateAlias cloudfront:UpdateDistribution"),
    CopyDistribution: needs("cloudfront:CopyDistribution cloudfront:CreateDistribution cloudfront:GetDistribution"),
    CreateDistributionWithTags: needs("cloudfront:CreateDistribution cloudfront:TagResource"),
    CreateStreamingDistributionWithTags: needs("cloudfront:CreateStreamingDistribution cloudfront:TagResource"),
    UpdateDistributionWithStagingConfig: needs("cloudfront:UpdateDistributionWithStagingConfig cloudfront:GetDistribution cloudfront:UpdateDistribution"),
  },
  // A batch is allowed by its own action; the action of the single item is asked for where the item has tags or a policy of its own.
  glue: {
    BatchDeleteConnection: needs("glue:BatchDeleteConnection", {}, "glue:DeleteConnection"),
    BatchDeleteTableVersion: needs("glue:BatchDeleteTableVersion", {}, "glue:DeleteTableVersion"),
    BatchGetBlueprints: needs("glue:BatchGetBlueprints", {}, "glue:GetBlueprint"),
    BatchGetDevEndpoints: needs("glue:BatchGetDevEndpoints", {}, "glue:GetDevEndpoint"),
    BatchGetJobs: needs("glue:BatchGetJobs", {}, "glue:GetJob"),
    BatchGetTriggers: needs("glue:BatchGetTriggers", {}, "glue:GetTrigger"),
    BatchGetWorkflows: needs("glue:BatchGetWorkflows", {}, "glue:GetWorkflow"),
    BatchGetDataQualityResult: needs("glue:GetDataQualityResult"),
    BatchPutDataQualityStatisticAnnotation: needs("glue:PutDataQualityStatisticAnnotation"),
    ListDataQualityStatisticAnnotations: needs("glue:GetDataQualityResult"),
    ListDataQualityStatistics: needs("glue:GetDataQualityResult"),
  },
  quicksight: {
    CreateTopicV2: needs("quicksight:CreateTopic", { Tags: "quicksight:TagResource" }, "quicksight:PassDataSet"),
    GetDashboardEmbedUrl: needs("quicksight:GetDashboardEmbedUrl", {}, "quicksight:GetAuthCode quicksight:GetAnonymousUserEmbedUrl"),
    GetSessionEmbedUrl: needs("quicksight:GetSessionEmbedUrl", {}, "quicksight:GetAuthCode"),
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
  // Documents of an API can name roles and a resource policy.
  apigateway: {
    CreateDomainName: needs("apigateway:POST", { certificateArn: "apigateway:AddCertificateToDomain", regionalCertificateArn: "apigateway:AddCertificateToDomain", policy: "apigateway:UpdateDomainNamePolicy", tags: "apigateway:PUT" }),
    CreateDomainNameAccessAssociation: needs("apigateway:POST apigateway:CreateAccessAssociation", { tags: "apigateway:PUT" }),
    CreateRestApi: needs("apigateway:POST", { policy: "apigateway:UpdateRestApiPolicy", tags: "apigateway:PUT" }),
    DeleteDomainName: needs("apigateway:DELETE", {}, "apigateway:RemoveCertificateFromDomain"),
    ImportRestApi: needs("apigateway:POST", {}, "iam:PassRole apigateway:UpdateRestApiPolicy"),
    PutRestApi: needs("apigateway:PUT", {}, "iam:PassRole apigateway:UpdateRestApiPolicy"),
    RejectDomainNameAccessAssociation: needs("apigateway:RejectAccessAssociation"),
    UpdateAccount: needs("apigateway:PATCH", {}, "iam:PassRole"),
    UpdateAuthorizer: needs("apigateway:PATCH", {}, "iam:PassRole"),
    UpdateDomainName: needs("apigateway:PATCH", {}, "apigateway:AddCertificateToDomain apigateway:RemoveCertificateFromDomain apigateway:UpdateDomainNamePolicy apigateway:UpdateDomainNameManagementPolicy"),
    UpdateIntegration: needs("apigateway:PATCH", {}, "iam:PassRole"),
    UpdateRestApi: needs("apigateway:PATCH", {}, "apigateway:UpdateRestApiPolicy"),
  },
  apigatewayv2: {
    CreateDomainName: needs("apigateway:POST", { "DomainNameConfigurations[].CertificateArn": "apigateway:AddCertificateToDomain", Tags: "apigateway:PUT" }),
    DeleteDomainName: needs("apigateway:DELETE", {}, "apigateway:RemoveCertificateFromDomain"),
    ImportApi: needs("apigateway:PUT", {}, "apigateway:POST iam:PassRole"),
    PutRoutingRule: needs("apigateway:UpdateRoutingRule"),
    ReimportApi: needs("apigateway:PUT", {}, "apigateway:POST apigateway:DELETE iam:PassRole"),
    UpdateDomainName: needs("apigateway:PATCH", {}, "apigateway:AddCertificateToDomain apigateway:RemoveCertificateFromDomain"),
  },
  // Templates are fetched with the caller's rights.
  cloudformation: {
    CreateStack: needs("cloudformation:CreateStack", { TemplateURL: "s3:GetObject", RoleARN: "iam:PassRole", Tags: "cloudformation:TagResource" }),
    UpdateStack: needs("cloudformation:UpdateStack", { TemplateURL: "s3:GetObject", RoleARN: "iam:PassRole", Tags: "cloudformation:TagResource cloudformation:UntagResource", StackPolicyBody: "cloudformation:SetStackPolicy", StackPolicyURL: "cloudformation:SetStackPolicy" }),
  },
  acm: {
    ImportCertificate: needs("acm:ImportCertificate", { Tags: "acm:AddTagsToCertificate" }),
    RequestCertificate: needs("acm:RequestCertificate", { Tags: "acm:AddTagsToCertificate" }),
  },
  // The API and its actions were named by different people.
  dms: {
    DescribeDataProviders: needs("dms:ListDataProviders"),
    DescribeExtensionPackAssociations: needs("dms:ListExtensionPacks"),
    DescribeInstanceProfiles: needs("dms:ListInstanceProfiles"),
    DescribeMetadataModelAssessments: needs("dms:ListMetadataModelAssessments"),
    DescribeMetadataModelConversions: needs("dms:ListMetadataModelConversions"),
    DescribeMetadataModelExportsAsScript: needs("dms:ListMetadataModelExports"),
    DescribeMetadataModelExportsToTarget: needs("dms:ListMetadataModelExports"),
    DescribeMigrationProjects: needs("dms:ListMigrationProjects"),
    ModifyConversionConfiguration: needs("dms:UpdateConversionConfiguration"),
    ModifyInstanceProfile: needs("dms:UpdateInstanceProfile"),
    StartExtensionPackAssociation: needs("dms:AssociateExtensionPack"),
    StartMetadataModelExportAsScript: needs("dms:StartMetadataModelExportAsScripts"),
  },
  ecr: { ListImageReferrers: needs("ecr:BatchGetImage") },
  // Media and results are read and written with the caller's rights: https://docs.aws.amazon.com/transcribe/latest/dg/security_iam_id-based-policy-examples.html
  transcribe: {
    StartCallAnalyticsJob: needs("transcribe:StartCallAnalyticsJob", { "Media.MediaFileUri": "s3:GetObject", OutputLocation: "s3:PutObject", DataAccessRoleArn: "iam:PassRole", Tags: "transcribe:TagResource" }),
    StartMedicalTranscriptionJob: needs("transcribe:StartMedicalTranscriptionJob", { "Media.MediaFileUri": "s3:GetObject", OutputBucketName: "s3:PutObject", Tags: "transcribe:TagResource" }),
    StartTranscriptionJob: needs("transcribe:StartTranscriptionJob", { "Media.MediaFileUri": "s3:GetObject", OutputBucketName: "s3:PutObject", "JobExecutionSettings.DataAccessRoleArn": "iam:PassRole", Tags: "transcribe:TagResource" }),
  },
  polly: { StartSpeechSynthesisTask: needs("polly:StartSpeechSynthesisTask", { OutputS3BucketName: "s3:PutObject", SnsTopicArn: "sns:Publish" }) },
  // What is put into the document decides: a role for an automation, attachments.
  ssm: {
    StartAutomationExecution: needs("ssm:StartAutomationExecution", { Tags: "ssm:AddTagsToResource" }, "iam:PassRole"),
    StartChangeRequestExecution: needs("ssm:StartChangeRequestExecution", { Tags: "ssm:AddTagsToResource" }, "iam:PassRole"),
    CreateAssociationBatch: needs("ssm:CreateAssociationBatch", {}, "ssm:CreateAssociation iam:PassRole"),
  },
};
