/** How much each part of the data holds. */
export type DataCounts = Readonly<Record<"services" | "actions" | "conditionKeys" | "managedPolicies" | "operationServices" | "operations", number>>;

/** One sentence for each part that would get smaller; AWS takes little away, so a loss is most likely a source that was read wrongly. */
export function describeShrinking(before: DataCounts | undefined, after: DataCounts): string[] {
  if (!before) return [];
  return (Object.keys(after) as (keyof DataCounts)[])
    .filter((part) => after[part] < (before[part] ?? 0))
    .map((part) => `${part}: ${before[part]} before, ${after[part]} now`);
}
