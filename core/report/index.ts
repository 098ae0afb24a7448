export * from "./check-result";
export { reportJson } from "./json";
export { plainPalette, type Palette } from "./palette";
export { reportText, type TextOptions } from "./text";
export type { CodeNeeds, NeedsResult } from "./needs-result";
export { reportNeedsText } from "./needs-text";
export { reportAccessDiffText, type AccessDiffResult, type AccessRow, type RoleDiff } from "./access-diff";
