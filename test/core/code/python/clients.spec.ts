import { checkCases } from "./check-cases";

describe("Python: clients", () => {
  checkCases([
    {
      title: "finds a call of a client made at module level",
      source: `
        import boto3
        s3 = boto3.client("s3")
        def handler(event, context):
            s3.put_object(Bucket="b", Key=event["key"], Body=b"x")
      `,
      calls: ["s3:PutObject Bucket=b Key=?event['key']"],
    },
    {
      title: "needs nothing for clients and functions that are never used",
      source: `
        import boto3
        iam = boto3.client("iam")
        def unused():
            iam.create_user(UserName="x")
        def handler(event, context):
            return {"statusCode": 200}
      `,
      calls: [],
    },
    {
      title: "takes no other object for a client",
      source: `
        import redis, json, stripe
        def handler(event, context):
            redis.Redis(host="h").get_object("x")
            stripe.client("sqs").send_message("y")
            with open("/tmp/x") as f:
                return json.load(f).copy()
      `,
      calls: [],
    },
    {
      title: "follows aliases, sessions and the keyword service_name",
      source: `
        import boto3 as aws
        from boto3 import client as connect, Session
        from boto3.session import Session as S
        import botocore.session
        def handler(event, context):
            aws.session.Session(region_name="eu-west-1").client(service_name="sqs").send_message(QueueUrl="u1")
            connect("sns").publish(TopicArn="t")
            Session().client("ssm").get_parameter(Name="/p")
            S(profile_name="x").resource("dynamodb").Table("t").delete()
            botocore.session.get_session().create_client("events").put_events(Entries=[])
      `,
      calls: ["sqs:SendMessage QueueUrl=u1", "sns:Publish TopicArn=t", "ssm:GetParameter Name=/p", "dynamodb:DeleteTable TableName=t", "events:PutEvents Entries=[]"],
    },
    {
      title: "follows paginators and waiters to their operations",
      source: `
        import boto3
        s3 = boto3.client("s3")
        def handler(event, context):
            for page in s3.get_paginator("list_objects_v2").paginate(Bucket="b", Prefix="p/"):
                for item in page["Contents"]:
                    s3.delete_object(Bucket="b", Key=item["Key"])
            s3.get_waiter("object_exists").wait(Bucket="b", Key="k", WaiterConfig={"Delay": 1})
      `,
      calls: ["s3:ListObjectsV2 Bucket=b Prefix=p/", "s3:DeleteObject Bucket=b Key=?the answer of s3 ListObjectsV2['Contents'][*]['Key']", "s3:HeadObject Bucket=b Key=k"],
    },
    {
      title: "knows what the transfer helpers of S3 call",
      source: `
        import boto3
        s3 = boto3.client("s3")
        def handler(event, context):
            s3.download_file("in", "model.bin", "/tmp/m")
            s3.upload_file("/tmp/o", "out", Key="o.csv", ExtraArgs={"ACL": "public-read"})
            s3.upload_fileobj(open("/tmp/o"), "out", "p.csv")
            s3.copy({"Bucket": "from", "Key": "k"}, "to", "k2")
      `,
      calls: [
        "s3:HeadObject Bucket=in Key=model.bin",
        "s3:GetObject Bucket=in Key=model.bin",
        "s3:PutObject ACL=public-read Bucket=out Key=o.csv",
        "s3:PutObject Bucket=out Key=p.csv",
        "s3:CopyObject Bucket=to Key=k2 CopySource={Bucket:from,Key:k}",
        "s3:HeadObject Bucket=from Key=k",
      ],
    },
    {
      title: "needs what a signed URL or form is for",
      source: `
        import boto3
        s3 = boto3.client("s3")
        def handler(event, context):
            s3.generate_presigned_url("get_object", Params={"Bucket": "b", "Key": event["k"]}, ExpiresIn=60)
            return s3.generate_presigned_post("b", "up/\${filename}")
      `,
      calls: ["s3:GetObject Bucket=b Key=?event['k']", "s3:PutObject Bucket=b Key=up/${filename}"],
    },
    {
      title: "opens clients of aioboto3 and aiobotocore with async with",
      source: `
        import aioboto3, asyncio
        from aiobotocore.session import get_session
        session = aioboto3.Session()
        async def work(name):
            async with session.client("s3") as s3:
                await s3.head_bucket(Bucket=name)
            async with get_session().create_client("sqs", region_name="x") as sqs:
                await sqs.purge_queue(QueueUrl="u")
            async with session.resource("dynamodb") as db:
                table = await db.Table("t")
                await table.get_item(Key={})
        def handler(event, context):
            return asyncio.run(work("b"))
      `,
      calls: ["s3:HeadBucket Bucket=b", "sqs:PurgeQueue QueueUrl=u", "dynamodb:GetItem TableName=t"],
    },
    {
      title: "leaves out calls made with the credentials of an assumed role",
      source: `
        import boto3
        def handler(event, context):
            creds = boto3.client("sts").assume_role(RoleArn="arn:aws:iam::1:role/r", RoleSessionName="s")["Credentials"]
            other = boto3.client("s3", aws_access_key_id=creds["AccessKeyId"], aws_secret_access_key=creds["SecretAccessKey"], aws_session_token=creds["SessionToken"])
            other.list_buckets()
            session = boto3.Session(aws_access_key_id=creds["AccessKeyId"], aws_secret_access_key=creds["SecretAccessKey"])
            session.resource("dynamodb").Table("t").scan()
            boto3.client("ec2", aws_access_key_id=event["id"]).describe_regions()
      `,
      calls: ["sts:AssumeRole RoleArn=arn:aws:iam::1:role/r", "ec2:DescribeRegions"],
    },
    {
      title: "says which service a computed operation belongs to",
      source: `
        import boto3
        s3 = boto3.client("s3")
        def handler(event, context):
            getattr(s3, event["op"])(Bucket="b")
            getattr(s3, "get_object")(Bucket="b", Key="k")
      `,
      calls: ["s3:GetObject Bucket=b"],
      status: "partly",
    },
    { title: "says that a client of a computed service may be anything", source: `
        import boto3
        def handler(event, context):
            boto3.client(event["service"]).describe_things()
      `, calls: [], status: "partly" },
    {
      title: "knows a queue's URL by the queue's name, and the account by asking for it",
      source: `
        import boto3
        sqs = boto3.client("sqs")
        def handler(event, context):
            url = sqs.get_queue_url(QueueName="jobs")["QueueUrl"]
            sqs.send_message(QueueUrl=url)
            account = context.invoked_function_arn.split(":")[4]
            boto3.client("sns").publish(TopicArn=f"arn:aws:sns:us-east-1:{account}:t")
      `,
      calls: ["sqs:GetQueueUrl", "sqs:SendMessage QueueUrl=https://sqs.${aws.region}.amazonaws.com/${aws.account_id}/jobs", "sns:Publish TopicArn=arn:aws:sns:us-east-1:${aws.account_id}:t"],
    },
  ]);
});

