export * from "./check-result";
export { reportJson } from "./json";
export { plainPalette, type Palette } from "./palette";
export { reportText, type TextOptions } from "./text";
