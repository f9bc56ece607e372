create table public.profiles (id uuid primary key, plan text, email text);
alter table public.profiles enable row level security;
-- expect: isolation/definer-function-open
create function public.set_plan(who uuid, wanted text) returns void language sql security definer set search_path = ''
  as $$ update public.profiles set plan = wanted where id = who $$;
-- expect: isolation/definer-function-open
create function public.find_people(term text) returns setof public.profiles language plpgsql security definer set search_path = '' as $$
begin
  return query select * from public.profiles p where p.email like term;
end $$;
revoke execute on function public.find_people(text) from public;

create table public.scan_usage (user_id uuid, month text, extra_scans_purchased int);
create table public.lessons (id uuid primary key, course_slug text, title text);
-- expect: isolation/definer-function-open
create function public.add_scans(p_user uuid, p_n int) returns void language sql security definer set search_path = ''
  as $$ update public.scan_usage set extra_scans_purchased = extra_scans_purchased + p_n where user_id = p_user $$;
-- A slug stands in every link: who knows it has proven nothing.
-- expect: isolation/definer-function-open
create function public.drop_lessons(p_course_slug text) returns void language sql security definer set search_path = ''
  as $$ delete from public.lessons where course_slug = p_course_slug $$;
-- What is too old goes, and a line that is always the same is written.
-- expect: isolation/definer-function-open
create function public.purge_lines() returns void language plpgsql security definer set search_path = '' as $$
begin
  delete from public.scan_usage where month < to_char(now() - interval '1 year', 'YYYY-MM');
  insert into public.job_lines (name, at) values ('purge', now());
end $$;
create table public.job_lines (name text, at timestamptz);

-- The caller says whose row it is; what goes into it is worked out, or always the same: low.
create table public.sales (id uuid primary key, shop_id uuid, price numeric);
create table public.shop_totals (shop_id uuid primary key, total_revenue numeric, updated_at timestamptz);
create table public.tax_codes (id uuid, org_id uuid, code text, rate numeric);
create table public.packs (id uuid primary key, amount numeric);
create table public.wallets (user_id uuid primary key, balance numeric);
-- expect: isolation/definer-function-open
create function public.refresh_shop(p_shop uuid) returns void language plpgsql security definer set search_path = '' as $$
declare v record;
begin
  select coalesce(sum(price), 0) as total_revenue into v from public.sales where shop_id = p_shop;
  insert into public.shop_totals (shop_id, total_revenue, updated_at) values (p_shop, v.total_revenue, now())
    on conflict (shop_id) do update set total_revenue = excluded.total_revenue;
