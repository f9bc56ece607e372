do $$
declare found record;
begin
  for found in select oid::regprocedure::text as name from pg_proc where proname in ('seen', 'count_unread') loop
    execute 'alter function ' || found.name || ' set search_path = public';
  end loop;
end $$;
