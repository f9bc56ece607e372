insert into public.marinas (id, name, currency)
values ('00000000-0000-4000-8000-000000000001', 'Old Pier', 'EUR')
on conflict (id) do nothing;
