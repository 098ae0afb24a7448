/** Commands of @aws-sdk/lib-dynamodb and the operations that they are. */
export const documentCommands: ReadonlyMap<string, string> = new Map([
  ["GetCommand", "GetItem"],
  ["PutCommand", "PutItem"],
  ["UpdateCommand", "UpdateItem"],
  ["DeleteCommand", "DeleteItem"],
  ["QueryCommand", "Query"],
  ["ScanCommand", "Scan"],
  ["BatchGetCommand", "BatchGetItem"],
  ["BatchWriteCommand", "BatchWriteItem"],
  ["TransactGetCommand", "TransactGetItems"],
  ["TransactWriteCommand", "TransactWriteItems"],
  ["ExecuteStatementCommand", "ExecuteStatement"],
  ["BatchExecuteStatementCommand", "BatchExecuteStatement"],
  ["ExecuteTransactionCommand", "ExecuteTransaction"],
]);

/** Methods of v2's DocumentClient and v3's DynamoDBDocument. */
export const documentMethods: ReadonlyMap<string, string> = new Map([
  ...[...documentCommands].map(([command, operation]): [string, string] => [command.charAt(0).toLowerCase() + command.slice(1, -"Command".length), operation]),
]);
