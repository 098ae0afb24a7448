import { findSdkService } from "../../reference";
import type { TypeDeclaration, Unit } from "../program/program";
import type { Type } from "../program/values";
import type { CSharpSources } from "./csharp-sources";

const lists = new Set("List IList ICollection IEnumerable IReadOnlyList IReadOnlyCollection HashSet ISet SortedSet Queue Stack ConcurrentBag ConcurrentQueue ConcurrentStack LinkedList Collection ObservableCollection ImmutableList ImmutableArray ImmutableHashSet IQueryable IOrderedEnumerable ArrayList BlockingCollection IAsyncEnumerable Span ReadOnlySpan Memory ReadOnlyMemory".split(" "));
const maps = new Set("Dictionary IDictionary IReadOnlyDictionary ConcurrentDictionary SortedDictionary SortedList ImmutableDictionary Hashtable NameValueCollection".split(" "));
const plain = new Set("string String int Int32 long Int64 short Int16 uint ulong ushort byte Byte sbyte bool Boolean double Double float Single decimal Decimal char Char Guid DateTime DateTimeOffset TimeSpan DateOnly TimeOnly Uri nint void".split(" "));
/** Types that hold one value of their argument. */
const holders = new Set("Task ValueTask Lazy Nullable IOptions IOptionsSnapshot IOptionsMonitor AsyncLocal ThreadLocal WeakReference TaskCompletionSource AsyncLazy".split(" "));

export function isHolder(path: string): boolean {
  return holders.has(lastOf(path));
}

export function lastOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** What the name of a type means in a file. Source: https://learn.microsoft.com/en-us/dotnet/csharp/language-reference/language-specification/basic-concepts#78-namespace-and-type-names */
export function resolveCSharpType(sources: CSharpSources, name: string, unit: Unit, owner: TypeDeclaration | undefined): Type | undefined {
  if (name === "object" || name === "dynamic" || name === "(unnamed)") return undefined;
  if (name.startsWith("(")) return { kind: "external", path: name.startsWith("(tuple") ? "(tuple)" : name, args: [] };
  const declared = declaredAround(name, owner, sources, 0) ?? inNamespaces(sources, name, unit);
  if (declared) return { kind: "local", declaration: declared, args: [] };
  const simple = lastOf(name);
  if (name === simple || /^System\b/.test(name)) {
    if (lists.has(simple)) return { kind: "list" };
    if (maps.has(simple)) return { kind: "map" };
    if (plain.has(simple)) return { kind: "plain", name: simple.toLowerCase() === "string" ? "string" : simple };
    if (/^(Action|Func|Predicate|EventHandler|Delegate|RequestDelegate)$/.test(simple)) return { kind: "function" };
  }
  return { kind: "external", path: externalPath(sources, name, unit), args: [] };
}

/** Types that are declared in the type itself, around it, or in what they inherit from. */
function declaredAround(name: string, owner: TypeDeclaration | undefined, sources: CSharpSources, depth: number): TypeDeclaration | undefined {
  for (let at = owner; at; at = at.outer) {
    if (at.name === name) return at;
    const nested = nestedIn(at, name, sources, depth);
    if (nested) return nested;
  }
  return undefined;
}

