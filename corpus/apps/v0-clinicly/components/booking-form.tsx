"use client"

import { useState } from "react"
import { bookAppointment } from "@/app/actions"

export function BookingForm({ doctors }: { doctors: { id: string; name: string; speciality: string }[] }) {
  const [doctorId, setDoctorId] = useState(doctors[0]?.id ?? "")
  const [message, setMessage] = useState("")

  return (
    <form
      action={async (data) => {
        const result = await bookAppointment({
          doctorId,
          name: String(data.get("name")),
          email: String(data.get("email")),
          at: String(data.get("at")),
        })
        setMessage(result.ok ? "Booked" : "That did not work")
      }}
    >
      <select value={doctorId} onChange={(e) => setDoctorId(e.target.value)}>
        {doctors.map((doctor) => (
          <option key={doctor.id} value={doctor.id}>
            {doctor.name}, {doctor.speciality}
          </option>
        ))}
      </select>
      <input name="name" />
      <input name="email" type="email" />
      <input name="at" type="datetime-local" />
      <button>Book</button>
      <p>{message}</p>
    </form>
  )
}
