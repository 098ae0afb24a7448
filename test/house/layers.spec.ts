import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(__dirname, "../..");

/** The floors, top to bottom; a room may import what is on lower floors and itself. */
const floors: readonly (readonly string[])[] = [
  ["cli", "policypack", "terraform-adapter"],
  ["core/index"],
  ["core/check"],
  ["core/rules"],
  ["core/required", "core/remedy", "core/report"],
  ["core/code", "core/access", "core/findings", "core/config"],
  ["core/model", "core/iam", "core/reference", "core/grammars"],
  ["core/values", "core/errors"],
];

/** What is not allowed beyond the order of the floors, each with its reason. */
const bans: readonly { readonly from: RegExp; readonly to: RegExp; readonly reason: string }[] = [
  { from: /^policypack/, to: /^(?:terraform-adapter|cli)/, reason: "a front end translates for one toolchain; what two of them need belongs in core" },
  { from: /^terraform-adapter/, to: /^(?:policypack|cli)/, reason: "a front end translates for one toolchain; what two of them need belongs in core" },
  { from: /^policypack/, to: /^core\/(?!index)/, reason: "core/index is the only door, so that the inside of core can change" },
  { from: /^terraform-adapter/, to: /^core\/(?!index|grammars)/, reason: "core/index is the only door, so that the inside of core can change (grammars are shared files)" },
  { from: /^cli/, to: /^core\/(?!index|errors)/, reason: "core/index is the only door; errors alone, so that a failure is told without loading everything" },
  { from: /^core/, to: /^(?:cli|policypack|terraform-adapter)/, reason: "core knows no toolchain" },
  { from: /^core\/report/, to: /^core\/(?!report|findings|values|errors)/, reason: "a report is made from the result and nothing else" },
  { from: /^core\/config/, to: /^core\/rules/, reason: "configuration is handed the rules' options; it must not load the rules" },
  { from: /^core\/rules\/no-|^core\/rules\/require-/, to: /^core\/rules\/(?:no-|require-|index)/, reason: "a rule stands alone: what two of them share has a file of its own" },
];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isTypeOnly: boolean;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "data" ? [] : sourceFiles(path);
    return entry.name.endsWith(".ts") ? [path] : [];
  });
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8");
  const found = [...text.matchAll(/(?:^(import|export) (type )?[^;]*?from\s+|import\(|require\(|^import\s+)["'](\.{1,2}(?:\/[^"']*)?)["']/gm)];
  return found.map(([, , type, specifier]) => ({ from: file.replace(/\.ts$/, ""), to: relative(root, resolve(root, dirname(file), specifier!)), isTypeOnly: type !== undefined }));
}

/** Where types may name each other: an evaluator of expressions hands itself to what it calls. Nothing of that is there at run time. */
const mutual = /^terraform-adapter\/hcl\//;

const files = ["core", "cli", "policypack", "terraform-adapter"].flatMap(sourceFiles);
const imports = files.flatMap(importsOf).filter(({ to }) => !to.endsWith(".json"));

function floorOf(module: string): number {
  const room = module === "core" ? "core/index" : module;
  return floors.findIndex((rooms) => rooms.some((candidate) => room === candidate || room.startsWith(`${candidate}/`)));
}

describe("house: layers", () => {
  it("sees the sources", () => {
    expect(files.length).to.be.greaterThan(50);
    expect(imports.length).to.be.greaterThan(100);
  });

  it("knows the floor of every file", () => {
    expect(files.map((file) => file.replace(/\.ts$/, "")).filter((module) => floorOf(module) < 0)).to.deep.equal([]);
  });

  it("imports only downwards", () => {
    const climbing = imports.filter(({ from, to }) => floorOf(from) > floorOf(to));
    expect(climbing.map(({ from, to }) => `${from} -> ${to}`)).to.deep.equal([]);
  });

  for (const ban of bans) {
    it(`keeps ${ban.from.source} from ${ban.to.source}: ${ban.reason}`, () => {
      const broken = imports.filter(({ from, to }) => ban.from.test(from) && ban.to.test(to === "core" ? "core/index" : to));
      expect(broken.filter(({ from, to }) => from !== to).map(({ from, to }) => `${from} -> ${to}`)).to.deep.equal([]);
    });
  }

  it("has no circles of files, nor of types outside the evaluator", () => {
    const targets = new Map<string, string[]>();
    for (const { from, to, isTypeOnly } of imports) {
      if (isTypeOnly && mutual.test(from)) continue;
      const file = files.includes(`${to}.ts`) ? to : files.includes(`${to}/index.ts`) ? `${to}/index` : undefined;
      if (file && file !== from) targets.set(from, [...(targets.get(from) ?? []), file]);
    }
    expect(firstCircle(targets)).to.deep.equal([]);
  });
});

/** A circle of imports as the files along it, or nothing. */
function firstCircle(targets: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const visit = (module: string, path: readonly string[]): string[] => {
    const start = path.indexOf(module);
    if (start >= 0) return [...path.slice(start), module];
    if (done.has(module)) return [];
    for (const next of targets.get(module) ?? []) {
      const circle = visit(next, [...path, module]);
      if (circle.length > 0) return circle;
    }
    done.add(module);
    return [];
  };
  for (const module of targets.keys()) {
    const circle = visit(module, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
