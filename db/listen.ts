import "server-only";
import postgres from "postgres";
import { env } from "@/lib/env";

/**
 * Listens on a channel of the database with a connection of its own, which comes back by itself after it was lost;
 * `onListen` is called each time it begins. Returns how to stop. Notifications hold ids only and open nothing.
 */
export async function listenOn(
  channel: string,
  onNotice: (payload: string) => void,
  onListen: () => void,
): Promise<() => Promise<void>> {
  const sql = postgres(env().databaseAppUrl ?? "", {
    max: 1,
    connect_timeout: 5,
    onnotice: () => undefined,
    connection: { application_name: "lodge live" },
  });
  await sql.listen(channel, onNotice, onListen);
  return () => sql.end({ timeout: 1 });
}
