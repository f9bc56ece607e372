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
