declare module "s3rver" {
  import type { RequestListener } from "node:http";

  /** An S3 for tests; only what ours use of it. */
  export default class S3rver {
    constructor(options: {
      directory: string;
      silent: boolean;
      vhostBuckets: boolean;
      configureBuckets: { name: string }[];
    });
    configureBuckets(): Promise<unknown>;
    callback(): RequestListener;
  }
}
