import { expect } from "chai";
import { checkCases } from "./check-cases";
import { readPython } from "./reading";

/** What is said to be unread, and for which services. */
const gaps: readonly (readonly [title: string, source: string | Record<string, string>, message: RegExp, services: readonly string[] | "any"])[] = [
  ["a computed operation", "import boto3\ndef handler(e, c):\n    getattr(boto3.client('s3'), e['x'])()\n", /name could not be told/, ["s3"]],
  ["a computed service", "import boto3\ndef handler(e, c):\n    boto3.client(e['x']).go()\n", /service could not be told/, "any"],
  ["a client handed to code that is not there", "import boto3, tqdm\ndef handler(e, c):\n    tqdm.tqdm(boto3.client('s3'))\n", /s3 client is handed to tqdm/, ["s3"]],
  ["an AWS-looking package", "import aws_magic\ndef handler(e, c):\n    pass\n", /aws_magic may call AWS/, "any"],
  ["a module that is missing", "from our_shared_code import save\ndef handler(e, c):\n    save()\n", /our_shared_code.*not in the source/, "any"],
  ["a syntax error", "import boto3\ndef handler(e, c):\n    x = = 3\n    boto3.client('s3').list_buckets()\n", /could not be parsed at line 3/, "any"],
  ["text that is run as code", "def handler(e, c):\n    exec(e['code'])\n", /run as code/, "any"],
  ["a computed module", "import importlib\ndef handler(e, c):\n    importlib.import_module(e['m']).go()\n", /name could not be told/, "any"],
  ["an unknown method of a client", "import boto3\ndef handler(e, c):\n    boto3.client('s3').frobnicate_bucket(Bucket='b')\n", /not an operation that is known/, ["s3"]],
  ["requests that are signed by a request of botocore", "from botocore.auth import SigV4Auth\ndef handler(e, c):\n    SigV4Auth(None, 'es', 'us-east-1')\n", /signed/, ["es"]],
  ["requests that are signed by requests_aws_sign", "from requests_aws_sign import AWSV4Sign\ndef handler(e, c):\n    AWSV4Sign(None, 'us-east-1', 'es')\n", /signed/, ["es"]],
  ["topics behind a token of Kafka", "from aws_msk_iam_sasl_signer import MSKAuthTokenProvider\ndef handler(e, c):\n    return MSKAuthTokenProvider.generate_auth_token('us-east-1')\n", /topics/, ["kafka-cluster"]],
  ["a return outside of a function", "import boto3\ndef handler(e, c):\n    boto3.client('s3').list_buckets()\nreturn 1\n", /outside of a function/, "any"],
  ["requests that are signed by hand", "from requests_aws4auth import AWS4Auth\ndef handler(e, c):\n    AWS4Auth('k', 's', 'us-east-1', 'es')\n", /signed/, ["es"]],
  ["a handler that is not defined", "def other(e, c):\n    pass\n", /handler handler is not defined/, "any"],
];

describe("Python: what cannot be read", () => {
  for (const [title, source, message, services] of gaps) {
    it(`says ${title}`, async () => {
      const reading = await readPython(source);
      expect(reading.status).to.equal("partly");
      const reason = reading.reasons.find((one) => message.test(one.message));
      expect(reason, reading.reasons.map((one) => one.message).join("; ")).to.not.equal(undefined);
      expect(reason!.services).to.deep.equal(services);
    });
  }

  it("is unavailable where the handler's module is not in the code", async () => {
    const reading = await readPython({ "app.py": "x = 1" }, "other.handler");
    expect(reading.status).to.equal("unavailable");
    expect(reading.reasons[0]!.message).to.contain("other.handler");
  });

  it("reads the only file that defines the handler's function where its module has another name, and says so", async () => {
    const call = "import boto3\n\ndef handler(event, context):\n    boto3.client('s3').list_buckets()\n";
    const reading = await readPython({ "app.py": call, "more.py": "def helper_handler(x):\n    pass\n" }, "other.handler");
    expect(reading.status).to.equal("partly");
    expect(reading.calls.map(({ operation }) => operation)).to.deep.equal(["ListBuckets"]);
    expect(reading.reasons.map(({ message }) => message)).to.deep.equal(["The module of the handler other.handler is not in the code; app.py, the only file that defines handler, was read in its place."]);
    const unclear = await readPython({ "app.py": call, "more.py": call }, "other.handler");
    expect(unclear.status).to.equal("unavailable");
  });

  it("still reads what stands beside a syntax error", async () => {
    const reading = await readPython("import boto3\ndef handler(e, c):\n    x = = 3\n    boto3.client('s3').list_buckets()\n");
    expect(reading.calls.map(({ operation }) => operation)).to.deep.equal(["ListBuckets"]);
  });

  it("ends for deep nesting and for very many calls", async () => {
    const deep = await readPython(`import boto3\ndef handler(e, c):\n    x = ${"(".repeat(3000)}1${")".repeat(3000)}\n    y = ${"1 + ".repeat(5000)}1\n    boto3.client('s3').list_buckets()\n`);
    expect(deep.calls.map(({ operation }) => operation)).to.deep.equal(["ListBuckets"]);
    const functions = Array.from({ length: 12 }, (_, index) => `def f${index}(x):\n    f${index + 1}(x + 'a')\n    f${index + 1}(x + 'b')\n    f${index + 1}(x + 'c')\n`).join("");
    const wide = await readPython(`import boto3\n${functions}def f12(x):\n    boto3.client('s3').head_bucket(Bucket=x)\ndef handler(e, c):\n    f0('')\n`);
    expect(new Set(wide.calls.map(({ operation }) => operation))).to.deep.equal(new Set(["HeadBucket"]));
  });

  checkCases([
    {
      title: "takes plain libraries and declared ones for what they are",
      source: { "app.py": "import requests, numpy as np, our_private_lib\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from mypy_boto3_s3 import S3Client\ndef handler(e, c):\n    return requests.get('x').json()\n", "requirements.txt": "requests==2\nour-private-lib>=1\n" },
      calls: [],
    },
    {
      title: "does not follow copies of boto3 in the package",
      source: { "app.py": "import boto3\ndef handler(e, c):\n    boto3.client('s3').list_buckets()\n", "boto3/__init__.py": "import nonsense_module\n" },
      calls: ["s3:ListBuckets"],
    },
  ]);
});