function nestedIn(type: TypeDeclaration, name: string, sources: CSharpSources, depth: number): TypeDeclaration | undefined {
  const own = type.nested.get(name);
  if (own || depth > 4 || type.nested.size > 0) return own;
  for (const supertype of type.supertypes) {
    if (supertype.name === name) continue;
    const base = inNamespaces(sources, supertype.name, type.unit);
    const found = base && base !== type ? nestedIn(base, name, sources, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** From the innermost namespace to the outermost, then in those that are used. */
function inNamespaces(sources: CSharpSources, name: string, unit: Unit): TypeDeclaration | undefined {
  const alias = unit.imports.get(name);
  if (alias) return sources.find(alias);
  for (const namespace of namespacesAround(unit)) {
    const found = sources.find(`${namespace}.${name}`);
    if (found) return found;
  }
  const own = sources.find(name);
  if (own) return own;
  for (const using of usingsOf(sources, unit)) {
    // A using inside of a namespace may begin where that one does.
    for (const namespace of [...namespacesAround(unit).map((around) => `${around}.${using}`), using]) {
      const found = sources.hasNamespace(namespace) ? sources.find(`${namespace}.${name}`) : undefined;
      if (found) return found;
    }
  }
  return ambiguous.test(name) || name.includes(".") ? undefined : onlyOne(sources.findSimple(name));
}

function onlyOne<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}

/** Names that AWS's libraries have too: these are the program's only where a using says so. */
const ambiguous = /^(I?Amazon\w+|I?Table|Document|Primitive|Search|Attribute\w*|Tag|Message|Filter|Condition|Record|Event|Config\w*|\w+(Request|Response))$/;

/** The namespaces that a file's is inside of, nearest first. */
function namespacesAround(unit: Unit): string[] {
  const parts = unit.package === "" ? [] : unit.package.split(".");
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("."));
}

export function usingsOf(sources: CSharpSources, unit: Unit): string[] {
  return [...unit.wildcards, ...sources.globalUsings.filter((one) => !one.startsWith("static "))];
}

/** Namespaces around AWS whose types are known, or ask nothing of it. */
const known = /^(Amazon$|Amazon\.(Lambda|Runtime|Util|Auth|XRay|CDK|Extensions\.(NETCore|Configuration)|SecretsManager\.Extensions|AspNetCore\.DataProtection)(\.|$)|AWSSDK|AWS\.(Lambda\.Powertools|Messaging|Logger)(\.|$))/;
/** Namespaces of a client: its own, and those of what it is given and made with. */
const ofClient = /^Amazon\.\w+(\.(Model|Model\.Internal\.\w+|Util|Transfer|DataModel|DocumentModel|Internal|Paginators|Endpoints))?$/;
/** Namespaces that look as if their types called AWS. */
const awsLooking = /(^|[.\s])(aws|amazon|dynamodb|s3|sqs|sns|kms|bedrock|cognito|secretsmanager|kinesis)|aws|amazon|dynamo|(S3|Sqs|SQS|Sns|SNS|Ssm|Kms)(\.|$|[A-Z])/i;

export function isKnownNamespace(namespace: string): boolean {
  return known.test(namespace) || (ofClient.test(namespace) && findSdkService("csharp", namespace) !== undefined);
}

export function looksLikeAws(path: string): boolean {
  return awsLooking.test(path);
}

/** Stands between the namespace and the name of a type that nothing is known of and that may call AWS. */
export const UNREAD = "!.";

/** The full name of a library's type, as far as it can be told: C# does not say which of the namespaces in use a type is of. */
export function externalPath(sources: CSharpSources, name: string, unit: Unit): string {
  const alias = unit.imports.get(name.split(".")[0]!);
  if (alias) return `${alias}${name.slice(name.split(".")[0]!.length)}`;
  if (name.includes(".")) {
    const namespace = name.slice(0, name.lastIndexOf("."));
    // `SQSEvent.SQSMessage` is a type inside of another.
    if (!namespace.includes(".")) return `${externalPath(sources, namespace, unit)}.${lastOf(name)}`;
    return !isKnownNamespace(namespace) && !/^(System|Microsoft)\b/.test(namespace) && looksLikeAws(namespace) ? `${namespace}${UNREAD}${lastOf(name)}` : name;
  }
  const usings = usingsOf(sources, unit);
  if (/^I?Amazon[A-Z]/.test(name)) return `Amazon.${serviceNamespace(name, usings)}.${name}`;
  const unread = usings.find((using) => !isKnownNamespace(using) && looksLikeAws(using) && !hasTypes(sources, using));
  if (unread !== undefined && !isStandard(name)) return `${unread}${UNREAD}${name}`;
  return usings.some((using) => isKnownNamespace(using)) ? `AWSSDK.${name}` : name;
}

function serviceNamespace(name: string, usings: readonly string[]): string {
  const service = findSdkService("csharp", name);
  return usings.find((using) => service !== undefined && findSdkService("csharp", using) === service)?.replace(/^Amazon\./, "") ?? name.replace(/^I?Amazon|Client$/g, "");
}

function hasTypes(sources: CSharpSources, namespace: string): boolean {
  return sources.hasNamespace(namespace);
}

/** Types of the framework and of AWS's own libraries, wherever they are used. */
function isStandard(name: string): boolean {
  return /^(Console|Environment|JsonSerializer|JsonConvert|JsonDocument|StringBuilder|Stopwatch|Math|Convert|Encoding|HttpClient|HttpRequestMessage|StringContent|MemoryStream|StreamReader|StreamWriter|File|Path|Regex|Random|Enumerable|CancellationToken\w*|Task|ServiceCollection|IServiceCollection|IConfiguration\w*|ConfigurationBuilder|ILogger\w*|ILambda\w*|Host|WebApplication|Activity\w*|Stream|Type|Array|Tuple|KeyValuePair|Thread|SemaphoreSlim|Timer|\w*(Exception|Event|Request|Response|Attribute|Options|Converter|Comparer|Result|Context))$/.test(name);
}
