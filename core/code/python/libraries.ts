import type { ModelTable } from "./models";

/** Libraries that call AWS for the code. */
export const libraryModels: ModelTable = {};
