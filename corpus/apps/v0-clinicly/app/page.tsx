import { createClient } from "@/lib/supabase/server"
import { BookingForm } from "@/components/booking-form"

export default async function Page() {
  const supabase = await createClient()
  const { data: doctors, error } = await supabase.from("doctors").select("id, name, speciality").limit(50)
  if (error) throw error

  return (
    <main>
      <h1>Clinicly</h1>
      <BookingForm doctors={doctors} />
    </main>
  )
}
