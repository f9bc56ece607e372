create table if not exists boats_before as select id, berth from boats;
alter table boats add column if not exists seen_at timestamptz;
