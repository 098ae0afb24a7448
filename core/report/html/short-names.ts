/** A Terraform address, or of a Pulumi URN its name: for labels, beside which the whole one stands as a title. */
export function shortAddress(address: string): string {
  return address.startsWith("urn:") ? (address.split("::").at(-1) ?? address) : address;
}

/** What a granted or needed resource is about: `${aws_s3_bucket.b.arn}/*` → `aws_s3_bucket.b`. */
export function resourceKey(resource: string): string {
  const symbol = /^\$\{([^}]+?)\.[A-Za-z_]+\}/.exec(resource)?.[1];
  return symbol ?? resource;
}

/** The same as a label. */
export function resourceLabel(key: string): string {
  if (key === "*") return "everything (*)";
  return key.startsWith("urn:") ? shortAddress(key) : key.replace(/^arn:[^:]*:/, "");
}

/** The text in at most `length` characters, its middle left out. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = Math.ceil((length - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (length - 1 - head))}`;
}
