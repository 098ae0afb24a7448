import { checkPrograms, type ProgramCase, type ProgramLanguage } from "../check-program";

const v2 = "github.com/aws/aws-sdk-go-v2";

/** Imports of a single file, as far as it uses them. */
const packages: Readonly<Record<string, string>> = {
  aws: `${v2}/aws`,
  config: `${v2}/config`,
  s3: `${v2}/service/s3`,
  dynamodb: `${v2}/service/dynamodb`,
  sqs: `${v2}/service/sqs`,
  sns: `${v2}/service/sns`,
  ssm: `${v2}/service/ssm`,
  sts: `${v2}/service/sts`,
  stscreds: `${v2}/credentials/stscreds`,
  lambda: "github.com/aws/aws-lambda-go/lambda",
  events: "github.com/aws/aws-lambda-go/events",
  context: "context",
  fmt: "fmt",
  os: "os",
  strings: "strings",
  json: "encoding/json",
  sync: "sync",
  http: "net/http",
};

const language: ProgramLanguage = { runtime: "provided.al2023", fileName: () => "main.go", handler: "bootstrap" };

/** Cases whose single file has a package clause and imports put before it. */
export function checkGo(cases: readonly ProgramCase[]): void {
  checkPrograms(language, cases.map((one) => (typeof one.source === "string" ? { ...one, source: { "main.go": complete(one.source) } } : one)));
}

function complete(source: string): string {
  const used = Object.entries(packages).filter(([name]) => new RegExp(`\\b${name}\\.[A-Z]`).test(source) && !source.includes(`/${name}"`));
  const written = [...source.matchAll(/^\s*import (.*)$/gm)];
  return `package main\n${used.map(([, path]) => `import "${path}"`).join("\n")}\n${written.map(([line]) => line!.trim()).join("\n")}\n${source.replace(/^\s*import .*$/gm, "")}`;
}
