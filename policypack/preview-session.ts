import * as fs from "node:fs";
import * as path from "node:path";
import type { ResourceValidationArgs } from "@pulumi/policy";
import { check, configurationFiles, loadConfiguration, readAllCode, recommended, rules, unknown, type CheckResult, type CodeSource, type Configuration, type Deployment, type Finding, type LambdaFunction } from "../core";
import { adaptStack } from "./adapt";
import { BeforeOperation } from "./before-operation";
import { holdsUnknown } from "./known";
import { findProgram, type Program } from "./program/find-program";
import { isReadRuntime, readProgram } from "./program/read-program";
import { readStack, type ResourceView } from "./read-stack";
import { mayHoldPolicy, type SeenResource } from "./remediation/planned-stack";
import { narrowedRules } from "./remediation/narrowed-rules";
import type { Remediation } from "./remediation/remediate";
import { configurationOf, type RuleProperties } from "./rule-configuration";

/** Where no rule has said that it is active, all are: a stack can be handed over without its resources one by one. */
type IsActive = (ruleId: string) => boolean;

/** How the policy that the others share is configured. */
export interface SessionProperties {
  readonly programFolder?: string;
  readonly ignoreProgramConfiguration?: boolean;
}

/** What the policies of a pack share during one preview or update, so that each question is answered once. */
export class PreviewSession {
  private readonly inputs = new Map<string, unknown>();
  private readonly seen = new Map<string, SeenResource>();
  private readonly remediating = new Set<string>();
  private remediation: Remediation | undefined;
  private isObserving = false;
  private isProgramIgnored = false;
  private base: Configuration | undefined;
  private readonly properties = new Map<string, RuleProperties>();
  private readonly reportedFindings = new Set<string>();
  private readonly before = new BeforeOperation();
  private hasStarted = false;
  private hasSaidThatCodeIsOut = false;
  private programFolder: string | undefined;
  private hasSeenUnknown = process.env["PULUMI_DRY_RUN"] === "true";
  private current: { readonly result: Promise<CheckResult>; readonly askedBy: Set<string>; findings?: readonly Finding[] } | undefined;

  configureSession({ programFolder, ignoreProgramConfiguration }: SessionProperties): void {
    this.programFolder = programFolder;
    this.isProgramIgnored = ignoreProgramConfiguration === true;
  }

  /** Keeps what a remediation is shown of a resource. */
  observeInputs({ urn, type, name, props }: SeenResource): void {
    this.hasStarted = true;
    this.isObserving = true;
    this.inputs.set(urn, props);
    this.seen.set(urn, { urn, type, name, props });
  }

  /** The properties of a policy that a rule's remediation narrows; `undefined` where they stay as they are. */
  async narrow(resource: SeenResource, ruleId: string): Promise<Record<string, unknown> | undefined> {
    this.remediating.add(ruleId);
    if (!this.inputs.has(resource.urn)) this.inputs.set(resource.urn, resource.props);
    this.seen.set(resource.urn, resource);
    if (!mayHoldPolicy(resource)) return undefined;
    if (!this.remediation) {
      const program = findProgram(resource.urn, this.programFolder);
      if (program?.runtime !== "nodejs") return undefined;
      const { Remediation: Made } = require("./remediation/remediate") as typeof import("./remediation/remediate");
      this.remediation = new Made(program);
    }
    const props = await this.remediation.narrow(resource, [...this.seen.values()], this.configuration(resource.urn), (id) => id === ruleId);
    // What follows is judged beside what is narrow already.
    if (props) this.seen.set(resource.urn, { ...resource, props });
    return props;
  }

  configure(ruleId: string, properties: RuleProperties): void {
    this.properties.set(ruleId, properties);
  }

  propertiesOf(ruleId: string): RuleProperties {
    return this.properties.get(ruleId) ?? {};
  }

  activeRules(): IsActive {
    return (ruleId) => this.properties.size === 0 || this.properties.has(ruleId);
  }

  /**
   * Looks at a resource before it is made. In a preview the whole stack is judged at the end, and with more to go by; in an update that would
   * be too late. An update shows no unknown values; a preview nearly always does.
   */
  async beforeOperation(args: Pick<ResourceValidationArgs, "urn" | "type" | "name" | "props">): Promise<void> {
    this.hasStarted = true;
    this.hasSeenUnknown ||= holdsUnknown(args.props);
    if (!this.hasSeenUnknown) await this.before.look(args, this.inputs.get(args.urn), this.configuration(args.urn));
  }

  findingsBefore(urn: string, ruleId: string): readonly Finding[] {
    return this.hasSeenUnknown ? [] : this.before.findingsOf(urn).filter((finding) => finding.ruleId === ruleId && !this.wasReported(finding));
  }

