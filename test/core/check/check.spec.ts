import { expect } from "chai";
import { check, makeBaseline, readConfiguration, rules, type CheckOptions, type CheckResult, type Deployment, type SuppressionComment } from "../../../core";
import { allow, deployed, fn, policy, readsInvoices, role } from "./deployments";

const wide = policy("aws_iam_role_policy.wide", [allow("s3:*", "*"), allow(["sqs:*", "sns:*"], "arn:aws:sqs:eu-west-1:111122223333:orders")]);
const exact = policy("aws_iam_role_policy.exact", [allow("s3:GetObject", "arn:aws:s3:::invoices/*")]);
const readings = new Map(["reader", "other"].map((name) => [`aws_lambda_function.${name}`, readsInvoices]));
const messy = deployed([role("reader", [wide])]);

const run = (deployment: Deployment, options: CheckOptions = {}): CheckResult => check(deployment, { readings, today: "2026-06-15", ...options });
const configured = (value: unknown): CheckOptions => ({ configuration: readConfiguration(value, rules, "leastwise.json") });
const statuses = (result: CheckResult, ruleId = "no-wildcard-action"): string[] => result.findings.filter((finding) => finding.ruleId === ruleId).map(({ path, status }) => `${path} ${status}`).sort();

describe("check: suppressions in the configuration", () => {
  const suppress = (...suppressions: readonly object[]): CheckOptions => configured({ suppressions: suppressions.map((more) => ({ rule: "no-wildcard-action", reason: "agreed", ...more })) });
  const everyPath = ["Statement[0].Action[0] new", "Statement[1].Action[0] new", "Statement[1].Action[1] new"];

  const table: readonly (readonly [name: string, suppression: object, suppressed: readonly string[]])[] = [
    ["with a path, exactly one wildcard", { address: "aws_iam_role_policy.wide", path: "Statement[1].Action[0]" }, ["Statement[1].Action[0]"]],
    ["with an address, all of the rule there", { address: "aws_iam_role_policy.wide" }, ["Statement[0].Action[0]", "Statement[1].Action[0]", "Statement[1].Action[1]"]],
    ["with a glob over addresses", { address: "aws_iam_*.wide", path: "Statement[0].Action[0]" }, ["Statement[0].Action[0]"]],
    ["with another address, none", { address: "aws_iam_role_policy.w" }, []],
    ["with half a path, none", { path: "Statement[1].Action" }, []],
    ["on its last day", { path: "Statement[0].Action[0]", expires: "2026-06-15" }, ["Statement[0].Action[0]"]],
    ["from the day after, none", { path: "Statement[0].Action[0]", expires: "2026-06-14" }, []],
  ];
  for (const [name, suppression, suppressed] of table) {
    it(`${name}`, () => {
      const result = run(messy, suppress(suppression));
      expect(statuses(result)).to.deep.equal(everyPath.map((row) => (suppressed.includes(row.replace(" new", "")) ? row.replace(" new", " suppressed") : row)));
      expect(result.summary.suppressed).to.equal(suppressed.length);
      expect(result.notices.filter((notice) => notice.startsWith("suppression of")).length).to.equal(suppressed.length === 0 ? 1 : 0);
    });
  }

  it("expired and unused ones are said apart", () => {
    const { notices } = run(messy, suppress({ address: "aws_iam_role_policy.gone" }, { path: "Statement[0].Action[0]", expires: "2026-01-01" }));
    expect(notices).to.include("suppression of no-wildcard-action for aws_iam_role_policy.gone in the configuration silences nothing");
    expect(notices).to.include("suppression of no-wildcard-action in the configuration expired on 2026-01-01");
  });

  it("a suppressed finding shows its reason and fails no run", () => {
    const only = readConfiguration({ suppressions: rules.map(({ id }) => ({ rule: id, reason: "agreed" })) }, rules, "leastwise.json");
    const result = run(messy, { configuration: only });
    expect(result.findings.length).to.be.above(3);
    expect(result.findings.every(({ status, suppression }) => status === "suppressed" && suppression?.reason === "agreed")).to.equal(true);
    expect(result.summary.decision).to.equal("pass");
  });
});

describe("check: suppressions in comments", () => {
  const at = { file: "main.tf", line: 2, column: 1, endLine: 2, endColumn: 9 };
  const comment = (more: Partial<SuppressionComment> = {}): SuppressionComment => ({ ruleId: "no-wildcard-action", reason: "agreed", at, covers: { file: "main.tf", line: 2, endLine: 2 }, ...more });
  const located = (comments: readonly SuppressionComment[]) => run({ ...messy, suppressions: comments });

  it("silences its rule on the lines that it covers", () => {
    expect(statuses(located([comment()]))).to.deep.equal(["Statement[0].Action[0] new", "Statement[1].Action[0] suppressed", "Statement[1].Action[1] suppressed"]);
  });

  for (const [name, more] of [
    ["other lines", { covers: { file: "main.tf", line: 3, endLine: 9 } }],
    ["another file", { covers: { file: "other.tf", line: 2, endLine: 2 } }],
    ["another rule", { ruleId: "no-shared-role" }],
    ["a day that is over", { expires: "2026-06-14" }],
  ] as const) {
    it(`silences nothing on ${name}, and that is said`, () => {
      const result = located([comment(more)]);
      expect(result.summary.suppressed).to.equal(0);
      expect(result.notices.some((notice) => /^main\.tf:2: suppression of .* (silences nothing|expired on 2026-06-14)$/.test(notice))).to.equal(true);
    });
  }

  it("is refused without a reason", () => {
    const { reason: _, ...bare } = comment();
    expect(() => located([bare])).to.throw(/main\.tf:2: .* gives no reason/);
  });
});

