-- Two hours old: hardly anything is in it.
create index on public.berth_fees (paid_at);
