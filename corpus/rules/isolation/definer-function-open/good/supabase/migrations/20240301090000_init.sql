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
-- What it calls fails at each call, so nothing comes out: an empty path does not lead to the extension.
create table public.radio_links (id uuid primary key, user_id uuid, access_token_encrypted text);
alter table public.radio_links enable row level security;
create function public.unlock(v text) returns text language plpgsql set search_path = '' as $$
begin
  return pgp_sym_decrypt(decode(v, 'base64'), 'k');
end $$;
create function public.radio_tokens(p_user uuid) returns table (access_token text) language plpgsql security definer set search_path = '' as $$
begin
  return query select public.unlock(l.access_token_encrypted) from public.radio_links l where l.user_id = p_user;
end $$;
-- That one table may be missing does not hide that another has no such column.
create table public.vets (id uuid primary key, user_id uuid, email text);
alter table public.vets enable row level security;
create table public.tax_papers (id uuid primary key, vet_id uuid references public.vets (id), form_id uuid references public.tax_forms (id));
create function public.vets_due(y int) returns table (vet_email text, vet_name text) language plpgsql security definer set search_path = public as $$
begin
  return query select v.email, v.full_name from vets v left join tax_papers d on d.vet_id = v.id where v.left_at is null;
end $$;
-- Text that is put together of a number counts what waited: nobody's rows come back, and nothing can be slipped in.
create function public.slow_calls(p_minutes int) returns jsonb language plpgsql security definer set search_path = '' as $$
declare r jsonb;
begin
  execute format($q$ select jsonb_build_object('slow', count(*)) from public.job_log where at > now() - make_interval(mins => %1$s) $q$, p_minutes) into r;
  return r;
end $$;
-- The check of the table takes no such word: each call is undone.
create table public.purses (owner_id uuid primary key, balance numeric);
create table public.purse_lines (owner_id uuid, kind text check (kind in ('in', 'out')));
alter table public.purses enable row level security;
alter table public.purse_lines enable row level security;
create function public.fill_purse(p_owner uuid, p_amount numeric) returns void language plpgsql security definer set search_path = public as $$
begin
  update purses set balance = balance + p_amount where owner_id = p_owner;
  insert into purse_lines (owner_id, kind) values (p_owner, 'gift');
end $$;
