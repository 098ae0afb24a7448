import { checkPrograms, type ProgramCase, type ProgramLanguage } from "../check-program";

/** Imports that a single file begins with, so that a case shows what it is about. */
const common = [
  "import com.amazonaws.services.lambda.runtime.*;",
  "import com.amazonaws.services.lambda.runtime.events.*;",
  "import java.util.*;",
  "import java.util.stream.*;",
  "import java.util.concurrent.*;",
  "import java.util.function.*;",
];

const secondSdk = [
  "import software.amazon.awssdk.services.s3.*;",
  "import software.amazon.awssdk.services.s3.model.*;",
  "import software.amazon.awssdk.services.dynamodb.*;",
  "import software.amazon.awssdk.services.dynamodb.model.*;",
  "import software.amazon.awssdk.services.sqs.*;",
  "import software.amazon.awssdk.services.sqs.model.*;",
  "import software.amazon.awssdk.services.sns.*;",
  "import software.amazon.awssdk.services.sns.model.*;",
];

const language = { runtime: "java21", fileName: () => "App.java", handler: "App::handleRequest" } as const;

export const java: ProgramLanguage = { ...language, prelude: `${[...common, ...secondSdk].join(" ")}\n` };

export function checkJava(cases: readonly ProgramCase[]): void {
  checkPrograms(java, cases);
}

/** The same without imports of the second SDK, whose classes have the names of those of the first. */
export function checkFirstSdk(cases: readonly ProgramCase[]): void {
  checkPrograms({ ...language, prelude: `${common.join(" ")}\n` }, cases);
}