describe("check: decision and known findings", () => {
  const worst = run(messy);

  it("counts new findings only, and decides by the threshold", () => {
    expect(worst.summary.decision).to.equal("fail");
    expect(worst.summary.findings.high).to.be.above(0);
    expect(run(messy, configured({ failOn: "never" })).summary.decision).to.equal("pass");
    expect(run(messy, configured({ failOn: "critical" })).summary.decision).to.equal(worst.summary.findings.critical > 0 ? "fail" : "pass");
  });

  it("everything in the baseline is known; one wildcard more is the only new one of its rule", () => {
    const known = new Set(makeBaseline(worst.findings).findings.map(({ fingerprint }) => fingerprint));
    const again = run(messy, { known });
    expect(again.summary).to.deep.include({ known: worst.findings.length, decision: "pass" });
    const more = policy("aws_iam_role_policy.wide", [allow(["kms:*"], "arn:aws:kms:eu-west-1:111122223333:key/k"), allow("s3:*", "*"), allow(["sqs:*", "sns:*"], "arn:aws:sqs:eu-west-1:111122223333:orders")]);
    expect(statuses(run(deployed([role("reader", [more])]), { known })).filter((row) => row.endsWith("new"))).to.deep.equal(["Statement[0].Action[0] new"]);
  });

  it("an action added beside known ones leaves them known", () => {
    const known = new Set(makeBaseline(worst.findings).findings.map(({ fingerprint }) => fingerprint));
    const more = policy("aws_iam_role_policy.wide", [allow(["s3:*", "kms:*"], "*"), allow(["sns:*", "sqs:*"], "arn:aws:sqs:eu-west-1:111122223333:orders")]);
    const fresh = run(deployed([role("reader", [more])]), { known }).findings.filter(({ status }) => status === "new");
    expect(fresh.filter(({ path }) => path !== undefined).map(({ path }) => path)).to.satisfy((paths: string[]) => paths.length > 0 && paths.every((path) => path === "Statement[0].Action[1]"));
  });

  it("a condition taken away makes it another problem", () => {
    const narrowed = deployed([role("reader", [policy("aws_iam_role_policy.wide", [{ ...allow("s3:*", "*"), Condition: { StringEquals: { "aws:SourceVpc": "vpc-1" } } }])])]);
    const known = new Set(makeBaseline(run(narrowed).findings).findings.map(({ fingerprint }) => fingerprint));
    const opened = deployed([role("reader", [policy("aws_iam_role_policy.wide", [allow("s3:*", "*")])])]);
    expect(statuses(run(opened, { known }))).to.deep.equal(["Statement[0].Action[0] new"]);
  });

  it("a suppressed twin takes no number from the one that the baseline knows", () => {
    const twins = (first: object, second: object): Deployment => deployed([role("reader", [policy("aws_iam_role_policy.wide", [first, second] as never)])]);
    const [a, b] = [allow("sqs:*", "arn:aws:sqs:eu-west-1:111122223333:a"), allow("sqs:*", "arn:aws:sqs:eu-west-1:111122223333:b")];
    const without = (path: string): CheckOptions => configured({ suppressions: [{ rule: "no-wildcard-action", path, reason: "agreed" }] });
    const known = new Set(makeBaseline(run(twins(a, b), without("Statement[0].Action[0]")).findings).findings.map(({ fingerprint }) => fingerprint));
    expect(statuses(run(twins(b, a), { ...without("Statement[1].Action[0]"), known }))).to.deep.equal(["Statement[0].Action[0] known", "Statement[1].Action[0] suppressed"]);
  });
});

