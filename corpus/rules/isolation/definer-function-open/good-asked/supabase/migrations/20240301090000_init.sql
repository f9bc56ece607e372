create table public.members (user_id uuid primary key, role text not null default 'member');
alter table public.members enable row level security;
create table public.invitations (token uuid primary key default gen_random_uuid(), email text, accepted_at timestamptz);
alter table public.invitations enable row level security;

-- Asks by the default of its parameter.
create function public.is_chief(who uuid default auth.uid()) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (select 1 from members where user_id = who and role = 'chief')
$$;
revoke execute on function public.is_chief(uuid) from public, anon, authenticated;

create function public.promote(someone uuid) returns void
language plpgsql security definer set search_path = public as $$
begin
  if not is_chief() then
    raise exception 'only the chief';
  end if;
  update members set role = 'chief' where user_id = someone;
end $$;

-- Who has the token is meant to use it.
create function public.accept_invitation(token_param uuid) returns void
language plpgsql security definer set search_path = public as $$
begin
  update invitations set accepted_at = now() where token = token_param;
end $$;

-- The helper looks for the token.
create function public.open_invitation(wanted uuid) returns void
language plpgsql security definer set search_path = public as $$
begin
  if not exists (select 1 from invitations where token = wanted and accepted_at is null) then
    raise exception 'no such invitation';
  end if;
end $$;
revoke execute on function public.open_invitation(uuid) from public, anon, authenticated;

create function public.join_by(p_token uuid, p_user uuid) returns void
language plpgsql security definer set search_path = public as $$
begin
  perform open_invitation(p_token);
  insert into members (user_id) values (p_user);
end $$;
