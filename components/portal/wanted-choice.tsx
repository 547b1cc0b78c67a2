import { FileAct } from "@/components/ui/file-row";

type Props = {
  as: string;
  file: { id: string; name: string; wanted: string | null };
  wanted: string[];
  action: (form: FormData) => Promise<void>;
};

/** Says which wanted document a sent file is (P3); a plain form. */
export function WantedChoice({ as, file, wanted, action }: Props) {
  if (wanted.length === 0) return null;
  return (
    <form action={action} className="which">
      <input type="hidden" name="as" value={as} />
      <input type="hidden" name="file_id" value={file.id} />
      <select name="wanted" className="in" defaultValue={file.wanted ?? ""} aria-label={`${file.name} is`}>
        <option value="">Another document</option>
        {wanted.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <FileAct file={file.name}>Save</FileAct>
    </form>
  );
}
