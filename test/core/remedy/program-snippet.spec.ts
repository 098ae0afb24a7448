import { expect } from "chai";
import { formatProgramPolicy } from "../../../core/remedy";

const policy = {
  Version: "2012-10-17" as const,
  Statement: [
    { Sid: "ReadInvoices", Effect: "Allow" as const, Action: ["s3:GetObject"], Resource: ["${urn:pulumi:dev::shop::aws:s3/bucket:Bucket::invoice-files.arn}/*"] },
    { Sid: "WriteJobs", Effect: "Allow" as const, Action: ["sqs:SendMessage"], Resource: ["${urn:pulumi:dev::shop::aws:sqs/queue:Queue::jobs.arn}", "arn:aws:sqs:*:*:old`$jobs"] },
  ],
};

describe("remedy: the policy in a Pulumi program", () => {
  it("in TypeScript", () => {
    const text = formatProgramPolicy(policy, "typescript", { policy: "reader", role: "reader-role" });
    expect(text).to.contain("role: readerRole.id,");
    expect(text).to.contain("Resource: [pulumi.interpolate`${invoiceFiles.arn}/*`],");
    expect(text).to.contain('Resource: [jobs.arn, "arn:aws:sqs:*:*:old`$jobs"],');
  });

  it("in Python", () => {
    const text = formatProgramPolicy(policy, "python", { policy: "reader", role: "readerRole" });
    expect(text).to.contain("role=reader_role.id,");
    expect(text).to.contain('"Resource": [pulumi.Output.concat(invoice_files.arn, "/*")],');
    expect(text).to.contain('"Resource": [jobs.arn, "arn:aws:sqs:*:*:old`$jobs"],');
  });
});
