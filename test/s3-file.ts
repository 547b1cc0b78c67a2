import { testDatabase } from "./db";
import { testS3 } from "./s3";

// the same tests as on a disk, with the store that these settings choose
await testDatabase();
const { endpoint, bucket, accessKeyId, secretAccessKey } = (await testS3()).settings;
Object.assign(process.env, {
  S3_ENDPOINT: endpoint,
  S3_BUCKET: bucket,
  S3_ACCESS_KEY_ID: accessKeyId,
  S3_SECRET_ACCESS_KEY: secretAccessKey,
});
