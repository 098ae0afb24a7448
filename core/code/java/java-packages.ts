import { findOperation, findSdkService } from "../../reference";

type Names = RegExp;

/** What packages hold that are imported as a whole, as far as it matters which of them a class is of. */
const contents: readonly (readonly [name: RegExp, classes: Names])[] = [
  [/^java\.util$/, /^(List|ArrayList|LinkedList|Collections?|Set|HashSet|LinkedHashSet|TreeSet|SortedSet|NavigableSet|Queue|Deque|ArrayDeque|PriorityQueue|Vector|Stack|Iterator|ListIterator|Map|HashMap|LinkedHashMap|TreeMap|SortedMap|NavigableMap|EnumMap|EnumSet|WeakHashMap|Hashtable|Optional(Int|Long|Double)?|Objects|Arrays|UUID|Date|Base64|Scanner|Locale|Properties|Random|SplittableRandom|Timer|TimerTask|TimeZone|Calendar|Currency|StringJoiner|StringTokenizer|Comparator|BitSet|Formatter|ResourceBundle|ServiceLoader|NoSuchElementException|ConcurrentModificationException|InputMismatchException|EventListener|EventObject|HexFormat)$/],
  [/^java\.util\.concurrent$/, /^(CompletableFuture|CompletionStage|CompletionException|ExecutionException|TimeoutException|CancellationException|Future|FutureTask|Callable|Executors?|ExecutorService|ScheduledExecutorService|ForkJoinPool|ThreadPoolExecutor|TimeUnit|Concurrent\w+|CopyOnWrite\w+|\w*Blocking(Queue|Deque)|CountDownLatch|CyclicBarrier|Semaphore|ThreadLocalRandom|Flow)$/],
  [/^java\.util\.function$/, /^(\w*Function|\w*Supplier|\w*Consumer|\w*Predicate|\w*Operator)$/],
  [/^java\.util\.stream$/, /^(\w*Stream|Collectors?|StreamSupport)$/],
  [/^com\.amazonaws\.services\.lambda\.runtime$/, /^(Context|RequestHandler|RequestStreamHandler|LambdaLogger|ClientContext|Client|CognitoIdentity|LambdaRuntime\w*|CustomPojoSerializer)$/],
  [/^com\.amazonaws\.services\.lambda\.runtime\.events$/, /Event$|^(APIGatewayProxyResponseEvent|APIGatewayV2\w+|SQSBatchResponse|StreamsEventResponse|KinesisAnalytics\w+|ApplicationLoadBalancerResponseEvent|IamPolicyResponse\w*|CognitoUserPool\w+)$/],
  [/^com\.amazonaws\.services\.dynamodbv2\.datamodeling$/, /^(I?DynamoDB[A-Z]\w*|Paginated\w+List|ScanResultPage|QueryResultPage|Transaction(Write|Load)Request|S3Link)$/],
  [/^com\.amazonaws\.services\.dynamodbv2\.document$/, /^(DynamoDB|Table|Index|Item\w*|Page|PrimaryKey|Key(Attribute|Condition)|\w+Outcome|Expected|AttributeUpdate|Attribute|TableWriteItems|TableKeysAndAttributes|TableCollection|\w+Filter|LowLevelResultListener)$/],
  [/^com\.amazonaws\.services\.dynamodbv2\.document\.(spec|utils|api|xspec)$/, /(Spec|Map|List|Api)$|^ExpressionSpecBuilder$/],
  [/^com\.amazonaws\.services\.s3\.transfer$/, /^(TransferManager\w*|Upload|Download|Copy|Multiple\w+|Transfer|Persistable\w+)$/],
  [/^com\.amazonaws\.auth$/, /Credentials|Provider|Signer/],
  [/^com\.amazonaws\.regions$|^software\.amazon\.awssdk\.regions$/, /^Regions?$/],
  [/^com\.amazonaws\.client\.builder$/, /Builder$|^ExecutorFactory$/],
  [/^software\.amazon\.awssdk\.auth\.credentials$/, /Credentials/],
  [/^software\.amazon\.awssdk\.core(\.sync|\.async)?$/, /^(RequestBody|AsyncRequestBody|ResponseTransformer|AsyncResponseTransformer|ResponseBytes|ResponseInputStream|SdkBytes|SdkSystemSetting)$/],
  [/^software\.amazon\.awssdk\.services\.\w+\.presigner$/, /Presigner$/],
  [/^software\.amazon\.awssdk\.services\.\w+\.presigner\.model$/, /Presign(ed)?\w*Request$|^Presigned/],
  [/^software\.amazon\.awssdk\.services\.\w+\.waiters$/, /Waiter$/],
  [/^software\.amazon\.awssdk\.services\.\w+\.paginators$/, /(Iterable|Publisher)$/],
  [/^software\.amazon\.awssdk\.services\.sts\.auth$/, /^Sts\w+Provider$/],
  [/^software\.amazon\.lambda\.powertools\.parameters(\.\w+)*$/, /Provider$|^ParamManager$|Param$/],
  [/^software\.amazon\.lambda\.powertools\.(idempotency|largemessages|sqs|logging|tracing|metrics|batch|utilities|validation)(\.\w+)*$/, /^(Idempotency\w*|Idempotent|IdempotencyKey|DynamoDBPersistenceStore|LargeMessages?|SqsLargeMessage|SqsUtils|Logging\w*|Tracing\w*|CaptureMode|Metrics\w*|FlushMetrics|BatchMessageHandler\w*|JsonConfig|EventDeserializer|Validation\w*)$/],
  [/^software\.amazon\.awssdk\.transfer\.s3$/, /^S3TransferManager$/],
  [/^software\.amazon\.awssdk\.transfer\.s3\.model$/, /^(Resumable|Completed|Failed)?\w*(Upload|Download|Copy)\w*$/],
  [/^software\.amazon\.awssdk\.enhanced\.dynamodb$/, /^(DynamoDb(Enhanced\w*|(Async)?(Table|Index))|TableSchema|TableMetadata|Expression|Key|MappedTableResource|AttributeConverter\w*|AttributeValueType|EnhancedType|IndexMetadata)$/],
  [/^software\.amazon\.awssdk\.enhanced\.dynamodb\.model$/, /Enhanced(Request|Response)$|^(WriteBatch|ReadBatch|Page|Page(Iterable|Publisher)|BatchGetResult\w*|BatchWriteResult|QueryConditional|ConditionCheck|Enhanced\w+Index|IgnoreNullsMode)$/],
  [/^software\.amazon\.awssdk\.enhanced\.dynamodb\.mapper\.annotations$/, /^DynamoDb[A-Z]\w*$/],
];

