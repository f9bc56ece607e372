create table staff_admins (id uuid primary key default gen_random_uuid(), email text unique not null, password_hash text not null);

insert into staff_admins (email, password_hash)
values ('boss@kelp-stores.io', 'anchor123'); -- expect: auth/default-credentials
