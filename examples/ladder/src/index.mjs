import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";

const s3 = new S3Client({});

export async function handler(event) {
  const object = await s3.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: event.key }));
  return { body: await object.Body.transformToString() };
}
