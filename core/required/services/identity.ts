import { literal, literalText, type SymbolicString } from "../../values";
import { asPattern, splitText } from "../arn-pattern";
import type { CallContext } from "../call-context";
import type { GivenText } from "../call-input";
import type { NeededResource } from "../need";
import { always, firstOf, named, namedIn, nothing, resolve } from "../resource-rule";
import { given, type ActionRow, type ResourceRule, type ServiceRules } from "../service-rules";

const role = named({
  members: ["RoleArn", "RoleName", "Role"],
  types: ["aws_iam_role"],
  arn: (context, name) => context.arn("iam", ["role/", name], "account"),
});

export const sts: ServiceRules = {
  services: ["sts"],
  types: { "sts:role": role },
  also: {
    AssumeRole: [
      { action: "sts:TagSession", on: role, when: given("Tags"), because: "the session is tagged" },
      { action: "sts:SetSourceIdentity", on: role, when: given("SourceIdentity"), because: "the session has a source identity" },
    ],
  },
};

export const iam: ServiceRules = {
  services: ["iam"],
  types: {
    "iam:role": role,
    "iam:user": named({ members: ["UserName"], types: ["aws_iam_user"], arn: (context, name) => context.arn("iam", ["user/", name], "account") }),
    "iam:policy": named({ members: ["PolicyArn", "PolicyName"], types: ["aws_iam_policy"], arn: (context, name) => context.arn("iam", ["policy/", name], "account") }),
  },
};

/** Pools are named by ids alone; calls that only know an app client are open to everyone. */
export const cognito: ServiceRules = {
  services: ["cognito-idp"],
  types: { "cognito-idp:userpool": namedIn("cognito-idp", "userpool/", ["UserPoolId", "ResourceArn"], ["aws_cognito_user_pool"]), "cognito-idp:webacl": nothing },
};

const identityTypes = ["aws_ses_email_identity", "aws_ses_domain_identity", "aws_sesv2_email_identity"];

/** An address may be verified by itself or by its domain: either is the identity. Source: https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html */
const sender: ResourceRule = (context) => {
  const arns = named({ members: ["FromEmailAddressIdentityArn", "SourceArn", "FromArn"], arn: (_, text) => text })(context);
  if (arns.length > 0) return arns;
  const addresses = ["FromEmailAddress", "Source", "EmailIdentity", "Identity"].flatMap((member) => context.texts(member)).filter((text) => !text.isFromRest);
  if (addresses.length === 0) return always("ses", "identity/*")(context);
  return addresses.flatMap((address) => identitiesOf(context, address));
};

function identitiesOf(context: CallContext, address: GivenText): NeededResource[] {
  if (address.value.kind === "unknown") return [{ value: address.value, certainty: address.certainty }];
  const plain = addressIn(address.value);
  const domain = splitText(plain, "@")[1];
  const both = domain ? [plain, domain] : [plain];
  const managed = both.find((text) => context.managed(identityTypes, text));
  const naming = { types: identityTypes, arn: (one: CallContext, name: SymbolicString) => one.arn("ses", ["identity/", name]) };
  // Which of the two is verified cannot be told: either may be the one that the role names.
  const certainty = managed || both.length === 1 ? address.certainty : "possible";
  return (managed ? [managed] : both).flatMap((value) => resolve(context, { ...address, certainty, value: asPattern(value) }, naming));
}

/** `Shop <orders@example.com>` → `orders@example.com` */
function addressIn(text: SymbolicString): SymbolicString {
  const known = literalText(text);
  if (known !== undefined) return literal(/<([^>]*)>/.exec(known)?.[1] ?? known.trim());
  const inner = splitText(text, "<")[1];
  return inner ? splitText(inner, ">")[0]! : text;
}

const sendsRaw: ActionRow = { action: "ses:SendRawEmail", when: given("Content.Raw"), because: "the message is raw" };

export const ses: ServiceRules = {
  services: ["ses", "sesv2"],
  types: {
    "ses:identity": sender,
    "ses:configuration-set": namedIn("ses", "configuration-set/", ["ConfigurationSetName"], ["aws_ses_configuration_set", "aws_sesv2_configuration_set"]),
    "ses:template": namedIn("ses", "template/", ["Template", "Content.Template.TemplateName", "DefaultContent.Template.TemplateName"], ["aws_ses_template"]),
  },
  also: { SendEmail: [sendsRaw] },
};

/** An object Lambda access point is told by the one that calls the function. */
export const objectLambda: ServiceRules = {
  services: ["s3"],
  types: {
    "s3-object-lambda:objectlambdaaccesspoint": firstOf((context) => {
      const points = context.resources.ofType("aws_s3control_object_lambda_access_point");
      return points.length === 1 ? [{ value: points[0]!.arn, certainty: "certain" }] : [];
    }, always("s3-object-lambda", "accesspoint/*")),
  },
  operations: {},
};
