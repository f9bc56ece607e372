create table wallets (id uuid primary key default gen_random_uuid(), skipper_id uuid not null references auth.users (id), balance numeric not null default 0, pending numeric not null default 0);
alter table wallets enable row level security;
create policy "own" on wallets for select to authenticated using (skipper_id = auth.uid());
create function release_share(race uuid) returns void language sql security definer set search_path = public as $$
  update wallets set balance = balance + pending, pending = 0;
$$;
revoke all on function release_share(uuid) from public, anon, authenticated;
