import { literalText, type SymbolicString } from "../../values";
import { arnFields, asPattern, joinPattern, splitText, startsWith } from "../arn-pattern";
import type { CallContext } from "../call-context";
import type { GivenText } from "../call-input";
import type { NeededResource } from "../need";
import { arnsAt, everything, named, namedIn, nothing, resolve, within } from "../resource-rule";
import { objectsOfUri } from "./s3-resources";
import { given, type ActionRow, type ResourceRule, type ServiceRules } from "../service-rules";

/** Names of inference profiles begin with where they lead. Source: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html */
const profileStart = /^(us|us-gov|eu|apac|jp|au|ca|sa|me|af|global)\./;

/**
 * The model that a member names: by its id, the id of an inference profile, or an ARN. A profile is authorised together with its models, in
 * every region that it leads to. Source: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 */
function modelsAt(...members: readonly string[]): ResourceRule {
  return (context) => members.flatMap((member) => context.texts(member)).flatMap((text) => modelsOf(context, text));
}

function modelsOf(context: CallContext, text: GivenText): NeededResource[] {
  const found = resolve(context, text, { types: ["aws_bedrock_inference_profile", "aws_bedrock_provisioned_model_throughput", "aws_bedrock_custom_model"], arn: modelArn });
  return found.flatMap((model): NeededResource[] => {
    if (model.value.kind === "unknown") return [model];
    const profile = profileOf(model.value);
    if (profile === undefined) return [model];
    const start = literalText(profile)?.match(profileStart)?.[0];
    const name = start === undefined ? "*" : literalText(profile)!.slice(start.length);
    return [model, { ...model, value: context.arnOf("bedrock", anyText, emptyText, ["foundation-model/", name]) }];
  });
}

const anyText: SymbolicString = { kind: "string", parts: [{ kind: "literal", text: "*" }] };
const emptyText: SymbolicString = { kind: "string", parts: [] };

function modelArn(context: CallContext, id: SymbolicString): SymbolicString {
  const [first] = id.parts;
  const isProfile = first?.kind === "literal" && profileStart.test(first.text);
  return isProfile ? context.arn("bedrock", ["inference-profile/", id]) : context.arnOf("bedrock", undefined, emptyText, ["foundation-model/", asPattern(id)]);
}

/** The id of the inference profile of an ARN; empty for a profile of one's own, whose models are not told. */
function profileOf(arn: SymbolicString): SymbolicString | undefined {
  const resource = arnFields(arn)?.[5];
  if (!resource) return arn.parts.some((part) => part.kind === "reference" && part.address.includes("aws_bedrock_inference_profile")) ? emptyText : undefined;
  if (startsWith(resource, "application-inference-profile/")) return emptyText;
  return startsWith(resource, "inference-profile/") ? splitText(resource, "/", 2)[1] : undefined;
}

const model = modelsAt("modelId");

function invoking(action: string): ActionRow[] {
  return [
    { action, on: model },
    { action: "bedrock:ApplyGuardrail", on: namedIn("bedrock", "guardrail/", ["guardrailIdentifier", "guardrailConfig.guardrailIdentifier"], ["aws_bedrock_guardrail"]), when: given("guardrailIdentifier", "guardrailConfig.guardrailIdentifier"), because: "the call names a guardrail" },
  ];
}

const knowledgeBase = (...members: string[]) => namedIn("bedrock", "knowledge-base/", members, ["aws_bedrockagent_knowledge_base"]);

const configuration = "retrieveAndGenerateConfiguration";
const generatingModel = modelsAt(`${configuration}.knowledgeBaseConfiguration.modelArn`, `${configuration}.externalSourcesConfiguration.modelArn`);

/** One call retrieves and generates, each with the caller's rights. Source: https://docs.aws.amazon.com/bedrock/latest/userguide/kb-test-query.html */
const retrieveAndGenerate: readonly ActionRow[] = [
  { action: "bedrock:RetrieveAndGenerate", on: everything },
  { action: "bedrock:Retrieve", on: knowledgeBase(`${configuration}.knowledgeBaseConfiguration.knowledgeBaseId`), because: "the knowledge base is searched with the caller's rights" },
  { action: "bedrock:InvokeModel", on: generatingModel, because: "the model is invoked with the caller's rights" },
];

export const bedrock: ServiceRules = {
  services: ["bedrock-runtime", "bedrock-agent-runtime"],
  types: {
    "bedrock:agent-alias": (context) => {
      const agents = context.texts("agentId");
      const aliases = context.texts("agentAliasId");
      const byArn = namedIn("bedrock", "agent-alias/", ["agentAliasArn"])(context);
      if (byArn.length > 0 || agents.length === 0) return byArn;
      return agents.flatMap((agent) => aliases.map((alias): NeededResource => ({
        value: agent.value.kind === "unknown" ? agent.value : context.arn("bedrock", ["agent-alias/", agent.value, "/", alias.value.kind === "unknown" ? "*" : alias.value]),
        certainty: agent.certainty,
      })));
    },
    "bedrock:knowledge-base": knowledgeBase("knowledgeBaseId"),
    "bedrock:guardrail": namedIn("bedrock", "guardrail/", ["guardrailIdentifier"], ["aws_bedrock_guardrail"]),
    "bedrock:guardrail-profile": nothing,
    "bedrock:flow": arnsAt("flowArn"),
  },
  operations: {
    InvokeModel: invoking("bedrock:InvokeModel"),
    Converse: invoking("bedrock:InvokeModel"),
    // https://docs.aws.amazon.com/nova/latest/userguide/video-gen-access.html
    StartAsyncInvoke: [
      ...invoking("bedrock:InvokeModel"),
      { action: "s3:PutObject", on: objectsOfUri("outputDataConfig.s3OutputDataConfig.s3Uri", "*"), when: given("outputDataConfig.s3OutputDataConfig.s3Uri"), because: "the service writes its result with the caller's rights" },
    ],
    CountTokens: [{ action: "bedrock:CountTokens", on: model }],
    InvokeModelWithResponseStream: invoking("bedrock:InvokeModelWithResponseStream"),
    InvokeModelWithBidirectionalStream: invoking("bedrock:InvokeModel"),
    ConverseStream: invoking("bedrock:InvokeModelWithResponseStream"),
    RetrieveAndGenerate: retrieveAndGenerate,
    RetrieveAndGenerateStream: retrieveAndGenerate,
    Rerank: [
      { action: "bedrock:Rerank", on: everything },
      { action: "bedrock:InvokeModel", on: modelsAt("rerankingConfiguration.bedrockRerankingConfiguration.modelConfiguration.modelArn"), because: "the model is invoked with the caller's rights" },
    ],
  },
};

const runtime = named({ members: ["agentRuntimeArn"], types: ["aws_bedrockagentcore_agent_runtime"], arn: (context, name) => context.arn("bedrock-agentcore", ["runtime/", name]) });

/** A runtime is invoked through one of its endpoints, and both are authorised. */
const runtimeEndpoint: ResourceRule = (context) => {
  const [qualifier] = context.texts("qualifier");
  const name = !qualifier || qualifier.isFromRest ? "DEFAULT" : qualifier.value.kind === "unknown" ? "*" : qualifier.value;
  return within(runtime, (arn) => joinPattern(arn, "/runtime-endpoint/", name))(context);
};

export const bedrockAgentCore: ServiceRules = {
  services: ["bedrock-agentcore"],
  types: { "bedrock-agentcore:runtime": runtime, "bedrock-agentcore:runtime-endpoint": runtimeEndpoint },
};
