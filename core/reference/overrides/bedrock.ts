import { needs, type OverrideTable } from "./override";

const guardrail = { guardrailConfig: "bedrock:ApplyGuardrail" };

/** https://docs.aws.amazon.com/bedrock/latest/userguide/security_iam_id-based-policy-examples.html: conversations are invocations of a model. */
export const bedrockOverrides: OverrideTable = {
  "bedrock-runtime": {
    Converse: needs("bedrock:InvokeModel", guardrail),
    ConverseStream: needs("bedrock:InvokeModelWithResponseStream", guardrail),
    InvokeModel: needs("bedrock:InvokeModel", { guardrailIdentifier: "bedrock:ApplyGuardrail" }),
    InvokeModelWithBidirectionalStream: needs("bedrock:InvokeModel"),
    InvokeModelWithResponseStream: needs("bedrock:InvokeModelWithResponseStream", { guardrailIdentifier: "bedrock:ApplyGuardrail" }),
    StartAsyncInvoke: needs("bedrock:InvokeModel", { tags: "bedrock:TagResource" }),
  },
  // Retrieval and generation are done with the caller's rights: https://docs.aws.amazon.com/bedrock/latest/userguide/kb-test-how.html
  "bedrock-agent-runtime": {
    RetrieveAndGenerate: needs("bedrock:RetrieveAndGenerate", {}, "bedrock:Retrieve bedrock:InvokeModel bedrock:GetInferenceProfile bedrock:ApplyGuardrail"),
    RetrieveAndGenerateStream: needs("bedrock:RetrieveAndGenerate", {}, "bedrock:Retrieve bedrock:InvokeModel bedrock:InvokeModelWithResponseStream bedrock:GetInferenceProfile bedrock:ApplyGuardrail"),
  },
  "sagemaker-runtime": {
    InvokeEndpointWithResponseStream: needs("sagemaker:InvokeEndpointWithResponseStream", {}, "sagemaker:InvokeEndpoint"),
  },
};
