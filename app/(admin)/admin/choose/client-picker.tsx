"use client";

import { useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import type { ClientChoice } from "@/lib/clients/list";
import type { Picking } from "../form-frame";
import { ClientBox } from "./client-box";

type Client = Pick<ClientChoice, "id" | "name">;

type Props = {
  picking: Picking;
  label: string;
  hint: string;
  /** More than one may be chosen. */
  several?: boolean;
  chosen?: Client[];
};

const never = () => () => undefined;
const useScript = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

/**
 * A choice of one client, or of several, by typing: what is chosen stands above the box, as boxes to take back. Without
 * a script the box has a button that finds, and the matches stand there to be chosen too.
 */
export function ClientPicker({ picking, label, hint, several = false, chosen = [] }: Props) {
  const { id, error, picked, found, nth } = picking;
  const [clients, setClients] = useState<Client[]>(() => [
    ...chosen,
    ...(found?.clients ?? []).filter((one) => !chosen.some((other) => other.id === one.id)),
  ]);
  const [on, setOn] = useState(() => picked ?? chosen.map((client) => client.id));
  const [said, setSaid] = useState("");
  const script = useScript();

  const set = (client: Client, checked: boolean) =>
    setOn(
      several ? [...on.filter((one) => one !== client.id), ...(checked ? [client.id] : [])] : [client.id],
    );
  const pick = (client: Client) => {
    set(client, true);
    setClients(several ? [...clients.filter((one) => one.id !== client.id), client] : [client]);
    setSaid(`${client.name} is chosen.`);
  };
  const ids = [`${id}-hint`, error ? `${id}-error` : ""].filter(Boolean);
  return (
    <div className={error ? "field bad" : "field"} role="group" aria-label={label}>
      <label htmlFor={id}>{label}</label>
      <p className="hint" id={`${id}-hint`}>
        {hint}
      </p>
      {error ? (
        <p className="err-t" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
      {found ? (
        <p className="hint" role="status">
          {found.said}
        </p>
      ) : null}
      {clients.length > 0 ? (
        <div className="picked">
          {clients.map((client) => (
            <label key={`${client.id} ${nth}`} className="pick">
              <input
                type={several ? "checkbox" : "radio"}
                className="ck"
                name={id}
                value={client.id}
                defaultChecked={on.includes(client.id)}
                onChange={(event) => set(client, event.target.checked)}
              />
              <span>{client.name}</span>
            </label>
          ))}
        </div>
      ) : null}
      <ClientBox
        id={id}
        label={label}
        name={script ? undefined : "find"}
        taken={on}
        pick={pick}
        described={{ "aria-describedby": ids.join(" "), "aria-invalid": error ? true : undefined }}
      />
      <noscript>
        <Button size="sm" name="finding" value="1">
          Find
        </Button>
      </noscript>
      <p role="status" className="vh">
        {said}
      </p>
    </div>
  );
}
