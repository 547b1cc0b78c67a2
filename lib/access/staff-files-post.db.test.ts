import { expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { staffMembers, staffSessions } from "@/db/schema/staff";
import { hashToken, newToken } from "@/lib/crypto";
import { deactivateMember } from "@/lib/staff/deactivate-member";
import { testFirm } from "@/test/factories/firm";
import { cookieNames } from "./cookies";
import { staffFilesPost, type Still } from "./staff-files-post";

test("[F4] a form whose body is still coming is not written once its sender is deactivated", async () => {
  const f = await testFirm();
  const token = newToken();
  const [member] = await withFirm(f, (tx) =>
    tx
      .insert(staffMembers)
      .values({ firmId: f.firmId, name: "Nia New", email: "nia@firm.example", role: "member" })
      .returning({ id: staffMembers.id }),
  );
  const staffId = member?.id ?? "";
  await withFirm(f, (tx) =>
    tx.insert(staffSessions).values({
      firmId: f.firmId,
      staffId,
      tokenHash: hashToken(token),
      host: f.firm.origin,
      endsAt: new Date(Date.now() + 3_600_000),
    }),
  );
  const { host, origin } = new URL(f.firm.origin);
  const request = new Request(origin, {
    method: "POST",
    headers: { host, origin, "sec-fetch-site": "same-origin", cookie: `${cookieNames.staff}=${token}` },
  });
  const asked: unknown[] = [];
  const ask = (still: Still) =>
    still().then(
      () => asked.push("allowed"),
      (problem: unknown) => asked.push(problem),
    );
  const answer = await staffFilesPost(request, "comments.write", async (staff, still) => {
    expect(staff.staffId).toBe(staffId);
    await ask(still);
    await deactivateMember(f.staff, staffId, f.staff.staffId);
    await ask(still);
    return new Response(null, { status: 204 });
  });
  expect(answer.status).toBe(204);
  expect(asked).toEqual(["allowed", expect.objectContaining({ code: "forbidden" })]);
});
