import { FirmMark } from "@/components/portal/firm-mark";
import { NextTask } from "@/components/portal/next-task";
import { TaskRow } from "@/components/portal/task-row";
import { TaskList, WorkSheet } from "@/components/portal/work-sheet";
import { Icon } from "@/components/icons";
import type { Firm } from "@/lib/access/host";
import { dayIn } from "@/lib/clock";
import { plural } from "@/lib/format";
import { dueWords } from "@/lib/requests/outstanding";
import { doLabel, kindHint } from "@/lib/tasks/rules";
import "@/components/styles/admin-preview.css";
import type { RequestShown } from "./sent-request";

type Props = { request: RequestShown; reader: string | undefined; firm: Firm; now: Date };

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

function Choice({
  name,
  id,
  label,
  first = false,
}: {
  name: string;
  id: string;
  label: string;
  first?: boolean;
}) {
  return (
    <label>
      <input type="radio" name={name} id={id} defaultChecked={first} />
      {label}
    </label>
  );
}

/** What the client will see, made of the portal's own parts (W3). To look at: nothing in it can be pressed. */
export function PhonePreview({ request, reader, firm, now }: Props) {
  const [next] = request.tasks;
  const due = dueWords(request.dueOn, dayIn(now, firm.timeZone), firm);
  return (
    <>
      <h2 className="h-sm">As {reader ?? "the client"} sees it</h2>
      <PreviewSwitch />
      <p className="soft tiny">
        {request.status === "draft"
          ? "It shows the draft as it was saved last."
          : "With every task still to do."}
      </p>
      <div className="letter">
        <iframe
          title="The mail"
          src={`/admin/requests/${request.id}/mail?v=${request.version}.${request.tasks.map(({ version }) => version).join("-")}`}
          sandbox=""
          loading="lazy"
        />
      </div>
      {/* the firm's own colours, inside the phone only */}
      <link rel="stylesheet" href="/admin/palette" precedence="medium" />
      <div className="ph" inert>
        <div className="screen">
          <div className="top">
            <span className="firm">
              <FirmMark name={firm.name} />
              <span>{firm.name}</span>
            </span>
            <span className="menu">
              <Icon name="menu" />
              Menu
            </span>
          </div>
          <div className="page">
            <p className="soft">{reader ? `Hello ${reader}` : "Hello"}</p>
            <p className="page-h">
              {next ? `${plural(request.tasks.length, "thing")} for you to do` : "Nothing to do yet"}
            </p>
            {next ? (
              <>
                <NextTask
                  title={next.title}
                  href="#"
                  action={doLabel(next.kind)}
                  due={due}
                  client={request.clientName}
                />
                <WorkSheet
                  title={request.workTitle}
                  due={due}
                  progress={{ done: 0, total: request.tasks.length }}
                >
                  <TaskList>
                    {request.tasks.map((task) => (
                      <TaskRow
                        key={task.id}
                        title={task.title}
                        href="#"
                        state="open"
                        hint={task.description || kindHint(task.kind)}
                        tick={
                          <span className="tick">
                            <span className="box" />
                          </span>
                        }
                      />
                    ))}
                  </TaskList>
                </WorkSheet>
              </>
            ) : null}
          </div>
        </div>
      </div>
    </>
  );
}
