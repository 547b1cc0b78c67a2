/**
 * The region that an S3 endpoint's requests are signed for, told from its name: `s3.eu-central-1.amazonaws.com`,
 * `s3.us-west-004.backblazeb2.com`, `s3.fr-par.scw.cloud`. Where a name tells none, us-east-1, which services of one
 * region (MinIO, Ceph, R2) take.
 */
export function regionOf(endpoint: string): string {
  const { hostname } = new URL(endpoint);
  const aws = /\.amazonaws\.com(?:\.cn)?$/.test(hostname);
  const named = aws
    ? /(?:^|[.-])([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(hostname)
    : /^s3[.-]([a-z0-9-]+)\.[a-z0-9-]+\.[a-z]/.exec(hostname);
  return named?.[1] ?? "us-east-1";
}
