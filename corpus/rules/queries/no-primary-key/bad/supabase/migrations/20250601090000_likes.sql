create table public.likes (post_id uuid not null, user_id uuid not null); -- expect: queries/no-primary-key
