alter table public.drivers add column phone text;
