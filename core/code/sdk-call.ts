import type { Certainty } from "../iam";
import type { SourceLocation, SymbolicMap, SymbolicString, Unknown } from "../values";

export type Language = "javascript" | "python" | "go" | "java" | "csharp" | "ruby" | "rust";

/** One call of an AWS API operation that the code of a function can make, directly or through a library. */
export interface SdkCall {
  /** Service as the AWS SDKs' clients are named, normalised to the botocore service id: `s3`, `dynamodb`, `stepfunctions`, `bedrock-runtime`. */
  readonly service: string;
  /** Operation in AWS's own spelling: `GetObject`. */
  readonly operation: string;
  /**
   * The input of the operation under the API's own member names (`Bucket`, `TableName`), as far as it could be followed;
   * `rest` where more members may be passed. Environment variables of the function are already resolved; a member that only the
   * running function knows is unknown with reason `decided-at-run-time` and the event field or expression as its detail.
   */
  readonly input: SymbolicMap;
  /** As it is written: `GetObjectCommand`, `table.put_item`. */
  readonly call: string;
  readonly at: SourceLocation;
  /** The library that makes the call on the code's behalf: `@aws-lambda-powertools/parameters`. */
  readonly via?: string;
  readonly certainty: Certainty;
  /** The region that the client is made for, where the code names one. */
  readonly region?: SymbolicString | Unknown;
  /** The endpoint that the client is made for, where the code names one: it says which API a WebSocket connection belongs to. */
  readonly endpoint?: SymbolicString | Unknown;
  /** How the input came to be known, for a person: `TableName from environment variable TABLE_NAME`. */
  readonly note?: string;
}

/** What was read of one function's code. `calls` is complete only where `status` is `read`. */
export interface CodeReading {
  readonly status: "read" | "partly" | "unavailable";
  /** Files that were read, relative to the root, sorted; members of archives as `build/app.zip:index.js`. */
  readonly files: readonly string[];
  /** What could not be read or followed, and why; empty only where `status` is `read`. */
  readonly reasons: readonly UnreadCode[];
  readonly calls: readonly SdkCall[];
}

/** A part of the code that may need permissions which nobody can tell. */
export interface UnreadCode {
  readonly message: string;
  readonly at?: SourceLocation;
  /**
   * What it could make the function need: everything, or only some services (`["s3"]` for a computed command of an S3 client),
   * so that claims about other services stay possible.
   */
  readonly services: readonly string[] | "any";
}
