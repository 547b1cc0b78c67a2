import { longDayOf, whenOf, type Place } from "@/lib/format";
import type { DeviceOf, LinkOf } from "@/lib/devices/queries";
import { bindingInWords, deviceInWords, looksInWords, placeInWords } from "@/lib/devices/rules";

export type Seen = { now: Date; place: Place };

/** What a contact is told of a device, a line each: until when it shows the requests, and when it was used. */
export function deviceLines(device: DeviceOf, { now, place }: Seen): string[] {
  const where = placeInWords(device, place.locale);
  const first = `First opened ${whenOf(device.claimedAt, now, place)}${where ? `, ${where}` : ""}`;
  const last = `Last used ${whenOf(device.lastSeenAt, now, place)}`;
  if (device.live) return [`Stays open until ${longDayOf(device.endsAt, place)}`, first, last];
  if (!device.endedAt) return [`Its 30 days were over ${whenOf(device.endsAt, now, place)}`, first];
  return [`Signed out ${whenOf(device.endedAt, now, place)}`, first];
}

/** What ties a device to its browser, for the fold below the list: "Chrome on Android, first opened today 10:42". */
export const techniqueOf = (device: DeviceOf, { now, place }: Seen): { name: string; words: string } => ({
  name: `${deviceInWords(device)}, first opened ${whenOf(device.claimedAt, now, place)}`,
  words: bindingInWords(device),
});

/** What a link is called: by its request, for links themselves are never shown. */
export const linkName = (link: Pick<LinkOf, "purpose" | "requestTitle">): string =>
  link.purpose === "access" || !link.requestTitle ? "Access link" : link.requestTitle;

/** What became of a link, a line each. */
export function linkLines(link: LinkOf, { now, place }: Seen): string[] {
  const on =
    link.browser && link.system ? ` on ${deviceInWords({ browser: link.browser, system: link.system })}` : "";
  const state = link.claimedAt
    ? `Opened ${whenOf(link.claimedAt, now, place)}${on}.`
    : link.revokedAt
      ? `Closed ${whenOf(link.revokedAt, now, place)}, never opened.`
      : link.old
        ? "Never opened, and older than 30 days."
        : "Not opened by the button yet.";
  return [`Mailed ${whenOf(link.issuedAt, now, place)}. ${state}`, looksInWords(link)].filter(Boolean);
}
