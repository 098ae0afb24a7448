/** A record of the data files without the empty lists at its end. */
export function withoutEmptyTail<T extends unknown[]>(record: unknown[]): T {
  let length = record.length;
  while (Array.isArray(record[length - 1]) && (record[length - 1] as unknown[]).length === 0) length -= 1;
  return record.slice(0, length) as T;
}