  /** Whether a rule can be left out for the resource at hand. */
  hasNothingBefore(ruleId: string): boolean {
    // Before the first resource only the library's own questions are answered: these are policies for stacks.
    if (!this.hasStarted) return true;
    // The library asks only policies that check resources whether they remediate them.
    const mayRemediate = this.remediating.has(ruleId) || (!this.isObserving && narrowedRules.has(ruleId));
    return !mayRemediate && this.properties.has(ruleId) && !this.before.hasFindingsOf(ruleId);
  }

  /** Whether a rule can be left out for the whole stack: its configuration is known, the check is done, and found nothing of it. */
  hasNothingFor(ruleId: string): boolean {
    const findings = this.current?.findings;
    if (!this.properties.has(ruleId) || !findings || this.current?.askedBy.has(ruleId)) return false;
    return !findings.some((finding) => finding.ruleId === ruleId);
  }

  /** Checks the stack, once for all policies that ask in turn; a policy that asks again begins a new round. */
  async check(resources: readonly ResourceView[], askedBy: string): Promise<CheckResult> {
    if (!this.current || this.current.askedBy.has(askedBy)) this.current = { result: this.checkNow(resources), askedBy: new Set() };
    const round = this.current;
    round.askedBy.add(askedBy);
    const result = await round.result;
    round.findings = result.findings.filter(({ status }) => status === "new");
    return result;
  }

  wasReported(finding: Finding): boolean {
    return this.reportedFindings.has(keyOf(finding));
  }

  noteReported(finding: Finding): void {
    this.reportedFindings.add(keyOf(finding));
  }

  /** How many findings were reported so far. */
  reported(): number {
    return this.reportedFindings.size;
  }

  /** Whether nobody knows where the program is, as where a saved state is judged. */
  isWithoutProgram(urn: string | undefined): boolean {
    return findProgram(urn, this.programFolder) === undefined;
  }

  noteSummary(urn: string | undefined): void {
    this.hasSaidThatCodeIsOut = this.isWithoutProgram(urn);
  }

  /** Without a program no code is read; that is said once, and not of each function. */
  isSaidInSummary({ ruleId, messageId }: Finding): boolean {
    return this.hasSaidThatCodeIsOut && ruleId === "no-unread-code" && messageId === "unavailable";
  }

  /** The runtime of the program where its sources are not read. */
  unreadRuntime(urn: string | undefined): string | undefined {
    const runtime = findProgram(urn, this.programFolder)?.runtime;
    return runtime === undefined || isReadRuntime(runtime) ? undefined : runtime;
  }

  private configuration(urn: string | undefined): Configuration {
    if (this.isProgramIgnored) return configurationOf(recommended, rules, this.properties);
    this.base ??= configurationOfProgram(findProgram(urn, this.programFolder));
    return configurationOf(this.base, rules, this.properties);
  }

  private async checkNow(resources: readonly ResourceView[]): Promise<CheckResult> {
    const stack = await readStack(resources, this.inputs);
    const program = findProgram(stack[0]?.urn, this.programFolder);
    if (program) await readProgram(program, stack);
    const kind = stack.some((resource) => resource.isNew()) ? "preview" : "update";
    const deployment = withProgram(adaptStack(stack, { kind }), program);
    const readings = await readAllCode(deployment, program?.codeFolder ?? process.cwd());
    return check(deployment, { configuration: this.configuration(stack[0]?.urn), readings, rules });
  }
}

/** The configuration that lies beside the program's Pulumi.yaml; a broken one stops the run. */
function configurationOfProgram(program: Program | undefined): Configuration {
  const file = program && configurationFiles.map((name) => path.join(program.folder, name)).find((candidate) => fs.existsSync(candidate));
  return file === undefined ? recommended : loadConfiguration(file, rules);
}

function keyOf({ ruleId, messageId, address, path }: Finding): string {
  return JSON.stringify([ruleId, messageId, address, path]);
}

/** Without the program's folder, nobody knows where relative paths start from. */
function withProgram(deployment: Deployment, program: Program | undefined): Deployment {
  if (program) return deployment;
  const functions = deployment.functions.map((fn): LambdaFunction => ({ ...fn, code: withoutPaths(fn.code), layers: fn.layers.map(withoutPaths) }));
  return { ...deployment, functions };
}

function withoutPaths(source: CodeSource): CodeSource {
  if (source.kind === "several") return { kind: "several", sources: source.sources.map(withoutPaths) };
  if (source.kind !== "path") return source;
  return unknown("unreadable", "the folder of the Pulumi program was not found; the configuration of the policy leastwise (programFolder) or LEASTWISE_PROGRAM_DIR can name it");
}