end $$;
-- expect: isolation/definer-function-open
create function public.seed_tax(p_org uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  insert into public.tax_codes (org_id, code, rate) values (p_org, 'S20', 20), (p_org, 'Z', 0);
end $$;
-- He picks the pack, adds without end, decides that it is paid: more than low.
-- expect: isolation/definer-function-open
create function public.take_pack(p_pack uuid) returns void language plpgsql security definer set search_path = '' as $$
declare v numeric;
begin
  select amount into v from public.packs where id = p_pack;
  insert into public.wallets (user_id, balance) values (p_pack, v) on conflict (user_id) do update set balance = excluded.balance;
end $$;
-- expect: isolation/definer-function-open
create function public.add_sales(p_user uuid) returns void language plpgsql security definer set search_path = '' as $$
declare v numeric;
begin
  v := count(*) from public.sales;
  update public.wallets set balance = balance + v where user_id = p_user;
end $$;
create table public.orders (id uuid primary key, status text);
-- expect: isolation/definer-function-open
create function public.settle(p_order uuid) returns void language sql security definer set search_path = ''
  as $$ update public.orders set status = 'paid' where id = p_order $$;
-- expect: isolation/definer-function-open
create function public.all_people() returns json language plpgsql security definer set search_path = '' as $$
declare r json;
begin
  select json_build_object('people', (select json_agg(p) from public.profiles p)) into r;
  return r;
end $$;
-- The year is a key like the shop: what is written is added up.
create table public.sales (id uuid primary key, shop_id uuid, at timestamptz, cents integer);
create table public.year_totals (shop_id uuid, tax_year integer, total_amount_cents integer, updated_at timestamptz, primary key (shop_id, tax_year));
-- expect: isolation/definer-function-open
create function public.sync_year(p_shop uuid, p_year integer) returns void language plpgsql security definer set search_path = '' as $$
declare v integer;
begin
  select coalesce(sum(cents), 0) into v from public.sales where shop_id = p_shop and extract(year from at) = p_year;
  insert into public.year_totals (shop_id, tax_year, total_amount_cents, updated_at) values (p_shop, p_year, v, now())
    on conflict (shop_id, tax_year) do update set total_amount_cents = excluded.total_amount_cents, updated_at = now();
end $$;
-- Here the number is the amount.
-- expect: isolation/definer-function-open
create function public.set_total(p_shop uuid, p_cents integer) returns void language plpgsql security definer set search_path = '' as $$
declare v integer;
begin
  select count(*) * p_cents into v from public.sales where shop_id = p_shop;
  insert into public.year_totals (shop_id, tax_year, total_amount_cents) values (p_shop, p_cents, v)
    on conflict (shop_id, tax_year) do update set total_amount_cents = excluded.total_amount_cents;
end $$;
-- Prices on offer and accounts of a ledger are no money and no right of anybody.
create table public.fees (org_id uuid, code text, default_price numeric);
create table public.ledger_accounts (org_id uuid, name text, account_type text);
-- expect: isolation/definer-function-open
create function public.seed_books(p_org uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  insert into public.fees (org_id, code, default_price) values (p_org, 'A', 250.00), (p_org, 'B', 35.00);
  insert into public.ledger_accounts (org_id, name, account_type) values (p_org, 'Bank', 'ASSET'), (p_org, 'Rent', 'EXPENSE');
end $$;
-- Decrypted on the way out.
create function public.unlock(sealed text) returns text language sql immutable as $$ select reverse(sealed) $$;
create table public.mail_links (user_id uuid primary key, access_token_encrypted text);
alter table public.mail_links enable row level security;
create policy own on public.mail_links for select using (user_id = auth.uid());
-- expect: isolation/definer-function-open
create function public.mail_token(p_user uuid) returns table (access_token text) language plpgsql security definer set search_path = '' as $$
begin
  return query select public.unlock(m.access_token_encrypted) from public.mail_links m where m.user_id = p_user;
end $$;
-- A last day that only says how much is added up: it chooses a little.
-- expect: isolation/definer-function-open
create function public.refresh_until(p_shop uuid, p_day date default current_date) returns void language plpgsql security definer set search_path = '' as $$
declare v record;
begin
  select coalesce(sum(cents), 0) as total into v from public.sales where shop_id = p_shop and at::date <= p_day;
  insert into public.shop_totals (shop_id, total_revenue) values (p_shop, v.total)
    on conflict (shop_id) do update set total_revenue = excluded.total_revenue;
end $$;
-- Everybody may change the rows without the function too: that is the fault to mend.
create table public.papers (id uuid primary key, is_dup boolean, note text);
create policy up on public.papers for update to authenticated using (true) with check (true);
-- expect: isolation/definer-function-open
create function public.mark_dup(p_id uuid, p_note text) returns void language plpgsql security definer set search_path = '' as $$
begin
  update public.papers set is_dup = true, note = p_note where id = p_id;
end $$;
-- What is given was earned: another function works it out from the key alone, and what is there stays.
create table public.coaches (id uuid primary key, trips int, level text);
create table public.medals (coach_id uuid, kind text, level text, progress int, unique (coach_id, kind));
alter table public.medals enable row level security;
create function public.coach_progress(p_coach uuid) returns jsonb language plpgsql stable set search_path = '' as $$
declare c record;
begin
  select trips, level into c from public.coaches where id = p_coach;
  return jsonb_build_object('percent', c.trips * 2, 'level', c.level);
end $$;
-- expect: isolation/definer-function-open
create function public.give_medals(p_coach uuid) returns void language plpgsql security definer set search_path = '' as $$
declare
  s jsonb;
  v numeric;
begin
  select public.coach_progress(p_coach) into s;
  v := (s ->> 'percent')::numeric;
  if v >= 50 then
    insert into public.medals (coach_id, kind, level, progress) values (p_coach, 'half', s ->> 'level', 50)
      on conflict (coach_id, kind) do nothing;
  end if;
end $$;
-- All but the papers are closed to those who call.
alter table public.scan_usage enable row level security;
alter table public.lessons enable row level security;
alter table public.wallets enable row level security;
alter table public.orders enable row level security;
alter table public.year_totals enable row level security;

-- Worked out row by row: the caller says whose rows.
create table public.clinic_vets (id uuid primary key, clinic_id uuid, visits int, score int, scored_at timestamptz);
alter table public.clinic_vets enable row level security;
-- expect: isolation/definer-function-open
create function public.score_vets(p_clinic uuid) returns void language plpgsql security definer set search_path = '' as $$
declare r record; s int;
begin
  for r in select id, visits from public.clinic_vets where clinic_id = p_clinic loop
    if r.visits > 10 then s := 5; else s := 1; end if;
    update public.clinic_vets set score = s, scored_at = now() where id = r.id;
  end loop;
end $$;
-- What is added to the row that is there already is added all the same.
create table public.clinic_months (owner_id uuid primary key, extra_credits integer not null default 0);
alter table public.clinic_months enable row level security;
-- expect: isolation/definer-function-open
create function public.add_month_credits(p_owner uuid, p_credits integer) returns void language plpgsql security definer set search_path = '' as $$
begin
  insert into public.clinic_months (owner_id, extra_credits) values (p_owner, p_credits)
  on conflict (owner_id) do update set extra_credits = public.clinic_months.extra_credits + p_credits;
end $$;
