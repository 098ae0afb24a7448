import { joinPattern, splitText } from "../arn-pattern";
import { literalText, type SymbolicString } from "../../values";
import type { CallContext } from "../call-context";
import { everything, namedIn, named, nothing, within } from "../resource-rule";
import { given, type ActionRow, type ResourceRule, type ServiceRules } from "../service-rules";
import { objectsAt } from "./s3-resources";

/** A function by its name, `ACCOUNT:function:NAME`, its ARN, each with or without `:QUALIFIER`. */
const fn = named({
  members: ["FunctionName", "FunctionArn", "Resource"],
  types: ["aws_lambda_function", "aws_lambda_alias"],
  arn: (context, name) => context.arn("lambda", ["function:", withoutAccount(context, name)]),
});

function withoutAccount(_context: CallContext, name: SymbolicString): SymbolicString {
  return splitText(name, "function:").at(-1)!;
}

/** A call with a qualifier is authorised on the qualified ARN alone. */
const qualified: ResourceRule = (context) => {
  const [qualifier] = context.texts("Qualifier");
  if (!qualifier || qualifier.isFromRest) return fn(context);
  return within(fn, (arn) => joinPattern(arn, ":", qualifier.value.kind === "unknown" || literalText(qualifier.value) === "" ? "*" : qualifier.value))(context);
};

const withQualifier: ResourceRule = (context) => (context.presence("Qualifier") === "no" ? [] : qualified(context));

const invoking: readonly ActionRow[] = [{ action: "lambda:InvokeFunction", on: qualified }];

/** What a function's code and settings may bring with them. Source: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const withSettings: readonly ActionRow[] = [
  { action: "lambda:GetLayerVersion", on: namedIn("lambda", "layer:", ["Layers"], ["aws_lambda_layer_version"]), when: given("Layers"), because: "the function gets layers" },
  ...["ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"].map((action): ActionRow => ({ action, on: everything, when: given("VpcConfig"), because: "the function gets a VPC" })),
];

const code: readonly ActionRow[] = [
  { action: "s3:GetObject", on: objectsAt("Code.S3Bucket", "Code.S3Key"), when: given("Code.S3Bucket"), because: "the code is in a bucket" },
  { action: "s3:GetObject", on: objectsAt("S3Bucket", "S3Key"), when: given("S3Bucket"), because: "the code is in a bucket" },
];

export const lambda: ServiceRules = {
  services: ["lambda"],
  types: { "lambda:function": fn, "lambda:function alias": withQualifier, "lambda:function version": nothing },
  operations: { Invoke: invoking, InvokeWithResponseStream: invoking },
  also: {
    CreateFunction: [...withSettings, code[0]!],
    UpdateFunctionConfiguration: withSettings,
    UpdateFunctionCode: [code[1]!],
  },
};
