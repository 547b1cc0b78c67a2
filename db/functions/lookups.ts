/**
 * What may be asked before a firm is known. Each runs as the lookup role, which has SELECT policies of its
 * own, and returns the least that its caller needs (DECISIONS 30).
 */
export const lookupFunctions: { signature: string; body: string }[] = [
  {
    signature: "lookup_firm(p_slug text, p_host text) returns setof firms",
    body: `select f.* from firms f where f.slug = p_slug
           union all
           select f.* from firms f join domains d on d.firm_id = f.id
           where d.host = p_host and d.verified_at is not null limit 1`,
  },
  {
    signature: "lookup_demo_firm() returns setof firms",
    body: `select * from firms where is_demo order by created_at limit 1`,
  },
  {
    signature: "lookup_staff(p_email text) returns table (firm_id uuid, staff_id uuid)",
    body: `select s.firm_id, s.id from staff_members s where s.email = p_email and s.deactivated_at is null`,
  },
  {
    signature: "lookup_staff_link(p_token_hash text) returns uuid",
    body: `select l.firm_id from staff_links l where l.token_hash = p_token_hash`,
  },
  {
    signature: "lookup_staff_session(p_token_hash text) returns uuid",
    body: `select s.firm_id from staff_sessions s where s.token_hash = p_token_hash and s.ends_at > now()`,
  },
  {
    signature: "lookup_staff_challenge(p_token_hash text) returns uuid",
    body: `select c.firm_id from firms f
           join login_challenges c on c.firm_id = f.id and c.token_hash = p_token_hash
           where c.staff_id is not null and c.ends_at > now()`,
  },
  {
    signature: "lookup_staff_passkey(p_staff_id uuid, p_credential_id text) returns uuid",
    body: `select p.firm_id from staff_members s
           join passkeys p on p.firm_id = s.firm_id and p.staff_id = s.id and p.credential_id = p_credential_id
           where s.id = p_staff_id and s.deactivated_at is null`,
  },
  {
    signature: "lookup_firms_with_due_messages() returns setof uuid",
    body: `select distinct m.firm_id from messages m
           where m.state in ('pending', 'leased') and m.next_at <= now()
             and (m.lease_until is null or m.lease_until < now())`,
  },
  {
    signature: "lookup_firms_with_old_uploads() returns setof uuid",
    body: `select f.firm_id from files f
           where f.received_at is null and f.moved_at between now() - interval '8 days' and now() - interval '1 day'
           union
           select f.firm_id from files f
           where f.purpose = 'comment' and f.comment_id is null and f.staff_id is not null
             and f.moved_at between now() - interval '8 days' and now() - interval '1 day'`,
  },
  {
    signature: "lookup_firms_with_changes() returns setof uuid",
    body: `select distinct c.firm_id from changes c`,
  },
  {
    signature: "lookup_firms_with_due_notices() returns setof uuid",
    body: `select distinct n.firm_id from client_notices n where n.due_at <= now()`,
  },
  {
    signature: "lookup_firms_with_old_idempotency_keys() returns setof uuid",
    body: `select distinct i.firm_id from idempotency_keys i where i.created_at < now() - interval '1 day'`,
  },
  {
    signature: "lookup_api_key(p_token_hash text) returns uuid",
    body: `select k.firm_id from api_keys k where k.token_hash = p_token_hash and k.revoked_at is null`,
  },
];
