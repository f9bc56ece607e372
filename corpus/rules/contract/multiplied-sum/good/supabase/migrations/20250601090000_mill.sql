create table public.sales (id uuid primary key, mill_id uuid not null, total numeric not null, status text not null);
create table public.invoices (id uuid primary key, sale_id uuid not null unique references public.sales (id), amount numeric);
create table public.sale_lines (id uuid primary key, sale_id uuid not null references public.sales (id), flour_id uuid not null, sacks integer not null, is_main boolean not null);
create table public.flours (id uuid primary key, price numeric not null, grade text);
create table public.millers (id uuid primary key, name text);
create table public.shifts (id uuid primary key, miller_id uuid not null references public.millers (id), hours integer not null);
create table public.repairs (id uuid primary key, miller_id uuid not null references public.millers (id));

create function public.month(p_mill uuid) returns table (revenue numeric, sacks bigint) language sql stable set search_path = public as $$
  select sum(s.total), sum(l.sacks)
  from sales s
  left join (select sale_id, sum(sacks) as sacks from sale_lines group by sale_id) l on l.sale_id = s.id
  left join invoices i on i.sale_id = s.id
  where s.mill_id = p_mill and s.status = 'paid'
  union all
  -- What a flour costs is paid for each line of it.
  select sum(f.price), count(l.id) from flours f join sale_lines l on l.flour_id = f.id
  union all
  select sum(l.sacks * f.price), count(distinct s.id) from sales s join sale_lines l on l.sale_id = s.id join flours f on f.id = l.flour_id
  union all
  select sum(s.total), 0 from sales s join sale_lines l on l.sale_id = s.id where l.is_main;
$$;

create function public.yield() returns numeric language plpgsql stable set search_path = public as $$
declare
  result numeric;
begin
  -- What each grade had a part in.
  select max(x.total) into result from (
    select sum(s.total) as total from sales s join sale_lines l on l.sale_id = s.id join flours f on f.id = l.flour_id group by f.grade
  ) x;
  return result;
end;
$$;

create view public.work with (security_invoker = true) as
  select m.id, count(distinct r.id) as repairs, (select sum(h.hours) from public.shifts h where h.miller_id = m.id) as hours
  from public.millers m
  left join public.repairs r on r.miller_id = m.id
  group by m.id;
