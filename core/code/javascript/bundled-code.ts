import type * as babel from "@babel/types";
import { findSdkService } from "../../reference";
import type { ModuleContext } from "./scope";
import type { FunctionNode } from "./values";

/** What a short function of a bundle is for, told by its text since bundlers rename it. */
export type BundlerShape = "lazy-module" | "interop" | "loader" | "export" | "to-common-js" | "copy";

const longest = 700;
const shapes = new WeakMap<FunctionNode, BundlerShape | "none">();

/** Whether the function is one that bundlers and compilers put around modules. */
export function bundlerShape(node: FunctionNode, module: ModuleContext | undefined): BundlerShape | undefined {
  const known = shapes.get(node);
  if (known) return known === "none" ? undefined : known;
  const found = module?.text && node.end! - node.start! < longest ? shapeOf(node, module.text.slice(node.start!, node.end!)) : undefined;
  shapes.set(node, found ?? "none");
  return found;
}

function shapeOf(node: FunctionNode, text: string): BundlerShape | undefined {
  if (node.type !== "ArrowFunctionExpression" && node.type !== "FunctionExpression" && node.type !== "FunctionDeclaration") return undefined;
  const isMaker = node.type === "ArrowFunctionExpression" && (node.body.type === "ArrowFunctionExpression" || node.body.type === "FunctionExpression");
  // esbuild's __commonJS and __esm: `(cb, mod) => () => (mod || cb((mod = { exports: {} }).exports, mod), mod.exports)`.
  if (isMaker && /exports:\s*\{\s*\}/.test(text)) return "lazy-module";
  if (isMaker && /\(\s*[\w$]+\s*=\s*(?:\(0,\s*)?[\w$]+(?:\[[^\]]*\]+)?\)?\s*\(\s*[\w$]+\s*=\s*0\s*\)/.test(text)) return "lazy-module";
  if (/^\(?[\w$]+\)?\s*=>\s*[\w$]+\(\s*[\w$]+\(\{\},\s*["']__esModule["']/.test(text)) return "to-common-js";
  if (node.params.length === 2 && /for\s*\(\s*(?:var|let|const)\s+[\w$]+ in [\w$]+\)\s*\{?\s*[\w$.]+\([\w$]+,\s*[\w$]+,\s*\{\s*get:/.test(text)) return "export";
  if (node.params.length === 4 && /for\s*\(\s*(?:var|let|const)\s+[\w$]+ of /.test(text) && /get:\s*\(\)\s*=>/.test(text) && text.includes("enumerable")) return "copy";
  if (node.params.length > 0 && text.includes("__esModule") && /["']?default["']?/.test(text) && !text.includes("import(")) return "interop";
  // webpack's and ncc's require: `function r(id) { … cache[id] = { exports: {} }; modules[id].call(…) … }`.
  if (node.params.length === 1 && /exports:\s*\{\s*\}/.test(text) && /\.call\(|\]\(/.test(text)) return "loader";
  return undefined;
}

/** The command that a class of a bundled SDK is, from the names that its text keeps: releases before the command builder. */
export function bundledCommand(node: babel.Class, module: ModuleContext | undefined): { service: string; operation: string; name: string } | undefined {
  const method = node.body.body.find((element) => element.type === "ClassMethod" && element.key.type === "Identifier" && element.key.name === "resolveMiddleware");
  if (!method || !module?.text) return undefined;
  const text = module.text.slice(method.start!, method.end!);
  const client = /["']([A-Z]\w*Client)["']/.exec(text)?.[1];
  const command = /["']([A-Z]\w*Command)["']/.exec(text)?.[1];
  return client && command ? commandNamed(client, command) : undefined;
}

/** The operation that a client and a command name stand for: `S3Client`, `GetObjectCommand`. */
export function commandNamed(client: string, command: string): { service: string; operation: string; name: string } | undefined {
  const service = findSdkService("javascript-v3", client) ?? findSdkService("javascript-v3", client.replace(/Client$/, ""));
  return service === undefined ? undefined : { service, operation: command.replace(/Command$/, ""), name: command };
}

/** Whether the class is a client of a bundled SDK: only those add to their middleware when they are made. */
export function isBundledClient(node: babel.Class, module: ModuleContext | undefined): boolean {
  if (!module?.text || !node.superClass) return false;
  const constructor = node.body.body.find((element) => element.type === "ClassMethod" && element.kind === "constructor");
  return constructor !== undefined && constructor.end! - constructor.start! < 6000 && /middlewareStack\.use\(/.test(module.text.slice(constructor.start!, constructor.end!));
}

/** The SDK package that a bundled CommonJS module is, told by what it exports: `S3Client`, `DynamoDBDocumentClient`; `undefined` for other modules. */
export function bundledPackage(node: FunctionNode, module: ModuleContext | undefined): string | undefined {
  if (!module?.text || node.end! - node.start! < 1500) return undefined;
  const text = module.text.slice(node.start!, node.end!);
  if (/\.DynamoDBDocumentClient\s*=/.test(text)) return "@aws-sdk/lib-dynamodb";
  if (!/\.\$?\w+Command\s*=/.test(text)) return undefined;
  return /[\w$]\.([A-Z]\w*Client)\s*=/.exec(text)?.[1];
}
