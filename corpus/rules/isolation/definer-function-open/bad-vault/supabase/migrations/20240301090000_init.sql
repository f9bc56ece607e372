create table public.lockers (id uuid primary key, owner_id uuid, vault_id uuid, label text, access_token text);
alter table public.lockers enable row level security;
create policy own on public.lockers for select using (owner_id = auth.uid());

-- What the vault keeps is handed to whoever names a locker.
-- expect: isolation/definer-function-open
create function public.locker_secret(p_locker uuid) returns text language plpgsql security definer set search_path = 'public', 'vault' as $$
declare
  v_vault uuid;
  v_text text;
begin
  select vault_id into v_vault from lockers where id = p_locker;
  if v_vault is null then raise exception 'no such locker'; end if;
  select decrypted_secret into v_text from vault.decrypted_secrets where id = v_vault;
  return v_text;
end $$;

-- The name of a secret is none.
-- expect: isolation/definer-function-open
create function public.secret_of(secret_name text) returns text language sql security definer set search_path = ''
  as $$ select s.decrypted_secret from vault.decrypted_secrets s where s.name = secret_name limit 1 $$;

-- expect: isolation/definer-function-open
create function public.locker_token(p_locker uuid) returns text language plpgsql security definer set search_path = '' as $$
begin
  return (select l.access_token from public.lockers l where l.id = p_locker);
end $$;

-- A name is no harm.
create function public.locker_label(p_locker uuid) returns text language plpgsql security definer set search_path = '' as $$
declare v_label text;
begin
  select label into v_label from public.lockers where id = p_locker;
  return v_label;
end $$;

-- Only whether the token is right comes back.
create function public.is_token(p_locker uuid, p_token text) returns boolean language plpgsql security definer set search_path = '' as $$
declare v_token text;
begin
  select access_token into v_token from public.lockers where id = p_locker;
  return v_token = p_token;
end $$;
