import { literal, literalText, type SymbolicString } from "../../values";
import { asPattern, splitText } from "../arn-pattern";
import type { CallContext } from "../call-context";
import type { GivenText } from "../call-input";
import type { NeededResource } from "../need";
import { always, named, namedIn, resolve } from "../resource-rule";
import { given, type ActionRow, type ResourceRule, type ServiceRules } from "../service-rules";

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
