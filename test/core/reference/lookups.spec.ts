import { expect } from "chai";
import { describeAction, findAction, findConditionKey, findManagedPolicy, findService, managedPolicyNames, servicePrefixes, dataVersions } from "../../../core/reference";

describe("reference: lookups", () => {
  describe("findAction", () => {
    for (const [written, name, level] of [
      ["s3:GetObject", "GetObject", "Read"],
      ["S3:getobject", "GetObject", "Read"],
      ["iam:PassRole", "PassRole", "Write"],
      ["s3:PutBucketPolicy", "PutBucketPolicy", "Permissions management"],
      ["lambda:TagResource", "TagResource", "Tagging"],
      ["ec2:DescribeInstances", "DescribeInstances", "List"],
      ["elasticloadbalancing:DescribeTags", "DescribeTags", "Read"],
    ] as const) {
      it(`${written} is ${name}, ${level}`, () => {
        const action = findAction(written);
        expect(action?.name).to.equal(name);
        expect(action?.accessLevel).to.equal(level);
      });
    }

    for (const unknown of ["s3:Get*", "s3:GetObjects", "s4:GetObject", "GetObject", "", ":", "s3:", "*", "../index:x", "__proto__:x", "s3:constructor"]) {
      it(`knows no ${JSON.stringify(unknown)}`, () => expect(findAction(unknown)).to.equal(undefined));
    }

    it("names resource types that its service defines", () => {
      for (const prefix of ["s3", "ec2", "lambda", "dynamodb", "states", "ssm"]) {
        const service = findService(prefix)!;
        for (const action of service.actions.values()) for (const type of action.resourceTypes) expect(service.resourceTypes.has(type.name), `${prefix}:${action.name} ${type.name}`).to.equal(true);
      }
    });

    it("knows what an action depends on", () => {
      expect(findAction("lambda:CreateFunction")?.dependentActions).to.include("iam:PassRole");
      expect(findAction("s3:GetObject")?.dependentActions).to.deep.equal([]);
    });
  });

  it("keeps the holes of ARN formats", () => {
    expect(findService("s3")?.resourceTypes.get("object")?.arnFormat).to.equal("arn:${Partition}:s3:::${BucketName}/${ObjectName}");
    expect(findService("dynamodb")?.resourceTypes.get("index")?.arnFormat).to.equal("arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}/index/${IndexName}");
  });

  it("reads every service, and none has two actions of one name", () => {
    for (const prefix of servicePrefixes()) {
      const service = findService(prefix);
      expect(service?.prefix).to.equal(prefix);
      for (const [key, action] of service!.actions) expect(key).to.equal(action.name.toLowerCase());
    }
  });

  describe("findConditionKey", () => {
    for (const [written, key, type, isGlobal] of [
      ["aws:SourceArn", "aws:SourceArn", "ARN", true],
      ["AWS:sourcearn", "aws:SourceArn", "ARN", true],
      ["aws:ResourceTag/team", "aws:ResourceTag/${TagKey}", "String", true],
      ["aws:SecureTransport", "aws:SecureTransport", "Bool", true],
      ["aws:SourceIp", "aws:SourceIp", "IPAddress", true],
      ["aws:CurrentTime", "aws:CurrentTime", "Date", true],
      ["aws:MultiFactorAuthAge", "aws:MultiFactorAuthAge", "Numeric", true],
      ["aws:TagKeys", "aws:TagKeys", "ArrayOfString", true],
      ["s3:prefix", "s3:prefix", "String", false],
      ["S3:ExistingObjectTag/a/b", "s3:ExistingObjectTag/${key}", "String", false],
      ["kms:EncryptionContext:app", "kms:EncryptionContext:${EncryptionContextKey}", "String", false],
      ["iam:PassedToService", "iam:PassedToService", "String", false],
      ["accounts.google.com:sub", "accounts.google.com:sub", "String", false],
      ["oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub", "oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub", "String", false],
    ] as const) {
      it(`${written} is a ${type}`, () => {
        expect(findConditionKey(written)).to.deep.equal({ key, type, isGlobal });
      });
    }

    for (const unknown of ["aws:SourceArns", "aws:ResourceTag", "aws:ResourceTag/", "s3:nope", "nope:prefix", "prefix", "", "kms:EncryptionContext:"]) {
      it(`knows no ${JSON.stringify(unknown)}`, () => expect(findConditionKey(unknown)).to.equal(undefined));
    }
  });

  describe("findManagedPolicy", () => {
    it("finds by name, by ARN and in any partition", () => {
      const byName = findManagedPolicy("AWSLambdaBasicExecutionRole");
      expect(byName?.arn).to.equal("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole");
      expect(byName?.document).to.deep.equal({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], Resource: "*" }],
      });
      expect(findManagedPolicy(byName!.arn)).to.deep.equal(byName);
      expect(findManagedPolicy("arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")).to.deep.equal({ ...byName, arn: "arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" });
    });

    for (const name of ["AdministratorAccess", "AWSLambda_FullAccess", "CloudWatchFullAccessV2", "AWSLambdaVPCAccessExecutionRole", "AWSLambdaBasicDurableExecutionRolePolicy", "AWSLambdaManagedEC2ResourceOperator", "AWSXRayDaemonWriteAccess"]) {
      it(`has ${name}`, () => expect(findManagedPolicy(name)?.document).to.have.property("Statement"));
    }

    for (const unknown of ["AWSLambdaFullAccess", "arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole", "arn:aws:iam::123456789012:policy/AdministratorAccess", "awslambdabasicexecutionrole", "", "__proto__"]) {
      it(`knows no ${JSON.stringify(unknown)}`, () => expect(findManagedPolicy(unknown)).to.equal(undefined));
    }

    it("reads every document", () => {
      for (const name of managedPolicyNames()) expect(findManagedPolicy(name)?.document, name).to.have.keys("Version", "Statement");
    });
  });

  describe("describeAction", () => {
    for (const [action, start] of [["s3:GetObject", "retrieve objects"], ["iam:PassRole", "pass a role"], ["lambda:InvokeFunction", "invoke"], ["xray:PutTraceSegments", "upload"]] as const) {
      it(`${action} lets one ${start}…`, () => expect(describeAction(findAction(action)!)).to.match(new RegExp(`^${start}`)));
    }
    it("has a text for nearly every action, and each for its own", () => {
      for (const prefix of ["s3", "lambda", "dynamodb"]) for (const action of findService(prefix)!.actions.values()) expect(describeAction(action), action.name).to.be.a("string");
      expect(describeAction(findAction("dynamodb:DeleteTable")!)).to.match(/delete/);
    });
  });

  it("is dated", () => {
    for (const date of Object.values(dataVersions())) expect(date).to.match(/^20\d\d-\d\d-\d\d$/);
  });
});
