import { Status } from "@/components/admin/status";
import type { Said } from "./list/line";

/** A state that was put into words on the server. */
export const SaidStatus = ({ said: { kind, icon, words } }: { said: Said }) => (
  <Status kind={kind} icon={icon}>
    {words}
  </Status>
);
