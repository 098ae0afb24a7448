import type { PolicyConfigSchema, PolicyResource, ReportViolation, ResourceValidationArgs, ResourceValidationPolicy, StackValidationArgs, StackValidationPolicy } from "@pulumi/policy";
import { isAtLeast, rules, type Finding, type Rule } from "../core";
import { PreviewSession, type SessionProperties } from "./preview-session";
import { narrowedRules } from "./remediation/narrowed-rules";
import { describeFinding, describeSummary } from "./report";
import { mayBlock, ruleConfigSchema, type RuleProperties } from "./rule-configuration";

type RulePolicy = ResourceValidationPolicy & StackValidationPolicy;

/** The policy that looks at what functions consist of, and ends the report. */
export const sessionPolicyName = "leastwise";

/** The Pulumi policies of this pack: one for each rule, and one that they share. */
export function createPolicies(session: PreviewSession = new PreviewSession()): RulePolicy[] {
  return [sessionPolicy(session), ...rules.map((rule) => rulePolicy(rule, session))];
}

/**
 * Sees every resource first. Its level is `remediate` because only remediations are shown the code of serialized callbacks, and which
 * values are secrets; it changes nothing.
 */
function sessionPolicy(session: PreviewSession): RulePolicy {
  return {
    name: sessionPolicyName,
    description: "Reads what the functions of the stack consist of, for the rules of this pack; reports only a summary, and changes nothing.",
    enforcementLevel: "remediate",
    severity: "low",
    configSchema: {
      properties: {
        ignoreProgramConfiguration: { type: "boolean", default: false, description: "Takes no notice of a leastwise.json beside the program's Pulumi.yaml." },
        programFolder: { type: "string", description: "The folder of the Pulumi program (that of its Pulumi.yaml), where it cannot be found by itself." },
      },
    },
    remediateResource: (args) => {
      session.configureSession(args.getConfig<SessionProperties>());
      session.observeInputs(args);
    },
    validateResource: (args) => {
      session.configureSession(args.getConfig<SessionProperties>());
      return session.beforeOperation(args);
    },
    validateStack: async (args, report) => {
      const result = await session.check(args.resources, sessionPolicyName);
      const urn = args.resources[0]?.urn;
      const summary = describeSummary(result, session.activeRules(), session.reported(), { unreadRuntime: session.unreadRuntime(urn), isWithoutProgram: session.isWithoutProgram(urn) });
      if (summary === undefined) return;
      violation(report, { message: summary, urn: stackUrn(args.resources), enforcementLevel: "advisory", severity: "low" });
      session.noteSummary(urn);
    },
  };
}

function rulePolicy(rule: Rule, session: PreviewSession): RulePolicy {
  const validateResource = (args: ResourceValidationArgs, report: ReportViolation): void => {
    session.configure(rule.id, args.getConfig<RuleProperties>());
    for (const finding of session.findingsBefore(args.urn, rule.id)) reportFinding(report, finding, args.urn, rule, session);
  };
  const narrow = async (args: ResourceValidationArgs): Promise<Record<string, unknown> | undefined> => {
    session.configure(rule.id, args.getConfig<RuleProperties>());
    return session.narrow(args, rule.id);
  };
  const validateStack = async (args: StackValidationArgs, report: ReportViolation): Promise<void> => {
    session.configure(rule.id, args.getConfig<RuleProperties>());
    const { findings } = await session.check(args.resources, rule.id);
    for (const finding of findings) {
      if (finding.ruleId !== rule.id || finding.status !== "new" || session.wasReported(finding) || session.isSaidInSummary(finding)) continue;
      reportFinding(report, finding, urnOf(finding, args.resources), rule, session);
    }
  };
  return {
    name: rule.id,
    displayName: rule.title,
    description: rule.title,
    enforcementLevel: !rule.isOnByDefault ? "disabled" : isAtLeast(rule.severity, "high") ? "mandatory" : "advisory",
    severity: rule.severity,
    remediationSteps: rule.remediation,
    ...(rule.references[0] === undefined ? {} : { url: rule.references[0] }),
    tags: ["aws", "lambda", "iam", "least-privilege"],
    configSchema: ruleConfigSchema(rule) as PolicyConfigSchema,
    // The library asks anew for every resource, and a policy that has nothing to say costs nothing if it has no check.
    get validateResource() {
      return session.hasNothingBefore(rule.id) ? (undefined as never) : validateResource;
    },
    ...(narrowedRules.has(rule.id) ? { remediateResource: narrow } : {}),
    validateStack: skippable(validateStack, () => session.hasNothingFor(rule.id)),
  };
}

/**
 * A check that the policy library leaves out while `isIdle`. The library reads all resources anew for every policy that it runs; but it first
 * looks at the type that a check is meant for, and skips those that are meant for another.
 */
function skippable<F extends object>(validation: F, isIdle: () => boolean): F {
  return Object.defineProperty(validation, "__pulumiType", { get: () => (isIdle() ? "leastwise:index:Nothing" : undefined) });
}

function reportFinding(report: ReportViolation, finding: Finding, urn: string, rule: Rule, session: PreviewSession): void {
  session.noteReported(finding);
  const blocks = mayBlock(finding.severity, rule, session.propertiesOf(rule.id));
  violation(report, { message: describeFinding(finding), urn, severity: finding.severity, ...(blocks ? {} : { enforcementLevel: "advisory" }) });
}

/** What `reportViolation` also accepts in place of text; without a level, that of the policy counts. */
interface Violation {
  readonly message: string;
  readonly urn: string;
  readonly severity: Finding["severity"];
  readonly enforcementLevel?: "advisory";
}

function violation(report: ReportViolation, violated: Violation): void {
  (report as unknown as (violated: Violation) => void)(violated);
}

/** A violation without the URN of a resource ends `pulumi policy analyze` in a panic. */
function urnOf(finding: Finding, resources: readonly PolicyResource[]): string {
  return resources.some(({ urn }) => urn === finding.address) ? finding.address : stackUrn(resources);
}

function stackUrn(resources: readonly PolicyResource[]): string {
  return (resources.find(({ type }) => type === "pulumi:pulumi:Stack") ?? resources[0])?.urn ?? "";
}
