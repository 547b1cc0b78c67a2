/**
 * Keeps search_words (W1), a statement at a time, so that a load of a hundred thousand rows stays quick. A word is
 * what stands between spaces, and each run of letters and figures in it; accents and capitals do not count. A work
 * item is found by its client's name too, a request by its client's and its work's.
 */
const fold = `create or replace function search_fold(p_text text) returns text language sql immutable
  set search_path = pg_catalog as
  $$ select lower(regexp_replace(normalize(p_text, NFKD), '[\\u0300-\\u036f]', '', 'g')) $$`;

const split = `create or replace function search_split(p_text text) returns setof text language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select distinct left(w.word, 60) from (
    select unnest(regexp_split_to_array(search_fold(p_text), '\\s+')) as word
    union all select unnest(regexp_split_to_array(search_fold(p_text), '[^[:alnum:]]+')) as word
  ) w where w.word <> '' limit 60 $$`;

type Source = { table: string; noun: string; text: string; from: string };

const sources: Source[] = [
  { table: "clients", noun: "client", from: "clients x", text: "x.name" },
  {
    table: "contacts",
    noun: "contact",
    from: "contacts x",
    text: "concat_ws(' ', x.first_name, x.last_name, x.email, x.phone)",
  },
  {
    table: "work_items",
    noun: "work_item",
    from: "work_items x join clients c on c.firm_id = x.firm_id and c.id = x.client_id",
    text: "concat_ws(' ', x.title, c.name)",
  },
  {
    table: "requests",
    noun: "request",
    from: `requests x join work_items w on w.firm_id = x.firm_id and w.id = x.work_item_id
      join clients c on c.firm_id = w.firm_id and c.id = w.client_id`,
    text: "concat_ws(' ', x.title, w.title, c.name)",
  },
];

const insertWords = ({ noun, from, text }: Source, which: string) => `
  insert into search_words (firm_id, noun, word, row_id)
    select x.firm_id, '${noun}', s.word, x.id from ${from}, lateral search_split(${text}) s(word)
    where ${which} on conflict do nothing;`;
const again = (source: Source, which: string) => `
  delete from search_words s using ${source.from} where s.firm_id = x.firm_id and s.row_id = x.id and ${which};
  ${insertWords(source, which)}`;

/** The same words, from the rows that the statement touched: no other row is looked at. */
const ofFresh = (source: Source): Source => ({
  ...source,
  from: source.from.replace(`${source.table} x`, "fresh x"),
});
/** Of what hangs on the changed rows, the words change with them. */
const dependants: Record<string, [number, string][]> = {
  clients: [
    [2, "exists (select 1 from fresh f where f.firm_id = c.firm_id and f.id = c.id)"],
    [3, "exists (select 1 from fresh f where f.firm_id = c.firm_id and f.id = c.id)"],
  ],
  work_items: [[3, "exists (select 1 from fresh f where f.firm_id = w.firm_id and f.id = w.id)"]],
};
/** The words follow these columns; a change of others touches nothing. */
const changed: Record<string, string> = {
  clients: "f.name is distinct from o.name",
  contacts:
    "(f.first_name, f.last_name, f.email, f.phone) is distinct from (o.first_name, o.last_name, o.email, o.phone)",
  work_items: "(f.title, f.client_id) is distinct from (o.title, o.client_id)",
  requests: "(f.title, f.work_item_id) is distinct from (o.title, o.work_item_id)",
};

const triggersOf = (source: Source): string[] => {
  const { table } = source;
  const below = (dependants[table] ?? []).flatMap(([at, which]) => {
    const other = sources[at];
    return other ? [again(other, which)] : [];
  });
  const body = (statements: string) =>
    `returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$ begin ${statements} return null; end $$`;
  return [
    `create or replace function search_new_${table}() ${body(insertWords(ofFresh(source), "true"))}`,
    `create or replace function search_changed_${table}() ${body(
      `if exists (select 1 from fresh f join old_rows o on o.id = f.id where ${changed[table] ?? "true"}) then
         ${again(ofFresh(source), "true")} ${below.join("")} end if;`,
    )}`,
    `create or replace function search_gone_${table}() ${body(
      `delete from search_words s using old_rows o where s.firm_id = o.firm_id and s.row_id = o.id;`,
    )}`,
    `create or replace trigger search_new after insert on "${table}" referencing new table as fresh
       for each statement execute function search_new_${table}()`,
    `create or replace trigger search_changed after update on "${table}" referencing old table as old_rows new table as fresh
       for each statement execute function search_changed_${table}()`,
    `create or replace trigger search_gone after delete on "${table}" referencing old table as old_rows
       for each statement execute function search_gone_${table}()`,
  ];
};

/** What db/secure.ts sets anew after each migration. */
export const searchStatements: string[] = [fold, split, ...sources.flatMap(triggersOf)];
