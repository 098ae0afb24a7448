import type * as javascriptEmbedding from "./javascript/embedding";
import type * as pythonEmbedding from "./python/embedding";

export { CodeCache } from "./code-cache";
export { readCode, type CodeRequest } from "./read-code";
export * from "./sdk-call";
export type * as javascript from "./javascript/embedding";
export type * as python from "./python/embedding";

/** What it takes to follow a JavaScript or TypeScript program; loaded when it is first asked for, since a parser comes with it. */
export function loadJavascript(): typeof javascriptEmbedding {
  return require("./javascript/embedding") as typeof javascriptEmbedding;
}

/** What it takes to follow a Python program; loaded when it is first asked for. */
export function loadPython(): typeof pythonEmbedding {
  return require("./python/embedding") as typeof pythonEmbedding;
}
