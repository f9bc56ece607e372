-- Clinicly: base tables

create table if not exists public.doctors (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  speciality text not null
);

-- expect: isolation/row-security-off
create table if not exists public.patients (
  id uuid primary key default gen_random_uuid(),
  full_name text not null,
  birth_date date,
  phone text,
  diagnosis text
);

create table if not exists public.appointments (
  id uuid primary key default gen_random_uuid(),
  -- expect: queries/unindexed-foreign-key
  doctor_id uuid not null references public.doctors (id) on delete cascade,
  patient_name text not null,
  patient_email text not null,
  starts_at timestamptz not null,
  created_at timestamptz not null default now()
);
