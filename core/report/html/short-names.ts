/** A Terraform address, or of a Pulumi URN its name: for labels, beside which the whole one stands as a title. */
export function shortAddress(address: string): string {
  return address.startsWith("urn:") ? (address.split("::").at(-1) ?? address) : address;
}

/** An address as a label in a column that tells the kind: `module.shop.aws_iam_role.orders` → `shop/orders`. */
export function addressLabel(address: string, keepsType: boolean): string {
  const short = shortAddress(address);
  if (short !== address) return short;
  const modules: string[] = [];
  let rest = address;
  for (let found; (found = /^module\.([^.[]+(?:\[[^\]]*\])?)\./.exec(rest)); rest = rest.slice(found[0].length)) modules.push(`${found[1]}/`);
  const [, type, name] = /^(?:data\.)?(?:aws_)?([a-z0-9_]+)\.(.+)$/.exec(rest) ?? [];
  return type === undefined ? address : modules.join("") + (keepsType ? `${type.replace(/^iam_/, "")}.${name}` : name);
}

/** What a granted or needed resource is about: `${aws_s3_bucket.b.arn}/*` → `aws_s3_bucket.b`. */
export function resourceKey(resource: string): string {
  const symbol = /^\$\{([^}]+?)\.[A-Za-z_]+\}/.exec(resource)?.[1];
  return symbol ?? resource;
}

/** The same as a label. */
export function resourceLabel(key: string): string {
  if (key === "*") return "everything (*)";
  return key.startsWith("arn:") || key.startsWith("not ") ? key.replace(/arn:[^:]*:/, "") : addressLabel(key, true);
}

/** The text in at most `length` characters, its middle left out. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = Math.ceil((length - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (length - 1 - head))}`;
}
