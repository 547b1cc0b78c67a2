/**
 * Of an erased contact (C2) the audit log keeps the ids, not the addresses of the network. Whose an event is: the
 * contact's, a guest's in its place or that it was itself at the address it then lost, or a stranger's who used the contact's
 * login, links or devices. No ids, no events: the contact is another firm's or not erased.
 */
const idsOfErased = `(select array_agg(x.id::text) from contacts c, lateral (
    select c.id
    union all select l.id from logins l where l.firm_id = c.firm_id and l.contact_id = c.id
    union all select m.id from magic_links m where m.firm_id = c.firm_id and m.contact_id = c.id
    union all select d.id from devices d where d.firm_id = c.firm_id and d.contact_id = c.id
    union all select g.id from guests g where g.firm_id = c.firm_id and (g.contact_id = c.id or g.email = c.email)
  ) x where c.firm_id = v_firm and c.id = v_contact and c.erased_at is not null)`;

const eventOfIds = `((e.actor_kind in ('contact', 'guest') and e.actor_id::text = any(v_ids))
  or (e.actor_kind = 'stranger' and exists (
    select 1 from jsonb_each_text(e.subject) s where s.value = any(v_ids))))`;

/** Refuses every change of a log's rows but the one that forget_addresses makes, to the table's owner too. */
export const appendOnlyFunction = `
create or replace function append_only() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  v_contact uuid := nullif(current_setting('app.forgetting', true), '')::uuid;
  v_firm uuid;
  v_ids text[];
  -- the address, and what follows from the subject and has no value yet before the row is written
  v_other text[] := '{ip,contact_id,request_of_id,task_id}';
  e audit_events;
begin
  if tg_table_name = 'audit_events' and tg_op = 'UPDATE' and v_contact is not null then
    e := old;
    v_firm := e.firm_id;
    v_ids := ${idsOfErased};
    if new.ip = '' and to_jsonb(new) - v_other = to_jsonb(old) - v_other and ${eventOfIds} then return new; end if;
  end if;
  raise exception 'rows of % are never changed', tg_table_name;
end $$`;

/**
 * Blanks the addresses of an erased contact's events in the firm at hand, and can do nothing else. It runs as the tables'
 * owner, whom row-level security binds as well. Returns how many there were.
 */
export const forgetFunction = `
create or replace function forget_addresses(v_contact uuid) returns integer language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  v_firm uuid := nullif(current_setting('app.firm_id', true), '')::uuid;
  v_ids text[] := ${idsOfErased};
  v_count integer;
begin
  perform set_config('app.forgetting', v_contact::text, true);
  update audit_events e set ip = '' where e.firm_id = v_firm and e.ip <> '' and ${eventOfIds};
  get diagnostics v_count = row_count;
  perform set_config('app.forgetting', '', true);
  return v_count;
end $$`;
