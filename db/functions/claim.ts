/**
 * What opens a device (A14): the key that its browser proved, or, where no key binds it, the session that the browser holds
 * besides its name. One condition for every door, here and in lib/access/device-proof.ts.
 */
export const opensFunction = `
create function opens_device(p_public_key text, p_key_hash text, p_by_session boolean) returns boolean language sql stable as $$
  select case when p_public_key is null then p_by_session
    else encode(sha256(convert_to(p_public_key, 'UTF8')), 'hex') = p_key_hash end
$$`;

/**
 * Whether a browser holds a session beside its name: of any device on it that is live and itself opened, for several people
 * may use one browser and it has one session cookie (A17).
 */
export const holdsFunction = `
create function holds_session(p_firm uuid, p_browser uuid, p_session_hash text, p_key_hash text) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (select 1 from sessions s join devices d on d.firm_id = s.firm_id and d.id = s.device_id
    where s.firm_id = p_firm and s.token_hash = p_session_hash and d.browser_id = p_browser
      and d.ended_at is null and d.ends_at > now() and opens_device(d.public_key, p_key_hash, true))
$$`;

/**
 * The claim (A2–A5, DECISIONS 3): link, browser, device, session and audit in one call. It runs as the
 * application role under row-level security and sets the firm itself, so the caller needs one round trip.
 * The browser gets a new name with the claim, so that a name known from before opens nothing (ASVS 7.2.4); a browser
 * that is in already as this contact stays on its device, and the link unclaimed (DECISIONS 5).
 * A browser on which somebody else is in, whom this press cannot open, is not joined: the claim makes another.
 * 720 hours, not '30 days': calendar arithmetic would follow a time zone's daylight saving.
 * The key that the press was signed with binds the device, now or never (A14): without one (p_public_key is null) the cookies
 * bind it, and both are needed ever after. Of two presses on their way at once the second still carries the browser's old
 * name; for the minute in which that name is known it stands for the session that the first one made.
 * The letter about a new device (A15) is written before and sealed for row p_message; only a claim uses it. Without one
 * nobody is told: the claim was asked for on this very screen (DECISIONS 4).
 * A device that is not opened (opens_device) is not this browser's: it opens nothing, and a new link claims anew.
 * Outcomes: claimed · again (same browser) · elsewhere (another device has it) · over (its 30 days ended) · unproven
 * · old (unclaimed for 30 days) · none (unknown, revoked, or of a former address or deleted contact).
 */
