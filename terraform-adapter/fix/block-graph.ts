import type { ModuleDefinition } from "../hcl/module-definition";

const REFERENCE = /\b(?:data\.)?[a-z][\w-]*\.[A-Za-z_][\w-]*/g;

/** Which declarations of a module refer to which, as far as their texts tell; more than there are rather than fewer. */
export class BlockGraph {
  private readonly references = new Map<string, ReadonlySet<string>>();

  constructor(private readonly definition: ModuleDefinition) {}

  /** Whether a declaration (`aws_s3_bucket.b`, `local.x`, `module.m`) depends on another one, directly or not. */
  dependsOn(from: string, on: string): boolean {
    const seen = new Set<string>();
    const open = [from];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      const direct = this.referencesOf(name);
      if (direct.has(on)) return true;
      open.push(...direct);
    }
    return false;
  }

  private referencesOf(name: string): ReadonlySet<string> {
    let found = this.references.get(name);
    if (!found) this.references.set(name, (found = new Set(this.textOf(name).match(REFERENCE) ?? [])));
    return found;
  }

  private textOf(name: string): string {
    const { resources, calls, locals } = this.definition;
    const block = resources.get(name)?.block ?? (name.startsWith("module.") ? calls.get(name.slice(7)) : undefined);
    if (block) return block.source.text.slice(block.headerEnd, block.end);
    const local = name.startsWith("local.") ? locals.get(name.slice(6)) : undefined;
    return local ? local.source.text.slice(local.start, local.end) : "";
  }
}
