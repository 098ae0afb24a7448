import { expect } from "chai";
import * as ts from "typescript";
import { loadGrammar } from "../../../core";
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

  it("names no variable with a word of the language", () => {
    const reserved = { ...policy, Statement: [{ ...policy.Statement[0]!, Resource: ["${urn:pulumi:dev::shop::aws:lambda/function:Function::lambda.arn}", "${urn:pulumi:dev::shop::aws:sqs/queue:Queue::new.arn}", "${urn:pulumi:dev::shop::aws:sqs/queue:Queue::2nd.arn}"] }] };
    expect(formatProgramPolicy(reserved, "python", { policy: "p", role: "class" })).to.contain("role=class_resource.id,").and.to.contain("[lambda_resource.arn, new.arn, resource_2nd.arn]");
    expect(formatProgramPolicy(reserved, "typescript", { policy: "p", role: "class" })).to.contain("role: classResource.id,").and.to.contain("[lambda.arn, newResource.arn, resource2nd.arn]");
  });

  describe("is a program", () => {
    const urn = "urn:pulumi:dev::shop::aws:s3/bucket:Bucket";
    const policies: readonly (readonly [title: string, resources: readonly string[], names: readonly string[]])[] = [
      ["of plain names", [`\${${urn}::invoice-files.arn}/*`, `\${${urn}::jobs.arn}`], ["invoiceFiles", "jobs", "invoice_files"]],
      ["of policy variables and signs of the language", [`\${${urn}::home.arn}/\${aws:username}/\`\\"'*`, 'arn:aws:s3:::a"b\\c`${x}'], ["home"]],
      ["of names that are words of the language", [`\${${urn}::lambda.arn}`, `\${${urn}::import.arn}/*`, `\${${urn}::1st.stream_arn}`], ["lambda", "lambda_resource", "importResource", "import_resource", "resource1st", "resource_1st"]],
      ["with line ends in a name", ["arn:aws:s3:::a\nb\u2028c/*"], []],
    ];
    for (const [title, Resource, names] of policies) {
      const made = { Version: "2012-10-17" as const, Statement: [{ Sid: "Use", Effect: "Allow" as const, Action: ["s3:GetObject"], Resource, Condition: { StringEquals: { "iam:PassedToService": ["glue.amazonaws.com"] } } }] };

      it(`in TypeScript, ${title}`, () => {
        const declared = `declare const pulumi: { jsonStringify(value: unknown): string; interpolate(texts: TemplateStringsArray, ...values: string[]): string };
declare const aws: { iam: { RolePolicy: new (name: string, args: { role: string; policy: string }) => object } };
declare const readerRole: { id: string };
${[...new Set(names)].map((name) => `declare const ${name}: { arn: string; streamArn: string };`).join("\n")}
export {};
`;
        expect(typeErrors(declared + formatProgramPolicy(made, "typescript", { policy: "reader", role: "reader-role" }))).to.deep.equal([]);
      });

      it(`in Python, ${title}`, async () => {
        const parser = await loadGrammar("python");
        const tree = parser.parse(formatProgramPolicy(made, "python", { policy: "reader", role: "reader-role" }))!;
        expect(tree.rootNode.hasError, tree.rootNode.toString()).to.equal(false);
        const used = tree.rootNode.descendantsOfType("attribute").map((node) => node!.childForFieldName("object")!.text);
        for (const name of used.filter((text) => /^\w+$/.test(text) && !["aws", "pulumi", "reader_role"].includes(text))) expect(names).to.include(name);
      });
    }
  });
});

/** What the compiler says of a program that stands alone. */
function typeErrors(text: string): string[] {
  const file = ts.createSourceFile("program.ts", text, ts.ScriptTarget.ES2022, true);
  const host = ts.createCompilerHost({});
  const own: ts.CompilerHost = { ...host, getSourceFile: (name, ...rest) => (name === "program.ts" ? file : host.getSourceFile(name, ...rest)) };
  const program = ts.createProgram(["program.ts"], { strict: true, noEmit: true, target: ts.ScriptTarget.ES2022, types: [], lib: ["lib.es5.d.ts"] }, own);
  return ts.getPreEmitDiagnostics(program, file).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}
