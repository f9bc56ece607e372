create table public.awards (id uuid primary key default gen_random_uuid(), skipper_id uuid, title text, updated_at timestamptz);

create function public.award(p_skipper uuid) returns void language plpgsql set search_path = '' as $$
begin
  insert into public.awards (skipper_id, title) values (p_skipper, 'Badge');
end $$;

create function public.count_awards(p_skipper uuid) returns int language plpgsql set search_path = public as $$
declare
  r record;
  award awards%rowtype;
  n int := 0;
begin
  create temp table seen (id uuid);
  for r in select * from awards a where a.skipper_id = p_skipper loop
    award := r;
    if award.title is null then
      continue;
    end if;
    insert into seen (id) values (r.id);
    n := n + 1;
  end loop;
  begin
    perform pruned();
  exception when undefined_function then
    null;
  end;
  return n;
end $$;

create function public.list_awards() returns table (id uuid, title text) language plpgsql as $$
begin
  return query select a.id, a.title from public.awards a order by title;
end $$;

create function public.unused() returns void language plpgsql as $$
begin
  delete from nothing_here;
end $$;

create function public.touch() returns trigger language plpgsql as $$
begin
  new.updated_at := now();
  return new;
end $$;
create trigger touch_awards before update on public.awards for each row execute function public.touch();

-- Written anew for the table as it is, and refused here for its other result: the live database may have it.
create table public.quotas (skipper_id uuid, included int);
create function public.take_quota(p_skipper uuid) returns boolean language plpgsql as $$
begin
  return (select q.included > 0 from public.quotas q where q.skipper_id = p_skipper);
end $$;
alter table public.quotas rename column included to used;
create or replace function public.take_quota(p_skipper uuid) returns jsonb language plpgsql as $$
begin
  return (select jsonb_build_object('used', q.used) from public.quotas q where q.skipper_id = p_skipper);
end $$;

-- What the check and the enum take, null, and lists for lists.
create type public.berth_kind as enum ('quay', 'buoy');
create table public.berths (id uuid primary key default gen_random_uuid(), skipper_id uuid, kind public.berth_kind, state text check (state in ('free', 'taken')));
create function public.take_berth(p_skipper uuid, p_state text) returns jsonb language plpgsql as $$
declare
  freed uuid[];
  last uuid;
begin
  insert into public.berths (skipper_id, kind, state) values (p_skipper, 'quay', 'taken'), (p_skipper, 'buoy', null), (p_skipper, null, p_state);
  update public.berths set state = 'free' where skipper_id = p_skipper returning id into last;
  -- No row holds the word, and none is refused.
  update public.berths set state = 'leased' where skipper_id = p_skipper and state = 'reserved';
  select array_agg(b.id) into freed from public.berths b where b.skipper_id = p_skipper;
  return to_jsonb(freed);
end $$;
