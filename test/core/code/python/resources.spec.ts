import { checkCases } from "./check-cases";

describe("Python: resource objects", () => {
  checkCases([
    {
      title: "follows tables to their operations",
      source: `
        import boto3, os
        from boto3.dynamodb.conditions import Key
        table = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])
        def handler(event, context):
            table.put_item(Item={"id": event["id"]})
            table.query(IndexName="by-user", KeyConditionExpression=Key("u").eq(1))
            table.meta.client.transact_write_items(TransactItems=[{"Put": {"TableName": table.name}}])
      `,
      calls: [
        "dynamodb:PutItem TableName=${aws_dynamodb_table.orders.name}",
        "dynamodb:Query TableName=${aws_dynamodb_table.orders.name} IndexName=by-user",
        "dynamodb:TransactWriteItems TransactItems=[{Put:{TableName:${aws_dynamodb_table.orders.name}}}]",
      ],
    },
    {
      title: "writes batches to the table, whose name may be a reference",
      source: `
        import boto3, os
        table = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])
        def handler(event, context):
            with table.batch_writer(overwrite_by_pkeys=["id"]) as batch:
                for item in event["items"]:
                    batch.put_item(Item=item)
      `,
      calls: ["dynamodb:BatchWriteItem RequestItems={${aws_dynamodb_table.orders.name}:[{PutRequest:{Item:?event['items'][*]}}]}"],
    },
    {
      title: "calls nothing for a collection until it is looked at",
      source: `
        import boto3
        s3 = boto3.resource("s3")
        def handler(event, context):
            s3.Bucket("quiet").objects.filter(Prefix="x")
            for item in s3.Bucket("loud").objects.filter(Prefix="p/"):
                item.delete()
            s3.Bucket("gone").objects.all().delete()
      `,
      calls: [
        "s3:ListObjects Bucket=loud Prefix=p/",
        "s3:DeleteObject Bucket=loud Key=?the key that s3 answers",
        "s3:ListObjects Bucket=gone",
        "s3:DeleteObjects Bucket=gone Delete={Objects:[{Key:?the key that s3 answers}]}",
      ],
    },
    {
      title: "follows objects, their helpers and what they load for their fields",
      source: `
        import boto3
        s3 = boto3.resource("s3")
        def handler(event, context):
            thing = s3.Object("b", "k")
            thing.get()["Body"].read()
            thing.content_length
            thing.Acl().put(ACL="private")
            s3.Bucket("b2").upload_file("/tmp/x", "y")
            s3.meta.client.head_bucket(Bucket="b3")
      `,
      calls: ["s3:GetObject Bucket=b Key=k", "s3:HeadObject Bucket=b Key=k", "s3:PutObjectAcl Bucket=b Key=k", "s3:PutObject Bucket=b2 Key=y", "s3:HeadBucket Bucket=b3"],
    },
    {
      title: "follows queues by name and topics by ARN",
      source: `
        import boto3
        sqs = boto3.resource("sqs")
        def handler(event, context):
            queue = sqs.get_queue_by_name(QueueName="jobs")
            queue.send_messages(Entries=[])
            for message in queue.receive_messages():
                message.delete()
            boto3.resource("sns").Topic("arn:t").publish(Message="m")
      `,
      calls: [
        "sqs:GetQueueUrl",
        "sqs:SendMessageBatch QueueUrl=https://sqs.${aws.region}.amazonaws.com/${aws.account_id}/jobs",
        "sqs:ReceiveMessage QueueUrl=https://sqs.${aws.region}.amazonaws.com/${aws.account_id}/jobs",
        "sqs:DeleteMessage QueueUrl=https://sqs.${aws.region}.amazonaws.com/${aws.account_id}/jobs",
        "sns:Publish TopicArn=arn:t",
      ],
    },
    {
      title: "follows instances of EC2 through filters and batch actions",
      source: `
        import boto3
        ec2 = boto3.resource("ec2")
        def handler(event, context):
            for instance in ec2.instances.filter(Filters=[{"Name": "tag:x", "Values": ["y"]}]):
                instance.create_tags(Tags=[])
            ec2.instances.filter(InstanceIds=["i-1"]).stop()
      `,
      calls: ["ec2:DescribeInstances", "ec2:CreateTags", "ec2:StopInstances"],
    },
    { title: "says that a service has no resource objects", source: `
        import boto3
        def handler(event, context):
            boto3.resource("athena").Query("x").run()
      `, calls: [], status: "partly" },
  ]);
});

describe("Python: requests by table", () => {
  checkCases([
    {
      title: "keeps tables that are references apart from those that are literals",
      source: `
        import boto3, os
        TABLE = os.environ["TABLE_NAME"]
        client = boto3.client("dynamodb")
        def handler(event, context):
            answer = client.batch_get_item(RequestItems={TABLE: {"Keys": []}, "users": {"Keys": []}})
            client.batch_write_item(RequestItems={event["t"]: []})
      `,
      calls: [
        "dynamodb:BatchGetItem RequestItems={${aws_dynamodb_table.orders.name}:{Keys:[]},users:{Keys:[]}}",
        "dynamodb:BatchWriteItem RequestItems={,…}",
      ],
    },
  ]);
});
