create table public.sales (id uuid primary key, mill_id uuid not null, total numeric not null, status text not null);
create table public.sale_lines (id uuid primary key, sale_id uuid not null references public.sales (id), sacks integer not null);
create table public.millers (id uuid primary key, name text);
create table public.shifts (id uuid primary key, miller_id uuid not null references public.millers (id), hours integer not null);
create table public.repairs (id uuid primary key, miller_id uuid not null references public.millers (id));

-- expect: contract/multiplied-sum
create function public.month(p_mill uuid) returns table (revenue numeric, sacks bigint) language sql stable set search_path = public as $$
  select coalesce(sum(s.total), 0), coalesce(sum(l.sacks), 0)
  from sales s left join sale_lines l on l.sale_id = s.id
  where s.mill_id = p_mill and s.status = 'paid';
$$;

-- expect: contract/multiplied-sum
create function public.yield() returns numeric language plpgsql stable set search_path = public as $$
declare
  result numeric;
begin
  select avg(h.amount) into result from harvests h join harvest_lines hl on hl.harvest_id = h.id;
  return result;
end;
$$;

-- expect: contract/multiplied-sum
create view public.work with (security_invoker = true) as
  select m.id, count(r.id) as repairs, sum(h.hours) as hours
  from public.millers m
  left join public.shifts h on h.miller_id = m.id
  left join public.repairs r on r.miller_id = m.id
  group by m.id;
