import { resolve } from "node:path";
import type { SymbolicMap } from "../../core";
import type { FileResult } from "../hcl/scope";
import { SourceFolder } from "../hcl/source-folder";
import type { PlanFacts } from "../sources";

/** The folder of the root module with other texts in some files. */
export class ChangedFolder extends SourceFolder {
  constructor(
    root: string,
    /** By path. */
    private readonly texts: ReadonlyMap<string, string>,
  ) {
    super(root);
  }

  override readSource(path: string): string | undefined {
    return this.texts.get(resolve(path))?.replace(/^\uFEFF/, "") ?? super.readSource(path);
  }

  override read(path: string): FileResult {
    const result = super.read(path);
    const text = this.texts.get(resolve(this.resolve(path)));
    return result.kind === "file" && text !== undefined ? { ...result, content: Buffer.from(text) } : result;
  }
}

const POLICY_ATTRIBUTES = new Set(["policy", "json", "minified_json", "inline_policy", "statement", "managed_policy_arns"]);

/** What a plan tells, but for what policies say: that is to be read from the sources, and so is how many there are of what a module no longer makes. */
export function withoutPolicies(facts: PlanFacts, gone: ReadonlySet<string>): PlanFacts {
  return {
    ...facts,
    resourceKeys: (module, resource) => (gone.has(`${module} ${resource}`) ? undefined : facts.resourceKeys(module, resource)),
    planned: (address): SymbolicMap | undefined => {
      const planned = facts.planned(address);
      if (!planned || !/(^|\.)aws_iam_[a-z_]+\./.test(address)) return planned;
      if (/(^|\.)data\.aws_iam_policy\./.test(address)) return { ...planned, entries: new Map([...planned.entries].filter(([name]) => name !== "arn")) };
      return { ...planned, entries: new Map([...planned.entries].filter(([name]) => !POLICY_ATTRIBUTES.has(name))) };
    },
  };
}
