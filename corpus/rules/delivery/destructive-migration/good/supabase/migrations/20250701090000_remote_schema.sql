-- Written by `supabase db pull`: the live database has lost it long ago, and this file counts as run there.
alter table public.labels drop column price;
