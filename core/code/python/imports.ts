import type { Frame, Machine } from "./machine";
import { assignVariable } from "./scopes";
import { field, fieldAll, locationOf, textOf, type Syntax } from "../syntax";
import { lost, Slots, type ModuleValue, type PyValue } from "./values";

/** `import a.b as c` */
export function executeImport(machine: Machine, node: Syntax, frame: Frame): void {
  for (const imported of fieldAll(node, "name")) {
    if (imported.type === "aliased_import") {
      const name = textOf(field(imported, "name")!);
      assignVariable(machine, textOf(field(imported, "alias")!), importModule(machine, name, node, frame), frame.scope);
      continue;
    }
    const name = textOf(imported).replace(/\s/g, "");
    const [top] = name.split(".");
    importModule(machine, name, node, frame);
    assignVariable(machine, top!, importModule(machine, top!, node, frame), frame.scope);
  }
}

/** `from a.b import c as d` */
export function executeImportFrom(machine: Machine, node: Syntax, frame: Frame): void {
  const from = field(node, "module_name");
  if (!from) return;
  const name = absoluteName(textOf(from).replace(/\s/g, ""), frame.module);
  const module = name === undefined ? lost("a relative import beyond the package") : importModule(machine, name, node, frame);
  if (node.children.some((child) => child.type === "wildcard_import")) return importAll(machine, module, frame);
  for (const imported of fieldAll(node, "name")) {
    const isAliased = imported.type === "aliased_import";
    const member = textOf(isAliased ? field(imported, "name")! : imported);
    assignVariable(machine, isAliased ? textOf(field(imported, "alias")!) : member, importMember(machine, module, name ?? "", member, node, frame), frame.scope);
  }
}

function importMember(machine: Machine, module: PyValue, name: string, member: string, node: Syntax, frame: Frame): PyValue {
  if (module.kind === "module") {
    const found = module.slots.map.get(member);
    if (found && found.kind !== "absent") return found;
    const submodule = machine.modules.load(name === "" ? member : `${name}.${member}`);
    if (submodule) return submodule;
    return lost(`${member} of ${name}, which the module does not define`);
  }
  return machine.attribute(module, member, { node, frame });
}

function importAll(machine: Machine, module: PyValue, frame: Frame): void {
  if (module.kind === "module") {
    for (const [name, value] of module.slots.map) if (!name.startsWith("_")) assignVariable(machine, name, value, frame.scope);
  } else if (module.kind === "external") machine.importAll(module, frame);
}

/** The absolute name of a relative one (`..common.db`); `undefined` where it leads out of the source. */
function absoluteName(name: string, module: ModuleValue): string | undefined {
  const dots = /^\.*/.exec(name)![0].length;
  if (dots === 0) return name;
  const parts = module.name === "" ? [] : module.name.split(".");
  const up = module.isPackage ? dots - 1 : dots;
  if (up > parts.length) return undefined;
  const base = parts.slice(0, parts.length - up);
  return [...base, ...(name.length > dots ? [name.slice(dots)] : [])].join(".");
}

/** The module of the source, or what stands for one that is elsewhere; what cannot be found is said. */
export function importModule(machine: Machine, name: string, node: Syntax, frame: Frame): PyValue {
  if (!machine.isElsewhere(name)) {
    const loaded = machine.modules.load(name);
    if (loaded) return loaded;
  }
  machine.importsElsewhere(name, locationOf(node), frame.module);
  return { kind: "external", path: name, slots: machine.externalModule(name), held: new Slots(false, 0) };
}