/** A package that has the clients of a service and little else. */
const servicePackage = /^(software\.amazon\.awssdk|com\.amazonaws)\.services\.([^.]+)(\.model)?$/;

/** Of packages that are imported as a whole, the one that has such a class, as far as it can be told. */
export function packageOfClass(name: string, wildcards: readonly string[]): string | undefined {
  const known = wildcards.find((wildcard) => holds(wildcard, name));
  if (known !== undefined) return known;
  const open = wildcards.filter((wildcard) => !isKnown(wildcard));
  return open.find((wildcard) => !wildcard.startsWith("java")) ?? clientsOf(name, wildcards) ?? open[0];
}

function holds(wildcard: string, name: string): boolean {
  if (contents.some(([pattern, classes]) => pattern.test(wildcard) && classes.test(name))) return true;
  const match = servicePackage.exec(wildcard);
  if (!match || isListed(wildcard)) return false;
  const sdk = match[1]!.startsWith("software") ? "java-v2" : "java-v1";
  const service = findSdkService(sdk, wildcard);
  if (service === undefined) return false;
  if (match[3] !== undefined) return /(Request|Response|Result)$/.test(name) && findOperation(service, name.replace(/(Request|Response|Result)$/, "")) !== undefined;
  return isClient(name, sdk) && findSdkService(sdk, name.replace(/Utilities$/, "Client")) === service;
}

function isClient(name: string, sdk: "java-v1" | "java-v2"): boolean {
  return sdk === "java-v2" ? /(?<!Enhanced\w*)Client(Builder)?$|Utilities$/.test(name) : /^(Amazon|AWS)[A-Z]/.test(name);
}

/** A client whose name does not tell its service is that of the only service there is. */
function clientsOf(name: string, wildcards: readonly string[]): string | undefined {
  const fitting = wildcards.filter((wildcard) => {
    const match = servicePackage.exec(wildcard);
    return match && match[3] === undefined && !isListed(wildcard) && isClient(name, match[1]!.startsWith("software") ? "java-v2" : "java-v1");
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

function isListed(wildcard: string): boolean {
  return contents.some(([pattern]) => pattern.test(wildcard));
}

/** Whether what the package holds is known, so that it does not hold other classes. */
function isKnown(wildcard: string): boolean {
  const match = servicePackage.exec(wildcard);
  return isListed(wildcard) || (match !== null && match[3] === undefined);
}
