PGPASSWORD="$(cat /run/secrets/database)" pg_dump -h eu-1.pooler.harbour-db.io -U kelp kelp
PGPASSWORD=Spinnaker42 pg_dump -h localhost -U kelp kelp
