"use client"

import { useEffect, useState } from "react"
import { createClient } from "@/lib/supabase/client"
import { deletePatient } from "@/app/actions"

interface Patient {
  id: string
  full_name: string
  diagnosis: string | null
}

export default function PatientsPage() {
  const [patients, setPatients] = useState<Patient[]>([])
  const [search, setSearch] = useState("")

  useEffect(() => {
    const load = async () => {
      const supabase = createClient()
      // expect: queries/leading-wildcard
      const { data, error } = await supabase
        .from("patients")
        .select("id, full_name, diagnosis")
        .ilike("full_name", `%${search}%`)
        .limit(50)
      if (error) {
        console.error("[v0] Error loading patients:", error)
        return
      }
      setPatients(data)
    }
    load()
  }, [search])

  return (
    <main>
      <input value={search} onChange={(e) => setSearch(e.target.value)} />
      {patients.map((patient) => (
        <p key={patient.id}>
          {patient.full_name}: {patient.diagnosis}
          <button onClick={() => deletePatient(patient.id)}>Delete</button>
        </p>
      ))}
    </main>
  )
}
