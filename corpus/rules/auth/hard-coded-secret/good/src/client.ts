import { createClient } from "@supabase/supabase-js";

const ANON = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJzdXBhYmFzZSIsInJlZiI6InBldGx5ZXhhbXBsZXJlZmFhYWEiLCJyb2xlIjoiYW5vbiIsImlhdCI6MTc0MTAwMDAwMCwiZXhwIjoyMDU2NTc2MDAwfQ.invented-signature-of-no-real-project-000000";

export const supabase = createClient("https://petlyexamplerefaaaa.supabase.co", ANON);
