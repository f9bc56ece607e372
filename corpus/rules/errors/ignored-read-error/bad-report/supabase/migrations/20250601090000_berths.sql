create table public.berths (id uuid primary key default gen_random_uuid(), name text not null);
create function public.seed_berths(p_dry_run boolean) returns setof text language plpgsql as $$
begin
  if not p_dry_run then
    insert into public.berths (name) values ('Quay one');
  end if;
  return query select name from public.berths;
end $$;
