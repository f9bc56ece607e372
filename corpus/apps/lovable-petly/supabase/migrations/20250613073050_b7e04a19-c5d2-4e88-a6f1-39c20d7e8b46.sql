-- Roles live in their own table
CREATE TYPE public.app_role AS ENUM ('admin', 'moderator', 'user');

CREATE TABLE public.user_roles (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id UUID NOT NULL REFERENCES auth.users(id) ON DELETE CASCADE,
  role public.app_role NOT NULL,
  UNIQUE (user_id, role)
);

ALTER TABLE public.user_roles ENABLE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION public.has_role(_user_id UUID, _role public.app_role)
RETURNS BOOLEAN
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = public
AS $$
  SELECT EXISTS (
    SELECT 1 FROM public.user_roles
    WHERE user_id = _user_id AND role = _role
  )
$$;

CREATE POLICY "Users see their own roles"
ON public.user_roles FOR SELECT
USING ((SELECT auth.uid()) = user_id);

-- "Claim" screen of the setup wizard
-- expect: isolation/self-granted-privilege
CREATE POLICY "Users can insert their own role"
ON public.user_roles FOR INSERT
WITH CHECK ((SELECT auth.uid()) = user_id);

CREATE POLICY "Admins see all bookings"
ON public.bookings FOR SELECT
USING (public.has_role((SELECT auth.uid()), 'admin'));
