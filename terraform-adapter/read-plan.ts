import { constants } from "node:buffer";
import { PlanFormatError } from "../core";
import type { PlanJson } from "./plan-json";
import { checkPlanShape } from "./plan-shape";

const MAKE_JSON = "Write it with `terraform show -json plan.bin > plan.json` (`tofu show -json` likewise).";
/** Reads a plan or a state; a string or bytes in UTF-8 or UTF-16. Throws a PlanFormatError that says what the input is instead. */
export function readPlan(input: Buffer | string): PlanJson {
  const text = typeof input === "string" ? withoutByteOrderMark(input) : decode(input);
  if (text.trim() === "") throw new PlanFormatError("The plan is empty.", `Did the command before the pipe fail? ${MAKE_JSON}`);
  return checkShape(parse(text));
}

function decode(bytes: Buffer): string {
  if (isArchive(bytes)) throw new PlanFormatError("This is a plan in Terraform's own binary form.", "Turn it into JSON first: `terraform show -json plan.bin > plan.json`.");
  if (bytes.length > constants.MAX_STRING_LENGTH) {
    throw new PlanFormatError(`The plan has ${Math.round(bytes.length / 2 ** 20)} MB, more than Node can hold in one string.`, "Plan a part of the deployment by itself, for example with `-target`.");
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le", 2);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2))).swap16().toString("utf16le");
  if (bytes[1] === 0 && bytes[0] !== 0) return bytes.toString("utf16le");
  if (bytes[0] === 0 && bytes[1] !== 0 && bytes.length % 2 === 0) return Buffer.from(bytes).swap16().toString("utf16le");
  return withoutByteOrderMark(bytes.toString("utf8"));
}

/** A binary plan is a zip archive. */
function isArchive(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.readUInt32BE(0) === 0x504b0304;
}

function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function parse(text: string): unknown {
  const start = text.trimStart();
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (start.startsWith("<")) throw new PlanFormatError("This is HTML or XML, not a plan.", MAKE_JSON, undefined, { cause });
    if (/^PK\u0003/.test(start)) throw new PlanFormatError("This is a plan in Terraform's own binary form.", "Turn it into JSON first: `terraform show -json plan.bin > plan.json`.", undefined, { cause });
    if (cause instanceof RangeError) throw tooDeep(cause);
    if (start.startsWith("{") && isCutOff(start, cause)) throw new PlanFormatError("The plan ends in the middle: it was cut off.", `Was the disk full, or the pipe closed? ${MAKE_JSON}`, undefined, { cause });
    if (/^\{.*\}\s*\n\s*\{/.test(start)) throw new PlanFormatError("This is a stream of JSON messages (`terraform plan -json`), not a plan.", MAKE_JSON, undefined, { cause });
    throw new PlanFormatError("This is not JSON.", MAKE_JSON, undefined, { cause });
  }
}

/** What a stack that ran over says about the input. */
export function tooDeep(cause: RangeError): PlanFormatError {
  return new PlanFormatError("The JSON is nested too deeply to be a plan.", MAKE_JSON, undefined, { cause });
}

function isCutOff(text: string, cause: unknown): boolean {
  const message = cause instanceof Error ? cause.message : "";
  if (/end of JSON input|Unterminated string|Expected double-quoted/.test(message)) return true;
  const position = /position (\d+)/.exec(message)?.[1];
  return position !== undefined && Number(position) >= text.trimEnd().length;
}

function checkShape(value: unknown): PlanJson {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new PlanFormatError("This is JSON, but no plan: a plan is an object.", MAKE_JSON, "");
  const plan = value as PlanJson;
  checkFormatVersion(plan);
  const empty = plan.format_version !== undefined && Object.keys(plan).every((key) => key === "format_version");
  if (!plan.planned_values && !plan.resource_changes && !plan.values && !plan.prior_state && !empty) {
    if (plan.terraform_version === undefined || !plan.format_version) throw new PlanFormatError("This is JSON, but neither a plan nor a state.", MAKE_JSON, "");
  }
  try {
    checkPlanShape(plan, MAKE_JSON);
  } catch (error) {
    throw error instanceof RangeError ? tooDeep(error) : error;
  }
  return plan;
}

function checkFormatVersion(plan: PlanJson): void {
  const version: unknown = plan.format_version;
  if (version === undefined) {
    const raw = plan as { version?: unknown; lineage?: unknown; serial?: unknown };
    if (raw.lineage !== undefined || raw.serial !== undefined) throw new PlanFormatError("This is a state file in Terraform's own form.", "Turn it into the documented JSON first: `terraform show -json > state.json`.", "");
    throw new PlanFormatError("This is JSON, but no plan: it has no format_version.", MAKE_JSON, "/format_version");
  }
  const major = typeof version === "string" ? /^(\d+)(\.\d+)*$/.exec(version)?.[1] : undefined;
  if (major === "0" || major === "1") return;
  throw new PlanFormatError(`The plan has the format version ${JSON.stringify(version)}; 0.x and 1.x are known here.`, "Update leastwise, or write the plan with a Terraform of the 1.x line.", "/format_version");
}