describe("check: settings", () => {
  const two = deployed([role("other", [{ ...wide, address: "module.old.aws_iam_role_policy.wide" }]), role("reader", [wide])]);
  const severities = (value: unknown): string[] => run(two, configured(value)).findings.filter(({ ruleId, path }) => ruleId === "no-wildcard-action" && path === "Statement[0].Action[0]").map(({ address, severity }) => `${address} ${severity}`).sort();

  it("a severity holds everywhere", () => {
    expect(severities({ rules: { "no-wildcard-action": "low" } })).to.deep.equal(["aws_iam_role_policy.wide low", "module.old.aws_iam_role_policy.wide low"]);
  });

  it("an override holds for the addresses, functions or files that its globs name, the last one wins", () => {
    expect(severities({ overrides: [{ functions: ["module.old.*"], rules: { "no-wildcard-action": "low" } }] })).to.deep.equal(["aws_iam_role_policy.wide high", "module.old.aws_iam_role_policy.wide low"]);
    expect(severities({ overrides: [{ functions: ["aws_lambda_function.other"], rules: { "no-wildcard-action": "off" } }] })).to.deep.equal(["aws_iam_role_policy.wide high"]);
    expect(severities({ overrides: [{ files: ["*.tf"], rules: { "no-wildcard-action": "medium" } }, { functions: ["module.*"], rules: { "no-wildcard-action": "critical" } }] })).to.deep.equal(["aws_iam_role_policy.wide medium", "module.old.aws_iam_role_policy.wide critical"]);
    expect(severities({ overrides: [{ files: ["modules/*"], rules: { "no-wildcard-action": "low" } }] })).to.deep.equal(["aws_iam_role_policy.wide high", "module.old.aws_iam_role_policy.wide high"]);
  });

  it("an override switches on what is off elsewhere", () => {
    const on = run(two, configured({ rules: { "no-wildcard-action": "off" }, overrides: [{ functions: ["module.*"], rules: { "no-wildcard-action": "low" } }] }));
    expect(new Set(on.findings.filter(({ ruleId }) => ruleId === "no-wildcard-action").map(({ address }) => address))).to.deep.equal(new Set(["module.old.aws_iam_role_policy.wide"]));
  });

  it("options of an override hold where it holds", () => {
    expect(severities({ overrides: [{ functions: ["module.*"], rules: { "no-wildcard-action": { options: { allow: ["s3:*"] } } } }] })).to.deep.equal(["aws_iam_role_policy.wide high"]);
  });
});

describe("check: order", () => {
  it("does not depend on the order of roles, policies and functions", () => {
    const roles = [role("other", [exact, { ...wide, address: "aws_iam_role_policy.b" }]), role("reader", [wide])];
    const forward = run(deployed(roles));
    const backward = run(deployed([...roles].reverse().map((one) => ({ ...one, policies: [...one.policies].reverse() })), [fn("reader"), fn("other")]));
    expect(backward.findings).to.deep.equal(forward.findings);
    expect(forward.findings.map(({ severity }) => severity)).to.deep.equal([...forward.findings.map(({ severity }) => severity)].sort((a, b) => order(a) - order(b)));
  });

  const order = (severity: string): number => ["critical", "high", "medium", "low"].indexOf(severity);
});

describe("check: changed only", () => {
  const still = { ...wide, address: "aws_iam_role_policy.still", change: "no-op" as const };
  const moving = { ...wide, address: "aws_iam_role_policy.moving", change: "update" as const };
  const addresses = (deployment: Deployment): string[] => [...new Set(run(deployment, { changedOnly: true }).findings.filter(({ ruleId }) => ruleId === "no-wildcard-action").map(({ address }) => address))].sort();

  it("leaves out what stays as it is, and says how much that was", () => {
    const deployment = deployed([role("other", [still], "no-op"), role("reader", [moving], "no-op")], [fn("other", "no-op"), fn("reader", "no-op")]);
    const all = run(deployment);
    const changed = run(deployment, { changedOnly: true });
    expect(addresses(deployment)).to.deep.equal(["aws_iam_role_policy.moving"]);
    expect(changed.functions.map(({ address }) => address)).to.deep.equal(["aws_lambda_function.reader"]);
    expect(changed.summary.executionRoles).to.equal(1);
    expect(changed.notices).to.include(`${all.findings.length - changed.findings.length} findings on what this plan does not change are left out (--changed-only)`);
    const fingerprintsOfAll = new Map(all.findings.map(({ address, path, ruleId, fingerprint }) => [`${address} ${path} ${ruleId}`, fingerprint]));
    expect(changed.findings.every(({ address, path, ruleId, fingerprint }) => fingerprintsOfAll.get(`${address} ${path} ${ruleId}`) === fingerprint)).to.equal(true);
  });

  it("keeps the policies of a function whose code changes", () => {
    expect(addresses(deployed([role("reader", [still], "no-op")], [fn("reader", "update")]))).to.deep.equal(["aws_iam_role_policy.still"]);
  });

  it("keeps the policies of a role that loses one: it may have been a Deny", () => {
    const now = deployed([role("reader", [still], "no-op")], [fn("reader", "no-op")]);
    const deny = policy("aws_iam_role_policy.deny", [{ Effect: "Deny", Action: "sqs:*", Resource: "*" }], "no-op");
    const before = deployed([role("reader", [still, deny], "no-op")], [fn("reader", "no-op")]);
    expect(addresses({ ...now, before })).to.deep.equal(["aws_iam_role_policy.still"]);
    expect(addresses({ ...now, before: now })).to.deep.equal([]);
  });

  it("keeps a policy that is shared with a role that changes", () => {
    const shared = deployed([role("other", [still], "no-op"), role("reader", [still], "update")], [fn("other", "no-op"), fn("reader", "no-op")]);
    expect(addresses(shared)).to.deep.equal(["aws_iam_role_policy.still"]);
  });
});
