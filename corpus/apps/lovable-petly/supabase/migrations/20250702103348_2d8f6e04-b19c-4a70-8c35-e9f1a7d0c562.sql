-- Owners may add reminders
-- expect: delivery/migration-does-not-replay
CREATE POLICY IF NOT EXISTS "Owners add reminders" ON public.reminders FOR INSERT
WITH CHECK (EXISTS (SELECT 1 FROM public.pets p WHERE p.id = reminders.pet_id AND p.owner_id = (SELECT auth.uid())));
