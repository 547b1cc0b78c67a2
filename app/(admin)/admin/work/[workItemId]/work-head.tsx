import { AdminHead } from "@/components/admin/page-head";
import { ButtonLink } from "@/components/ui/button";
import { DeedButton, DeedHead } from "../../deed";
import { completeWork, reopenWork } from "../actions";
import { bringBackWork, putWorkAway } from "../edit-actions";

type Props = {
  work: {
    id: string;
    title: string;
    clientId: string;
    clientName: string;
    completedAt: Date | null;
    archivedAt: Date | null;
    openTasks: number;
  };
};

/** The head of a work item. Completing asks first while tasks are open, by a dialog with its own address (W8). */
export function WorkHead({ work }: Props) {
  const head = {
    title: work.title,
    crumbs: [{ label: work.clientName, href: `/admin/clients/${work.clientId}` }],
  };
  const fields = { work_item_id: work.id };
  const edit = <ButtonLink href={`/admin/work/${work.id}/edit`}>Edit work item</ButtonLink>;
  if (work.archivedAt) {
    return (
      <DeedHead
        {...head}
        deed={{ action: bringBackWork, fields, label: "Restore work item", busyLabel: "Restoring …" }}
      />
    );
  }
  if (work.completedAt) {
    return (
      <DeedHead
        {...head}
        deed={{ action: putWorkAway, fields, label: "Archive work item", busyLabel: "Archiving …" }}
      >
        <DeedButton
          deed={{ action: reopenWork, fields, label: "Set back to in progress", busyLabel: "Setting back …" }}
          about={work.title}
        />
      </DeedHead>
    );
  }
  if (work.openTasks > 0) {
    return (
      <AdminHead {...head}>
        {edit}
        <ButtonLink href={`/admin/work/${work.id}?complete=1`} icon="check">
          Mark as completed
        </ButtonLink>
      </AdminHead>
    );
  }
  return (
    <DeedHead
      {...head}
      deed={{
        action: completeWork,
        fields,
        label: "Mark as completed",
        busyLabel: "Completing …",
        icon: "check",
      }}
    >
      {edit}
    </DeedHead>
  );
}
