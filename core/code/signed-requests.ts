/** An operation that no client has: requests are signed for it by hand. */
export interface SignedOperation {
  readonly service: string;
  readonly operation: string;
}

/**
 * Services, by the name that requests are signed with, which know one action for all that is asked of them. Requests to the others are
 * authorised by what is in them, which is not followed.
 * Sources: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/security-iam-serverless.html,
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-iam-policy-examples-for-api-execution.html,
 * https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#aws-iam-authorization,
 * https://docs.aws.amazon.com/vpc-lattice/latest/ug/auth-policies.html
 */
const signedOperations: Readonly<Record<string, SignedOperation>> = {
  aoss: { service: "aoss", operation: "APIAccessAll" },
  appsync: { service: "appsync", operation: "GraphQL" },
  "execute-api": { service: "execute-api", operation: "Invoke" },
  "vpc-lattice-svcs": { service: "vpc-lattice-svcs", operation: "Invoke" },
};

/** What a request that is signed for the service asks for, `undefined` where the request decides. */
export function signedOperation(service: string | undefined): SignedOperation | undefined {
  return service !== undefined && Object.hasOwn(signedOperations, service) ? signedOperations[service] : undefined;
}
