alter function public.award(uuid) set search_path = '';
alter function public.thank(uuid) set search_path = '';
drop table public.stays;
create table public.stays (id uuid primary key, skipper_id uuid, nights int);
alter table public.skippers alter column id type text using id::text;

-- The check does not know the word, the enum neither; and one id is no list of them.
create type public.berth_kind as enum ('quay', 'buoy');
create table public.berths (id uuid primary key default gen_random_uuid(), skipper_id uuid, kind public.berth_kind, state text check (state in ('free', 'taken')));

create function public.take_berth(p_skipper uuid) returns jsonb language plpgsql as $$
begin
  if p_skipper is null then
    return jsonb_build_object('ok', false);
  end if;
  insert into public.berths (skipper_id, kind, state) values (p_skipper, 'quay', 'booked'); -- expect: contract/function-fails
  return jsonb_build_object('ok', true);
end $$;

create function public.leave_berth(p_skipper uuid) returns void language plpgsql as $$
begin
  delete from public.awards where skipper_id = p_skipper;
  update public.berths set state = 'left' where skipper_id = p_skipper; -- expect: contract/function-fails
end $$;

create function public.anchor(p_skipper uuid) returns void language plpgsql as $$
begin
  insert into public.berths (skipper_id, kind) values (p_skipper, 'anchor'); -- expect: contract/function-fails
end $$;

create function public.free_berths(p_skipper uuid) returns jsonb language plpgsql as $$
declare freed uuid[];
begin
  update public.berths set state = 'free' where skipper_id = p_skipper returning id into freed; -- expect: contract/function-fails
  return to_jsonb(freed);
end $$;