describe("Python: tokens for databases, and what Lambda itself sets", () => {
  checkCases([
    {
      title: "needs what tokens are for",
      source: `
        import boto3, aurora_dsql_psycopg2 as dsql
        def handler(event, context):
            boto3.client("rds").generate_db_auth_token("host", 5432, "app")
            boto3.client("dsql").generate_db_connect_admin_auth_token(Hostname="h")
            dsql.connect(host="h", user="app")
      `,
      calls: ["rds:GenerateDBAuthToken DBUsername=app", "dsql:DbConnectAdmin", "dsql:DbConnect"],
    },
    {
      title: "counts variables that the runtime sets as there",
      source: `
        import boto3, os
        def handler(event, context):
            if os.environ.get("AWS_EXECUTION_ENV"):
                boto3.client("s3").list_buckets()
            if os.environ.get("AWS_SAM_LOCAL"):
                boto3.client("s3").create_bucket(Bucket="local")
      `,
      calls: ["s3:ListBuckets"],
    },
    {
      title: "names the event's fields behind the properties of Powertools' event classes",
      source: `
        import boto3
        from aws_lambda_powertools.utilities.data_classes import event_source, S3Event
        @event_source(data_class=S3Event)
        def handler(event, context):
            boto3.client("s3").head_bucket(Bucket=event.bucket_name)
            for record in event.records:
                boto3.client("s3").delete_bucket(Bucket=record.s3.bucket.name)
      `,
      calls: ["s3:HeadBucket Bucket=?event['s3']['bucket']['name']", "s3:DeleteBucket Bucket=?event.records[*].s3.bucket.name"],
    },
  ]);
});
