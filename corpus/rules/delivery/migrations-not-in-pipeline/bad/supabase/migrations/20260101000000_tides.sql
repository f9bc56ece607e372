CREATE TABLE public.tides (id uuid PRIMARY KEY);
