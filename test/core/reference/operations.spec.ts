import { expect } from "chai";
import { findAction, findOperation, findOperationByMethod, findOperationService, findWaiterOperation, operationServices } from "../../../core/reference";
import { bedrockOverrides } from "../../../core/reference/overrides/bedrock";
import { databaseOverrides } from "../../../core/reference/overrides/databases";
import { managementOverrides } from "../../../core/reference/overrides/management";
import { messagingOverrides } from "../../../core/reference/overrides/messaging";
import { neptuneOverrides } from "../../../core/reference/overrides/neptune";
import { s3Overrides } from "../../../core/reference/overrides/s3";
import { overriddenOperations } from "../../../core/reference/operation-overrides";

describe("reference: operations", () => {
  for (const [service, operation, actions] of [
    ["s3", "GetObject", "s3:GetObject"],
    ["s3", "HeadObject", "s3:GetObject"],
    ["s3", "ListObjectsV2", "s3:ListBucket"],
    ["s3", "HeadBucket", "s3:ListBucket"],
    ["s3", "CopyObject", "s3:GetObject s3:PutObject"],
    ["s3", "UploadPart", "s3:PutObject"],
    ["s3", "CreateMultipartUpload", "s3:PutObject"],
    ["s3", "DeleteObjects", "s3:DeleteObject"],
    ["s3", "ListBuckets", "s3:ListAllMyBuckets"],
    ["s3", "SelectObjectContent", "s3:GetObject"],
    ["s3", "WriteGetObjectResponse", "s3-object-lambda:WriteGetObjectResponse"],
    ["lambda", "Invoke", "lambda:InvokeFunction"],
    ["lambda", "InvokeWithResponseStream", "lambda:InvokeFunction"],
    ["dynamodb", "PutItem", "dynamodb:PutItem"],
    ["dynamodb", "BatchGetItem", "dynamodb:BatchGetItem"],
    ["dynamodb", "TransactGetItems", "dynamodb:GetItem"],
    ["dynamodb", "TransactWriteItems", ""],
    ["dynamodb", "ExecuteStatement", ""],
    ["sqs", "SendMessageBatch", "sqs:SendMessage"],
    ["sqs", "DeleteMessageBatch", "sqs:DeleteMessage"],
    ["sns", "PublishBatch", "sns:Publish"],
    ["stepfunctions", "StartSyncExecution", "states:StartSyncExecution"],
    ["events", "PutEvents", "events:PutEvents"],
    ["bedrock-runtime", "Converse", "bedrock:InvokeModel"],
    ["bedrock-runtime", "ConverseStream", "bedrock:InvokeModelWithResponseStream"],
    ["apigatewaymanagementapi", "PostToConnection", "execute-api:ManageConnections"],
    ["apigateway", "GetRestApis", "apigateway:GET"],
    ["apigatewayv2", "UpdateStage", "apigateway:PATCH"],
    ["iot-data", "Publish", "iot:Publish"],
    ["sesv2", "SendEmail", "ses:SendEmail"],
    ["cloudwatch", "PutMetricData", "cloudwatch:PutMetricData"],
    ["logs", "StartQuery", "logs:StartQuery"],
    ["kms", "ReEncrypt", "kms:ReEncryptFrom kms:ReEncryptTo"],
    ["appconfigdata", "GetLatestConfiguration", "appconfig:GetLatestConfiguration"],
    ["timestream-write", "WriteRecords", "timestream:WriteRecords timestream:DescribeEndpoints"],
    ["geo-places", "SearchText", "geo-places:SearchText"],
    ["location", "SearchPlaceIndexForText", "geo:SearchPlaceIndexForText"],
    ["opensearch", "DescribeDomain", "es:DescribeDomain"],
    ["redshift-data", "ExecuteStatement", "redshift-data:ExecuteStatement"],
    ["verifiedpermissions", "BatchIsAuthorized", "verifiedpermissions:IsAuthorized"],
    ["securityhub", "GetFindingsV2", "securityhub:GetFindings"],
    ["iot-jobs-data", "UpdateJobExecution", "iotjobsdata:UpdateJobExecution"],
    ["qldb-session", "SendCommand", "qldb:SendCommand"],
    ["secretsmanager", "BatchGetSecretValue", "secretsmanager:BatchGetSecretValue secretsmanager:GetSecretValue"],
  ] as const) {
    it(`${service} ${operation} needs ${actions || "what its content says"}`, () => {
      const found = findOperation(service, operation);
      expect(found?.actions.join(" ")).to.equal(actions);
      expect(found?.needsNoPermission).to.equal(false);
      expect(found?.isUnmapped).to.equal(false);
    });
  }

  for (const [service, operation] of [["sts", "GetCallerIdentity"], ["sts", "GetSessionToken"], ["cognito-idp", "InitiateAuth"], ["cognito-identity", "GetId"], ["dynamodb", "DescribeEndpoints"]] as const) {
    it(`${service} ${operation} needs nothing`, () => {
      const found = findOperation(service, operation);
      expect(found).to.include({ needsNoPermission: true, isUnmapped: false });
      expect([...found!.actions, ...found!.dependentActions, ...found!.conditionalActions]).to.deep.equal([]);
    });
  }

  it("says what it does not know", () => {
    expect(findOperation("codecatalyst", "GetUserDetails")).to.include({ isUnmapped: true, needsNoPermission: false });
  });

  describe("conditional actions", () => {
    for (const [service, operation, action, member] of [
      ["ecs", "RunTask", "iam:PassRole", "overrides.taskRoleArn"],
      ["events", "PutTargets", "iam:PassRole", "Targets[].RoleArn"],
      ["scheduler", "CreateSchedule", "iam:PassRole", "Target.RoleArn"],
      ["ec2", "RunInstances", "iam:PassRole", "IamInstanceProfile"],
      ["ec2", "RunInstances", "ec2:CreateTags", "TagSpecifications"],
      ["sqs", "CreateQueue", "sqs:TagQueue", "tags"],
      ["iam", "CreateRole", "iam:TagRole", "Tags"],
      ["s3", "PutObject", "s3:PutObjectAcl", "ACL"],
      ["s3", "PutObject", "s3:PutObjectTagging", "Tagging"],
      ["s3", "GetObject", "s3:GetObjectVersion", "VersionId"],
      ["dynamodb", "TransactWriteItems", "dynamodb:ConditionCheckItem", "TransactItems[].ConditionCheck"],
      ["textract", "AnalyzeDocument", "s3:GetObject", "Document.S3Object"],
      ["rds-data", "ExecuteStatement", "secretsmanager:GetSecretValue", "secretArn"],
    ] as const) {
      it(`${service} ${operation} needs ${action} where it gives ${member}`, () => {
        const found = findOperation(service, operation);
        expect(found?.conditionalActions).to.deep.include({ action, member });
        expect(found?.dependentActions).to.include(action);
      });
    }

    for (const [service, operation] of [["sts", "AssumeRole"], ["iam", "PassRole"], ["bedrock-runtime", "Converse"], ["sesv2", "SendEmail"], ["iam", "GetRole"]] as const) {
      it(`${service} ${operation} passes no role and no tags`, () => {
        expect((findOperation(service, operation)?.conditionalActions ?? []).filter(({ action }) => action === "iam:PassRole" || action === "ses:TagResource")).to.deep.equal([]);
      });
    }
  });

  it("names the members that tell a resource", () => {
    expect([...findOperation("s3", "GetObject")!.arnHoles]).to.deep.equal([["BucketName", "Bucket"], ["ObjectName", "Key"]]);
    expect(findOperation("sqs", "SendMessage")?.resourceMembers).to.deep.equal(["QueueUrl"]);
    expect(findOperation("events", "PutEvents")?.arnHoles.get("EventBusName")).to.equal("Entries[].EventBusName");
    expect(findOperation("lambda", "Invoke")?.resourceMembers).to.deep.equal(["FunctionName"]);
    expect(findOperation("sqs", "ListQueues")?.resourceMembers).to.deep.equal([]);
  });

  it("knows the members of an input", () => {
    const members = new Map(findOperation("dynamodb", "PutItem")?.inputMembers.map((member) => [member.name, member]));
    expect(members.get("TableName")).to.deep.equal({ name: "TableName", isRequired: true, type: "string" });
    expect(members.get("Item")).to.deep.equal({ name: "Item", isRequired: true, type: "map" });
    expect(members.get("ConditionExpression")?.isRequired).to.equal(false);
  });

  describe("by method", () => {
    for (const method of ["get_object", "getObject", "GetObject", "GetObjectAsync", "getobject"]) {
      it(`${method} is GetObject`, () => expect(findOperationByMethod("s3", method)?.operation).to.equal("GetObject"));
    }
    it("keeps abbreviations: create_db_instance, list_objects_v2, describe_nat_gateways", () => {
      expect(findOperationByMethod("rds", "create_db_instance")?.operation).to.equal("CreateDBInstance");
      expect(findOperationByMethod("s3", "list_objects_v2")?.operation).to.equal("ListObjectsV2");
      expect(findOperationByMethod("lambda", "invoke_async")?.operation).to.equal("InvokeAsync");
      expect(findOperationByMethod("lambda", "InvokeAsync")?.operation).to.equal("InvokeAsync");
    });
    for (const unknown of ["upload_file", "get_paginator", "", "constructor", "Async"]) it(`${unknown || "nothing"} is no operation`, () => expect(findOperationByMethod("s3", unknown)).to.equal(undefined));
    it("knows no operation of an unknown service", () => expect(findOperationByMethod("nope", "get_object")).to.equal(undefined));
  });

  describe("waiters and paginators", () => {
    for (const [service, waiter, operation] of [
      ["s3", "bucket_exists", "HeadBucket"],
      ["s3", "BucketExists", "HeadBucket"],
      ["s3", "waitUntilObjectExists", "HeadObject"],
      ["dynamodb", "table_exists", "DescribeTable"],
      ["lambda", "functionActiveV2", "GetFunction"],
      ["ec2", "instance_running", "DescribeInstances"],
    ] as const) {
      it(`${waiter} polls ${operation}`, () => expect(findWaiterOperation(service, waiter)?.operation).to.equal(operation));
    }
    it("knows no other waiter", () => expect(findWaiterOperation("s3", "nothing_exists")).to.equal(undefined));
    it("knows what is paginated", () => {
      expect(findOperationService("s3")?.paginators.has("ListObjectsV2")).to.equal(true);
      expect(findOperationService("s3")?.paginators.has("GetObject")).to.equal(false);
    });
  });

  it("maps operations to actions that exist, in IAM's own case", () => {
    const wrong: string[] = [];
    for (const id of operationServices()) {
      for (const { operation, actions } of findOperationService(id)!.operations.values()) {
        for (const action of actions) {
          const known = findAction(action);
          if (`${known?.service}:${known?.name}` !== action) wrong.push(`${id} ${operation} → ${action}`);
        }
      }
    }
    expect(wrong).to.deep.equal([]);
  });

  it("keeps the overrides of a service in one table", () => {
    const services = [s3Overrides, databaseOverrides, messagingOverrides, bedrockOverrides, neptuneOverrides, managementOverrides].flatMap((table) => Object.keys(table));
    expect(services).to.have.lengthOf(new Set(services).size);
    expect(new Set(overriddenOperations().map(([service]) => service))).to.deep.equal(new Set(services));
  });

  it("has overrides only for operations, members and actions that exist", () => {
    for (const [service, name, override] of overriddenOperations()) {
      const operation = findOperation(service, name);
      expect(operation?.operation, `${service} ${name}`).to.equal(name);
      const conditional = override.conditionalActions ?? [];
      for (const action of [...(override.actions ?? []), ...(override.dependentActions ?? []), ...conditional.map((condition) => condition.action)]) expect(findAction(action)?.name, `${service} ${name} ${action}`).to.equal(action.split(":")[1]);
      for (const { member } of conditional) expect(operation!.inputMembers.map((input) => input.name), `${service} ${name}`).to.include(member.split(/[.[]/)[0]);
    }
  });
});
