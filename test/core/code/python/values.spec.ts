import { checkCases } from "./check-cases";

const put = (name: string): string => `boto3.client("dynamodb").delete_item(TableName=${name}, Key={})`;

/** What an expression is as the name of a table. */
const expressions: readonly (readonly [title: string, setup: string, expression: string, expected: string])[] = [
  ["an f-string", "a = 'x'", "f'{a}-{1 + 1}-z'", "x-2-z"],
  ["an f-string of the environment", "", "f\"{os.environ['TABLE_NAME']}-v2\"", "${aws_dynamodb_table.orders.name}-v2"],
  ["percent formatting", "", "'%s-%d' % ('a', 3)", "a-3"],
  ["percent formatting by name", "", "'%(n)s!' % {'n': 'a'}", "a!"],
  ["format()", "", "'{}-{1}-{k}'.format('a', 'b', k='c')", "a-b-c"],
  ["join()", "", "'-'.join(['a', 'b', os.environ['BUCKET']])", "a-b-orders-bucket"],
  ["a part that may be None", "", "(None if event['x'] else 'a') + '-v2'", "a-v2"],
  ["concatenation", "A = 'a'", "A + '-' + 'b'", "a-b"],
  ["adjacent literals", "", "('a' 'b')", "ab"],
  ["lower() and replace()", "", "'A_B'.lower().replace('_', '-')", "a-b"],
  ["split() of an ARN", "", "'arn:aws:x:::table/n'.split('/')[1]", "n"],
  ["a default that is not needed", "", "os.environ.get('BUCKET', 'd')", "orders-bucket"],
  ["a default that is needed", "", "os.environ.get('MISSING', 'd')", "d"],
  ["or after getenv", "", "os.getenv('MISSING') or 'd'", "d"],
  ["a dict", "C = {'t': {'n': 'deep'}}", "C['t']['n']", "deep"],
  ["an update of a dict", "C = {}\nC['n'] = 'later'", "C.get('n')", "later"],
  ["a constant of a class", "class C:\n    N = 'attr'", "C.N", "attr"],
  ["an enumeration", "import enum\nclass E(enum.Enum):\n    N = 'member'", "E.N.value", "member"],
  ["unpacking", "a, (b, *c) = 'x', ('y', 'z', 'w')", "c[1]", "w"],
  ["a comprehension", "l = [x + '!' for x in ['a', 'b'] if x != 'a']", "l[0]", "b!"],
  ["a generator function", "def g():\n    yield 'only'", "next(g())", "only"],
  ["a conditional", "", "'a' if os.environ['BUCKET'] == 'orders-bucket' else 'b'", "a"],
  ["an undecided conditional", "", "'a' if event else 'b'", "a|b"],
  ["an event field", "", "event['Records'][0]['s3']['bucket']['name']", "?event['Records'][0]['s3']['bucket']['name']"],
  ["an event field with get()", "", "event.get('t')", "?event['t']"],
  ["an event field in a text", "", "f\"t-{event['x']}\"", "t-?"],
  ["a dataclass", "from dataclasses import dataclass\n@dataclass\nclass D:\n    a: str\n    n: str = 'dflt'", "D('x').n", "dflt"],
  ["a namedtuple", "from collections import namedtuple\nP = namedtuple('P', 'a b')", "P('x', 'y').b", "y"],
  ["partial", "from functools import partial\nf = partial('{}-{}'.format, 'a')", "f('b')", "a-b"],
  ["environ imported by name", "from os import environ as e", "e['BUCKET']", "orders-bucket"],
  ["a walrus", "", "(n := 'w')", "w"],
  ["a slice", "", "'prefix-name'[7:]", "name"],
];

describe("Python: values", () => {
  checkCases(
    expressions.map(([title, setup, expression, expected]) => ({
      title,
      source: { "app.py": `import boto3, os\n${setup}\ndef handler(event, context):\n    ${put(expression)}\n` },
      calls: [`dynamodb:DeleteItem TableName=${expected}`],
    })),
  );

  checkCases([
    {
      title: "keeps both values of a variable that a branch may set",
      source: `
        import boto3
        def handler(event, context):
            name = "a"
            if event.get("x"):
                name = "b"
            boto3.client("s3").head_bucket(Bucket=name)
      `,
      calls: ["s3:HeadBucket Bucket=b|a"],
    },
    {
      title: "tells a member that may be missing from one that is there",
      source: `
        import boto3
        def handler(event, context):
            params = {"TableName": "t"}
            if event["index"]:
                params["IndexName"] = "i"
            boto3.client("dynamodb").query(**params)
      `,
      calls: ["dynamodb:Query TableName=t IndexName=i|null"],
    },
    {
      title: "keeps the rest of an input open where keyword arguments are unknown",
      source: `
        import boto3
        def handler(event, context):
            boto3.client("dynamodb").query(TableName="t", **event["more"])
      `,
      calls: ["dynamodb:Query TableName=t …"],
    },
    {
      title: "unrolls loops over known lists, and follows unknown ones once",
      source: `
        import boto3
        s3 = boto3.client("s3")
        def handler(event, context):
            for name in ("a", "b"):
                s3.head_bucket(Bucket=name)
            for record in event["Records"]:
                s3.delete_bucket(Bucket=record["b"])
      `,
      calls: ["s3:HeadBucket Bucket=a", "s3:HeadBucket Bucket=b", "s3:DeleteBucket Bucket=?event['Records'][*]['b']"],
    },
    {
      title: "reads configuration files that stand beside the code",
      source: {
        "app.py": `
          import boto3, json, os, yaml
          from pathlib import Path
          with open(os.path.join(os.path.dirname(__file__), "config.json")) as f:
              config = json.load(f)
          more = yaml.safe_load((Path(__file__).parent / "more.yaml").read_text())
          def handler(event, context):
              boto3.client("s3").head_bucket(Bucket=config["bucket"])
              boto3.client("sqs").purge_queue(QueueUrl=more["queue"])
        `,
        "config.json": '{"bucket": "from-json"}',
        "more.yaml": "queue: from-yaml",
      },
      calls: ["s3:HeadBucket Bucket=from-json", "sqs:PurgeQueue QueueUrl=from-yaml"],
    },
    {
      title: "reads settings of pydantic from the environment",
      source: `
        import boto3
        from pydantic_settings import BaseSettings
        class Settings(BaseSettings):
            bucket: str
            other: str = "dflt"
        settings = Settings()
        def handler(event, context):
            boto3.client("s3").head_bucket(Bucket=settings.bucket)
            boto3.client("s3").delete_bucket(Bucket=settings.other)
      `,
      calls: ["s3:HeadBucket Bucket=orders-bucket", "s3:DeleteBucket Bucket=dflt"],
    },
  ]);
});
