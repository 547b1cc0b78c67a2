"use client";

import { useEffect, useRef, useState } from "react";
import { Kv } from "@/components/admin/blocks";
import "@/components/styles/admin-preview.css";

/** A recipient, and the head of the mail that they would get. */
type PreviewReader = {
  /** The contact's id, or "anybody" while nobody is chosen. */
  id: string;
  name: string;
  mail: { subject: string; from: string; to: string };
};

type Props = {
  requestId: string;
  readers: [PreviewReader, ...PreviewReader[]];
  /** What is said about how fresh it is. */
  remark: string;
  /** Changes when what is saved changes. */
  stamp: string;
};

/**
 * What a recipient sees, in the portal's own pages, and the mail (W3). To look at: no form in it is sent. It is a page in
 * the page, so that it is as wide as a phone or a desktop, and the links in it go from task to task.
 */
export function Preview({ requestId, readers, remark, stamp }: Props) {
  const [chosen, setChosen] = useState(readers[0].id);
  const reader = readers.find(({ id }) => id === chosen) ?? readers[0];
  const pages = useFresh(stamp);
  const pagesOf = (id: string) => `/preview/${requestId}/${id}`;
  const mailOf = (id: string) => `/admin/requests/${requestId}/mail${id === "anybody" ? "" : `?to=${id}`}`;
  return (
    <>
      <h2 className="h-sm">As {reader.name} sees it</h2>
      {readers.length > 1 ? (
        <>
          <label className="pv-as">
            Recipient
            <select
              className="in"
              value={reader.id}
              onChange={({ target }) => {
                setChosen(target.value);
              }}
            >
              {readers.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <noscript>
            <ul className="pv-links">
              {readers.map(({ id, name, mail }) => (
                <li key={id}>
                  {name}:{" "}
                  <a href={pagesOf(id)} target="preview-pages">
                    Pages<span className="vh"> of {name}</span>
                  </a>{" "}
                  ·{" "}
                  <a href={mailOf(id)} target="preview-mail">
                    Mail<span className="vh"> to {name}</span>
                  </a>{" "}
                  “{mail.subject}” to {mail.to}
                </li>
              ))}
            </ul>
          </noscript>
        </>
      ) : null}
      <PreviewSwitch />
      <p className="soft tiny">{remark}</p>
      <div className="letter">
        <div className={readers.length > 1 ? "one-of-many" : undefined}>
          <Kv
            rows={[
              { term: "Subject", value: <b>{reader.mail.subject}</b> },
              { term: "From", value: reader.mail.from },
              { term: "To", value: reader.mail.to || "Nobody is chosen yet" },
            ]}
          />
        </div>
        <iframe
          key={`${reader.id} ${stamp}`}
          name="preview-mail"
          title="The mail"
          src={mailOf(reader.id)}
          sandbox=""
          loading="lazy"
        />
      </div>
      <div className="ph">
        <iframe
          key={reader.id}
          ref={pages}
          name="preview-pages"
          title="The client’s pages"
          src={pagesOf(reader.id)}
          sandbox="allow-same-origin"
          loading="lazy"
        />
      </div>
      <p className="tiny pv-tab">
        <a href={pagesOf(reader.id)} target="_blank" rel="noopener">
          Open these pages in a new tab
        </a>
      </p>
    </>
  );
}

/** A frame that reads its page again, wherever in it one is, when what is saved changes. */
function useFresh(stamp: string) {
  const frame = useRef<HTMLIFrameElement>(null);
  const drawn = useRef(stamp);
  useEffect(() => {
    if (drawn.current === stamp) return;
    drawn.current = stamp;
    frame.current?.contentWindow?.location.reload();
  }, [stamp]);
  return frame;
}

function PreviewSwitch() {
  return (
    <div className="pv-switch">
      <fieldset className="seg">
        <legend className="vh">Preview</legend>
        <Choice name="pv-as" id="pv-phone" label="Phone" first />
        <Choice name="pv-as" id="pv-desktop" label="Desktop" />
        <Choice name="pv-as" id="pv-mail" label="Mail" />
      </fieldset>
      <fieldset className="seg">
        <legend className="vh">Colours</legend>
        <Choice name="pv-in" id="pv-light" label="Light" first />
        <Choice name="pv-in" id="pv-dark" label="Dark" />
      </fieldset>
    </div>
  );
}

type ChoiceProps = { name: string; id: string; label: string; first?: boolean };

function Choice({ name, id, label, first = false }: ChoiceProps) {
  return (
    <label>
      <input type="radio" name={name} id={id} defaultChecked={first} />
      {label}
    </label>
  );
}
