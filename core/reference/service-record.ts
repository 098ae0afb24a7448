/** Access levels by their number in the data files. */
export const accessLevels = ["List", "Read", "Write", "Tagging", "Permissions management"] as const;

/** Numbers are places in `keys`, `types` and `accessLevels`; empty lists at the end of a record are left out. */
export type TypeOfActionRecord = [type: number, isRequired: 0 | 1, keys?: number[], dependents?: string[]];
export type ActionRecord = [name: string, level: number, types?: TypeOfActionRecord[], keys?: number[], dependents?: string[]];
export type ResourceTypeRecord = [name: string, arnFormat: string, keys?: number[]];
/** `type` is left out for a key which the service names but does not define. */
export type ConditionKeyRecord = [key: string, type?: string];

/** `services/<prefix>.json`. */
export interface ServiceRecord {
  readonly name: string;
  readonly keys: ConditionKeyRecord[];
  readonly types: ResourceTypeRecord[];
  readonly actions: ActionRecord[];
}
