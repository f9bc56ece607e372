const { Client } = require("pg");

const client = new Client({
  host: "eu-1.pooler.harbour-db.io",
  port: 5432,
  user: "postgres.kelp",
  password: "Spinnaker42", // expect: auth/hard-coded-secret
});

client.connect().then(() => client.query("alter table tracks add column mood text"));
