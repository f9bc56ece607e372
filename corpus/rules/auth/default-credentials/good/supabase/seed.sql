insert into auth.users (id, email, encrypted_password) values (gen_random_uuid(), 'dev@kiosk.example', crypt('local-only', gen_salt('bf')));
