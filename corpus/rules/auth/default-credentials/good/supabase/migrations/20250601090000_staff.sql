create table staff (id uuid primary key default gen_random_uuid(), email text unique not null, password_hash text not null);

insert into staff (email, password_hash) values
  ('boss@kelp-stores.io', '$2b$10$7EqJtq98hPqEX7fNZaFWoOePaWxn96p36WQoeG6Lruj3vjPGga31l'),
  ('ada@kelp-stores.io', 'set-by-auth-provider-1');
