import { durableModels } from "./durable";
import type { ModelTable } from "./models";
import { powertoolsModels } from "./powertools";
import { pynamodbModels } from "./pynamodb";
import { serviceModels } from "./service-libraries";
import { storageModels } from "./storage-libraries";

const tables = [powertoolsModels, durableModels, pynamodbModels, serviceModels, storageModels];

/** Libraries that call AWS for the code. */
export const libraryModels: ModelTable = {
  calls: Object.assign({}, ...tables.map((table) => table.calls ?? {})) as NonNullable<ModelTable["calls"]>,
  patterns: tables.flatMap((table) => table.patterns ?? []),
  inherited: tables.flatMap((table) => table.inherited ?? []),
};
