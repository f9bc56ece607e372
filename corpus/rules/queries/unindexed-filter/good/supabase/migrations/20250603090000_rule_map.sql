create table public.rule_map (id uuid primary key default gen_random_uuid(), event_key text not null, rule text not null);
insert into public.rule_map (event_key, rule) values ('moored', 'tell the crew'), ('sailed', 'free the berth');