export const claimFunction = `
create function claim_link(
  p_firm uuid, p_token_hash text, p_browser_hash text, p_new_browser_hash text, p_session_hash text,
  p_browser text, p_system text, p_ip text, p_request text,
  p_message uuid, p_sealed text, p_revoke_hash text, p_key_hash text, p_public_key text, p_held_hash text
) returns table (outcome text, contact_id uuid, device_id uuid, ends_at timestamptz, request_id uuid, renamed boolean)
language plpgsql security invoker set search_path = pg_catalog, public, pg_temp as $$
declare
  v_link magic_links%rowtype;
  v_device devices%rowtype;
  v_browser uuid;
  v_refused text;
  v_rename boolean;
  v_held boolean;
  v_seq bigint;
begin
  perform set_config('app.firm_id', p_firm::text, true);
  -- the contact before its link: whoever ends its access holds it too
  perform 1 from contacts c where c.firm_id = p_firm and c.id = (
    select l.contact_id from magic_links l where l.firm_id = p_firm and l.token_hash = p_token_hash) for key share;
  select l.* into v_link from magic_links l
    join contacts c on c.firm_id = l.firm_id and c.id = l.contact_id
    where l.firm_id = p_firm and l.token_hash = p_token_hash and l.revoked_at is null
      and l.purpose in ('request', 'access') and c.deleted_at is null and c.email = l.email
    for update of l;
  if not found then return query select 'none', null::uuid, null::uuid, null::timestamptz, null::uuid, false; return; end if;

  select b.id into v_browser from browsers b where b.firm_id = p_firm and (b.token_hash = p_browser_hash
    or (b.previous_token_hash = p_browser_hash and b.renamed_at > now() - interval '1 minute'));
  if v_browser is null then
    insert into browsers as b (firm_id, token_hash, name, system) values (p_firm, p_browser_hash, p_browser, p_system)
      on conflict (firm_id, token_hash) do update set name = excluded.name returning b.id into v_browser;
  end if;
  -- two presses of one browser come after one another; one that was renamed meanwhile keeps that name
  select b.token_hash = p_browser_hash into v_rename from browsers b
    where b.firm_id = p_firm and b.id = v_browser for update;
  v_held := not v_rename or holds_session(p_firm, v_browser, p_held_hash, p_key_hash);

  if v_link.device_id is not null then
    select d.* into v_device from devices d where d.firm_id = p_firm and d.id = v_link.device_id;
    v_refused := case
      when v_device.ends_at <= now() then 'over'
      when v_device.browser_id <> v_browser then 'elsewhere'
      when v_device.ended_at is not null then 'over'
      when not opens_device(v_device.public_key, p_key_hash, v_held) then 'unproven' end;
  elsif v_link.issued_at <= now() - interval '720 hours' then
    v_refused := 'old';
  end if;
  if v_refused is not null then
    insert into audit_events (firm_id, actor_kind, action, subject, ip, request_id)
      values (p_firm, 'stranger', 'link.refused',
              jsonb_build_object('linkId', v_link.id, 'why', v_refused), p_ip, p_request);
    return query select v_refused, v_link.contact_id, null::uuid, null::timestamptz, v_link.request_id, false; return;
  end if;

  if v_device.id is not null then
    insert into sessions (firm_id, token_hash, device_id) values (p_firm, p_session_hash, v_device.id);
    return query select 'again', v_link.contact_id, v_device.id, v_device.ends_at, v_link.request_id, false; return;
  end if;

  select d.* into v_device from devices d where d.firm_id = p_firm and d.browser_id = v_browser
    and d.contact_id = v_link.contact_id and d.ended_at is null and d.ends_at > now()
    and opens_device(d.public_key, p_key_hash, v_held) order by d.ends_at desc limit 1;
  if v_device.id is not null then
    insert into sessions (firm_id, token_hash, device_id) values (p_firm, p_session_hash, v_device.id);
    return query select 'again', v_link.contact_id, v_device.id, v_device.ends_at, v_link.request_id, false; return;
  end if;

  -- a browser's name alone joins nobody who is on it: who cannot show the key or the session of another one there gets a
  -- browser of its own, and that one's name stays as it is
  if v_rename and exists (select 1 from devices d where d.firm_id = p_firm and d.browser_id = v_browser
      and d.contact_id <> v_link.contact_id and d.ended_at is null and d.ends_at > now()
      and not opens_device(d.public_key, p_key_hash, v_held) and (d.public_key is null or d.public_key is distinct from p_public_key)) then
    insert into browsers as b (firm_id, token_hash, name, system) values (p_firm, p_new_browser_hash, p_browser, p_system)
      returning b.id into v_browser;
  else
    update browsers b set token_hash = p_new_browser_hash, previous_token_hash = p_browser_hash, renamed_at = now(),
      name = p_browser, system = p_system where b.firm_id = p_firm and b.id = v_browser and v_rename;
  end if;
  insert into devices (firm_id, browser_id, contact_id, ends_at, first_ip, public_key)
    values (p_firm, v_browser, v_link.contact_id, now() + interval '720 hours', p_ip, p_public_key) returning * into v_device;
  update magic_links l set device_id = v_device.id, claimed_at = now() where l.firm_id = p_firm and l.id = v_link.id;
  insert into sessions (firm_id, token_hash, device_id) values (p_firm, p_session_hash, v_device.id);
  insert into audit_events (firm_id, actor_kind, actor_id, device_id, action, subject, ip, request_id)
    values (p_firm, 'contact', v_link.contact_id, v_device.id, 'link.claimed',
            jsonb_build_object('linkId', v_link.id, 'deviceId', v_device.id, 'bound', p_public_key is not null), p_ip, p_request) returning seq into v_seq;
  insert into changes (seq, firm_id) values (v_seq, p_firm);
  if p_message is not null then
    insert into device_revoke_links (firm_id, device_id, token_hash) values (p_firm, v_device.id, p_revoke_hash);
    insert into messages (id, firm_id, kind, dedupe_key, contact_id, to_address, sealed)
      values (p_message, p_firm, 'new_device', 'device:' || v_device.id, v_link.contact_id, v_link.email, p_sealed);
  end if;
  return query select 'claimed', v_link.contact_id, v_device.id, v_device.ends_at, v_link.request_id, v_rename;
end $$`;
