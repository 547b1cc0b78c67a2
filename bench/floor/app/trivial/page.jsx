import { headers } from "next/headers";

/** The smallest page that is made anew for each request. */
export default async function Page() {
  const host = (await headers()).get("host");
  return <p>Hello, {host}.</p>;
}
