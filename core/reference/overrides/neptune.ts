import { needs, type OverrideTable } from "./override";

const query = needs("neptune-db:ReadDataViaQuery", {}, "neptune-db:WriteDataViaQuery neptune-db:DeleteDataViaQuery");
const reading = needs("neptune-db:ReadDataViaQuery");
const statistics = needs("neptune-db:ManageStatistics");

/** https://docs.aws.amazon.com/neptune/latest/userguide/iam-dp-actions.html: what a query does decides whether it writes or deletes too. */
export const neptuneOverrides: OverrideTable = {
  neptunedata: {
    CancelGremlinQuery: needs("neptune-db:CancelQuery"),
    CancelOpenCypherQuery: needs("neptune-db:CancelQuery"),
    DeletePropertygraphStatistics: needs("neptune-db:DeleteStatistics"),
    DeleteSparqlStatistics: needs("neptune-db:DeleteStatistics"),
    ExecuteFastReset: needs("neptune-db:ResetDatabase"),
    ExecuteGremlinExplainQuery: query,
    ExecuteGremlinProfileQuery: query,
    ExecuteGremlinQuery: query,
    ExecuteOpenCypherExplainQuery: query,
    ExecuteOpenCypherQuery: query,
    GetGremlinQueryStatus: needs("neptune-db:GetQueryStatus"),
    GetMLDataProcessingJob: needs("neptune-db:GetMLDataProcessingJobStatus"),
    GetMLEndpoint: needs("neptune-db:GetMLEndpointStatus"),
    GetMLModelTrainingJob: needs("neptune-db:GetMLModelTrainingJobStatus"),
    GetMLModelTransformJob: needs("neptune-db:GetMLModelTransformJobStatus"),
    GetOpenCypherQueryStatus: needs("neptune-db:GetQueryStatus"),
    GetPropertygraphStatistics: needs("neptune-db:GetStatisticsStatus"),
    GetPropertygraphStream: needs("neptune-db:GetStreamRecords"),
    GetPropertygraphSummary: needs("neptune-db:GetGraphSummary"),
    GetRDFGraphSummary: needs("neptune-db:GetGraphSummary"),
    GetSparqlStatistics: needs("neptune-db:GetStatisticsStatus"),
    GetSparqlStream: needs("neptune-db:GetStreamRecords"),
    ListGremlinQueries: needs("neptune-db:GetQueryStatus"),
    ListOpenCypherQueries: needs("neptune-db:GetQueryStatus"),
    ManagePropertygraphStatistics: statistics,
    ManageSparqlStatistics: statistics,
  },
  "neptune-graph": { ExecuteQuery: { ...reading, actions: ["neptune-graph:ReadDataViaQuery"], dependentActions: ["neptune-graph:WriteDataViaQuery", "neptune-graph:DeleteDataViaQuery"] } },
};
