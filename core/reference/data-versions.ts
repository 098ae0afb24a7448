import { dataIndex } from "./data-files";
import type { DataVersions } from "./definitions";

/** The dates of the reference data, as results name them. */
export function dataVersions(): DataVersions {
  return dataIndex().versions;
}
