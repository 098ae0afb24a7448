export { fixSources, type LeftFinding, type SourceFix } from "./fix-sources";
export { formatDiff } from "./format-diff";
export type { ChangedFile } from "./source-changes";
export { Workspace } from "./workspace";
export { writeFiles } from "./write-files";
