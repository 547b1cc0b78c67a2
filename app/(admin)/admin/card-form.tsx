"use client";

import { useState } from "react";
import { Block } from "@/components/admin/blocks";
import { Icon } from "@/components/icons";
import { Avatar } from "@/components/ui/avatar";
import { TextField } from "@/components/ui/field";
import { FormFrame } from "./form-frame";
import type { FormAction } from "./form-state";

type Card = { name: string; title: string; phone: string };
type Props = {
  action: FormAction;
  staffId: string;
  card: Card;
  firm: { name: string; phone: string; officeHours: string };
  cancelHref?: string;
};

const fields = ["name", "title", "phone"] as const;

/** What clients read of a staff member, to change, and beside it how they read it. */
export function CardForm({ action, staffId, card, firm, cancelHref }: Props) {
  const [typed, setTyped] = useState(card);
  return (
    <div
      className="two"
      onInput={({ target }) => {
        if (!(target instanceof HTMLInputElement)) return;
        const { id, value } = target;
        const field = fields.find((one) => one === id);
        if (field) setTyped((before) => ({ ...before, [field]: value }));
      }}
    >
      <Block title="Card">
        <FormFrame
          action={action}
          names={[...fields]}
          hidden={{ staff_id: staffId }}
          label="Save card"
          busyLabel="Saving …"
          {...(cancelHref ? { cancelHref } : {})}
        >
          {(field) => (
            <>
              <TextField {...field("name", card.name)} label="Name" autoComplete="off" maxLength={100} />
              <TextField
                {...field("title", card.title)}
                label="Title"
                hint="From the client’s side, such as “Your accountant” or “Your bookkeeper”"
                autoComplete="off"
                maxLength={100}
              />
              <TextField
                {...field("phone", card.phone)}
                label="Telephone"
                hint={
                  firm.phone
                    ? `Left empty, clients read the firm’s: ${firm.phone}`
                    : "Left empty, none is shown"
                }
                type="tel"
                autoComplete="off"
                maxLength={40}
              />
            </>
          )}
        </FormFrame>
      </Block>
      <Preview card={typed} firm={firm} />
    </div>
  );
}

function Preview({ card, firm }: Pick<Props, "card" | "firm">) {
  const phone = card.phone.trim() || firm.phone;
  return (
    <Block title="How clients read it">
      <div className="cardpv">
        <Avatar name={card.name || firm.name} size="lg" />
        <div>
          <b>{card.name}</b>
          <span className="soft">{card.title}</span>
          {phone ? (
            <span>
              <Icon name="phone" /> {phone}
            </span>
          ) : null}
          <span className="soft">
            Stuck? {phone ? "Call, or write" : "Write"} a comment on the task.
            {firm.officeHours ? ` ${firm.officeHours}.` : ""}
          </span>
        </div>
      </div>
      <p className="soft after">
        On every page of a request that goes out in this name. Mails come from “{card.name} ({firm.name})”.
      </p>
    </Block>
  );
}
