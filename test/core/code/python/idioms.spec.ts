import { checkCases } from "./check-cases";

/** Ways to come by a client of S3, each a body of the handler after `import boto3`; all call HeadBucket on `b`. */
const ways: readonly (readonly [title: string, setup: string, body: string])[] = [
  ["a chain of assignments", "a = b = boto3.client('s3')", "b.head_bucket(Bucket='b')"],
  ["keyword arguments spread", "args = {'service_name': 's3'}", "boto3.client(**args).head_bucket(**{'Bucket': 'b'})"],
  ["getattr of boto3", "", "getattr(boto3, 'client')('s3').head_bucket(Bucket='b')"],
  ["importlib", "import importlib", "importlib.import_module('boto3').client('s3').head_bucket(Bucket='b')"],
  ["a dict comprehension of clients", "clients = {n: boto3.client(n) for n in ('s3', 'sqs')}", "clients['s3'].head_bucket(Bucket='b')"],
  ["map over boto3.client", "", "next(iter(map(boto3.client, ['s3']))).head_bucket(Bucket='b')"],
  ["partial of boto3.client", "import functools\nmake = functools.partial(boto3.client, 's3')", "make().head_bucket(Bucket='b')"],
  ["a bound method kept in a variable", "head = boto3.client('s3').head_bucket", "head(Bucket='b')"],
  ["a lambda", "make = lambda n='s3': boto3.client(n)", "make().head_bucket(Bucket='b')"],
  ["a nested function", "", "c = boto3.client('s3')\n    def inner():\n        nonlocal c\n        c.head_bucket(Bucket='b')\n    inner()"],
  ["a wrapper with __getattr__", "class W:\n    def __init__(self, c): self._c = c\n    def __getattr__(self, n): return getattr(self._c, n)", "W(boto3.client('s3')).head_bucket(Bucket='b')"],
  ["a field of a dataclass", "from dataclasses import dataclass, field\n@dataclass\nclass D:\n    c: object = field(default_factory=lambda: boto3.client('s3'))", "D().c.head_bucket(Bucket='b')"],
  ["an object that is called", "class C:\n    def __call__(self): boto3.client('s3').head_bucket(Bucket='b')", "C()()"],
  ["a singleton by __new__", "class S:\n    _i = None\n    def __new__(cls):\n        if cls._i is None:\n            cls._i = super().__new__(cls)\n            cls._i.c = boto3.client('s3')\n        return cls._i", "S().c.head_bucket(Bucket='b')"],
  ["a subclass of a session", "class S(boto3.Session):\n    pass", "S().client('s3').head_bucket(Bucket='b')"],
  ["a threading.local", "import threading\nlocal = threading.local()", "local.c = boto3.client('s3')\n    local.c.head_bucket(Bucket='b')"],
  ["a queue", "import queue\nq = queue.Queue()", "q.put(boto3.client('s3'))\n    q.get().head_bucket(Bucket='b')"],
  ["a copy of a dict", "import copy\nd = copy.deepcopy({'c': boto3.client('s3')})", "d['c'].head_bucket(Bucket='b')"],
  ["a class attribute set later", "class A: pass\nA.c = boto3.client('s3')", "A.c.head_bucket(Bucket='b')"],
  ["a tuple that is returned", "def both(): return boto3.client('s3'), 'b'", "c, n = both()\n    c.head_bucket(Bucket=n)"],
  ["a parameter's default", "def go(c=boto3.client('s3')): c.head_bucket(Bucket='b')", "go()"],
  ["a try with a fallback import", "try:\n    import fast_boto as sdk\nexcept ImportError:\n    sdk = boto3", "sdk.client('s3').head_bucket(Bucket='b')"],
  ["globals()", "client = boto3.client('s3')", "globals()['client'].head_bucket(Bucket='b')"],
  ["a while loop that breaks", "", "c = None\n    while True:\n        if event:\n            c = boto3.client('s3')\n            break\n    c.head_bucket(Bucket='b')"],
  ["setattr", "class O: pass", "o = O()\n    setattr(o, 'c', boto3.client('s3'))\n    o.c.head_bucket(Bucket='b')"],
  ["an abstract base", "from abc import ABC, abstractmethod\nclass B(ABC):\n    @abstractmethod\n    def c(self): ...\n    def run(self): self.c().head_bucket(Bucket='b')\nclass D(B):\n    def c(self): return boto3.client('s3')", "D().run()"],
  ["async generators", "import asyncio\nasync def gen():\n    yield boto3.client('s3')\nasync def run():\n    async for c in gen():\n        c.head_bucket(Bucket='b')", "asyncio.get_event_loop().run_until_complete(run())"],
  ["gather", "import asyncio\nasync def one(c): c.head_bucket(Bucket='b')\nasync def run():\n    await asyncio.gather(*[one(c) for c in [boto3.client('s3')]])", "asyncio.run(run())"],
  ["a retry library's call", "import tenacity", "tenacity.Retrying()(lambda: boto3.client('s3').head_bucket(Bucket='b'))"],
];

describe("Python: idioms", () => {
  checkCases(
    ways.map(([title, setup, body]) => ({
      title,
      source: { "app.py": `import boto3\n${setup}\ndef handler(event, context):\n    ${body}\n`, "requirements.txt": "fast-boto\n" },
      calls: ["s3:HeadBucket Bucket=b"],
      ...(title.startsWith("a try") ? { status: "partly" as const } : {}),
    })),
  );

  checkCases([
    {
      title: "takes a handler that is an object, a method or a decorated class member",
      handler: "app.handler",
      source: `
        import boto3
        class App:
            def __init__(self): self.s3 = boto3.client("s3")
            def handle(self, event, context): self.s3.head_bucket(Bucket=event["b"])
        handler = App().handle
      `,
      calls: ["s3:HeadBucket Bucket=?event['b']"],
    },
    {
      title: "knows settings in a copy of the environment",
      source: `
        import boto3, os
        env = dict(os.environ)
        class Config:
            def __init__(self, source=os.environ): self.bucket = source["BUCKET"]
        def handler(event, context):
            boto3.client("s3").head_bucket(Bucket=Config().bucket)
            boto3.client("s3").delete_bucket(Bucket=env["BUCKET"])
            boto3.client("s3").create_bucket(Bucket=os.environ.copy().get("BUCKET"))
      `,
      calls: ["s3:HeadBucket Bucket=orders-bucket", "s3:DeleteBucket Bucket=orders-bucket", "s3:CreateBucket Bucket=orders-bucket"],
    },
  ]);
});
