import { hostOf } from "@/lib/access/host";
import { env } from "@/lib/env";
import { isId } from "@/lib/ids";
import { hasMailbox, mailboxMail } from "@/lib/messages/mailbox";

type Context = { params: Promise<{ mailId: string }> };

const nothing = () =>
  new Response("There is no such mail.\n", {
    status: 404,
    headers: { "Content-Type": "text/plain; charset=utf-8" },
  });

/** One mail of the demo's mailbox as a mail app would show it: no script, nothing fetched. `?text` gives its plain part. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { mailId } = await params;
  const host = await hostOf(request.headers.get("host") ?? "");
  const mail =
    hasMailbox() && host.kind !== "unknown" && isId(mailId)
      ? await mailboxMail(env().dataDir, mailId)
      : undefined;
  if (!mail) return nothing();
  const plain = new URL(request.url).searchParams.has("text");
  return new Response(plain ? mail.text : mail.html, {
    headers: {
      "Content-Type": plain ? "text/plain; charset=utf-8" : "text/html; charset=utf-8",
      "Content-Security-Policy":
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'none'",
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "same-origin",
    },
  });
}
