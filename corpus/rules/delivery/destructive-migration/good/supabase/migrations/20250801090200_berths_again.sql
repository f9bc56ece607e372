alter table public.berths drop column until;
