import { literalText, type Symbolic } from "../core";
import { splitReference } from "./addresses";
import type { ResourceInstance, ResourceInstances } from "./resource-instances";

/** Attributes whose text names the instance. */
const NAMING_ATTRIBUTES = ["arn", "id", "name", "function_name", "invoke_arn", "qualified_arn", "qualified_invoke_arn", "url", "bucket", "key_id", "layer_arn"];

/** Finds the instances that a value leads to: by a reference in it, or by a text that names one. */
export class ResourceLinks {
  private readonly namesByType = new Map<string, ReadonlyMap<string, readonly ResourceInstance[]>>();

  constructor(private readonly instances: ResourceInstances) {}

  /** All instances of these types (with `data.` for data sources) that the value may mean. One is a certain link; several are a choice that nobody can make yet. */
  candidates(value: Symbolic, ...types: string[]): readonly ResourceInstance[] {
    return [...new Set(this.search(value, types))];
  }

  /** The one instance that the value means. */
  find(value: Symbolic, ...types: string[]): ResourceInstance | undefined {
    const [only, ...others] = this.candidates(value, ...types);
    return others.length === 0 ? only : undefined;
  }

  private search(value: Symbolic, types: readonly string[]): ResourceInstance[] {
    switch (value.kind) {
      case "string": {
        const text = literalText(value);
        if (text !== undefined) return types.flatMap((type) => this.named(type, text));
        return value.parts.flatMap((part) => (part.kind === "reference" ? this.at(part.address, types) : part.kind === "unknown-text" ? this.referenced(part.unknown.references, types) : []));
      }
      case "unknown":
        return this.referenced(value.references, types);
      case "choice":
        return value.alternatives.flatMap((alternative) => this.search(alternative, types));
      case "list":
        return value.items.flatMap((item) => this.search(item, types));
      default:
        return [];
    }
  }

  private referenced(references: readonly string[], types: readonly string[]): ResourceInstance[] {
    return references.flatMap((reference) => this.at(splitReference(reference).address, types));
  }

  private at(address: string, types: readonly string[]): ResourceInstance[] {
    const instance = this.instances.get(address);
    return instance && types.includes(typeOf(instance)) ? [instance] : [];
  }

  private named(type: string, text: string): readonly ResourceInstance[] {
    let names = this.namesByType.get(type);
    if (!names) this.namesByType.set(type, (names = indexNames(this.instances.ofType(type))));
    for (const name of namesIn(text)) {
      const found = names.get(name);
      if (found) return found;
    }
    return [];
  }
}

/** With `data.` before the type of a data source. */
function typeOf({ mode, type }: ResourceInstance): string {
  return mode === "data" ? `data.${type}` : type;
}

function indexNames(instances: readonly ResourceInstance[]): ReadonlyMap<string, readonly ResourceInstance[]> {
  const index = new Map<string, ResourceInstance[]>();
  for (const instance of instances) {
    const texts = new Set(NAMING_ATTRIBUTES.map((name) => textOf(instance.attribute(name))));
    for (const text of texts) {
      if (text === undefined || text === "") continue;
      const same = index.get(text);
      if (same) same.push(instance);
      else index.set(text, [instance]);
    }
  }
  return index;
}

function textOf(value: Symbolic): string | undefined {
  return value.kind === "string" ? literalText(value) : undefined;
}

/** The text itself, and what it says the name is: of an ARN with or without path or qualifier, or of the ARN inside an invocation ARN. */
function namesIn(text: string): string[] {
  const inner = /functions\/(arn:.+)\/invocations$/.exec(text)?.[1] ?? text;
  const [prefix, partition, service, , , ...rest] = inner.split(":");
  if (prefix !== "arn" || partition === undefined || service === undefined || rest.length === 0) return [text];
  const names = [text, inner];
  if (service === "lambda" && rest[0] === "function") names.push(inner.split(":").slice(0, 7).join(":"), rest[1] ?? "");
  else if (service === "iam") names.push(inner.slice(inner.lastIndexOf("/") + 1));
  else if (service === "sqs" || service === "sns" || service === "s3") names.push(rest.join(":"));
  return names;
}
