/**
 * Where the Service Authorization Reference marks no resource type of an action as required, though no call works without one of them.
 * Mostly the action takes one of several kinds of resource, and then AWS marks none of the kinds.
 * What is not here stays as AWS has it: a resource that a call may leave out (a translation's terminology, a metric's dataset, a filter of a list) gives no scope.
 */
interface ScopedActions {
  /** Names, `*` standing for any text; all actions of the service that have a resource type where it is just `*`. */
  readonly actions: readonly string[];
  readonly reason: string;
}

/** Actions of every service that name the resource they tag or whose policy they handle. */
export const scopedEverywhere: ScopedActions = {
  actions: ["TagResource", "UntagResource", "UnTagResource", "ListTagsForResource", "AddTags", "RemoveTags", "AddTagsToResource", "RemoveTagsFromResource", "GetResourcePolicy", "PutResourcePolicy", "DeleteResourcePolicy"],
  reason: "the resource is an obligatory part of the request, and one of any kind",
};

/** By service prefix. */
export const scopedActions: Readonly<Record<string, readonly ScopedActions[]>> = {
  apigateway: [{ actions: ["*"], reason: "each action is an HTTP method on the path of one resource" }],
  appsync: [{ actions: ["*"], reason: "GraphQL and event APIs are alternatives" }],
  cassandra: [{ actions: ["*"], reason: "keyspace and table are alternatives" }],
  cloudsearch: [{ actions: ["document", "search", "suggest"], reason: "a request goes to the endpoint of one domain" }],
  cloudtrail: [{ actions: ["GetEventConfiguration", "PutEventConfiguration", "GetInsightSelectors", "PutInsightSelectors"], reason: "trail and event data store are alternatives" }],
  ec2: [
    { actions: ["CreateTags", "DeleteTags"], reason: "the tagged resources are obligatory, and of any kind" },
    { actions: ["AssociateAddress", "DisassociateAddress", "ReleaseAddress", "DisassociateRouteTable"], reason: "the address or table is obligatory; it may be named by what it is attached to" },
    { actions: ["CancelExportTask", "CancelImportTask", "DeleteKeyPair", "DeleteNetworkInterfacePermission", "DisassociateVpcCidrBlock", "*VpcClassicLinkDnsSupport"], reason: "the request works on one resource" },
  ],
  elasticache: [{ actions: ["BatchApplyUpdateAction", "BatchStopUpdateAction", "CompleteMigration", "ListAllowedNodeTypeModifications"], reason: "cluster and replication group are alternatives" }],
  elasticfilesystem: [{ actions: ["DescribeFileSystemPolicy"], reason: "the file system is obligatory" }],
  elasticloadbalancing: [{ actions: ["CreateListener", "ModifyCapacityReservation", "ModifyIpPools", "Set*"], reason: "the kinds of load balancers are alternatives" }],
  elasticmapreduce: [{ actions: ["ModifyInstanceGroups"], reason: "the instance groups belong to a cluster" }],
  es: [
    { actions: ["ESHttp*", "ESCrossClusterGet"], reason: "a request goes to the endpoint of one domain" },
    { actions: ["CreateDomain", "CreateElasticsearchDomain"], reason: "the name of the domain is obligatory" },
  ],
  events: [{ actions: ["*"], reason: "the two generations of buses are alternatives, and so are rules of the default and of other buses" }],
  "execute-api": [{ actions: ["*"], reason: "a request goes to one API" }],
  glue: [{ actions: ["GetTags", "PutSchemaVersionMetadata", "RemoveSchemaVersionMetadata"], reason: "the kinds of resources are alternatives" }],
  iam: [{ actions: ["DeleteVirtualMFADevice", "GetContextKeysForPrincipalPolicy", "SimulatePrincipalPolicy"], reason: "the kinds of principals are alternatives" }],
  iot: [{ actions: ["Attach*", "Detach*", "DescribeJobExecution", "GetCommandExecution", "DeleteCommandExecution"], reason: "the target is obligatory; kinds are alternatives" }],
  iotsitewise: [{ actions: ["*AssetPropert*", "*TimeSeries"], reason: "asset and time series are alternatives" }],
  lambda: [{ actions: ["*ProvisionedConcurrencyConfig"], reason: "alias and version are alternatives" }],
  lex: [{ actions: ["PostContent", "PostText", "PutSession", "GetSession", "DeleteSession", "GetBot", "*ResourcePolicy*"], reason: "alias and version of a bot are alternatives" }],
  "network-firewall": [{ actions: ["*"], reason: "stateful and stateless rule groups are alternatives" }],
  opsworks: [{ actions: ["*"], reason: "everything belongs to a stack; the reference marks none of its types" }],
  organizations: [{ actions: ["CreateOrganizationalUnit", "ListAccountsForParent", "ListChildren", "ListOrganizationalUnitsForParent", "ListParents", "ListPoliciesForTarget"], reason: "root, unit and account are alternatives" }],
  rds: [{ actions: ["ApplyPendingMaintenanceAction", "StartActivityStream", "StopActivityStream", "StartExportTask"], reason: "cluster, instance and snapshot are alternatives" }],
  "redshift-data": [{ actions: ["*"], reason: "cluster and workgroup are alternatives" }],
  redshift: [{ actions: ["GetClusterCredentialsWithIAM"], reason: "the database is obligatory" }],
  route53: [{ actions: ["AssociateVPCWithHostedZone", "DisassociateVPCFromHostedZone"], reason: "the hosted zone is obligatory" }],
  route53resolver: [{ actions: ["GetResolverRule", "GetResolverRuleAssociation"], reason: "own and automatic rules are alternatives" }],
  s3: [{ actions: ["*"], reason: "bucket and access point, and their objects, are alternatives" }],
  sns: [{ actions: ["GetSubscriptionAttributes", "SetSubscriptionAttributes"], reason: "a subscription belongs to one topic" }],
  ssm: [{ actions: ["StartSession", "PutComplianceItems", "UpdateInstanceInformation", "UpdateManagedInstancePublicKey", "ListInstanceAssociations", "DescribeAssociation", "DeleteAssociation"], reason: "kinds of instances are alternatives" }],
  sts: [{ actions: ["SetSourceIdentity", "SetContext"], reason: "it goes with assuming one role" }],
  translate: [{ actions: ["GetTerminology", "ImportTerminology", "DeleteTerminology", "GetParallelData", "UpdateParallelData", "DeleteParallelData"], reason: "its name is obligatory" }],
  "vpc-lattice": [{ actions: ["GetAuthPolicy", "PutAuthPolicy", "DeleteAuthPolicy"], reason: "service and service network are alternatives" }],
  wafv2: [{ actions: ["DisassociateWebACL"], reason: "the kinds of protected resources are alternatives" }],
};
