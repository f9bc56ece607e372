alter function public.award(uuid) set search_path = '';
alter function public.thank(uuid) set search_path = '';
drop table public.stays;
create table public.stays (id uuid primary key, skipper_id uuid, nights int);
alter table public.skippers alter column id type text using id::text;
