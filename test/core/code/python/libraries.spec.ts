import { checkCases } from "./check-cases";

describe("Python: libraries that call AWS", () => {
  checkCases([
    {
      title: "requests that are signed for a service of one action",
      source: `
        import boto3
        from botocore.auth import SigV4Auth
        from botocore.awsrequest import AWSRequest
        from requests_aws4auth import AWS4Auth
        from aws_requests_auth.boto_utils import BotoAWSRequestsAuth
        from opensearchpy import OpenSearch, RequestsHttpConnection, AWSV4SignerAuth
        credentials = boto3.Session().get_credentials()
        search = OpenSearch(hosts=[{"host": "h", "port": 443}], http_auth=AWSV4SignerAuth(credentials, "us-east-1", "aoss"), connection_class=RequestsHttpConnection)
        def handler(event, context):
            SigV4Auth(credentials, "appsync", "us-east-1").add_auth(AWSRequest(method="POST", url="u"))
            AWS4Auth(credentials.access_key, credentials.secret_key, "us-east-1", "vpc-lattice-svcs")
            BotoAWSRequestsAuth(aws_host="a1.execute-api.us-east-1.amazonaws.com", aws_region="us-east-1", aws_service="execute-api")
            search.index(index="i", body={})
      `,
      calls: ["appsync:GraphQL", "vpc-lattice-svcs:Invoke", "execute-api:Invoke host=a1.execute-api.us-east-1.amazonaws.com", "aoss:APIAccessAll"],
    },
    {
      title: "Powertools parameters and their providers",
      source: `
        from aws_lambda_powertools.utilities import parameters
        from aws_lambda_powertools.utilities.parameters import get_secret, DynamoDBProvider, SSMProvider
        provider = DynamoDBProvider(table_name="params")
        ssm = SSMProvider()
        def handler(event, context):
            parameters.get_parameter("/a/b", decrypt=True)
            parameters.get_parameters("/a")
            get_secret("s")
            provider.get("x")
            ssm.get("/c")
            parameters.get_app_config(name="n", environment="e", application="a")
      `,
      calls: [
        "ssm:GetParameter WithDecryption=true Name=/a/b",
        "ssm:GetParametersByPath Path=/a",
        "secretsmanager:GetSecretValue SecretId=s",
        "dynamodb:GetItem TableName=params",
        "ssm:GetParameter Name=/c",
        "appconfigdata:StartConfigurationSession ApplicationIdentifier=a",
        "appconfigdata:GetLatestConfiguration ApplicationIdentifier=a",
      ],
    },
    {
      title: "Powertools idempotency, used when the function is called",
      source: `
        import os
        from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, idempotent, idempotent_function
        layer = DynamoDBPersistenceLayer(table_name=os.environ["TABLE_NAME"])
        unused = DynamoDBPersistenceLayer(table_name="unused")
        @idempotent_function(data_keyword_argument="x", persistence_store=unused)
        def dead(x): pass
        @idempotent(persistence_store=layer)
        def handler(event, context):
            return 1
      `,
      calls: ["GetItem", "PutItem", "UpdateItem", "DeleteItem"].map((operation) => `dynamodb:${operation} TableName=\${aws_dynamodb_table.orders.name}`),
    },
    {
      title: "Powertools batches, whose records go to a function",
      source: `
        import boto3
        from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
        processor = BatchProcessor(event_type=EventType.SQS)
        def record_handler(record):
            boto3.client("s3").head_bucket(Bucket=record["body"])
        def handler(event, context):
            return process_partial_response(event=event, record_handler=record_handler, processor=processor, context=context)
      `,
      calls: ["s3:HeadBucket Bucket=?event['Records'][*]['body']"],
    },
    {
      title: "feature flags",
      source: `
        from aws_lambda_powertools.utilities.feature_flags import AppConfigStore, FeatureFlags
        flags = FeatureFlags(store=AppConfigStore(environment="e", application="a", name="n"))
        def handler(event, context):
            return flags.evaluate(name="x", default=False)
      `,
      calls: ["appconfigdata:StartConfigurationSession EnvironmentIdentifier=e", "appconfigdata:GetLatestConfiguration EnvironmentIdentifier=e"],
    },
    {
      title: "pynamodb models and their indexes",
      source: `
        from pynamodb.models import Model
        from pynamodb.indexes import GlobalSecondaryIndex, AllProjection
        from pynamodb.attributes import UnicodeAttribute
        class ByUser(GlobalSecondaryIndex):
            class Meta:
                index_name = "by-user"
            user = UnicodeAttribute(hash_key=True)
        class Order(Model):
            class Meta:
                table_name = "orders"
            by_user = ByUser()
        def handler(event, context):
            order = Order.get("1")
            order.save()
            for other in Order.by_user.query("u"):
                other.delete()
      `,
      calls: ["dynamodb:GetItem TableName=orders", "dynamodb:PutItem TableName=orders", "dynamodb:Query TableName=orders IndexName=by-user", "dynamodb:DeleteItem TableName=orders"],
    },
    {
      title: "s3fs, pandas, smart_open and awswrangler on S3 paths",
      source: `
        import pandas as pd, s3fs, awswrangler as wr
        from smart_open import open as sopen
        fs = s3fs.S3FileSystem()
        def handler(event, context):
            pd.read_csv("s3://in/data.csv").to_parquet("s3://out/data.parquet")
            with fs.open("files/x.txt", "w") as f: f.write("x")
            sopen("s3://smart/k").read()
            wr.s3.to_csv(pd.DataFrame(), path="s3://wr/k.csv")
            pd.read_csv("/tmp/local.csv")
      `,
      calls: [
        "s3:ListObjectsV2 Bucket=in",
        "s3:HeadObject Bucket=in Key=data.csv",
        "s3:GetObject Bucket=in Key=data.csv",
        "s3:PutObject Bucket=out Key=data.parquet",
        "s3:PutObject Bucket=files Key=x.txt",
        "s3:HeadObject Bucket=smart Key=k",
        "s3:GetObject Bucket=smart Key=k",
        "s3:PutObject Bucket=wr Key=k.csv",
      ],
    },
    {
      title: "caches of secrets",
      source: `
        from aws_secretsmanager_caching import SecretCache, SecretCacheConfig
        cache = SecretCache(SecretCacheConfig())
        def handler(event, context):
            return cache.get_secret_string("s")
      `,
      calls: ["secretsmanager:DescribeSecret SecretId=s", "secretsmanager:GetSecretValue SecretId=s"],
    },
    {
      title: "models of langchain_aws and strands",
      source: `
        from langchain_aws import ChatBedrockConverse
        from strands import Agent
        llm = ChatBedrockConverse(model="amazon.nova-lite-v1:0")
        agent = Agent(model="amazon.nova-pro-v1:0")
        def handler(event, context):
            return llm.invoke("x"), agent("y")
      `,
      calls: ["bedrock-runtime:Converse modelId=amazon.nova-lite-v1:0", "bedrock-runtime:ConverseStream modelId=amazon.nova-lite-v1:0", "bedrock-runtime:ConverseStream modelId=amazon.nova-pro-v1:0"],
    },
  ]);
});
