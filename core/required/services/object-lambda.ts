import { always, firstOf } from "../resource-rule";
import type { ServiceRules } from "../service-rules";

/** An object Lambda access point is told by the one that calls the function. */
export const objectLambda: ServiceRules = {
  services: ["s3"],
  types: {
    "s3-object-lambda:objectlambdaaccesspoint": firstOf((context) => {
      const points = context.resources.ofType("aws_s3control_object_lambda_access_point");
      return points.length === 1 ? [{ value: points[0]!.arn, certainty: "certain" }] : [];
    }, always("s3-object-lambda", "accesspoint/*")),
  },
};
