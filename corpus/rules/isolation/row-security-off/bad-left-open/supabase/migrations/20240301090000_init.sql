-- Nobody wrote down how the tables are made. The last word on the first is that all may in, on the second that they may not.
alter table public.sailors enable row level security;
alter table public.sailors disable row level security; -- expect: isolation/row-security-off
alter table public.boats disable row level security;
alter table public.boats enable row level security;
