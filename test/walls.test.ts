import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sourcesUnder } from "./sources";

const code = /\.tsx?$/;
const read = (path: string) => readFileSync(path, "utf8");

test("[T1] every server action goes through a door", () => {
  const files = sourcesUnder("app", code).filter((path) => /^["']use server["']/m.test(read(path)));
  expect(files.length).toBeGreaterThan(2);
  for (const path of files) {
    const source = read(path);
    const doors = [...source.matchAll(/(?:portalAction|staffAction|guestAction)\(/g)].length;
    expect([path, doors > 0]).toEqual([path, true]);
    for (const [, name, rest] of source.matchAll(/export async function (\w+)([\s\S]*?)\n}(?=\n|$)/g)) {
      const called = [...source.matchAll(/const (\w+) = (?:portalAction|staffAction|guestAction)\(/g)].map(
        (match) => match[1] ?? "",
      );
      expect([path, name, called.some((door) => rest?.includes(`${door}(`))]).toEqual([path, name, true]);
    }
  }
});

/** What lets somebody in, weakens a way in, or cannot be undone: on the staff side a stolen cookie alone is not enough for it. */
const afterProof = [
  ...["inviteMember", "changeRole", "reactivateMember", "resetStaffFactors", "askSecondFactor"],
  ...["deactivateTwoFactor", "removePasskeys", "chooseMode", "eraseContact", "makeKey"],
];

test("[AU7] what lets somebody in or weakens a way in is called after asking again who is there", () => {
  const called: string[] = [];
  for (const path of sourcesUnder("app", code).filter((one) => !/\.test\./.test(one))) {
    const source = read(path);
    for (const verb of afterProof)
      for (const { index } of source.matchAll(new RegExp(`\\b${verb}\\(`, "g"))) {
        called.push(verb);
        const before = source.slice(0, index);
        const proven = /await proveAgain\(staff, proof\);\s+(?:await|return) $/.test(before);
        expect([path, verb, proven]).toEqual([path, verb, true]);
      }
  }
  expect(called.sort()).toEqual([...afterProof].sort());
  // a contact's name is changed without a proof, its address never
  const moves = sourcesUnder("app", code).filter(
    (one) => !/\.test\./.test(one) && /\beditContact\(/.test(read(one)),
  );
  expect(moves).toEqual(["app/(admin)/admin/contacts/edit-actions.ts"]);
  expect(read(moves[0] ?? "")).toMatch(
    /if \(moves\) await proveAgain\([\s\S]*await editContact\([^;]*moves \? "proven" : "none"\);/,
  );
});

/** Each route with the lock it must call; a new route without a line here fails. */
const routes: Record<string, RegExp> = {
  "app/(portal)/m/[token]/open/route.ts": /publicPost\(/,
  "app/(portal)/m/[token]/send/route.ts": /publicPost\(/,
  "app/(portal)/m/[token]/enter/route.ts": /enterByLink\([\s\S]*browserContact\(/,
  "app/(portal)/g/[token]/open/route.ts": /publicPost\([\s\S]*claimGuestLink\(/,
  "app/(portal)/devices/revoke/[token]/end/route.ts": /publicPost\([\s\S]*revokeByMail\(/,
  "app/(portal)/m/[token]/let-in/pick/route.ts": /publicPost\([\s\S]*letIn\(/,
  "app/(portal)/wait/code/route.ts": /publicPost\([\s\S]*enterByCode\(/,
  "app/(portal)/wait/enter/route.ts": /enterLetIn\(/,
  "app/(portal)/wait/state/route.ts": /waitingAsk\(/,
  "app/(portal)/login/send/route.ts": /publicPost\(/,
  "app/(portal)/files/[fileId]/route.ts": /via !== "login"[\s\S]*readOwn\(/,
  "app/(portal)/login/password/route.ts": /publicPost\(/,
  "app/(portal)/login/create/send/route.ts": /publicPost\(/,
  "app/(portal)/login/help/send/route.ts": /publicPost\(/,
  "app/(portal)/reset/[token]/set/route.ts": /publicPost\(/,
  "app/(portal)/login/passkey/route.ts": /publicPost\(/,
  "app/(portal)/login/passkey/options/route.ts": /publicPost\(/,
  "app/(portal)/login/second/give/route.ts": /publicPost\([\s\S]*atDoor\(/,
  "app/(portal)/login/second/options/route.ts": /publicPost\([\s\S]*atDoor\(/,
  "app/(portal)/login/enrol/app/route.ts": /publicPost\([\s\S]*atDoor\(/,
  "app/(portal)/login/enrol/passkey/route.ts": /publicPost\([\s\S]*atDoor\(/,
  "app/(portal)/login/enrol/options/route.ts": /publicPost\([\s\S]*atDoor\(/,
  "app/(portal)/devices/proof/nonce/route.ts": /publicPost\(/,
  "app/(portal)/devices/proof/route.ts": /publicPost\([\s\S]*proofOf\(/,
  "app/(portal)/documents/[fileId]/route.ts": /visitorOfTokens\(/,
  "app/(portal)/enter/route.ts": /liveDevicesOf\(/,
  "app/(portal)/switch/route.ts": /publicPost\([\s\S]*browserContact\(/,
  "app/(portal)/enter/send/route.ts": /publicPost\(/,
  "app/(portal)/sign-out/route.ts": /publicPost\([\s\S]*namedDevice\(/,
  "app/(admin)/admin/sign-in/send/route.ts": /staffPost\(/,
  "app/(admin)/admin/sign-in/[token]/open/route.ts": /staffPost\(/,
  "app/(admin)/admin/sign-in/second/give/route.ts": /staffPost\([\s\S]*atStaffDoor\(/,
  "app/(admin)/admin/sign-in/second/options/route.ts": /staffPost\([\s\S]*atStaffDoor\(/,
  "app/(admin)/admin/sign-in/enrol/app/route.ts": /staffPost\([\s\S]*atStaffDoor\(/,
  "app/(admin)/admin/sign-in/enrol/passkey/route.ts": /staffPost\([\s\S]*atStaffDoor\(/,
  "app/(admin)/admin/sign-in/enrol/options/route.ts": /staffPost\([\s\S]*atStaffDoor\(/,
  "app/(admin)/admin/sign-in/passkey/route.ts": /staffPost\([\s\S]*signInWithPasskey\(/,
  "app/(admin)/admin/sign-in/passkey/options/route.ts": /staffPost\(/,
  "app/(admin)/admin/sign-out/route.ts": /staffPost\(/,
  "app/(admin)/admin/contacts/[contactId]/view/route.ts": /staffOfToken\(/,
  "app/(portal)/view/[ticket]/route.ts": /openView\(/,
  "app/(portal)/view/stop/route.ts": /endView\(/,
  "app/(admin)/admin/files/[fileId]/route.ts": /staffOfToken\(/,
  "app/(admin)/admin/work/[workItemId]/files/route.ts": /staffOfToken\(/,
  "app/(admin)/admin/clients/choices/route.ts": /staffLines\(/,
  "app/(admin)/admin/clients/rows/route.ts": /staffLines\(/,
  "app/(admin)/admin/contacts/rows/route.ts": /staffLines\(/,
  "app/(admin)/admin/work/rows/route.ts": /staffLines\(/,
  "app/(admin)/admin/requests/rows/route.ts": /staffLines\(/,
  "app/(admin)/admin/requests/[requestId]/documents/route.ts": /staffFilesPost\(/,
  "app/(admin)/admin/work/[workItemId]/comments/route.ts": /staffFilesPost\(/,
  "app/(admin)/admin/requests/[requestId]/mail/route.ts": /staffOfToken\(/,
  "app/uploads/route.ts": /formSender\(/,
  "app/uploads/[fileId]/route.ts": /lock|browserContact\(/,
  "app/live/route.ts": /contactHere\([\s\S]*staffOfToken\(|staffOfToken\([\s\S]*contactHere\(/,
  "app/mailbox/[mailId]/route.ts": /hasMailbox\(/,
  "app/api/auth/[...nextauth]/route.ts": /status: 404/,
  "app/api/v1/[[...path]]/route.ts": /apiRoute\(/,
  "app/api/health/route.ts": /./,
  "app/api/ready/route.ts": /./,
};

test("[T1] every route is known and calls its lock", () => {
  const found = sourcesUnder("app", /\/route\.ts$/);
  expect(found.sort()).toEqual(Object.keys(routes).sort());
  for (const path of found) expect([path, routes[path]?.test(read(path))]).toEqual([path, true]);
});

test("[T1] every page of the portal and the staff side asks who is there", () => {
  const open = new Set(["login", "wait", "help", "m/[token]", "sign-in", "sign-in/[token]"]);
  for (const place of ["login/create", "login/help", "login/sent", "reset/[token]"]) open.add(place);
  for (const place of ["m/[token]/let-in", "devices/revoke/[token]", "devices/prove", "g/[token]"])
    open.add(place);
  for (const path of sourcesUnder("app", /\((?:portal|admin)\)\/(?:.*\/)?page\.tsx$/)) {
    const place = path.replace(/^app\/\((?:portal|admin)\)\/(?:admin\/)?/, "").replace(/\/?page\.tsx$/, "");
    // the portal's page for an address that does not exist says the same to everybody
    if (path === "app/(admin)/admin/page.tsx" || path === "app/(portal)/[...missing]/page.tsx") continue;
    if (open.has(place)) continue;
    expect([
      path,
      /signedIn\(|signedInStaff\(|signedInManager\(|loggedInPage\(|ownSignIn\(|staffDoorHere\(|doorHere\(|pageVisitor\(|pageGuest\(|previewed\(/.test(
        read(path),
      ),
    ]).toEqual([path, true]);
  }
});

test("[T1] actors are minted in known places only", () => {
  const minting = ["lib", "app", "test"]
    .flatMap((folder) => sourcesUnder(folder, code))
    .filter((path) => !path.endsWith("walls.test.ts") && /\bminted\b/.test(read(path)));
  expect(minting.sort()).toEqual(
    [
      "actor",
      "api-key",
      "demo-actors",
      "guest-session",
      "login-session",
      "session",
      "staff-session",
      "system",
      "view-as",
    ]
      .map((name) => `lib/access/${name}.ts`)
      .concat("test/actors.ts"),
  );
});

/** Who reads devices: by a browser's cookies only through the wall of its key; the others for a reason. */
const wall = /openedBy\(|opens_device\(/;
const devicesRead: Record<string, RegExp | "in" | "staff and own lists" | "ends or changes known devices"> = {
  "db/functions/claim.ts": wall,
  "lib/access/session.ts": wall,
  "lib/access/link-state.ts": wall,
  "lib/logins/log-in.ts": wall,
  // says only whether a key is wanted here; it opens nothing
  "lib/access/device-key.ts": /mustProve[\s\S]*keysHere\(/,
  // says only whether the login was used in this browser before; it opens nothing
  "lib/access/login-session.ts": /firstTimeHere\(tx/,
  // says only to whom a link may be mailed from here; it opens nothing
  "lib/access/ran-out.ts": /ranOutOn\(tx/,
  // says only why a browser is out; it opens nothing
  "lib/access/ended-here.ts": /last.how === "revoked"/,
  "lib/access/enter-device.ts": "in",
  "lib/devices/queries.ts": "staff and own lists",
  "lib/contacts/list.ts": "staff and own lists",
  "lib/contacts/timeline.ts": "staff and own lists",
  "lib/clients/standing.ts": "staff and own lists",
  "lib/devices/revoke-others.ts": "in",
  "lib/devices/revoke-all.ts": "ends or changes known devices",
  "lib/devices/revoke-by-mail.ts": "ends or changes known devices",
  "lib/devices/revoke-device.ts": "ends or changes known devices",
  "lib/devices/end-devices.ts": "ends or changes known devices",
  // says only whether there was a way in by the former address; it opens nothing
  "lib/contacts/tell-moved.ts": /hadAccess\(tx/,
  "lib/contacts/end-access.ts": "ends or changes known devices",
  "lib/contacts/drop-ways-in.ts": "ends or changes known devices",
  "db/functions/forget.ts": "ends or changes known devices",
  // asks again of the device of the contact who is in
  "lib/access/way-in.ts": "in",
  "lib/firms/make-demo-firm.ts": "ends or changes known devices",
};

test("[A14] who reads devices is known, and reads them by cookies through the wall of the key only", () => {
  const found = ["lib", "app", "db/functions"]
    .flatMap((folder) => sourcesUnder(folder, code))
    .filter((path) => !/\.test\.ts$/.test(path))
    .filter((path) =>
      /import \{[^}]*\bdevices\b[^}]*\} from "@\/db\/schema\/access"|(?:from|join) devices\b/.test(
        read(path),
      ),
    );
  expect(found.sort()).toEqual(Object.keys(devicesRead).sort());
  for (const path of found) {
    const lock = devicesRead[path];
    if (lock instanceof RegExp) expect([path, lock.test(read(path))]).toEqual([path, true]);
    else expect([path, /token_?[hH]ash[^;]*browser/.test(read(path))]).toEqual([path, false]);
  }
});

test("[A14] a device's key is written by the claim, and nowhere else", () => {
  const writing = ["lib", "app", "db/functions"]
    .flatMap((folder) => sourcesUnder(folder, code))
    .filter((path) => !/\.test\.ts$/.test(path))
    .filter((path) => {
      const source = read(path);
      return (
        /(?:update|insert)\(devices\)[^;]*publicKey|(?:update|insert into) devices[^;]*public_key/.test(
          source,
        ) || /set public_key/.test(source)
      );
    });
  expect(writing).toEqual(["db/functions/claim.ts"]);
});

test("[A14] a browser's name alone is enough to sign out and to be mailed a link, nowhere else", () => {
  const naming = ["lib", "app"]
    .flatMap((folder) => sourcesUnder(folder, code))
    .filter((path) => !/\.test\.ts$/.test(path) && /\bnamedDevice\(/.test(read(path)));
  expect(naming.sort()).toEqual([
    "app/(portal)/sign-out/route.ts",
    "lib/access/send-access-link.ts",
    "lib/access/session.ts",
    "lib/logins/ask-login-link.ts",
  ]);
});

test("[T1] the database's one raw call is used by its two callers only", () => {
  const callers = ["lib", "app", "db"]
    .flatMap((folder) => sourcesUnder(folder, code))
    .filter((path) => /callFunction/.test(read(path)));
  expect(callers.sort()).toEqual([
    "db/client.ts",
    "db/lookups.ts",
    "lib/access/claim-link.ts",
    "lib/access/rate-limit.ts",
  ]);
});

test("[T4] no style attribute, no markup from strings, no zod in what a browser loads", () => {
  for (const path of ["app", "components"].flatMap((folder) => sourcesUnder(folder, /\.tsx$/))) {
    const source = read(path);
    expect([path, /\sstyle=|dangerouslySetInnerHTML/.test(source)]).toEqual([path, false]);
    if (/^["']use client["']/m.test(source))
      expect([path, /from "zod"|input"/.test(source)]).toEqual([path, false]);
  }
});
