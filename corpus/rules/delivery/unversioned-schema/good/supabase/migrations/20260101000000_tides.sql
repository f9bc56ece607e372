CREATE TABLE public.tides (id uuid PRIMARY KEY, height numeric NOT NULL);
