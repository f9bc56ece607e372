-- Notifications
DO $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM information_schema.tables
    WHERE table_schema = 'public' AND table_name = 'notifications'
  ) THEN
    CREATE TABLE public.notifications (
      id UUID NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
      user_id UUID NOT NULL REFERENCES public.profiles(id) ON DELETE CASCADE,
      title TEXT NOT NULL,
      body TEXT,
      is_read BOOLEAN NOT NULL DEFAULT false,
      created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()
    );
  END IF;
END $$;

ALTER TABLE public.notifications ENABLE ROW LEVEL SECURITY;

DO $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM pg_policies
    WHERE schemaname = 'public' AND tablename = 'notifications' AND policyname = 'Users read their notifications'
  ) THEN
    CREATE POLICY "Users read their notifications" ON public.notifications
      FOR SELECT USING ((SELECT auth.uid()) = user_id);
    CREATE POLICY "Users mark their notifications" ON public.notifications
      FOR UPDATE USING ((SELECT auth.uid()) = user_id) WITH CHECK ((SELECT auth.uid()) = user_id);
  END IF;
END $$;

DO $$
BEGIN
  CREATE TYPE public.reminder_kind AS ENUM ('vaccination', 'booking', 'review');
EXCEPTION
  WHEN duplicate_object THEN NULL;
END $$;

CREATE TABLE IF NOT EXISTS public.reminders (
  id UUID NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
  pet_id UUID NOT NULL REFERENCES public.pets(id) ON DELETE CASCADE,
  kind public.reminder_kind NOT NULL,
  due_on DATE NOT NULL,
  sent_at TIMESTAMP WITH TIME ZONE
);

ALTER TABLE public.reminders ENABLE ROW LEVEL SECURITY;

CREATE POLICY "Owners see reminders" ON public.reminders FOR SELECT
USING (EXISTS (SELECT 1 FROM public.pets p WHERE p.id = reminders.pet_id AND p.owner_id = (SELECT auth.uid())));
