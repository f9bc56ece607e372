create table public.keepers (id uuid primary key, plan text, mail text);
alter table public.keepers enable row level security;
-- Who is not found is sent away, and for everybody else the column is not there: nothing comes of a call until that is mended.
-- expect: isolation/definer-function-open
create function public.raise_keeper(p_keeper uuid, p_plan text) returns jsonb language plpgsql security definer set search_path = public as $$
declare v_id uuid;
begin
  select id into v_id from keepers where id = p_keeper;
  if v_id is null then
    return jsonb_build_object('ok', false);
  end if;
  update keepers set plan = p_plan, raised_at = now() where id = v_id;
  return jsonb_build_object('ok', true);
end $$;
-- What calls it without an end of its own does the rest.
-- expect: isolation/definer-function-open
create function public.greet_keeper(p_keeper uuid, p_plan text) returns void language plpgsql security definer set search_path = public as $$
begin
  perform raise_keeper(p_keeper, p_plan);
  delete from keepers where id = p_keeper;
end $$;
