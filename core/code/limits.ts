/** Bounds that keep reading foreign files and archives short in time and memory; beyond each, the reading says so. */
export const limits = {
  /** Bytes of one file that is read at all; Lambda accepts packages of 250 MB in total. */
  fileBytes: 64 * 1024 * 1024,
  /** Bytes of an archive as it lies on disk. */
  archiveBytes: 300 * 1024 * 1024,
  /** Entries of one archive. */
  archiveEntries: 100_000,
  /** Bytes that are unpacked of one archive, all reads together. */
  unpackedBytes: 512 * 1024 * 1024,
  /** Files that are read for one function. */
  files: 20_000,
  /** Files and folders that a listing of a whole folder returns. */
  listedFiles: 50_000,
} as const;
