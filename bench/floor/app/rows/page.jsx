import { cookies } from "next/headers";
import { listOf, personOf } from "./database";

/** One session lookup, one query, a hundred rows as plain elements. */
export default async function Page() {
  const person = await personOf((await cookies()).get("session")?.value ?? "");
  if (!person) return <p>Nobody is here.</p>;
  const rows = await listOf(person.id);
  return (
    <main>
      <h1>Hello {person.name}</h1>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <h3>{row.work}</h3>
            <p>{row.due}</p>
            <a href={`/tasks/${row.id}`}>{row.title}</a>
            <p>{row.hint}</p>
          </li>
        ))}
      </ul>
    </main>
  );
}
