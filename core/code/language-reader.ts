import type { CodeCache } from "./code-cache";
import type { Environment } from "./environment";
import type { CodeReading, Language } from "./sdk-call";
import type { SourceTree } from "./source-tree";

/** What a language reader is asked to read. */
export interface LanguageRequest {
  readonly tree: SourceTree;
  /** `app.handler`; absent where none is configured or it is not known: then the whole of the named file counts, see each reader. */
  readonly handler?: string;
  /** `nodejs22.x`; absent where it is not known. */
  readonly runtime?: string;
  readonly environment: Environment;
  readonly cache: CodeCache;
}

/** Reads the code of one language. It never runs it, never throws for what the code says, and names in `reasons` what it could not follow. */
export interface LanguageReader {
  readonly language: Language;
  read(request: LanguageRequest): Promise<CodeReading>;
}
