create table public.profiles (id uuid primary key, plan text, email text, views int);
alter table public.profiles enable row level security;
create function public.is_admin() returns boolean language sql stable security definer set search_path = ''
  as $$ select coalesce((auth.jwt() -> 'app_metadata' ->> 'admin')::boolean, false) $$;
create function public.set_plan(who uuid, wanted text) returns void language plpgsql security definer set search_path = '' as $$
begin
  if not public.is_admin() then
    raise exception 'not yours';
  end if;
  update public.profiles set plan = wanted where id = who;
end $$;
create function public.count_view(who uuid) returns void language sql security definer set search_path = ''
  as $$ update public.profiles set views = views + 1 where id = who $$;
create function public.clean_up() returns void language sql security definer set search_path = ''
  as $$ delete from public.profiles $$;
revoke execute on function public.clean_up() from public, anon, authenticated;
-- Fails, because one of the two roles is not there: it may have been run without.
create function public.wipe() returns void language sql security definer set search_path = ''
  as $$ delete from public.profiles $$;
revoke execute on function public.wipe() from public, anon, authenticated, clerks;
-- Whoever calls these chooses nothing.
create table public.job_log (id uuid primary key, name text, state text, at timestamptz);
create function public.log_run() returns void language sql security definer set search_path = ''
  as $$ insert into public.job_log (name, state, at) values ('purge', 'done', now()) $$;
-- Numbers name nobody.
create function public.board_numbers() returns json language plpgsql security definer set search_path = '' as $$
declare r json;
begin
  select json_build_object('people', (select count(*) from public.profiles), 'lines', (select count(*) from public.job_log)) into r;
  return r;
end $$;
-- Fails at each call, which undoes all of it: the path was fixed later, the column went, the key is text now.
create function public.grant_plan(who uuid, wanted text) returns void language plpgsql security definer set search_path = public as $$
begin
  update profiles set plan = wanted where id = who;
end $$;
alter function public.grant_plan(uuid, text) set search_path = '';
create table public.budgets (id uuid primary key, owner_id uuid, credits int, extra_credits int);
alter table public.budgets enable row level security;
create function public.add_credits(who uuid, n int) returns void language plpgsql security definer set search_path = '' as $$
begin
  update public.budgets set extra_credits = extra_credits + n where owner_id = who;
end $$;
create function public.spend_credits(who uuid, n int) returns void language plpgsql security definer set search_path = '' as $$
begin
  update public.budgets set credits = credits - n where id = who;
end $$;
alter table public.budgets drop column extra_credits;
alter table public.budgets alter column id type text using id::text;
