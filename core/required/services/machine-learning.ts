import { several } from "../resource-rule";
import { given, missing, type ActionRow, type ServiceRules } from "../service-rules";
import { objectsAt, objectsOfUri } from "./s3-resources";

/** An object that a service reads with the rights of whoever calls it. */
function readsObject(...paths: readonly string[]): ActionRow {
  const nameOf = (path: string) => `${path}.Name`;
  return {
    action: "s3:GetObject",
    on: several(...paths.map((path) => objectsAt(`${path}.Bucket`, nameOf(path)))),
    when: given(...paths.map((path) => `${path}.Bucket`)),
    because: "the service reads the object with the caller's rights",
  };
}

const image = [readsObject("Image.S3Object")];
const images = [readsObject("SourceImage.S3Object", "TargetImage.S3Object")];
const video = [readsObject("Video.S3Object")];
const each = (operations: readonly string[], rows: readonly ActionRow[]) => Object.fromEntries(operations.map((operation) => [operation, rows]));

/** Source: https://docs.aws.amazon.com/rekognition/latest/dg/security_iam_service-with-iam.html */
export const rekognition: ServiceRules = {
  services: ["rekognition"],
  also: {
    ...each(["DetectLabels", "DetectFaces", "DetectText", "DetectModerationLabels", "DetectProtectiveEquipment", "DetectCustomLabels", "RecognizeCelebrities", "IndexFaces", "SearchFacesByImage", "SearchUsersByImage"], image),
    CompareFaces: images,
    ...each(["StartLabelDetection", "StartFaceDetection", "StartTextDetection", "StartContentModeration", "StartCelebrityRecognition", "StartFaceSearch", "StartPersonTracking", "StartSegmentDetection"], video),
  },
};

const document = [readsObject("Document.S3Object")];
const location: readonly ActionRow[] = [
  readsObject("DocumentLocation.S3Object"),
  { action: "s3:PutObject", on: objectsAt("OutputConfig.S3Bucket", "OutputConfig.S3Prefix"), when: given("OutputConfig.S3Bucket"), because: "the service writes its result with the caller's rights" },
];

/** Source: https://docs.aws.amazon.com/textract/latest/dg/security_iam_id-based-policy-examples.html */
export const textract: ServiceRules = {
  services: ["textract"],
  also: {
    ...each(["DetectDocumentText", "AnalyzeDocument", "AnalyzeExpense"], document),
    AnalyzeID: [readsObject("DocumentPages[].S3Object")],
    ...each(["StartDocumentTextDetection", "StartDocumentAnalysis", "StartExpenseAnalysis", "StartLendingAnalysis"], location),
  },
};

/** Without a role of its own, a job reads and writes with the caller's rights. Source: https://docs.aws.amazon.com/transcribe/latest/dg/security_iam_id-based-policy-examples.html */
const transcription: readonly ActionRow[] = [
  { action: "s3:GetObject", on: objectsOfUri("Media.MediaFileUri"), when: missing("JobExecutionSettings.DataAccessRoleArn"), because: "the service reads the object with the caller's rights" },
  { action: "s3:PutObject", on: objectsAt("OutputBucketName", "OutputKey"), when: (context) => (missing("JobExecutionSettings.DataAccessRoleArn")(context) === "no" ? "no" : given("OutputBucketName")(context)), because: "the service writes its result with the caller's rights" },
];

export const transcribe: ServiceRules = {
  services: ["transcribe"],
  also: { StartTranscriptionJob: transcription, StartMedicalTranscriptionJob: transcription },
};

/** Source: https://docs.aws.amazon.com/polly/latest/dg/asynchronous-iam.html */
export const polly: ServiceRules = {
  services: ["polly"],
  also: {
    StartSpeechSynthesisTask: [
      { action: "s3:PutObject", on: objectsAt("OutputS3BucketName"), because: "the service writes its result with the caller's rights" },
      { action: "sns:Publish", when: given("SnsTopicArn"), on: (context) => context.texts("SnsTopicArn").map(({ value, certainty }) => ({ value, certainty })), because: "the service tells the topic with the caller's rights" },
    ],
    SynthesizeSpeech: [],
  },
};

