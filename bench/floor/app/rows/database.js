import postgres from "postgres";

let sql;
const database = () => (sql ??= postgres(process.env.FLOOR_DATABASE_URL, { max: 10 }));

export const personOf = async (token) =>
  (
    await database()`select p.id, p.name from floor.sessions s join floor.people p on p.id = s.person_id
      where s.token = ${token} and s.ends_at > now()`
  )[0];

export const listOf = (personId) =>
  database()`select id, work, due, title, hint from floor.rows where person_id = ${personId} order by place limit 100`;
