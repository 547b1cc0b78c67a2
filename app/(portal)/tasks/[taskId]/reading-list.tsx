import { Section } from "@/components/portal/page-head";
import { Icon } from "@/components/icons";
import { formatBytes } from "@/lib/files/rules";

type Props = { title: string; at: string; files: { id: string; name: string; size: number }[] };

/** Documents that the firm attached; each opens in its own tab (DECISIONS 10). `at` is what their addresses begin with. */
export function ReadingList({ title, at, files }: Props) {
  return (
    <Section title={title}>
      <ul className="sheet files" aria-label={title}>
        {files.map((file) => (
          <li key={file.id}>
            <span className="ft" aria-hidden="true">
              {(/\.([a-z0-9]{1,4})$/i.exec(file.name)?.[1] ?? "file").toUpperCase()}
            </span>
            <div>
              <p className="fn">{file.name}</p>
              <p className="fs">{formatBytes(file.size)}</p>
            </div>
            <div className="acts">
              <a href={`${at}${file.id}`} target="_blank" rel="noopener">
                <Icon name="eye" />
                Read<span className="vh"> {file.name}, opens in a new tab</span>
              </a>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
