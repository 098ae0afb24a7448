/**
 * One line a type: Terraform's type | Pulumi's classic token without `aws:` | CloudFormation-style token without `aws-native:` (`-` for none)
 * | argument that holds the name (`-` where only AWS makes one; then the id is it) | ARN after the partition | further attributes `name=template` …
 *
 * In templates `{p}`, `{r}`, `{a}` are partition, region and account, `{name}` and `{arn}` the resource's own, `{x}` its attribute or argument `x`.
 * An ARN of `-` is made by AWS alone. Without a template `id` is the name. `keep=` lists arguments that other parts look at, `key=` where the customer managed key is set.
 * Sources: https://docs.aws.amazon.com/service-authorization/latest/reference/ and the attribute references of the Terraform provider.
 */
export const RESOURCE_TYPE_TABLE = `
aws_s3_bucket | s3/bucket:Bucket s3/bucketV2:BucketV2 | s3:Bucket | bucket | s3:::{name} |
aws_s3_access_point | s3/accessPoint:AccessPoint | s3:AccessPoint | name | s3:{r}:{a}:accesspoint/{name} | id={a}:{name}
aws_s3control_object_lambda_access_point | s3control/objectLambdaAccessPoint:ObjectLambdaAccessPoint | s3objectlambda:AccessPoint | name | s3-object-lambda:{r}:{a}:accesspoint/{name} | id={a}:{name} keep=account_id
aws_s3_directory_bucket | s3/directoryBucket:DirectoryBucket | s3express:DirectoryBucket | bucket | s3express:{r}:{a}:bucket/{name} |
aws_dynamodb_table | dynamodb/table:Table | dynamodb:Table | name | dynamodb:{r}:{a}:table/{name} | stream_arn={arn}/stream/{stream_label} key=server_side_encryption.kms_key_arn
aws_sqs_queue | sqs/queue:Queue | sqs:Queue | name | sqs:{r}:{a}:{name} | id=https://sqs.{r}.amazonaws.com/{a}/{name} url=https://sqs.{r}.amazonaws.com/{a}/{name} key=kms_master_key_id
aws_sns_topic | sns/topic:Topic | sns:Topic | name | sns:{r}:{a}:{name} | id={arn} key=kms_master_key_id
aws_lambda_function | lambda/function:Function lambda/callbackFunction:CallbackFunction | lambda:Function | function_name | lambda:{r}:{a}:function:{name} | qualified_arn={arn}:{version} invoke_arn=arn:{p}:apigateway:{r}:lambda:path/2015-03-31/functions/{arn}/invocations qualified_invoke_arn=arn:{p}:apigateway:{r}:lambda:path/2015-03-31/functions/{arn}:{version}/invocations key=kms_key_arn
aws_lambda_layer_version | lambda/layerVersion:LayerVersion | lambda:LayerVersion | layer_name | lambda:{r}:{a}:layer:{name}:{version} | id={arn} layer_arn=arn:{p}:lambda:{r}:{a}:layer:{name}
aws_kms_key | kms/key:Key | kms:Key | - | kms:{r}:{a}:key/{key_id} | id={key_id}
aws_kms_replica_key | kms/replicaKey:ReplicaKey | kms:ReplicaKey | - | kms:{r}:{a}:key/{key_id} | id={key_id}
aws_kms_alias | kms/alias:Alias | kms:Alias | name | kms:{r}:{a}:{name} | keep=target_key_arn,target_key_id
aws_secretsmanager_secret | secretsmanager/secret:Secret | secretsmanager:Secret | name | secretsmanager:{r}:{a}:secret:{name}-{arn_suffix} | id={arn} key=kms_key_id
aws_ssm_parameter | ssm/parameter:Parameter | ssm:Parameter | name | ssm:{r}:{a}:parameter{/name} | key=key_id keep=type
aws_ssm_document | ssm/document:Document | ssm:Document | name | ssm:{r}:{a}:document/{name} |
aws_sfn_state_machine | sfn/stateMachine:StateMachine | stepfunctions:StateMachine | name | states:{r}:{a}:stateMachine:{name} | id={arn} key=encryption_configuration.kms_key_id keep=type
aws_sfn_activity | sfn/activity:Activity | stepfunctions:Activity | name | states:{r}:{a}:activity:{name} | id={arn}
aws_cloudwatch_event_bus | cloudwatch/eventBus:EventBus | events:EventBus | name | events:{r}:{a}:event-bus/{name} | key=kms_key_identifier
aws_cloudwatch_event_rule | cloudwatch/eventRule:EventRule | events:Rule | name | events:{r}:{a}:rule/{bus/}{name} |
aws_cloudwatch_event_connection | cloudwatch/eventConnection:EventConnection | events:Connection | name | - |
aws_cloudwatch_event_api_destination | cloudwatch/eventApiDestination:EventApiDestination | events:ApiDestination | name | - |
aws_cloudwatch_event_archive | cloudwatch/eventArchive:EventArchive | events:Archive | name | events:{r}:{a}:archive/{name} |
aws_scheduler_schedule | scheduler/schedule:Schedule | scheduler:Schedule | name | scheduler:{r}:{a}:schedule/{group}{name} | id={group}{name}
aws_scheduler_schedule_group | scheduler/scheduleGroup:ScheduleGroup | scheduler:ScheduleGroup | name | scheduler:{r}:{a}:schedule-group/{name} |
aws_pipes_pipe | pipes/pipe:Pipe | pipes:Pipe | name | pipes:{r}:{a}:pipe/{name} |
aws_kinesis_stream | kinesis/stream:Stream | kinesis:Stream | name | kinesis:{r}:{a}:stream/{name} | id={arn} key=kms_key_id
aws_kinesis_stream_consumer | kinesis/streamConsumer:StreamConsumer | kinesis:StreamConsumer | name | - | id={arn}
aws_kinesis_video_stream | kinesis/videoStream:VideoStream | kinesisvideo:Stream | name | - | id={arn} key=kms_key_id
aws_kinesis_firehose_delivery_stream | kinesis/firehoseDeliveryStream:FirehoseDeliveryStream | kinesisfirehose:DeliveryStream | name | firehose:{r}:{a}:deliverystream/{name} | id={arn} key=server_side_encryption.key_arn
aws_cloudwatch_log_group | cloudwatch/logGroup:LogGroup | logs:LogGroup | name | logs:{r}:{a}:log-group:{name} | key=kms_key_id
aws_cloudwatch_log_stream | cloudwatch/logStream:LogStream | logs:LogStream | name | logs:{r}:{a}:log-group:{log_group_name}:log-stream:{name} |
aws_cloudwatch_metric_alarm | cloudwatch/metricAlarm:MetricAlarm | cloudwatch:Alarm | alarm_name | cloudwatch:{r}:{a}:alarm:{name} |
aws_cloudwatch_composite_alarm | cloudwatch/compositeAlarm:CompositeAlarm | cloudwatch:CompositeAlarm | alarm_name | cloudwatch:{r}:{a}:alarm:{name} |
aws_api_gateway_rest_api | apigateway/restApi:RestApi | apigateway:RestApi | - | apigateway:{r}::/restapis/{id} | execution_arn=arn:{p}:execute-api:{r}:{a}:{id}
aws_api_gateway_stage | apigateway/stage:Stage | apigateway:Stage | stage_name | apigateway:{r}::/restapis/{rest_api_id}/stages/{name} | execution_arn=arn:{p}:execute-api:{r}:{a}:{rest_api_id}/{name}
aws_api_gateway_deployment | apigateway/deployment:Deployment | apigateway:Deployment | - | - |
aws_apigatewayv2_api | apigatewayv2/api:Api | apigatewayv2:Api | - | apigateway:{r}::/apis/{id} | execution_arn=arn:{p}:execute-api:{r}:{a}:{id} keep=protocol_type
aws_apigatewayv2_stage | apigatewayv2/stage:Stage | apigatewayv2:Stage | name | apigateway:{r}::/apis/{api_id}/stages/{name} | execution_arn=arn:{p}:execute-api:{r}:{a}:{api_id}/{name} keep=api_id
aws_appsync_graphql_api | appsync/graphQLApi:GraphQLApi | appsync:GraphQlApi | - | appsync:{r}:{a}:apis/{id} |
aws_ecs_cluster | ecs/cluster:Cluster | ecs:Cluster | name | ecs:{r}:{a}:cluster/{name} | id={arn}
aws_ecs_service | ecs/service:Service | ecs:Service | name | - | id={arn}
aws_ecs_task_definition | ecs/taskDefinition:TaskDefinition | ecs:TaskDefinition | family | ecs:{r}:{a}:task-definition/{name}:{revision} | arn_without_revision=arn:{p}:ecs:{r}:{a}:task-definition/{name} keep=task_role_arn,execution_role_arn
aws_batch_job_queue | batch/jobQueue:JobQueue | batch:JobQueue | name | batch:{r}:{a}:job-queue/{name} | id={arn}
aws_batch_job_definition | batch/jobDefinition:JobDefinition | batch:JobDefinition | name | batch:{r}:{a}:job-definition/{name}:{revision} | id={arn} arn_prefix=arn:{p}:batch:{r}:{a}:job-definition/{name}
aws_batch_compute_environment | batch/computeEnvironment:ComputeEnvironment | batch:ComputeEnvironment | name | batch:{r}:{a}:compute-environment/{name} |
aws_glue_job | glue/job:Job | glue:Job | name | glue:{r}:{a}:job/{name} |
aws_glue_crawler | glue/crawler:Crawler | glue:Crawler | name | glue:{r}:{a}:crawler/{name} |
aws_glue_workflow | glue/workflow:Workflow | glue:Workflow | name | glue:{r}:{a}:workflow/{name} |
aws_glue_trigger | glue/trigger:Trigger | glue:Trigger | name | glue:{r}:{a}:trigger/{name} |
aws_glue_catalog_database | glue/catalogDatabase:CatalogDatabase | glue:Database | name | glue:{r}:{a}:database/{name} | id={a}:{name}
aws_glue_catalog_table | glue/catalogTable:CatalogTable | glue:Table | name | glue:{r}:{a}:table/{database_name}/{name} | id={a}:{database_name}:{name}
aws_glue_registry | glue/registry:Registry | glue:Registry | registry_name | glue:{r}:{a}:registry/{name} | id={arn}
aws_glue_schema | glue/schema:Schema | glue:Schema | schema_name | - | id={arn}
aws_athena_workgroup | athena/workgroup:Workgroup | athena:WorkGroup | name | athena:{r}:{a}:workgroup/{name} |
aws_athena_data_catalog | athena/dataCatalog:DataCatalog | athena:DataCatalog | name | athena:{r}:{a}:datacatalog/{name} |
aws_db_instance | rds/instance:Instance | rds:DbInstance | identifier | rds:{r}:{a}:db:{name} | id={resource_id} key=kms_key_id
aws_rds_cluster | rds/cluster:Cluster | rds:DbCluster | cluster_identifier | rds:{r}:{a}:cluster:{name} | key=kms_key_id
aws_rds_cluster_instance | rds/clusterInstance:ClusterInstance | - | identifier | rds:{r}:{a}:db:{name} |
aws_rds_global_cluster | rds/globalCluster:GlobalCluster | rds:GlobalCluster | global_cluster_identifier | rds::{a}:global-cluster:{name} |
aws_db_proxy | rds/proxy:Proxy | rds:DbProxy | name | - |
aws_docdb_cluster | docdb/cluster:Cluster | docdb:DbCluster | cluster_identifier | rds:{r}:{a}:cluster:{name} |
aws_neptune_cluster | neptune/cluster:Cluster | neptune:DbCluster | cluster_identifier | rds:{r}:{a}:cluster:{name} |
aws_elasticache_cluster | elasticache/cluster:Cluster | elasticache:CacheCluster | cluster_id | elasticache:{r}:{a}:cluster:{name} |
aws_elasticache_replication_group | elasticache/replicationGroup:ReplicationGroup | elasticache:ReplicationGroup | replication_group_id | elasticache:{r}:{a}:replicationgroup:{name} |
aws_elasticache_serverless_cache | elasticache/serverlessCache:ServerlessCache | elasticache:ServerlessCache | name | elasticache:{r}:{a}:serverlesscache:{name} |
aws_elasticache_user | elasticache/user:User | elasticache:User | user_id | elasticache:{r}:{a}:user:{name} |
aws_memorydb_cluster | memorydb/cluster:Cluster | memorydb:Cluster | name | memorydb:{r}:{a}:cluster/{name} |
aws_dax_cluster | dax/cluster:Cluster | dax:Cluster | cluster_name | dax:{r}:{a}:cache/{name} |
aws_opensearch_domain | opensearch/domain:Domain | opensearchservice:Domain | domain_name | es:{r}:{a}:domain/{name} | id={arn}
aws_elasticsearch_domain | elasticsearch/domain:Domain | elasticsearch:Domain | domain_name | es:{r}:{a}:domain/{name} | id={arn}
aws_opensearchserverless_collection | opensearch/serverlessCollection:ServerlessCollection | opensearchserverless:Collection | name | aoss:{r}:{a}:collection/{id} | id={id}
aws_redshift_cluster | redshift/cluster:Cluster | redshift:Cluster | cluster_identifier | redshift:{r}:{a}:cluster:{name} |
aws_redshiftserverless_workgroup | redshiftserverless/workgroup:Workgroup | redshiftserverless:Workgroup | workgroup_name | - |
aws_timestreamwrite_database | timestreamwrite/database:Database | timestream:Database | database_name | timestream:{r}:{a}:database/{name} |
aws_timestreamwrite_table | timestreamwrite/table:Table | timestream:Table | table_name | timestream:{r}:{a}:database/{database_name}/table/{name} | id={name}:{database_name}
aws_keyspaces_keyspace | keyspaces/keyspace:Keyspace | cassandra:Keyspace | name | cassandra:{r}:{a}:/keyspace/{name}/ |
aws_keyspaces_table | keyspaces/table:Table | cassandra:Table | table_name | cassandra:{r}:{a}:/keyspace/{keyspace_name}/table/{name} | id={keyspace_name}/{name}
aws_qldb_ledger | qldb/ledger:Ledger | qldb:Ledger | name | qldb:{r}:{a}:ledger/{name} |
aws_cognito_user_pool | cognito/userPool:UserPool | cognito:UserPool | - | cognito-idp:{r}:{a}:userpool/{id} |
aws_cognito_identity_pool | cognito/identityPool:IdentityPool | cognito:IdentityPool | - | cognito-identity:{r}:{a}:identitypool/{id} |
aws_ses_email_identity | ses/emailIdentity:EmailIdentity | - | email | ses:{r}:{a}:identity/{name} |
aws_ses_domain_identity | ses/domainIdentity:DomainIdentity | - | domain | ses:{r}:{a}:identity/{name} |
aws_ses_configuration_set | ses/configurationSet:ConfigurationSet | - | name | ses:{r}:{a}:configuration-set/{name} |
aws_ses_template | ses/template:Template | ses:Template | name | ses:{r}:{a}:template/{name} |
aws_sesv2_email_identity | sesv2/emailIdentity:EmailIdentity | ses:EmailIdentity | email_identity | ses:{r}:{a}:identity/{name} |
aws_sesv2_configuration_set | sesv2/configurationSet:ConfigurationSet | ses:ConfigurationSet | configuration_set_name | ses:{r}:{a}:configuration-set/{name} |
aws_bedrockagent_agent | bedrock/agentAgent:AgentAgent | bedrock:Agent | - | bedrock:{r}:{a}:agent/{agent_id} | id={agent_id} agent_arn={arn}
aws_bedrockagent_agent_alias | bedrock/agentAgentAlias:AgentAgentAlias | bedrock:AgentAlias | - | bedrock:{r}:{a}:agent-alias/{agent_id}/{agent_alias_id} | agent_alias_arn={arn} id={agent_alias_id},{agent_id}
aws_bedrockagent_knowledge_base | bedrock/agentKnowledgeBase:AgentKnowledgeBase | bedrock:KnowledgeBase | - | bedrock:{r}:{a}:knowledge-base/{id} |
aws_bedrock_guardrail | bedrock/guardrail:Guardrail | bedrock:Guardrail | - | bedrock:{r}:{a}:guardrail/{guardrail_id} | guardrail_arn={arn}
aws_bedrock_inference_profile | bedrock/inferenceProfile:InferenceProfile | bedrock:ApplicationInferenceProfile | - | bedrock:{r}:{a}:application-inference-profile/{id} |
aws_iam_role | iam/role:Role | iam:Role | name | iam::{a}:role{path}{name} | 
aws_iam_policy | iam/policy:Policy | iam:ManagedPolicy | name | iam::{a}:policy{path}{name} | id={arn}
aws_iam_user | iam/user:User | iam:User | name | iam::{a}:user{path}{name} |
aws_iam_group | iam/group:Group | iam:Group | name | iam::{a}:group{path}{name} |
aws_iam_instance_profile | iam/instanceProfile:InstanceProfile | iam:InstanceProfile | name | iam::{a}:instance-profile{path}{name} |
aws_efs_file_system | efs/fileSystem:FileSystem | efs:FileSystem | - | elasticfilesystem:{r}:{a}:file-system/{id} | key=kms_key_id
aws_efs_access_point | efs/accessPoint:AccessPoint | efs:AccessPoint | - | elasticfilesystem:{r}:{a}:access-point/{id} | keep=file_system_id,file_system_arn
aws_ecr_repository | ecr/repository:Repository | ecr:Repository | name | ecr:{r}:{a}:repository/{name} | key=encryption_configuration.kms_key
aws_msk_cluster | msk/cluster:Cluster | msk:Cluster | cluster_name | kafka:{r}:{a}:cluster/{name}/{cluster_uuid} | id={arn}
aws_msk_serverless_cluster | msk/serverlessCluster:ServerlessCluster | msk:ServerlessCluster | cluster_name | kafka:{r}:{a}:cluster/{name}/{cluster_uuid} | id={arn}
aws_mq_broker | mq/broker:Broker | amazonmq:Broker | broker_name | mq:{r}:{a}:broker:{name}:{id} | id={id}
aws_codebuild_project | codebuild/project:Project | codebuild:Project | name | codebuild:{r}:{a}:project/{name} | id={arn}
aws_codepipeline | codepipeline/pipeline:Pipeline | codepipeline:Pipeline | name | codepipeline:{r}:{a}:{name} |
aws_codecommit_repository | codecommit/repository:Repository | codecommit:Repository | repository_name | codecommit:{r}:{a}:{name} | id={name}
aws_codestarconnections_connection | codestarconnections/connection:Connection | codestarconnections:Connection | name | - | id={arn}
aws_sagemaker_endpoint | sagemaker/endpoint:Endpoint | sagemaker:Endpoint | name | sagemaker:{r}:{a}:endpoint/{name} |
aws_sagemaker_model | sagemaker/model:Model | sagemaker:Model | name | sagemaker:{r}:{a}:model/{name} |
aws_iot_thing | iot/thing:Thing | iot:Thing | name | iot:{r}:{a}:thing/{name} |
aws_iot_topic_rule | iot/topicRule:TopicRule | iot:TopicRule | name | iot:{r}:{a}:rule/{name} |
aws_iot_policy | iot/policy:Policy | iot:Policy | name | iot:{r}:{a}:policy/{name} |
aws_appconfig_application | appconfig/application:Application | appconfig:Application | - | appconfig:{r}:{a}:application/{id} |
aws_rekognition_collection | rekognition/collection:Collection | rekognition:Collection | collection_id | rekognition:{r}:{a}:collection/{name} |
aws_location_place_index | location/placeIndex:PlaceIndex | location:PlaceIndex | index_name | geo:{r}:{a}:place-index/{name} | index_arn={arn}
aws_location_map | location/map:Map | location:Map | map_name | geo:{r}:{a}:map/{name} | map_arn={arn}
aws_location_tracker | location/tracker:Tracker | location:Tracker | tracker_name | geo:{r}:{a}:tracker/{name} | tracker_arn={arn}
aws_lexv2models_bot | lex/v2modelsBot:V2modelsBot | lex:Bot | - | lex:{r}:{a}:bot/{id} |
aws_kendra_index | kendra/index:Index | kendra:Index | - | kendra:{r}:{a}:index/{id} |
aws_wafv2_ip_set | wafv2/ipSet:IpSet | wafv2:IpSet | name | - |
aws_wafv2_web_acl | wafv2/webAcl:WebAcl | wafv2:WebAcl | name | - |
aws_cloudfront_distribution | cloudfront/distribution:Distribution | cloudfront:Distribution | - | cloudfront::{a}:distribution/{id} |
aws_cloudfront_function | cloudfront/function:Function | cloudfront:Function | name | cloudfront::{a}:function/{name} |
aws_cloudfront_key_value_store | cloudfront/keyValueStore:KeyValueStore | cloudfront:KeyValueStore | name | - |
aws_route53_zone | route53/zone:Zone | route53:HostedZone | - | route53:::hostedzone/{zone_id} | id={zone_id}
aws_acm_certificate | acm/certificate:Certificate | - | - | - | id={arn}
aws_transfer_server | transfer/server:Server | transfer:Server | - | transfer:{r}:{a}:server/{id} |
aws_service_discovery_service | servicediscovery/service:Service | servicediscovery:Service | - | servicediscovery:{r}:{a}:service/{id} |
aws_xray_group | xray/group:Group | xray:Group | group_name | - | id={arn}
aws_cloudformation_stack | cloudformation/stack:Stack | cloudformation:Stack | name | - | id={arn}
aws_cloudtrail | cloudtrail/trail:Trail | cloudtrail:Trail | name | cloudtrail:{r}:{a}:trail/{name} | key=kms_key_id
aws_backup_vault | backup/vault:Vault | backup:BackupVault | name | backup:{r}:{a}:backup-vault:{name} | key=kms_key_arn
aws_verifiedpermissions_policy_store | verifiedpermissions/policyStore:PolicyStore | verifiedpermissions:PolicyStore | - | verifiedpermissions::{a}:policy-store/{id} |
aws_bedrockagentcore_agent_runtime | bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime | bedrockagentcore:Runtime | - | bedrock-agentcore:{r}:{a}:runtime/{agent_runtime_id} | agent_runtime_arn={arn}
aws_s3vectors_vector_bucket | s3/vectorsVectorBucket:VectorsVectorBucket | s3vectors:VectorBucket | vector_bucket_name | s3vectors:{r}:{a}:bucket/{name} | vector_bucket_arn={arn}
aws_lambda_code_signing_config | lambda/codeSigningConfig:CodeSigningConfig | lambda:CodeSigningConfig | - | - | id={arn}
aws_autoscaling_group | autoscaling/group:Group | autoscaling:AutoScalingGroup | name | - |
aws_instance | ec2/instance:Instance | ec2:Instance | - | ec2:{r}:{a}:instance/{id} |
aws_lb | lb/loadBalancer:LoadBalancer | elasticloadbalancingv2:LoadBalancer | name | - | id={arn}
aws_lb_target_group | lb/targetGroup:TargetGroup | elasticloadbalancingv2:TargetGroup | name | - | id={arn}
`;
