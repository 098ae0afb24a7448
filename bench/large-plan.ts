interface LargePlan {
  /** `terraform show -json` of a plan with a role, a policy and a function for each. */
  readonly plan: string;
  /** The documents of its policies, for tools that read those alone. */
  readonly documents: readonly string[];
}

/** A plan of so many functions, each with a role and a policy of its own, every third of them with a wildcard. */
export function largePlan(count: number): LargePlan {
  const changes: unknown[] = [];
  const planned: unknown[] = [];
  const configuration: unknown[] = [];
  const documents: string[] = [];
  const add = (type: string, name: string, after: object, unknown: object, expressions: object): void => {
    const base = { address: `${type}.${name}`, mode: "managed", type, name };
    changes.push({ ...base, change: { actions: ["create"], before: null, after, after_unknown: unknown, after_sensitive: {} } });
    planned.push({ ...base, values: after });
    configuration.push({ ...base, expressions });
  };
  const trust = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }] });
  for (let index = 0; index < count; index++) {
    const Statement = [
      { Effect: "Allow", Action: index % 3 === 0 ? ["s3:*"] : ["s3:GetObject", "s3:PutObject"], Resource: [`arn:aws:s3:::bucket-${index}/*`] },
      { Effect: "Allow", Action: "sqs:SendMessage", Resource: `arn:aws:sqs:us-east-1:123456789012:queue-${index}` },
    ];
    const policy = JSON.stringify({ Version: "2012-10-17", Statement });
    documents.push(policy);
    const role = { references: [`aws_iam_role.r${index}.arn`, `aws_iam_role.r${index}`] };
    add("aws_iam_role", `r${index}`, { name: `r${index}`, assume_role_policy: trust }, { arn: true, id: true }, { name: { constant_value: `r${index}` } });
    add("aws_iam_role_policy", `p${index}`, { name: "p", policy }, { role: true }, { role });
    add("aws_lambda_function", `f${index}`, { function_name: `f${index}`, runtime: "nodejs22.x", handler: "index.handler", package_type: "Image" }, { role: true, arn: true }, { role });
  }
  const plan = JSON.stringify({ format_version: "1.2", terraform_version: "1.11.4", planned_values: { root_module: { resources: planned } }, resource_changes: changes, configuration: { root_module: { resources: configuration } } });
  return { plan, documents };
}
