/**
 * Of an erased contact (C2) the audit log keeps the ids, not the addresses of the network. Whose an event is: the
 * contact's, a guest's in its place, or a stranger's who used the contact's login, links or devices.
 */
const ofContact = `
  (e.actor_kind = 'contact' and e.actor_id = c.id)
  or (e.actor_kind = 'guest' and exists (
    select 1 from guests g where g.firm_id = c.firm_id and g.contact_id = c.id and g.id = e.actor_id))
  or (e.actor_kind = 'stranger' and exists (
    select 1 from jsonb_each_text(e.subject) s where s.value = c.id::text or s.value in (
      select l.id::text from logins l where l.firm_id = c.firm_id and l.contact_id = c.id
      union all select m.id::text from magic_links m where m.firm_id = c.firm_id and m.contact_id = c.id
      union all select d.id::text from devices d where d.firm_id = c.firm_id and d.contact_id = c.id
      union all select g.id::text from guests g where g.firm_id = c.firm_id and g.contact_id = c.id)))`;

const whose = `exists (select 1 from contacts c where c.firm_id = e.firm_id and c.id = v_contact
  and c.erased_at is not null and (${ofContact}))`;

/** Refuses every change of a log's rows but the one that forget_addresses makes, to the table's owner too. */
export const appendOnlyFunction = `
create or replace function append_only() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  v_contact uuid := nullif(current_setting('app.forgetting', true), '')::uuid;
  e audit_events;
begin
  if tg_table_name = 'audit_events' and tg_op = 'UPDATE' and v_contact is not null then
    e := old;
    if new.ip = '' and to_jsonb(new) - 'ip' = to_jsonb(old) - 'ip' and ${whose} then return new; end if;
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
  v_count integer;
begin
  perform set_config('app.forgetting', v_contact::text, true);
  update audit_events e set ip = '' where e.ip <> ''
    and e.firm_id = nullif(current_setting('app.firm_id', true), '')::uuid and ${whose};
  get diagnostics v_count = row_count;
  perform set_config('app.forgetting', '', true);
  return v_count;
end $$`;
