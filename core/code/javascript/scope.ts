import { choose, undefinedValue, type ClassValue, type JsValue } from "./values";

/** A variable. */
export interface Cell {
  value: JsValue;
  /** How deep in undecided conditions it was declared. */
  readonly depth: number;
  /** Written once, so that a condition on it may be decided. */
  isStable: boolean;
  /** For imports: makes the value when it is first read. */
  lazy?: () => JsValue;
}

/** Of functions that have their own: `this`, where `super.x` is looked up, and what `super(…)` constructs. */
export interface Receiver {
  readonly self: JsValue;
  readonly superOf?: JsValue;
  readonly classOf?: ClassValue;
}

/** The variables of a block, function or module, and what surrounds it. */
export class Scope {
  private readonly cells = new Map<string, Cell>();

  constructor(
    readonly parent: Scope | undefined,
    readonly receiver?: Receiver,
    readonly module: ModuleContext | undefined = parent?.module,
  ) {}

  declare(name: string, value: JsValue, depth: number, isStable = false): Cell {
    const cell: Cell = { value, depth, isStable };
    this.cells.set(name, cell);
    return cell;
  }

  own(name: string): Cell | undefined {
    return this.cells.get(name);
  }

  find(name: string): Cell | undefined {
    return this.cells.get(name) ?? this.parent?.find(name);
  }

  findReceiver(): Receiver | undefined {
    return this.receiver ?? this.parent?.findReceiver();
  }
}

/** What code needs to know of the module it stands in. */
export interface ModuleContext {
  /** Path in the tree. */
  readonly file: string;
  /** As it is reported. */
  readonly shown: string;
  /** Its text; bundles are told by it. */
  readonly text?: string;
  /** A minified bundle, whose top level runs where it is needed. */
  readonly isLazy?: boolean;
  /** Names that bundled libraries declare, which were left out of what is parsed: what they are. */
  readonly vendored?: ReadonlyMap<string, VendoredName>;
}

/** A name of a bundled library. */
export interface VendoredName {
  /** The library's file: `@aws-sdk/client-s3/dist-cjs/index.js`. */
  readonly specifier: string;
  readonly name: string;
}

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
