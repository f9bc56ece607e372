-- expect: delivery/duplicate-migration-version
alter table public.invoices add column notes text;
