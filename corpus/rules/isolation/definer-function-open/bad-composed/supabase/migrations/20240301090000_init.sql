create table public.lodges (id uuid primary key, owner_id uuid, plan text, mail text);
create table public.lodge_marks (lodge_id uuid, mark text);
alter table public.lodges enable row level security;
alter table public.lodge_marks enable row level security;
-- What is put together is clear from the text: a change of the plan of whom the caller names.
-- expect: isolation/definer-function-open
create function public.set_lodge_plan(p_lodge uuid, p_plan text) returns void language plpgsql security definer set search_path = public as $$
begin
  execute format('update lodges set plan = %L where id = %L', p_plan, p_lodge);
end $$;
-- The values come beside the text.
-- expect: isolation/definer-function-open
create function public.mark_lodge(p_lodge uuid, p_mark text) returns void language plpgsql security definer set search_path = public as $$
begin
  execute 'insert into lodge_marks (lodge_id, mark) values ($1, $2)' using p_lodge, p_mark;
end $$;
-- Which table is meant, the caller says.
-- expect: isolation/definer-function-open
create function public.clear_table(p_table text) returns void language plpgsql security definer set search_path = public as $$
begin
  execute format('delete from %I', p_table);
end $$;
-- What it says, nobody can tell from here.
create table public.lodge_jobs (id uuid primary key, command text);
-- expect: isolation/definer-function-open
create function public.run_jobs() returns void language plpgsql security definer set search_path = public as $$
declare j record;
begin
  for j in select command from lodge_jobs loop
    execute j.command;
  end loop;
end $$;
