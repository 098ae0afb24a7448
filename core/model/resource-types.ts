import { RESOURCE_TYPE_TABLE } from "./resource-type-table";

/** Text with holes: `arn:{p}:sqs:{r}:{a}:{name}` is literals and the names of what stands between them. */
export type Template = readonly ({ readonly text: string } | { readonly hole: string })[];

/** What is known about a type of resources that have an ARN, in Terraform's words. */
export interface ResourceType {
  /** `aws_s3_bucket`, for Pulumi too. */
  readonly type: string;
  /** Tokens of Pulumi's `aws` and `aws-native` packages. */
  readonly tokens: readonly string[];
  /** The argument that holds the name; absent where only AWS makes one. */
  readonly nameArgument?: string;
  /** Absent where the ARN cannot be told from what is configured. */
  readonly arn?: Template;
  /** What Terraform calls the ARN: `arn`, or a name of its own such as `agent_arn`. */
  readonly arnAttribute: string;
  /** Further attributes that identify the resource. */
  readonly attributes: ReadonlyMap<string, Template>;
  /** Arguments that other parts of the check look at. */
  readonly kept: readonly string[];
  /** Path of the argument that holds the customer managed key: `server_side_encryption.kms_key_arn`. */
  readonly keyArgument?: readonly string[];
}

let byType: ReadonlyMap<string, ResourceType> | undefined;
let byToken: ReadonlyMap<string, ResourceType> | undefined;

/** By Terraform's name of the type. */
export function findResourceType(type: string): ResourceType | undefined {
  return table().get(type);
}

/** By the token of Pulumi's `aws` (`aws:s3/bucket:Bucket`) or `aws-native` (`aws-native:s3:Bucket`). */
export function findResourceTypeOfToken(token: string): ResourceType | undefined {
  byToken ??= new Map([...table().values()].flatMap((entry) => entry.tokens.map((known): [string, ResourceType] => [known, entry])));
  return byToken.get(token);
}

/** The names of all types in the table. */
export function resourceTypeNames(): readonly string[] {
  return [...table().keys()];
}

function table(): ReadonlyMap<string, ResourceType> {
  byType ??= new Map(
    RESOURCE_TYPE_TABLE.trim()
      .split("\n")
      .map((line) => {
        const entry = readLine(line);
        return [entry.type, entry];
      }),
  );
  return byType;
}

function readLine(line: string): ResourceType {
  const [type = "", classic = "", native = "", name = "", arn = "", settings = ""] = line.split("|").map((cell) => cell.trim());
  const pairs = settings.split(/\s+/).flatMap((setting) => {
    const equals = setting.indexOf("=");
    return equals < 0 ? [] : [[setting.slice(0, equals), setting.slice(equals + 1)] as const];
  });
  const ownArn = pairs.find(([setting, template]) => setting.endsWith("_arn") && template === "{arn}")?.[0];
  const key = pairs.find(([setting]) => setting === "key")?.[1];
  return {
    type,
    tokens: [...words(classic).map((token) => `aws:${token}`), ...words(native).map((token) => `aws-native:${token}`)],
    ...(name === "-" ? {} : { nameArgument: name }),
    ...(arn === "-" ? {} : { arn: parseTemplate(`arn:{p}:${arn}`) }),
    arnAttribute: ownArn ?? "arn",
    attributes: new Map(pairs.filter(([setting]) => setting !== "key" && setting !== "keep" && setting !== ownArn).map(([setting, template]) => [setting, parseTemplate(template)])),
    kept: pairs.find(([setting]) => setting === "keep")?.[1].split(",") ?? [],
    ...(key === undefined ? {} : { keyArgument: key.split(".") }),
  };
}

function words(cell: string): string[] {
  return cell === "-" ? [] : cell.split(/\s+/).filter((word) => word !== "");
}

function parseTemplate(template: string): Template {
  return template.split(/(\{[^}]+\})/).flatMap((piece) => {
    if (piece === "") return [];
    return [piece.startsWith("{") ? { hole: piece.slice(1, -1) } : { text: piece }];
  });
}
