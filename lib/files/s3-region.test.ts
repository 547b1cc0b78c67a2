import { expect, test } from "vitest";
import { regionOf } from "./s3-region";

test.each([
  ["https://s3.eu-central-1.amazonaws.com", "eu-central-1"],
  ["https://s3.dualstack.us-gov-west-1.amazonaws.com", "us-gov-west-1"],
  ["https://s3-fips.us-east-2.amazonaws.com", "us-east-2"],
  ["https://s3.cn-north-1.amazonaws.com.cn", "cn-north-1"],
  ["https://s3.amazonaws.com", "us-east-1"],
  ["https://s3.us-west-004.backblazeb2.com", "us-west-004"],
  ["https://s3.fr-par.scw.cloud", "fr-par"],
  ["https://s3.example.com", "us-east-1"],
  ["http://127.0.0.1:9000", "us-east-1"],
  ["http://minio:9000", "us-east-1"],
])("[D1] requests to %s are signed for %s", (endpoint, region) => {
  expect(regionOf(endpoint)).toBe(region);
});
