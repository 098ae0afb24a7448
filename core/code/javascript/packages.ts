import * as path from "node:path";
import type { SourceLocation } from "../../values";
import type { CodeCache } from "../code-cache";
import type { Interpreter } from "./interpreter";
import { libraryValue } from "./libraries";
import { libraries } from "./library-table";
import { nodeModule } from "./node-modules";
import { readJson } from "./resolve-module";
import { importName } from "./vendored-sections";
import { v2Package } from "./sdk/v2-package";
import { v3Package } from "./sdk/v3-packages";
import { runTime, type JsValue, type NativeValue } from "./values";

/** The main file of a package that is installed. */
export interface InstalledFile {
  readonly path: string;
  readonly load: () => JsValue;
}

/** The exports of a package: modelled where it calls AWS, read where it is the user's own or uses an SDK, opaque otherwise. */
export function packageValue(run: Interpreter, specifier: string, readFile: InstalledFile | undefined, cache: CodeCache): JsValue {
  const made = run.packages.get(specifier);
  if (made) return made;
  const value = v2Package(run, specifier) ?? v3Package(run, specifier) ?? libraryValue(run, specifier) ?? nodeModule(run, specifier) ?? unmodelled(run, specifier, readFile, cache);
  run.packages.set(specifier, value);
  return value;
}

/** Whether what a bundled library's file does is known without its text. */
export function isKnownPackage(specifier: string): boolean {
  return /^(@aws-sdk\/|@smithy\/|@aws-crypto\/|@aws\/|aws-sdk\/|@middy\/|electrodb\/|dynamodb-toolbox\/)/.test(specifier) || libraries.some((library) => library.name.test(importName(specifier)));
}

function unmodelled(run: Interpreter, specifier: string, readFile: InstalledFile | undefined, cache: CodeCache): JsValue {
  const isAws = looksLikeAws(specifier);
  // A package that is there and has to do with AWS is read like the function's own code.
  if (readFile && (isAws || usesSdk(run, readFile.path, cache))) return readFile.load();
  return opaque(run, specifier, isAws);
}

const awsWords = /(^|[@/._-])(aws|amazon|dynamo|dynamodb|dynamoose|s3|sqs|sns|kinesis|firehose|cognito|bedrock|secretsmanager|secrets-manager|ssm|eventbridge|cloudwatch|athena|redshift|stepfunctions|step-functions|appsync|iot|ses)([/._-]|$)/i;

/** Whether a package's name says that it has to do with AWS. */
export function looksLikeAws(specifier: string): boolean {
  return awsWords.test(specifier);
}

/** A package that is not read. Where its name says AWS, using it may need any permission, which is said once it is used. */
function opaque(run: Interpreter, specifier: string, isAws: boolean): NativeValue {
  const used = (at: SourceLocation): void => {
    if (isAws) run.unread({ message: `The package ${packageName(specifier)} is not known here and may call AWS.`, at, services: "any" });
  };
  const make = (name: string): NativeValue => {
    const members = new Map<string, NativeValue>();
    const result = (args: readonly JsValue[], at: SourceLocation): JsValue => {
      used(at);
      for (const arg of args) run.escape(arg, name, at);
      return runTime(`the result of ${name}`, at);
    };
    return {
      kind: "native",
      name,
      get: (property) => {
        if (property === "__esModule" || property === "then" || property === "prototype" || property === "call" || property === "apply" || property === "bind") return undefined;
        const before = members.get(property);
        if (before) return before;
        const member = make(property === "default" ? name : `${name}.${property}`);
        members.set(property, member);
        return member;
      },
      call: ({ args, at }) => result(args, at),
      construct: ({ args, at }) => result(args, at),
    };
  };
  return make(specifier);
}

function packageName(specifier: string): string {
  return /^(@[^/]+\/[^/]+|[^/]+)/.exec(specifier)?.[1] ?? specifier;
}

/** Whether the manifest beside a package's file asks for an AWS SDK. */
function usesSdk(run: Interpreter, file: string, cache: CodeCache): boolean {
  let folder = path.posix.dirname(file);
  while (path.posix.basename(path.posix.dirname(folder)) !== "node_modules" && folder !== "/" && !run.tree.isFile(`${folder}/package.json`)) folder = path.posix.dirname(folder);
  const manifest = readJson(run.tree, `${folder}/package.json`, cache);
  const asked = ["dependencies", "peerDependencies", "optionalDependencies"].flatMap((field) => Object.keys((manifest?.[field] as Record<string, unknown> | undefined) ?? {}));
  return asked.some((name) => name === "aws-sdk" || name.startsWith("@aws-sdk/") || name.startsWith("@aws-lambda-powertools/"));
}
