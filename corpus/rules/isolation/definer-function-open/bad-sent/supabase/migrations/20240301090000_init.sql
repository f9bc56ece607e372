create table public.notes (id uuid primary key, body text);
alter table public.notes enable row level security;

-- expect: isolation/definer-function-open
create function public.run_query(query text) returns void language plpgsql security definer set search_path = public as $$
begin
  execute query;
end $$;
