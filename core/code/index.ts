import type * as embedding from "./javascript/embedding";

export { CodeCache } from "./code-cache";
export { readCode, type CodeRequest } from "./read-code";
export * from "./sdk-call";
export type * as javascript from "./javascript/embedding";

/** What it takes to follow a JavaScript or TypeScript program; loaded when it is first asked for, since a parser comes with it. */
export function loadJavascript(): typeof embedding {
  return require("./javascript/embedding") as typeof embedding;
}
