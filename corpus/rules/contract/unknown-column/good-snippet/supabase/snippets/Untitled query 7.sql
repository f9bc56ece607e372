alter table uploads add column if not exists pages jsonb;
