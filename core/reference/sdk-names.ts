import type { Sdk } from "./sdk-services";

type Names = Readonly<Record<string, string>>;

/** Names of clients that cannot be told from the API's own names, lower-case and without punctuation → botocore service id. */
export const sdkNames: Readonly<Partial<Record<Sdk, Names>>> = {
  "javascript-v3": { storage: "s3" },
};
