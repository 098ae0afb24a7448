import type { ResourceRule, ServiceRules } from "../service-rules";
import { appConfig } from "./app-config";
import { bedrock, bedrockAgentCore } from "./bedrock";
import { batch, ec2, ecs } from "./compute";
import { dynamodb } from "./dynamodb";
import { ses } from "./email";
import { cognito, iam, sts } from "./identity";
import { kms } from "./kms";
import { lambda } from "./lambda";
import { polly, rekognition, textract, transcribe } from "./machine-learning";
import { events, iot, kinesis, sns, sqs } from "./messaging";
import { objectLambda } from "./object-lambda";
import { cloudWatch, logs } from "./observability";
import { cloudFormation, codePipeline, scheduler } from "./orchestration";
import { qldb } from "./qldb";
import { athena, databaseTokens, glue, rdsData, redshiftData, timestream } from "./query-services";
import { s3 } from "./s3";
import { secretsManager, systemsManager } from "./secrets-and-parameters";
import { signedRequests } from "./signed-requests";
import { stepFunctions } from "./step-functions";
import { webSocketApi } from "./websocket-api";

const all: readonly ServiceRules[] = [
  ...[appConfig, athena, batch, bedrock, bedrockAgentCore, cloudFormation, cloudWatch, codePipeline, cognito, databaseTokens, dynamodb, ec2, ecs, events, glue, iam, iot, kinesis, kms],
  ...[lambda, logs, objectLambda, polly, qldb, rdsData, redshiftData, rekognition, s3, scheduler, secretsManager, ses, sns, sqs, stepFunctions, sts, systemsManager],
  ...signedRequests,
  ...[textract, timestream, transcribe, webSocketApi],
];

const byService = new Map<string, ServiceRules[]>();
const byType = new Map<string, ResourceRule>();
for (const rules of all) {
  for (const service of rules.services) byService.set(service, [...(byService.get(service) ?? []), rules]);
  for (const [type, rule] of Object.entries(rules.types ?? {})) byType.set(type, rule);
}

/** The rules about operations of a service, by its botocore id. */
export function rulesOf(service: string): readonly ServiceRules[] {
  return byService.get(service) ?? [];
}

/** How inputs name a resource type, `s3:object`. */
export function typeRule(type: string): ResourceRule | undefined {
  return byType.get(type);
}
