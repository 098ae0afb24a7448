import { expect } from "chai";
import { canBeScoped, findAction, findService } from "../../../core/reference";
import { scopedActions } from "../../../core/reference/scoping-overrides";

describe("reference: canBeScoped", () => {
  for (const action of (
    "s3:GetObject s3:ListBucket s3:PutObject dynamodb:PutItem sqs:SendMessage sns:Publish lambda:InvokeFunction secretsmanager:GetSecretValue kms:Decrypt logs:PutLogEvents logs:CreateLogGroup " +
    "iam:PassRole sts:AssumeRole states:StartExecution events:PutEvents events:PutRule es:ESHttpGet execute-api:Invoke execute-api:ManageConnections apigateway:GET redshift-data:ExecuteStatement " +
    "ec2:CreateNetworkInterface ec2:CreateTags bedrock:InvokeModel lambda:PutProvisionedConcurrencyConfig states:TagResource ssm:GetParameter cassandra:Alter glue:GetTable"
  ).split(" ")) {
    it(`${action} can be`, () => expect(canBeScoped(findAction(action)!)).to.equal(true));
  }

  for (const action of (
    "s3:ListAllMyBuckets ec2:DescribeInstances ec2:DescribeNetworkInterfaces logs:DescribeLogGroups xray:PutTraceSegments cloudwatch:PutMetricData cloudwatch:GetMetricData dynamodb:ListStreams dynamodb:ListTables " +
    "sqs:ListQueues kms:CreateKey kms:GenerateRandom sns:ListTopics textract:AnalyzeDocument rekognition:DetectLabels rekognition:DetectModerationLabels translate:TranslateText polly:SynthesizeSpeech " +
    "comprehend:DetectEntities states:SendTaskSuccess ecr:GetAuthorizationToken sts:GetCallerIdentity rds:DescribeDBInstances cloudformation:DescribeStacks sms-voice:SendTextMessage mediaconvert:CreateJob lambda:ListFunctions"
  ).split(" ")) {
    it(`${action} cannot be`, () => expect(canBeScoped(findAction(action)!)).to.equal(false));
  }

  it("has no override that changes nothing", () => {
    for (const [prefix, overrides] of Object.entries(scopedActions)) {
      for (const { actions } of overrides) {
        for (const pattern of actions) {
          const name = new RegExp(`^${pattern.replaceAll("*", ".*")}$`);
          const changed = [...findService(prefix)!.actions.values()].filter((action) => name.test(action.name) && action.resourceTypes.length > 0 && !action.resourceTypes.some((type) => type.isRequired));
          expect(changed, `${prefix}:${pattern}`).not.to.deep.equal([]);
          for (const action of changed) expect(canBeScoped(action), `${prefix}:${action.name}`).to.equal(true);
        }
      }
    }
  });
});
