import { choose, undefinedValue, type Cell, type JsValue } from "./values";

export function read(cell: Cell): JsValue {
  if (cell.lazy) {
    const make = cell.lazy;
    delete cell.lazy;
    cell.value = undefinedValue;
    cell.value = make();
  }
  return cell.value;
}

/** A write at the depth of the declaration replaces, a deeper one may or may not happen. */
export function write(cell: Cell, value: JsValue, depth: number): void {
  if (cell.lazy) delete cell.lazy;
  cell.isStable = false;
  cell.value = depth <= cell.depth ? value : choose([cell.value, value]);
}

export { Scope, type Cell, type ModuleContext, type Receiver, type VendoredName } from "./values";
