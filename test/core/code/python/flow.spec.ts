import { checkCases } from "./check-cases";

describe("Python: functions, classes and modules", () => {
  checkCases([
    {
      title: "keeps what a branch has made as the branch has made it",
      source: `
        import boto3
        events = boto3.client("events")
        def entry(record):
            if record["skip"]:
                return None
            return {"EventBusName": "orders", "Source": "shop"}
        def handler(event, context):
            entries = [one for one in [entry(record) for record in event["Records"]] if one is not None]
            for start in range(0, len(entries), 10):
                events.put_events(Entries=entries[start:start + 10])
            if event["loud"]:
                topic = {"TopicArn": "t"}
                topic["Message"] = "m"
                boto3.client("sns").publish(**topic)
      `,
      calls: ["events:PutEvents Entries=[null,{EventBusName:orders,Source:shop}]", "sns:Publish TopicArn=t Message=m"],
    },
    {
      title: "follows parameters, keyword arguments and their defaults",
      source: `
        import boto3
        def make(service, *, region="eu-west-1", **more):
            return boto3.client(service, region_name=region, **more)
        def put(client, bucket, key="dflt", *args, **kwargs):
            client.put_object(Bucket=bucket, Key=key, **kwargs)
        def handler(event, context):
            put(make("s3"), bucket="b")
            put(make("s3"), "c", "k", ACL="private")
      `,
      calls: ["s3:PutObject Bucket=b Key=dflt", "s3:PutObject Bucket=c Key=k ACL=private"],
    },
    {
      title: "follows clients kept in fields, class attributes, properties and bases",
      source: `
        import boto3
        class Base:
            shared = boto3.client("sns")
            def __init__(self, bucket):
                self.bucket = bucket
                self._s3 = None
            @property
            def s3(self):
                if self._s3 is None:
                    self._s3 = boto3.client("s3")
                return self._s3
            @classmethod
            def create(cls, name):
                return cls(name)
            @staticmethod
            def topic():
                return "t"
        class Store(Base):
            def __init__(self, name):
                super().__init__(f"{name}-bucket")
            def save(self):
                self.s3.put_object(Bucket=self.bucket, Key="k")
                self.shared.publish(TopicArn=self.topic())
            def unused(self):
                self.s3.delete_bucket(Bucket="x")
        def handler(event, context):
            Store.create("a").save()
      `,
      calls: ["s3:PutObject Bucket=a-bucket", "sns:Publish TopicArn=t"],
    },
    {
      title: "follows clients that are made when first needed and kept in a global",
      source: `
        import boto3
        _client = None
        _tables = {}
        def client():
            global _client
            if _client is None:
                _client = boto3.client("sqs")
            return _client
        def table(name):
            if name not in _tables:
                _tables[name] = boto3.resource("dynamodb").Table(name)
            return _tables[name]
        def handler(event, context):
            client().send_message(QueueUrl="q")
            table("t1").scan()
            table("t2").scan()
      `,
      calls: ["sqs:SendMessage QueueUrl=q", "dynamodb:Scan TableName=t1", "dynamodb:Scan TableName=t2"],
    },
    {
      title: "finds what only a later event reaches",
      source: `
        import boto3
        ready = False
        def handler(event, context):
            global ready
            if ready:
                boto3.client("s3").list_buckets()
            else:
                ready = True
      `,
      calls: ["s3:ListBuckets"],
    },
    {
      title: "goes through decorators of the code and of libraries",
      source: `
        import boto3, functools
        from tenacity import retry, stop_after_attempt
        from aws_lambda_powertools import Tracer, Logger
        tracer, logger = Tracer(), Logger()
        def with_client(fn):
            @functools.wraps(fn)
            def wrapper(*args, **kwargs):
                return fn(boto3.client("s3"), *args, **kwargs)
            return wrapper
        @tracer.capture_method
        @retry(stop=stop_after_attempt(3))
        @with_client
        def head(s3, bucket):
            s3.head_bucket(Bucket=bucket)
        @retry
        def dead():
            boto3.client("iam").list_users()
        @functools.lru_cache(maxsize=None)
        def queue():
            return boto3.client("sqs")
        @logger.inject_lambda_context(log_event=True)
        @tracer.capture_lambda_handler
        def handler(event, context):
            head("b")
            queue().purge_queue(QueueUrl="q")
      `,
      calls: ["s3:HeadBucket Bucket=b", "sqs:PurgeQueue QueueUrl=q"],
    },
    {
      title: "calls functions that are handed to frameworks, threads and executors",
      source: `
        import boto3
        from concurrent.futures import ThreadPoolExecutor
        from threading import Thread
        from aws_lambda_powertools.event_handler import APIGatewayRestResolver
        app = APIGatewayRestResolver()
        s3 = boto3.client("s3")
        @app.get("/x/<name>")
        def route(name):
            s3.head_bucket(Bucket="route")
        def job(name):
            s3.head_bucket(Bucket=name)
        def handler(event, context):
            with ThreadPoolExecutor() as pool:
                pool.submit(job, "submitted").result()
                list(pool.map(job, ["m1", "m2"]))
                pool.submit(s3.head_bucket, Bucket="direct")
            Thread(target=job, args=("thread",)).start()
            sorted(event["l"], key=lambda x: s3.head_bucket(Bucket="sorted"))
            return app.resolve(event, context)
      `,
      calls: ["s3:HeadBucket Bucket=route", "s3:HeadBucket Bucket=submitted", "s3:HeadBucket Bucket=m1", "s3:HeadBucket Bucket=m2", "s3:HeadBucket Bucket=direct", "s3:HeadBucket Bucket=thread", "s3:HeadBucket Bucket=sorted"],
    },
    {
      title: "follows modules, packages and relative imports, and leaves out what is not imported",
      handler: "pkg/app.handler",
      source: {
        "pkg/__init__.py": "",
        "pkg/app.py": `
          from .db import save
          from . import names
          from .sub.deep import *
          import common.util as u
          def handler(event, context):
              save(names.TABLE)
              u.run()
              deep_call()
        `,
        "pkg/db.py": `
          import boto3
          table = boto3.resource("dynamodb")
          def save(name):
              table.Table(name).put_item(Item={})
          def other():
              table.Table("never").delete()
        `,
        "pkg/names.py": "TABLE = 'from-names'",
        "pkg/sub/__init__.py": "",
        "pkg/sub/deep.py": `
          from ..db import table
          def deep_call():
              table.Table("deep").scan()
        `,
        "common/util.py": `
          import importlib
          def run():
              importlib.import_module("plugins.one").go()
        `,
        "plugins/one.py": "import boto3\ndef go():\n    boto3.client('sqs').purge_queue(QueueUrl='plugin')\n",
        "pkg/unimported.py": "import boto3\nboto3.client('s3').list_buckets()\n",
      },
      calls: ["dynamodb:PutItem TableName=from-names", "dynamodb:Scan TableName=deep", "sqs:PurgeQueue QueueUrl=plugin"],
    },
    {
      title: "runs both sides of what cannot be decided, and one side of what can",
      source: `
        import boto3, os
        s3 = boto3.client("s3")
        def act(kind):
            if kind == "read":
                s3.head_bucket(Bucket="r")
            elif kind == "write":
                s3.create_bucket(Bucket="w")
            else:
                s3.delete_bucket(Bucket="d")
        def handler(event, context):
            act("read")
            if os.environ["BUCKET"] != "orders-bucket":
                s3.list_buckets()
            try:
                risky(event)
            except Exception as e:
                s3.put_bucket_tagging(Bucket="e")
                raise
            finally:
                s3.get_bucket_tagging(Bucket="f")
            match event:
                case {"kind": k} if k: s3.get_bucket_acl(Bucket="m")
                case _: s3.put_bucket_acl(Bucket="o")
        def risky(event):
            if event: raise ValueError()
      `,
      calls: ["s3:HeadBucket Bucket=r", "s3:PutBucketTagging Bucket=e", "s3:GetBucketTagging Bucket=f", "s3:GetBucketAcl Bucket=m", "s3:PutBucketAcl Bucket=o"],
    },
    {
      title: "dispatches through dicts and getattr of known and unknown names",
      source: `
        import boto3
        s3 = boto3.client("s3")
        class Actions:
            def a(self): s3.head_bucket(Bucket="a")
            def b(self): s3.head_bucket(Bucket="b")
        def one(event): s3.head_bucket(Bucket="one")
        def two(event): s3.head_bucket(Bucket="two")
        ROUTES = {"1": one, "2": two}
        def handler(event, context):
            ROUTES[event["r"]](event)
            getattr(Actions(), event["m"])()
      `,
      calls: ["s3:HeadBucket Bucket=one", "s3:HeadBucket Bucket=two", "s3:HeadBucket Bucket=a", "s3:HeadBucket Bucket=b"],
    },
    {
      title: "follows context managers and generators of the code",
      source: `
        import boto3
        from contextlib import contextmanager
        @contextmanager
        def opened(name):
            client = boto3.client(name)
            yield client
            client.list_buckets()
        class Session:
            def __enter__(self):
                return boto3.client("sqs")
            def __exit__(self, *args):
                boto3.client("sns").list_topics()
        def handler(event, context):
            with opened("s3") as s3, Session() as sqs:
                s3.head_bucket(Bucket="b")
                sqs.list_queues()
      `,
      calls: ["s3:HeadBucket Bucket=b", "s3:ListBuckets", "sqs:ListQueues", "sns:ListTopics"],
    },
    {
      title: "ends for code that calls itself",
      source: `
        import boto3
        def down(n, client):
            client.head_bucket(Bucket="b")
            return down(n - 1, client) if n else down(n, client)
        def handler(event, context):
            while True:
                down(event["n"], boto3.client("s3"))
      `,
      calls: ["s3:HeadBucket Bucket=b"],
    },
    {
      title: "counts the whole file where no handler is named",
      handler: "",
      source: `
        import boto3
        def main():
            boto3.client("s3").list_buckets()
        def helper():
            boto3.client("sqs").list_queues()
        if __name__ == "__main__":
            main()
      `,
      calls: ["s3:ListBuckets", "sqs:ListQueues"],
    },
  ]);
});

describe("Python: where modules are found", () => {
  checkCases([
    {
      title: "finds shared code of the repository that a build lays beside the handler",
      handler: "functions/one/app.handler",
      source: {
        "functions/one/app.py": "from shared_store import save\ndef handler(event, context):\n    save()\n",
        "layers/common/python/shared_store.py": "import boto3\ndef save():\n    boto3.client('s3').list_buckets()\n",
      },
      calls: ["s3:ListBuckets"],
    },
    {
      title: "finds the handler of a source that a build lays out anew",
      handler: "app.handler",
      source: { "src/app.py": "import boto3, helper\ndef handler(event, context):\n    helper.go()\n", "src/helper.py": "import boto3\ndef go():\n    boto3.client('s3').list_buckets()\n" },
      calls: ["s3:ListBuckets"],
    },
  ]);
});
